import type { OperationView } from '@liaison/contracts';
export function ExportDialog(_: { readonly operation: OperationView; readonly onClose: () => void }) {
  return null;
}

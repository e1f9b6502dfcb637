import { AssignDialog } from './assign-dialog.js';
import { ExportDialog } from './export-dialog.js';
import { RegisterByHand } from './register-by-hand.js';
import type { RegisterDialog } from './register-tools.js';
import { ShareDialog } from './share-dialog.js';
import { StatusDialog } from './status-dialog.js';
import type { WorkDialogProps } from './work-dialog.js';

/** What the register asks before it acts. */
export function WorkDialogs({ kind, ...props }: WorkDialogProps & { readonly kind: RegisterDialog }) {
  switch (kind) {
    case 'assign':
      return <AssignDialog {...props} />;
    case 'status':
      return <StatusDialog {...props} />;
    case 'share':
      return <ShareDialog {...props} />;
    case 'register':
      return <RegisterByHand operation={props.operation} onClose={props.onClose} />;
    case 'export':
      return <ExportDialog operation={props.operation} onClose={props.onClose} />;
  }
}

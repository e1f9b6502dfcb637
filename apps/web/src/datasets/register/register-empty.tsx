import type { OperationView } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';

export interface RegisterEmptyProps {
  readonly operation: OperationView;
  /** Something is there, and the filter shows none of it. */
  readonly isFiltered: boolean;
  readonly onShowAll: () => void;
}

/** No line: because of the filter, or because nothing has come in yet. */
export function RegisterEmpty({ operation, isFiltered, onShowAll }: RegisterEmptyProps) {
  if (isFiltered)
    return (
      <EmptyState title="No dataset fits" actions={<Button onPress={onShowAll}>Show all</Button>}>
        The conditions above leave none of what you may see.
      </EmptyState>
    );
  const mayImport = operation.actions['import.run'].allowed;
  return (
    <EmptyState
      title="No dataset yet"
      steps={[
        mayImport ? (
          <span>
            <Link to="/o/$op/import" params={{ op: operation.id }}>
              Import
            </Link>{' '}
            your agency’s register as CSV, or a VICS 2.0 manifest. It lands in your agency’s own compartment.
          </span>
        ) : (
          'Somebody with a working role imports or registers what your agency brings.'
        ),
        'Share what others should work on; they see it from that moment.',
        'Claim a dataset with c: that is your task, and the ground for opening it.',
      ]}
    />
  );
}

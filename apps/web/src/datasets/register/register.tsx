import type { OperationView } from '@liaison/contracts';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useAssessedAs, useNamedBy, useShares } from '../../data/datasets.js';
import { useCompartments, useDirectory, useIsLoaded } from '../../data/operations.js';
import { useMe } from '../../data/session.js';
import { OperationScreen } from '../../frame/operation-screen.js';
import { DataGrid } from '../../ui/data-grid.js';
import { Skeleton } from '../../ui/skeleton.js';
import { BulkNote } from './bulk-note.js';
import { registerColumns } from './register-columns.js';
import { RegisterEmpty } from './register-empty.js';
import { RegisterFilters } from './register-filters.js';
import { filterRows, originsOf, registerRows, type RegisterRow } from './register-rows.js';
import { filterOf } from './register-search.js';
import { RegisterStatusBar } from './register-status-bar.js';
import { RegisterTools, type RegisterDialog } from './register-tools.js';
import styles from './register.module.css';
import { useBulk } from './use-bulk.js';
import { useRegisterKeys } from './use-register-keys.js';
import { useRegisterSearch } from './use-register-search.js';
import { WorkDialogs } from './work-dialogs.js';

/** Every dataset this person meets in an operation: who has it, how far it is, how it is marked. Live. */
export function Register() {
  const { op = '' }: { readonly op?: string } = useParams({ strict: false });
  return (
    <OperationScreen operation={op} layout="fill">
      {(operation) => <RegisterOf operation={operation} />}
    </OperationScreen>
  );
}

const keyOf = (row: RegisterRow): string => row.dataset;

function RegisterOf({ operation }: { readonly operation: OperationView }) {
  const me = useMe();
  const navigate = useNavigate();
  const [search, change] = useRegisterSearch();
  const directory = useDirectory(operation);
  const list = useCompartments(operation);
  const compartments = useMemo(() => new Map(list.map((one) => [one.id, one])), [list]);
  const shares = useShares(operation.id);
  const origins = useMemo(() => originsOf(shares, search.origin), [shares, search.origin]);
  const isLoaded = useIsLoaded(operation);
  const eliminated = useAssessedAs(operation.id, search.not ?? null, 'not_country');
  const named = useNamedBy(operation.id, search.q ?? '');
  const filter = useMemo(() => filterOf(search, eliminated.data, named), [search, eliminated.data, named]);
  const all = useMemo(() => registerRows(shares, compartments, filter.within), [shares, compartments, filter.within]);
  const rows = useMemo(() => filterRows(all, filter, me.person.id), [all, filter, me.person.id]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<{ readonly kind: RegisterDialog; readonly rows: readonly RegisterRow[] } | null>(
    null,
  );
  const bulk = useBulk();
  const columns = useMemo(
    () => registerColumns({ operation: operation.id, directory, chosen, onChoose: setChosen }),
    [operation.id, directory, chosen],
  );
  const inHand = rows.filter((row) => chosen.has(row.dataset));
  const open = (row: RegisterRow): void =>
    void navigate({ to: '/o/$op/datasets/$dataset', params: { op: operation.id, dataset: row.dataset } });
  useRegisterKeys({ operation, rows, inHand, bulk, onDialog: (kind, about) => setDialog({ kind, rows: about }) });
  return (
    <div className={styles.register}>
      <RegisterFilters
        origins={origins}
        compartments={list}
        search={search}
        onChange={change}
        isLooking={eliminated.isFetching}
      />
      <RegisterTools
        operation={operation}
        inHand={inHand}
        bulk={bulk}
        onDialog={(kind) => setDialog({ kind, rows: inHand })}
        onClear={() => setChosen(new Set())}
      />
      {bulk.state && <BulkNote state={bulk.state} onClose={bulk.clear} />}
      <DataGrid
        label={`Datasets of ${operation.codeName}`}
        rows={rows}
        columns={columns}
        keyOf={keyOf}
        className={styles.grid ?? ''}
        onOpen={open}
        chosen={chosen}
        onChoose={setChosen}
        empty={
          isLoaded ? (
            <RegisterEmpty operation={operation} isFiltered={all.length > 0} onShowAll={() => change({})} />
          ) : (
            <Skeleton lines={8} label="Loading the register" />
          )
        }
      />
      {isLoaded && <RegisterStatusBar rows={rows} total={all.length} chosen={inHand.length} />}
      {dialog && (
        <WorkDialogs
          kind={dialog.kind}
          rows={dialog.rows}
          operation={operation}
          bulk={bulk}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

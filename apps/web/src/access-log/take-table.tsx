import { fieldReason } from '../data/act.js';
import { useLogTable, type LogTable } from '../data/log-figures.js';
import type { LogQuery } from '../data/log.js';
import { Button } from '../ui/button.js';
import { saveFile } from '../ui/csv.js';
import { toast } from '../ui/toast.js';
import styles from './access-log.module.css';

export interface TakeTableProps {
  readonly table: LogTable;
  readonly query: LogQuery;
  readonly zone?: string;
  readonly label: string;
}

/** Takes everything that answers the question along as CSV. The server makes it and records that it did. */
export function TakeTable({ table, query, zone, label }: TakeTableProps) {
  const take = useLogTable(table, query, zone);
  const save = async (): Promise<void> => {
    const file = await take.run(undefined);
    if (file === null) return;
    saveFile(`access-${table.replace('/', '-')}.csv`, file);
    toast({ text: 'The table is taken, and recorded.' });
  };
  return (
    <>
      <Button look="quiet" isPending={take.isBusy} onPress={() => void save()}>
        {label}
      </Button>
      {take.problem && (
        <span role="alert" className={styles.refused}>
          Not taken. {fieldReason(take.problem, 'from') ?? take.problem.detail}
        </span>
      )}
    </>
  );
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { csvFile, csvLine } from '@liaison/domain';
import { stagedRows, UnitOfWork, type StagedRow } from '@liaison/persistence';
import type { KeptDataset } from '../reading/findings.js';
import { placeOfImport } from './import-place.js';
import { ownImport } from './view-import.js';

type Row = StagedRow<KeptDataset>;
const most = 20_000;

/** The failed rows as a table, in the file's own columns, with what is wrong and how to mend it. */
@Injectable()
export class FailedRows {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, id: Id): Promise<string> {
    return this.unitOfWork.read(actor, 'import.run', async (tx, act) => {
      await placeOfImport(tx, act, operation);
      const job = await ownImport(tx, operation, id);
      act.touch('import', id, { owner: actor.agency });
      return table(await stagedRows<KeptDataset>(tx, job.id, 'error', -1, most), job.delimiter ?? ';');
    });
  }
}

function table(rows: readonly Row[], delimiter: string): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
  const head = csvLine([...columns, 'Place', 'Field', 'Reason', 'How to mend it'], delimiter);
  const lines = rows.flatMap((row) =>
    row.errors.map(({ field, reason, mend }) =>
      csvLine([...columns.map((column) => row.cells[column] ?? ''), row.place, field, reason, mend], delimiter),
    ),
  );
  return csvFile([head, ...lines]);
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ImportRow, ImportView, Page } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  agencies,
  findCompartment,
  findImport,
  findOperation,
  importsOf,
  stagedRows,
  UnitOfWork,
  type ImportJob,
  type Tx,
} from '@liaison/persistence';
import type { KeptDataset } from '../reading/findings.js';
import type { ImportRowsQueryDto } from './import.dto.js';
import { placeOfImport } from './import-place.js';
import { presentImport, presentRow } from './present-import.js';

const usual = 100;

/** How an import stands. Asked every second while it is read, so it leaves no record: it shows nothing but counts. */
@Injectable()
export class ViewImport {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, id: Id, shareTo: Id | undefined): Promise<ImportView> {
    return this.unitOfWork.quietly(actor.person, async (tx) => {
      const job = await ownImport(tx, operation, id);
      if (shareTo !== undefined && (await findCompartment(tx, shareTo))?.operation !== operation) throw notFound();
      return presentImport(tx, job, shareTo ?? null);
    });
  }

  list(actor: Actor, operation: Id): Promise<readonly ImportView[]> {
    return this.unitOfWork.quietly(actor.person, async (tx) => {
      if (!(await findOperation(tx, operation))?.role) throw notFound();
      const views: ImportView[] = [];
      for (const job of await importsOf(tx, operation)) views.push(await presentImport(tx, job, null));
      return views;
    });
  }
}

/** The staged rows of an import, some at a time. */
@Injectable()
export class ListImportRows {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, id: Id, query: ImportRowsQueryDto): Promise<Page<ImportRow>> {
    const limit = query.limit ?? usual;
    return this.unitOfWork.read(actor, 'import.run', async (tx, act) => {
      await placeOfImport(tx, act, operation);
      const job = await ownImport(tx, operation, id);
      act.touch('import', id, { owner: actor.agency });
      const rows = await stagedRows<KeptDataset>(tx, job.id, query.only ?? null, query.next ?? -1, limit + 1);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const directory = await agencies(tx);
      const shown = items.map((row) => presentRow(row, job.format, directory));
      return { items: shown, next: rows.length > limit && last ? String(last.row) : null };
    });
  }
}

export async function ownImport(tx: Tx, operation: Id, id: Id): Promise<ImportJob> {
  const job = (await findOperation(tx, operation))?.role ? await findImport(tx, operation, id) : null;
  if (!job) throw notFound();
  return job;
}

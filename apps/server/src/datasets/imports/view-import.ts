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
  isShownAgain,
  operationFactsOf,
  stagedRows,
  UnitOfWork,
  type Act,
  type ImportJob,
  type Tx,
} from '@liaison/persistence';
import { onePage } from '../../platform/input/place.js';
import type { KeptDataset } from '../reading/findings.js';
import type { ImportRowsQueryDto } from './import.dto.js';
import { placeOfImport } from './import-place.js';
import { presentImport, presentRow } from './present-import.js';

const usual = 100;

/** How an import stands. Asked every second while it is read: a record for each state that a session was shown. */
@Injectable()
export class ViewImport {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, id: Id, shareTo: Id | undefined): Promise<ImportView> {
    return this.unitOfWork.read(actor, 'import.view', async (tx, act) => {
      act.touch('import', id);
      await requireView(tx, act, operation);
      const job = await ownImport(tx, operation, id);
      if (shareTo !== undefined && (await findCompartment(tx, shareTo))?.operation !== operation) throw notFound();
      // Counts while it is read are progress; the state is what is looked at.
      if (await isShownAgain(tx, actor, id, [job.state, shareTo])) act.withoutRecord();
      return presentImport(tx, job, shareTo ?? null);
    });
  }

  list(actor: Actor, operation: Id): Promise<readonly ImportView[]> {
    return this.unitOfWork.read(actor, 'import.view', async (tx, act) => {
      await requireView(tx, act, operation);
      const views: ImportView[] = [];
      for (const job of await importsOf(tx, operation)) {
        act.touch('import', job.id, { owner: actor.agency });
        views.push(await presentImport(tx, job, null));
      }
      return views;
    });
  }
}

async function requireView(tx: Tx, act: Act, operation: Id): Promise<void> {
  const place = await findOperation(tx, operation);
  act
    .in(place && operation)
    .as(place?.role ?? null)
    .require('import.view', operationFactsOf(place));
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
      const { items, next } = onePage(rows, limit, ({ row }) => String(row));
      const directory = await agencies(tx);
      return { items: items.map((row) => presentRow(row, job.format, directory)), next };
    });
  }
}

export async function ownImport(tx: Tx, operation: Id, id: Id): Promise<ImportJob> {
  const job = (await findOperation(tx, operation))?.role ? await findImport(tx, operation, id) : null;
  if (!job) throw notFound();
  return job;
}

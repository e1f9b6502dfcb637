import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict } from '@liaison/domain';
import {
  findOperation,
  keptMapping,
  operationFactsOf,
  ownDatasets,
  UnitOfWork,
  type OwnDataset,
  type Tx,
} from '@liaison/persistence';
import { registerTable } from './register-table.js';

const portion = 1_000;

/** The own agency's register goes out as a table: a disclosure, with its reason in the person's own words. */
@Injectable()
export class ExportRegister {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, ground: string | undefined): Promise<string> {
    return this.unitOfWork.read(actor, 'register.export', async (tx, act) => {
      const place = await findOperation(tx, operation);
      act.in(place && operation).as(place?.role ?? null);
      act.require('register.export', operationFactsOf(place));
      if (ground === undefined)
        throw conflict('ground_required', 'Say what the export is for.', { grounds: [], freeText: true });
      const datasets = await allOwn(tx, operation);
      for (const { id, ref, version } of datasets) act.touch('dataset', id, { ref, version, owner: actor.agency });
      act.because(ground).disclosedTo([actor.agency]);
      return registerTable(datasets, await keptMapping(tx, 'csv'));
    });
  }
}

async function allOwn(tx: Tx, operation: Id): Promise<OwnDataset[]> {
  const all: OwnDataset[] = [];
  for (let page = await ownDatasets(tx, operation, '', portion); ;) {
    all.push(...page);
    const last = page.at(-1);
    if (page.length < portion || !last) return all;
    page = await ownDatasets(tx, operation, last.ref, portion);
  }
}

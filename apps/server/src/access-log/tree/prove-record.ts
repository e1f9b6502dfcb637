import { Injectable } from '@nestjs/common';
import { disclose } from '@liaison/access-record';
import type { Actor } from '@liaison/authz';
import type { Id, RecordProof } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  awaitsEntry,
  fieldsOfRecord,
  onLogGround,
  placeOfRecord,
  UnitOfWork,
  type RecordPlace,
  type Tx,
} from '@liaison/persistence';
import { formatProof } from '@liaison/transparency-log';
import { notSignedYet, PublishedLog } from '../../platform/log-folder/published-log.js';

/** That a record of the auditor's scope stands in the signed tree. */
@Injectable()
export class ProveRecord {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly published: PublishedLog,
  ) {}

  async run(actor: Actor, record: Id): Promise<RecordProof> {
    const { place, fields } = await this.unitOfWork.read(actor, 'record.prove', async (tx, act) => {
      act.require('record.prove', {}).touch('record', record);
      await onLogGround(tx, act, actor);
      const found = await placeOrRefusal(tx, record);
      act.in(found.scopes[0]?.operation ?? null);
      return { place: found, fields: await fieldsOfRecord(tx, record) };
    });
    const [proof] = await this.published.proofs([place]);
    if (!proof) throw notSignedYet();
    return {
      record,
      recordBytes: place.recordBytes.toString('base64'),
      entry: place.entry,
      entryBytes: place.entryBytes.toString('base64'),
      proof: new TextDecoder().decode(formatProof(proof)),
      numbers: place.scopes,
      disclosed: fields ? disclose(fields.facts, fields.salts) : {},
    };
  }
}

async function placeOrRefusal(tx: Tx, record: Id): Promise<RecordPlace> {
  const place = await placeOfRecord(tx, record);
  if (place) return place;
  throw (await awaitsEntry(tx, record)) ? notSignedYet() : notFound();
}

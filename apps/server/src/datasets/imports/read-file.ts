import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ImportView } from '@liaison/contracts';
import { conflict, DomainError, notFound } from '@liaison/domain';
import {
  beginImport,
  endImport,
  findImport,
  keepMapping,
  origins,
  UnitOfWork,
  type ImportJob,
  type ImportProgress,
} from '@liaison/persistence';
import { decodeText } from '../reading/decode-text.js';
import { Dropped, type Findings, type OriginOf } from '../reading/findings.js';
import { readCsv } from '../reading/read-csv.js';
import { readVics } from '../reading/read-vics.js';
import { Unreadable } from '../reading/unreadable.js';
import type { ImportBody } from './import-body.js';
import { placeOfImport } from './import-place.js';
import { OriginFinder } from './origin-finder.js';
import { presentImport } from './present-import.js';
import { refusedFile } from './refused-file.js';
import { Staging, Stopped } from './staging.js';

interface Reading {
  bytes: number;
  encoding: string | null;
  delimiter: string | null;
  readonly dropped: Dropped;
}

/** Reads an import's file as it comes in and stages what is kept of it. A file that cannot be read leaves nothing. */
@Injectable()
export class ReadFile {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async run(actor: Actor, operation: Id, id: Id, body: ImportBody): Promise<ImportView> {
    const { job, originOf } = await this.begin(actor, operation, id, body.length);
    try {
      await this.stage(actor, job, originOf, body);
    } catch (error) {
      body.letGo();
      throw await this.giveUp(actor, job, error);
    }
    return this.unitOfWork.quietly(actor.person, async (tx) => {
      const now = await findImport(tx, operation, id);
      if (!now) throw notFound();
      if (now.mapping && now.format === 'csv') await keepMapping(tx, 'csv', now.mapping, now.delimiter);
      return presentImport(tx, now, null);
    });
  }

  private begin(
    actor: Actor,
    operation: Id,
    id: Id,
    length: number | null,
  ): Promise<{ job: ImportJob; originOf: OriginOf }> {
    return this.unitOfWork.run(actor, 'import.run', async (tx, act) => {
      const place = await placeOfImport(tx, act, operation);
      const job = await findImport(tx, operation, id);
      if (!job) throw notFound();
      act.touch('import', id, { owner: actor.agency });
      if (!(await beginImport(tx, id, length)))
        throw conflict('import_state', 'This import has its file already. Start another one.');
      const finder = new OriginFinder(await origins(tx));
      const words = job.mapping?.words.origin ?? {};
      const find = finder.forImporter(actor.agency, place?.role === 'lead', job.origin);
      return {
        job,
        originOf: (text) => find(text !== null && Object.hasOwn(words, text) ? (words[text] ?? text) : text),
      };
    });
  }

  private async stage(actor: Actor, job: ImportJob, originOf: OriginOf, body: ImportBody): Promise<void> {
    const reading: Reading = { bytes: 0, encoding: null, delimiter: null, dropped: new Dropped() };
    const progress = (): Omit<ImportProgress, 'entries'> => ({ ...reading, dropped: reading.dropped.toJSON() });
    const staging = new Staging(this.unitOfWork, actor, job, progress);
    for await (const found of findingsOf(job, originOf, body, reading)) await staging.add(found);
    await staging.finish();
  }

  /** What was staged goes, and the import says why it ended. */
  private async giveUp(actor: Actor, job: ImportJob, error: unknown): Promise<unknown> {
    if (error instanceof Stopped) return conflict('import_state', 'The import was cancelled.');
    const failure = error instanceof Unreadable ? error.message : 'The upload stopped half-way. Start again.';
    await this.unitOfWork.quietly(actor.person, (tx) => endImport(tx, job.id, { state: 'failed', failure }));
    if (error instanceof Unreadable || error instanceof DomainError) return refusedFile(error);
    return isAborted(error) ? new DomainError('invalid', failure, { reason: 'unreadable_file' }) : error;
  }
}

function findingsOf(job: ImportJob, originOf: OriginOf, body: ImportBody, reading: Reading): AsyncGenerator<Findings> {
  const { dropped } = reading;
  const pieces = decodeText(body.bytes, (encoding) => (reading.encoding = encoding));
  const onBytes = (bytes: number): void => void (reading.bytes = bytes);
  if (job.format === 'vics') return readVics(pieces, { originOf, reference: job.reference, dropped, onBytes });
  const onDialect = ({ delimiter }: { readonly delimiter: string }): void => void (reading.delimiter = delimiter);
  return readCsv(pieces, { mapping: job.mapping ?? { columns: {}, words: {} }, originOf, dropped, onDialect, onBytes });
}

const isAborted = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(error.code));

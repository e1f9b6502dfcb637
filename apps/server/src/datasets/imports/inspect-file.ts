import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ImportInspection } from '@liaison/contracts';
import { keptMapping, origins, UnitOfWork } from '@liaison/persistence';
import { inspect } from '../reading/inspect.js';
import { readWhole, type ImportBody } from './import-body.js';
import { placeOfImport } from './import-place.js';
import { OriginFinder } from './origin-finder.js';
import { refusedFile } from './refused-file.js';

/** The first part of a file: its columns and words with what they seem to mean. Nothing of it is kept. */
@Injectable()
export class InspectFile {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async run(actor: Actor, operation: Id, body: ImportBody): Promise<ImportInspection> {
    const help = await this.unitOfWork.read(actor, 'import.run', async (tx, act) => {
      await placeOfImport(tx, act, operation);
      return { kept: await keptMapping(tx, 'csv'), agencies: await origins(tx) };
    });
    const finder = new OriginFinder(help.agencies);
    try {
      const head = await readWhole(body);
      return inspect(head, { kept: help.kept?.mapping ?? null, codeOf: (word) => finder.find(word)?.code ?? null });
    } catch (error) {
      throw refusedFile(error);
    }
  }
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ImportInput, ImportMapping, ImportView } from '@liaison/contracts';
import { invalid, newId, notFound } from '@liaison/domain';
import {
  findCompartment,
  findImport,
  insertImport,
  isOrigin,
  keepMapping,
  UnitOfWork,
  type Tx,
} from '@liaison/persistence';
import { homeOf, placeOfImport } from './import-place.js';
import { presentImport } from './present-import.js';

/** Opens an import with what the person mapped and chose; the file itself follows. */
@Injectable()
export class StartImport {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, input: ImportInput): Promise<ImportView> {
    const mapping = mappingOf(input);
    return this.unitOfWork.run(actor, 'import.run', async (tx, act) => {
      await placeOfImport(tx, act, operation);
      const compartment = await homeOf(tx, actor, operation);
      await requireChoices(tx, operation, input);
      const id = newId();
      await insertImport(tx, {
        id,
        operation,
        compartment,
        format: input.format,
        mapping,
        origin: input.origin ?? null,
        reference: input.reference ?? null,
        openReferences: input.openReferences ?? false,
        shareTo: input.shareTo ?? null,
      });
      if (mapping) await keepMapping(tx, input.format, mapping, null);
      act.touch('import', id, { owner: actor.agency });
      const job = await findImport(tx, operation, id);
      if (!job) throw notFound();
      return presentImport(tx, job, null);
    });
  }
}

/** What is dropped is not even remembered by its column. */
function mappingOf({ format, mapping }: ImportInput): ImportMapping | null {
  if (format === 'vics') return mapping ? { columns: {}, words: mapping.words } : null;
  if (!mapping) throw invalid('mapping', 'must say what the columns of a table mean');
  const columns = Object.fromEntries(Object.entries(mapping.columns).filter(([, field]) => field !== null));
  if (!Object.values(columns).includes('reference'))
    throw invalid('mapping.columns', 'must have a column for the external reference');
  return { columns, words: mapping.words };
}

async function requireChoices(tx: Tx, operation: Id, { origin, shareTo }: ImportInput): Promise<void> {
  if (origin !== undefined && !(await isOrigin(tx, origin)))
    throw invalid('origin', 'must be an agency of the directory');
  if (shareTo === undefined) return;
  if ((await findCompartment(tx, shareTo))?.operation !== operation) throw notFound();
}

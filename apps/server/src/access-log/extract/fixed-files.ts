import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@liaison/domain';
import { productFolder } from '../../platform/version.js';

/** The checker that goes with every extract, as it was built. */
export async function lookPage(): Promise<Uint8Array> {
  try {
    return await readFile(join(productFolder() ?? '', 'dist/look/LOOK.html'));
  } catch {
    throw new DomainError(
      'unavailable',
      'This server was started without dist/look/LOOK.html. Tell the operator: npm run build.',
    );
  }
}

export const readme = new TextEncoder().encode(`An extract of the access log of a Liaison installation.

To check it on any machine, without network:
- open LOOK.html in a browser, choose this zip and the policy file that your agency keeps; or
- run: liaison log verify <this zip> --policy <the policy file that your agency keeps>

Check the zip, not what you unpacked from it. A copy of LOOK.html that you had before is to be trusted more than the one in
here. The file "policy" in here says whose keys were used; only the one that your agency keeps says whose they must be.

What cannot be seen from an extract: signatures of witnesses beyond the number that the policy asks for can have been left
out, and signatures can stand in another order.

manifest.json   what this extract is
records.jsonl   the records, each with its proof
extract.json    the record of this extract itself, with what was asked for
checkpoint      the signed head of the log
names.json      what people and agencies were called when it was taken
`);

import { parsePolicy, type Policy } from '@liaison/transparency-log';
import { readBytes } from './files.js';
import { orRefuse } from './faults.js';

export async function readPolicy(path: string): Promise<Policy> {
  const bytes = await readBytes(path, 'policy');
  return orRefuse(path, () => parsePolicy(Buffer.from(bytes).toString('utf8')));
}

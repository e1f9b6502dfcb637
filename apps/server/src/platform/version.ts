import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface About {
  readonly name?: string;
  readonly version?: string;
}

/** The product's version, from the package that holds the started program; `unknown` when it was taken out of it. */
export function readVersion(from = process.argv[1] ?? process.cwd()): string {
  const path = join(from, 'package.json');
  const about = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as About) : {};
  if (about.name === 'liaison' && about.version !== undefined) return about.version;
  const above = dirname(from);
  return above === from ? 'unknown' : readVersion(above);
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface About {
  readonly name?: string;
  readonly version?: string;
}

/** The product's version, from the package that holds the started program; `unknown` when it was taken out of it. */
export function readVersion(from?: string): string {
  const folder = productFolder(from);
  return (folder === null ? null : aboutOf(folder).version) ?? 'unknown';
}

/** The folder of the package that holds the started program; null when it was taken out of it. */
export function productFolder(from = process.argv[1] ?? process.cwd()): string | null {
  const about = aboutOf(from);
  if (about.name === 'liaison' && about.version !== undefined) return from;
  const above = dirname(from);
  return above === from ? null : productFolder(above);
}

function aboutOf(folder: string): About {
  const path = join(folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as About) : {};
}

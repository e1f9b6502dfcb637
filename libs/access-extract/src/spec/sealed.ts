import type { Policy } from '@liaison/transparency-log';
import { fileNames, pack, type FileName, type Files } from '../container.js';
import { formatManifest, markOf, type Manifest } from '../manifest.js';
import { verifyExtract } from '../verify.js';

export type Changes = Partial<Record<FileName, Uint8Array>>;

export const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** As somebody would who wants not to be found: the manifest says what the changed files are. */
export function sealed(files: Files, changes: Changes): Uint8Array {
  const changed = { ...files, ...changes };
  const manifest = JSON.parse(decode(changed['manifest.json'])) as Manifest;
  const marks = Object.fromEntries(
    fileNames.filter((name) => name !== 'manifest.json').map((name) => [name, markOf(changed[name])]),
  );
  const written = formatManifest({ ...manifest, files: marks });
  return joined(pack({ ...changed, 'manifest.json': changes['manifest.json'] ?? written }));
}

/** With new marks in the manifest where its lines can still be counted. */
export function resealed(files: Files, changes: Changes): Uint8Array {
  try {
    return sealed(files, changes);
  } catch {
    return joined(pack({ ...files, ...changes }));
  }
}

/** `kind where` of each fault. */
export function faultsOf(bytes: Uint8Array, policy: Policy | null): readonly string[] {
  const { outcome, faults } = verifyExtract(bytes, policy);
  expect(outcome === 'clean').toBe(faults.length === 0);
  return faults.map(({ kind, where }) => `${kind} ${where}`);
}

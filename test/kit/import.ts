import type {
  Id,
  ImportCommitInput,
  ImportInput,
  ImportInspection,
  ImportMapping,
  ImportView,
  Problem,
} from '@liaison/contracts';
import type { Answer } from './browser.js';
import type { Registry } from './registry.js';
import { as, ok, type Person } from './world.js';

export type File = string | Buffer | ReadableStream<Uint8Array>;

/** Sends bytes as a browser sends a chosen file. */
export async function send<T>(
  world: Registry,
  person: Person,
  method: 'POST' | 'PUT',
  path: string,
  file: File,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const { url } = world.server;
  const response = await fetch(`${url}/api/v1${world.operation.path}/imports${path}`, {
    method,
    body: file,
    duplex: 'half',
    headers: {
      'X-Liaison': '1',
      Origin: url,
      Cookie: as(person).cookieHeader ?? '',
      'Content-Type': 'application/octet-stream',
      ...headers,
    },
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  return {
    status: response.status,
    text,
    bytes,
    headers: response.headers,
    body: (text === '' ? undefined : JSON.parse(text)) as T,
  };
}

export const inspected = (world: Registry, person: Person, head: File): Promise<Answer<ImportInspection & Problem>> =>
  send(world, person, 'POST', '/inspect', head);

/** What the suggestions alone make of a file. */
export const suggestedMapping = ({ columns }: ImportInspection): ImportMapping => ({
  columns: Object.fromEntries(columns.map(({ name, field }) => [name, field])),
  words: Object.fromEntries(
    columns.flatMap(({ field, words }) =>
      field
        ? [[field, Object.fromEntries(words.flatMap(({ word, value }) => (value === null ? [] : [[word, value]])))]]
        : [],
    ),
  ),
});

export const begun = async (world: Registry, person: Person, input: ImportInput): Promise<Id> =>
  ok(await as(person).post<ImportView>(`${world.operation.path}/imports`, input)).id;

export const fileOf = (world: Registry, person: Person, id: Id, file: File): Promise<Answer<ImportView & Problem>> =>
  send(world, person, 'PUT', `/${id}/content`, file);

/** Inspects, takes the suggestions, and reads the whole file. */
export async function imported(
  world: Registry,
  person: Person,
  file: string | Buffer,
  more: Partial<ImportInput> = {},
): Promise<ImportView> {
  const seen = ok(await inspected(world, person, Buffer.from(file).subarray(0, 64 * 1024)));
  const mapping = seen.format === 'csv' ? { mapping: suggestedMapping(seen) } : {};
  const id = await begun(world, person, { format: seen.format, ...mapping, ...more });
  return ok(await fileOf(world, person, id, file));
}

export const viewedImport = async (world: Registry, person: Person, id: Id, query = ''): Promise<ImportView> =>
  ok(await as(person).get<ImportView>(`${world.operation.path}/imports/${id}${query}`));

export const committed = (
  world: Registry,
  person: Person,
  id: Id,
  input: Partial<ImportCommitInput> = {},
): Promise<Answer<ImportView & Problem>> =>
  as(person).post(`${world.operation.path}/imports/${id}/commit`, { rows: 'all', known: 'skip', ...input });

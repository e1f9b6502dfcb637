import {
  formatLogKey,
  formatNote,
  LogError,
  logSigner,
  logVerifier,
  parseLogKey,
  parseNote,
  saidBy,
  signText,
  type KeyProvider,
  type PublicKey,
} from '@liaison/transparency-log';

/** As of a statement: no log has such a name, and nothing else that the keys sign begins with it. */
const header = 'liaison keys v1';
/** The present one, the next, and those that signed before. */
const mostKeys = 16;

/** The log's keys as a signed note: whoever knows one that signed it may take the others from it. */
export async function signKeys(named: readonly PublicKey[], keys: readonly KeyProvider[]): Promise<Uint8Array> {
  const text = [header, ...named.map(formatLogKey), ''].join('\n');
  return formatNote(await signText(text, keys.map(logSigner)));
}

/** The keys that the note names, whoever signed it. Throws `LogError` for what is no such note. */
export function namedKeys(bytes: Uint8Array): readonly PublicKey[] {
  const [first, ...lines] = parseNote(bytes).text.slice(0, -1).split('\n');
  if (first !== header || lines.length === 0 || lines.length > mostKeys)
    throw new LogError('malformed', 'this is no list of keys');
  return lines.map(parseLogKey);
}

/** The keys that the note names. Throws `LogError` where none that is known has signed it. */
export function openKeys(bytes: Uint8Array, known: readonly PublicKey[]): readonly PublicKey[] {
  const named = namedKeys(bytes);
  if (saidBy(parseNote(bytes), known.map(logVerifier)).size === 0)
    throw new LogError('unknown', 'no key that is known has signed the list of keys');
  return named;
}

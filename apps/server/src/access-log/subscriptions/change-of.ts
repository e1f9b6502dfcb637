import type { LogPlace } from '@liaison/contracts';

/**
 * In what a destination is another than the one that was chosen, for its auditors; null where it is the same. It tells
 * no more of an address than its host: the rest may hold a token.
 */
export function changeOf(chosen: LogPlace, now: LogPlace): string | null {
  if (now.fingerprint === chosen.fingerprint) return null;
  const changes = [
    now.host !== chosen.host && `it leads to ${now.host} now, and led to ${chosen.host}`,
    now.host === chosen.host && now.address !== chosen.address && `it has another address at ${now.host}`,
    now.ca !== chosen.ca && 'other authorities may sign its certificate',
    now.cert !== chosen.cert && 'it is shown another certificate',
  ].filter((one) => one !== false);
  return `is another than was chosen: ${changes.join(', ')}. If that is right, choose it again`;
}

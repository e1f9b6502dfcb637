import type { LogPlace } from '@liaison/contracts';
import { cx } from '../../ui/cx.js';
import { Facts } from '../../ui/screen.js';
import styles from '../items.module.css';

export interface PlaceFactsProps {
  readonly place: LogPlace;
  /** As it was chosen, where it is looked at to be chosen again. */
  readonly was?: LogPlace;
}

/** What a destination is, as far as it is no secret: digests are compared with what the people of the agency's own system say. */
export function PlaceFacts({ place, was }: PlaceFactsProps) {
  const facts = Object.entries(wordsOf(place)).map(([name, value]) => [name, value] as const);
  const before = was && wordsOf(was);
  return (
    <Facts
      facts={facts.map(([name, value]) => [
        name,
        <span key={name} className={cx('mono', styles.digest)}>
          {value}
          {before && before[name] !== value && ` (it was: ${before[name] ?? ''})`}
        </span>,
      ])}
    />
  );
}

const wordsOf = ({ format, host, address, ca, cert }: LogPlace): Readonly<Record<string, string>> => ({
  Format: formatWords[format],
  Host: host,
  'Address, SHA-256': address,
  'Authorities, SHA-256': ca ?? 'any that the server knows',
  'Certificate shown, SHA-256': cert ?? 'none',
});

export const formatWords: Readonly<Record<LogPlace['format'], string>> = {
  syslog: 'syslog over TLS',
  json: 'JSON lines by HTTPS',
};

import type { AgencyRef, DatasetView } from '@liaison/contracts';
import { digestAlgorithms } from '@liaison/domain';
import { useOrigin } from '../../data/agency.js';
import { ageWords, figure, flagWords, icseWords, knownWords } from '../../data/dataset-words.js';
import type { Directory } from '../../data/operations.js';
import { Pill } from '../../ui/pill.js';
import { Facts, Section } from '../../ui/screen.js';
import { shortDay } from '../../ui/time.js';
import styles from './dataset-page.module.css';

/** What its originator says of the dataset. */
export function DatasetFacts({ view, directory }: { readonly view: DatasetView; readonly directory: Directory }) {
  const originOf = useOrigin();
  return (
    <Section title="Facts" aside={`Version ${view.version}`}>
      <Facts
        facts={[
          ['Origin', originWords(view, originOf(view.origin), directory)],
          ['Received', view.receivedOn === null ? '—' : shortDay(view.receivedOn)],
          ['Series', view.series ?? '—'],
          ['Contents', contentWords(view)],
          ['Known', `${knownWords[view.known]} · ${ageWords[view.age]}`],
          ['For ICSE', icseWords[view.icseAction]],
          ['Flags', <Flags key="flags" view={view} />],
          ['References', <Aliases key="aliases" view={view} />],
          ['Digests', digestWords(view)],
        ]}
      />
      {view.note !== null && <p className={styles.note}>{view.note}</p>}
    </Section>
  );
}

function originWords(view: DatasetView, agency: AgencyRef | undefined, directory: Directory): string {
  const origin = agency ? `${agency.code} · ${agency.name}` : '—';
  const contributor = view.contributor === view.origin ? '' : ` · contributed by ${directory.codeOf(view.contributor)}`;
  return `${origin}${contributor}`;
}

function contentWords({ images, videos, items }: DatasetView): string {
  const parts = [
    images === null ? '' : `${figure(images)} images`,
    videos === null ? '' : `${figure(videos)} videos`,
    items === null ? '' : `${figure(items)} items in all`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'not counted' : parts.join(' · ');
}

function digestWords({ digestCounts }: DatasetView): string {
  const parts = digestAlgorithms
    .filter((one) => digestCounts[one] > 0)
    .map((one) => `${figure(digestCounts[one])} ${one}`);
  return parts.length === 0 ? 'none' : parts.join(' · ');
}

function Flags({ view }: { readonly view: DatasetView }) {
  if (view.flags.length === 0) return <>none</>;
  return (
    <span className={styles.line}>
      {view.flags.map((flag) => (
        <Pill key={flag}>{flagWords[flag]}</Pill>
      ))}
    </span>
  );
}

function Aliases({ view }: { readonly view: DatasetView }) {
  if (view.aliases.length === 0) return <>none that you may see</>;
  return (
    <ul>
      {view.aliases.map((alias) => (
        <li key={`${alias.scheme} ${alias.value}`}>
          <span className="mono">{alias.value}</span>{' '}
          <span className={styles.quiet}>
            {alias.scheme}
            {!alias.open && ' · own agency only'}
          </span>
        </li>
      ))}
    </ul>
  );
}

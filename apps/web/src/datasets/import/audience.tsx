import type { Id, ImportView, OperationView } from '@liaison/contracts';
import { figure } from '../../data/dataset-words.js';
import { useCompartments, useDirectory } from '../../data/operations.js';
import { useMe } from '../../data/session.js';
import { audienceWords } from '../../frame/audience-words.js';
import { Section } from '../../ui/screen.js';
import { Select } from '../../ui/select.js';
import styles from './import.module.css';

export interface AudienceProps {
  readonly operation: OperationView;
  readonly view: ImportView;
  readonly shareTo: Id | null;
  readonly onChange: (shareTo: Id | null) => void;
}

/** Who will see what comes: said before anything is registered. */
export function Audience({ operation, view, shareTo, onChange }: AudienceProps) {
  const me = useMe();
  const directory = useDirectory(operation);
  const places = useCompartments(operation).filter(
    (one) => one.kind !== 'agency' && one.actions['dataset.share'].allowed,
  );
  const place = places.find((one) => one.id === shareTo);
  return (
    <Section title="Who will see it">
      <Select
        label="Share in the same step"
        className={styles.meaning ?? ''}
        options={[
          { value: 'home', label: `With nobody yet: ${me.agency.code} only` },
          ...places.map((one) => ({ value: one.id, label: one.name, note: audienceWords(one) })),
        ]}
        value={shareTo ?? 'home'}
        onChange={(value) => onChange(value === 'home' ? null : value)}
      />
      {view.willSee && (
        <p role="status">
          <strong>
            {figure(view.willSee.people)} {view.willSee.people === 1 ? 'person' : 'people'} of{' '}
            {figure(view.willSee.agencies)} {view.willSee.agencies === 1 ? 'agency' : 'agencies'}
          </strong>{' '}
          will see {figure(view.willSee.datasets)} new {view.willSee.datasets === 1 ? 'dataset' : 'datasets'}
          {place && place.agencies.length <= 12 && `: ${directory.codesOf(place.agencies).join(', ')}`}.
        </p>
      )}
    </Section>
  );
}

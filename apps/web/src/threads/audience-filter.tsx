import type { Id } from '@liaison/contracts';
import { ListFilter } from 'lucide-react';
import { Button } from '../ui/button.js';
import { Checkbox, RadioGroup } from '../ui/choice.js';
import { Popover } from '../ui/popover.js';
import { useRoom } from './room-context.js';
import styles from './audience-filter.module.css';

export interface AudienceFilterProps {
  readonly value: Id | null;
  readonly onChange: (value: Id | null) => void;
  readonly grouped: boolean;
  readonly onGrouped: (grouped: boolean) => void;
}

/** Which audience's threads, and whether by dataset. */
export function AudienceFilter({ value, onChange, grouped, onGrouped }: AudienceFilterProps) {
  const { compartments, compartment } = useRoom();
  const chosen = value === null ? undefined : compartment(value);
  return (
    <Popover
      label="Filter threads"
      trigger={
        <Button
          look="quiet"
          aria-label={`Filter: ${chosen?.name ?? 'any audience'}${grouped ? ', by dataset' : ''}`}
          className={styles.trigger ?? ''}
        >
          <ListFilter aria-hidden="true" size={14} />
          {chosen && <span className={styles.name}>{chosen.name}</span>}
        </Button>
      }
    >
      <RadioGroup
        label="In"
        value={value ?? 'any'}
        onChange={(next) => onChange(next === 'any' ? null : next)}
        options={[
          { value: 'any', label: 'Any audience of yours' },
          ...compartments.map((one) => ({ value: one.id, label: one.name, note: `${one.readers.length} people` })),
        ]}
      />
      <Checkbox isSelected={grouped} onChange={onGrouped}>
        Group by dataset
      </Checkbox>
    </Popover>
  );
}

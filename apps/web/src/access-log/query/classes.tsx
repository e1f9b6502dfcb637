import { recordClasses } from '@liaison/domain';
import { classesOf, type LogQuery } from '../../data/log.js';
import { classWords } from '../../data/words.js';
import { Button } from '../../ui/button.js';
import { CheckboxGroup } from '../../ui/choice.js';
import { Popover } from '../../ui/popover.js';

export interface ClassesProps {
  readonly query: LogQuery;
  /** Separated by commas, as in the address. */
  readonly onChange: (classes: string | undefined) => void;
}

export function Classes({ query, onChange }: ClassesProps) {
  const chosen = classesOf(query.class);
  return (
    <Popover
      trigger={
        <Button>{chosen.length === 0 ? 'Any class' : `${chosen.length} of ${recordClasses.length} classes`}</Button>
      }
      label="Classes of acts"
    >
      <CheckboxGroup
        label="Classes of acts"
        options={recordClasses.map((one) => ({ value: one, label: classWords[one] }))}
        value={chosen}
        onChange={(classes) => onChange(classes.length === 0 ? undefined : classes.join(','))}
      />
    </Popover>
  );
}

import { recordClasses, type RecordClass } from '@liaison/domain';
import { classesOf, type LogQuery } from '../../data/log.js';
import { useMe } from '../../data/session.js';
import { classWords } from '../../data/words.js';
import { Button } from '../../ui/button.js';
import { CheckboxGroup } from '../../ui/choice.js';
import { Popover } from '../../ui/popover.js';

export interface ClassesProps {
  readonly query: LogQuery;
  /** Separated by commas, as in the address. */
  readonly onChange: (classes: string | undefined) => void;
}

/** Acts of these classes are within no operation, and so never seen by oversight. */
const outside: readonly RecordClass[] = ['sign_in', 'credential_change', 'privileged_action', 'refused_input'];

export function Classes({ query, onChange }: ClassesProps) {
  const isAuditor = useMe().duties.includes('auditor');
  const chosen = classesOf(query.class);
  const offered = recordClasses.filter((one) => isAuditor || !outside.includes(one) || chosen.includes(one));
  return (
    <Popover
      trigger={<Button>{chosen.length === 0 ? 'Any class' : `${chosen.length} of ${offered.length} classes`}</Button>}
      label="Classes of acts"
    >
      <CheckboxGroup
        label="Classes of acts"
        options={offered.map((one) => ({ value: one, label: classWords[one] }))}
        value={chosen}
        onChange={(classes) => onChange(classes.length === 0 ? undefined : classes.join(','))}
      />
    </Popover>
  );
}

import { classesOf, leavesOutOwn, type LogQuery } from '../../data/log.js';
import { classWords } from '../../data/words.js';
import { Button } from '../../ui/button.js';
import { Chip } from '../../ui/chip.js';
import { minuteInUtc, outcomeWords } from '../record-words.js';
import type { QueryProps } from './query-props.js';
import styles from './query.module.css';
import { without } from './without.js';

type ChipOf = readonly [name: string, words: string | undefined, parts: readonly (keyof LogQuery)[]];

/** What is asked for, each with the button that takes it away. */
export function LogChips({ query, words, onChange }: QueryProps) {
  const chips: readonly ChipOf[] = [
    ['from', query.from && minuteInUtc(query.from), ['from']],
    ['before', query.to && minuteInUtc(query.to), ['to']],
    ['person', query.person && (query.personName ?? 'one person'), ['person', 'personName']],
    ['agency', words.agencies.find((one) => one.id === query.agency)?.code, ['agency']],
    ['operation', words.operations.find((one) => one.id === query.operation)?.codeName, ['operation']],
    ['reference', query.reference, ['reference']],
    ['object', query.object && (query.objectName ?? 'one object'), ['object', 'objectName']],
    [
      'class',
      classesOf(query.class)
        .map((one) => classWords[one])
        .join(', '),
      ['class'],
    ],
    ['act', query.act, ['act']],
    ['outcome', query.outcome && outcomeWords[query.outcome], ['outcome']],
    ['ground', query.ground, ['ground']],
    ['ground words', query.groundText, ['groundText']],
    ['own acts', query.ownActs, ['ownActs']],
  ];
  const isOwnOut = leavesOutOwn(query);
  const shown = chips.filter(([, text]) => text !== undefined && text !== '');
  if (shown.length === 0 && !isOwnOut) return null;
  return (
    <div className={styles.chips}>
      {shown.map(([name, text, parts]) => (
        <Chip key={name} name={name} onRemove={() => onChange(without(query, ...parts))}>
          {text}
        </Chip>
      ))}
      {isOwnOut && (
        <Chip name="own acts" onRemove={() => onChange({ ...query, ownActs: 'shown' })}>
          left out
        </Chip>
      )}
      {(shown.length > 0 || query.ownActs === 'shown') && (
        <Button look="quiet" onPress={() => onChange(query.within ? { within: query.within } : {})}>
          Clear
        </Button>
      )}
    </div>
  );
}

import { useState } from 'react';
import type { LogQuery, LogSpan } from '../../data/log.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Popover } from '../../ui/popover.js';
import { Select, type Option } from '../../ui/select.js';
import styles from './query.module.css';
import { without } from './without.js';

export interface WhenProps {
  readonly query: LogQuery;
  readonly onChange: (query: LogQuery) => void;
}

const spans: readonly Option<LogSpan>[] = [
  { value: 'hour', label: 'Last hour' },
  { value: 'day', label: 'Last day' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: 'all', label: 'Always' },
];
const between = { value: 'custom', label: 'Between two times' } as const;

/** A span that ends now, or two exact times. */
export function When({ query, onChange }: WhenProps) {
  const isExact = query.from !== undefined || query.to !== undefined;
  return (
    <>
      <Select
        label="When"
        hideLabel
        options={isExact ? [...spans, between] : spans}
        value={isExact ? 'custom' : (query.within ?? 'week')}
        onChange={(value) => value !== 'custom' && onChange({ ...without(query, 'from', 'to'), within: value })}
      />
      <Between key={`${query.from ?? ''} ${query.to ?? ''}`} query={query} onChange={onChange} />
    </>
  );
}

/** Typed as UTC, which is what stands in the table; asked at once when it is whole, not at each digit. */
function Between({ query, onChange }: WhenProps) {
  const [isOpen, setOpen] = useState(false);
  const [from, setFrom] = useState((query.from ?? '').slice(0, 16));
  const [to, setTo] = useState((query.to ?? '').slice(0, 16));
  const isBackwards = from !== '' && to !== '' && from >= to;
  const ask = (): void => {
    if (isBackwards) return;
    setOpen(false);
    onChange({
      ...without(query, 'from', 'to', 'within'),
      ...(from === '' && to === '' ? {} : from === '' ? { within: 'all' as const } : { from: `${from}:00Z` }),
      ...(to !== '' && { to: `${to}:00Z` }),
    });
  };
  return (
    <Popover trigger={<Button>Between…</Button>} label="Between two times" isOpen={isOpen} onOpenChange={setOpen}>
      <Form label="Between two times" className={styles.range ?? ''} onSubmit={ask}>
        <TextField label="From (UTC)" type="datetime-local" value={from} onChange={setFrom} />
        <TextField
          label="Before (UTC)"
          type="datetime-local"
          value={to}
          onChange={setTo}
          problem={isBackwards ? 'It must be after the first.' : null}
        />
        <Button type="submit" look="main">
          Ask
        </Button>
      </Form>
    </Popover>
  );
}

import type { SavedLogQuery } from '@liaison/contracts';
import { limits } from '@liaison/domain';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useForgetQuery, useSavedQueries, useSaveQuery } from '../../data/audit.js';
import type { LogQuery } from '../../data/log.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { IconButton } from '../../ui/icon-button.js';
import { Popover } from '../../ui/popover.js';
import { Refused } from '../../ui/refused.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './query.module.css';
import { queryOf, savedOf } from './saved.js';

export interface SavedQueriesProps {
  readonly query: LogQuery;
  readonly onAsk: (query: LogQuery) => void;
}

/** Questions that this auditor keeps, to be asked again or forgotten. */
export function SavedQueries({ query, onAsk }: SavedQueriesProps) {
  const [isOpen, setOpen] = useState(false);
  // Asking for them is a look-up too: only whoever opens this does.
  const { data: saved = [], isPending } = useSavedQueries(isOpen);
  const ask = (one: SavedLogQuery): void => {
    setOpen(false);
    onAsk(queryOf(one));
  };
  return (
    <Popover trigger={<Button>Saved</Button>} label="Saved questions" isOpen={isOpen} onOpenChange={setOpen}>
      <div className={styles.saved}>
        {isPending ? (
          <Skeleton lines={2} label="Reading what is saved" />
        ) : saved.length === 0 ? (
          <p className="meta">You have saved no question yet.</p>
        ) : (
          <List saved={saved} onAsk={ask} />
        )}
        <Save query={query} />
      </div>
    </Popover>
  );
}

function List({
  saved,
  onAsk,
}: {
  readonly saved: readonly SavedLogQuery[];
  readonly onAsk: (one: SavedLogQuery) => void;
}) {
  const forget = useForgetQuery();
  return (
    <>
      <Refused problem={forget.problem} title="It was not forgotten" kept="It is still in the list." />
      <ul className={styles.savedList}>
        {saved.map((one) => (
          <li key={one.id}>
            <Button look="quiet" className={styles.savedName ?? ''} onPress={() => onAsk(one)}>
              {one.name}
            </Button>
            <IconButton label={`Forget ${one.name}`} isDisabled={forget.isBusy} onPress={() => void forget.run(one.id)}>
              <Trash2 aria-hidden="true" size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
    </>
  );
}

function Save({ query }: { readonly query: LogQuery }) {
  const save = useSaveQuery();
  const [name, setName] = useState('');
  const submit = async (): Promise<void> => {
    if (name.trim() === '') return;
    if ((await save.run(savedOf(name.trim(), query))) !== null) setName('');
  };
  return (
    <Form label="Save this question" onSubmit={() => void submit()}>
      <Refused problem={save.problem} title="It was not saved" beside={['name']} />
      <TextField
        label="Save what is asked now as"
        value={name}
        onChange={setName}
        maxLength={limits.name}
        hint="A span such as “last 7 days” counts from whenever it is asked again."
        problem={save.of('name')}
      />
      <Button type="submit" isPending={save.isBusy} isDisabled={name.trim() === ''}>
        Save
      </Button>
    </Form>
  );
}

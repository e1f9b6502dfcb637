import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Autocomplete, Input, Menu, MenuItem, MenuSection, Header, TextField, useFilter } from 'react-aria-components';
import { useClient, useLive } from '../data/client.js';
import { useOperations } from '../data/operations.js';
import { useKeyList } from '../frame/keys.js';
import { Dialog } from '../ui/dialog.js';
import { Kbd } from '../ui/kbd.js';
import { actId } from '../ui/key-map.js';
import { lastOfEach } from './key-help.js';
import styles from './palette.module.css';

interface Choice {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** Everything one can do here and go to, found by typing. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { contains } = useFilter({ sensitivity: 'base' });
  const [typed, setTyped] = useState('');
  const groups = useChoices(typed);
  const run = (id: unknown): void => {
    const choice = groups.flatMap(([, choices]) => choices).find((one) => one.id === id);
    onClose();
    // After the dialog has given the focus back, so that the act can take it.
    if (choice) requestAnimationFrame(() => choice.run());
  };
  return (
    <Dialog title="Go to, or do" isOpen onClose={onClose}>
      <Autocomplete filter={contains} inputValue={typed} onInputChange={setTyped}>
        <TextField autoFocus aria-label="Go to, or do" className={styles.search ?? ''}>
          <Input className={styles.input ?? ''} placeholder="A thread, an operation, an act" />
        </TextField>
        <Menu
          aria-label="Results"
          className={styles.menu ?? ''}
          onAction={run}
          renderEmptyState={() => <p className={styles.none}>Nothing fits</p>}
        >
          {groups
            .filter(([, choices]) => choices.length > 0)
            .map(([title, choices]) => (
              <MenuSection key={title}>
                <Header className={styles.heading}>{title}</Header>
                {choices.map((choice) => (
                  <MenuItem key={choice.id} id={choice.id} textValue={choice.label} className={styles.item ?? ''}>
                    <span className={styles.words}>{choice.label}</span>
                    {choice.note !== undefined && <span className={styles.note}>{choice.note}</span>}
                    {choice.keys !== undefined && <Kbd keys={choice.keys} />}
                  </MenuItem>
                ))}
              </MenuSection>
            ))}
        </Menu>
      </Autocomplete>
    </Dialog>
  );
}

const threadsShown = 30;

function useChoices(typed: string): readonly (readonly [string, readonly Choice[]])[] {
  const client = useClient();
  const navigate = useNavigate();
  const { data: operations } = useOperations();
  const bindings = useKeyList();
  // Read again as threads come in: it may be open before they are all there.
  const threads = useLive(
    ['threads'],
    ({ store }) =>
      typed.trim() === ''
        ? []
        : [...store.threads.values()].filter((one) => one.title.toLowerCase().includes(typed.toLowerCase())),
    [typed],
  );
  return useMemo(() => {
    return [
      [
        'Do',
        lastOfEach(bindings)
          .filter((one) => one.inPalette !== false)
          .map((one) => ({ id: `act:${actId(one)}`, ...one })),
      ],
      [
        'Operations',
        (operations ?? []).map((one) => ({
          id: `op:${one.id}`,
          label: one.codeName,
          note: one.phase,
          run: () =>
            void navigate({ to: one.role === null ? '/o/$op/members' : '/o/$op/threads', params: { op: one.id } }),
        })),
      ],
      [
        'Threads',
        threads.slice(0, threadsShown).map((one) => {
          const compartment = client.store.compartments.get(one.compartment);
          const params = { op: compartment?.operation ?? '', thread: one.id };
          return {
            id: `thread:${one.id}`,
            label: one.title,
            note: [operations?.find((one) => one.id === params.op)?.codeName, compartment?.name]
              .filter(Boolean)
              .join(' · '),
            run: () => void navigate({ to: '/o/$op/threads/$thread', params }),
          };
        }),
      ],
    ] as const;
  }, [threads, client, navigate, operations, bindings]);
}

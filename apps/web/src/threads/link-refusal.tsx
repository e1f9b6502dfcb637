import type { CompartmentView, Id, Problem } from '@liaison/contracts';
import { useState } from 'react';
import { useClient } from '../data/client.js';
import { problemOf } from '../sync/refusal.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { RefText } from '../ui/ref-chip.js';
import styles from './link-refusal.module.css';
import { useRoom } from './room-context.js';

export interface LeakingLink {
  readonly ref: string;
  readonly dataset: Id;
  readonly agenciesWithout: readonly Id[];
}

/** The links that the server would not carry, or null when that was not the reason. */
export function leakingLinks(problem: Problem | null | undefined): readonly LeakingLink[] | null {
  if (problem?.reason !== 'link_would_leak') return null;
  const links = problem.extra?.links;
  return Array.isArray(links) ? (links as LeakingLink[]) : [];
}

export interface LinkRefusalProps {
  readonly links: readonly LeakingLink[];
  readonly compartment: Id;
  readonly onSendPlain: (references: readonly string[]) => void;
  /** Takes the words to an audience that has all of it; left out where that cannot be. */
  readonly onMove?: (compartment: CompartmentView) => void;
}

/** Not everybody here has the dataset: who does not, and what can be done. Nothing was sent. */
export function LinkRefusal({ links, compartment, onSendPlain, onMove }: LinkRefusalProps) {
  const { directory } = useRoom();
  const fitting = useFitting(links, compartment);
  return (
    <section role="alert" aria-label="A link would leak" className={styles.card}>
      <p className={styles.title}>Not sent: a link would show a dataset to agencies that do not have it.</p>
      <ul className={styles.links}>
        {links.map((link) => (
          <li key={link.dataset}>
            <RefText reference={link.ref} /> is not with {directory.codesOf(link.agenciesWithout).join(', ')}
          </li>
        ))}
      </ul>
      <div className={styles.choices}>
        <Button onPress={() => onSendPlain(links.map((link) => link.ref))}>Send without the link</Button>
        {onMove &&
          fitting.map((one) => (
            <Button key={one.id} onPress={() => onMove(one)}>
              Write it in {one.name}
            </Button>
          ))}
        {links.map((link) => (
          <AskOwner key={link.dataset} link={link} compartment={compartment} />
        ))}
      </div>
      <p className="meta">Without the link the reference stays in your text as plain letters.</p>
    </section>
  );
}

/** The person's own audiences in which every one of these datasets is. */
function useFitting(links: readonly LeakingLink[], but: Id): readonly CompartmentView[] {
  const { compartments, isWithAll } = useRoom();
  return compartments.filter(
    (one) =>
      one.id !== but && one.actions['thread.start'].allowed && links.every((link) => isWithAll(link.dataset, one)),
  );
}

function AskOwner({ link, compartment }: { readonly link: LeakingLink; readonly compartment: Id }) {
  const { api } = useClient();
  const { operation } = useRoom();
  const [reason, setReason] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  if (said !== null) return <p className={styles.said}>{said}</p>;
  if (reason === null) return <Button onPress={() => setReason('')}>Ask the owner of {link.ref}</Button>;
  const ask = (): void => {
    api
      .post<{ answer: string }>(`/operations/${operation.id}/releases`, { reference: link.ref, compartment, reason })
      .then(({ answer }) => setSaid(answer))
      .catch((error: unknown) => setSaid(`Not asked: ${problemOf(error).detail}`));
  };
  return (
    <div className={styles.ask}>
      <TextField
        label={`Why this audience needs ${link.ref}`}
        value={reason}
        onChange={setReason}
        autoFocus
        maxLength={500}
      />
      <Button look="main" onPress={ask} isDisabled={reason.trim() === ''}>
        Ask
      </Button>
    </div>
  );
}

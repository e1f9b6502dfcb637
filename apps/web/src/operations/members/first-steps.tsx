import type { OperationView } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { Check, Circle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLive } from '../../data/client.js';
import styles from './members.module.css';

interface Step {
  readonly isDone: boolean;
  readonly text: ReactNode;
}

/** What a lead does before the start, with what is done already. It goes when the operation begins. */
export function FirstSteps({ operation }: { readonly operation: OperationView }) {
  const shared = useLive(
    ['shares'],
    (client) => [...client.store.shares.values()].filter((one) => one.operation === operation.id).length,
    [operation.id],
  );
  if (operation.role !== 'lead' || operation.phase !== 'preparation') return null;
  const steps = stepsOf(operation, shared);
  const done = steps.filter((step) => step.isDone).length;
  return (
    <section className={styles.band} aria-labelledby="first-steps">
      <h2 id="first-steps">
        First steps <span className="meta">{`${done} of ${steps.length} done`}</span>
      </h2>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          // The steps never change their order.
          <li key={index} data-done={step.isDone || undefined}>
            {step.isDone ? <Check aria-hidden="true" size={16} /> : <Circle aria-hidden="true" size={16} />}
            <span>
              <span className="visually-hidden">{step.isDone ? 'Done: ' : 'To do: '}</span>
              {step.text}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function stepsOf(operation: OperationView, shared: number): readonly Step[] {
  const others = operation.agencies.filter((one) => one.kind !== 'host');
  const accepted = others.filter((one) => one.state === 'accepted').length;
  const peopled = others.filter((one) =>
    operation.members.some((member) => member.person.agency === one.agency.id),
  ).length;
  const to = (path: string, text: string, search?: Record<string, string>) => (
    <Link to={path} params={{ op: operation.id }} {...(search && { search })}>
      {text}
    </Link>
  );
  return [
    {
      isDone: others.length > 0,
      text: <>{to('/o/$op/members', 'Invite the agencies', { view: 'agencies' })} that take part.</>,
    },
    {
      isDone: others.length > 0 && accepted === others.length,
      text: <>Each agency’s coordinator accepts{others.length > 0 && `: ${accepted} of ${others.length} have`}.</>,
    },
    {
      isDone: accepted > 0 && peopled === accepted,
      text: <>Each agency nominates its people{accepted > 0 && `: ${peopled} of ${accepted} have`}.</>,
    },
    { isDone: shared > 0, text: <>{to('/o/$op/datasets', 'Import or register')} what your agency brings.</> },
    {
      isDone: false,
      text: (
        <>
          {to('/o/$op/members', 'Start the operation', { view: 'about' })}. Whoever is invited later is admitted with
          the answers of those already in.
        </>
      ),
    },
  ];
}

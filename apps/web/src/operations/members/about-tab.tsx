import type { OperationView } from '@liaison/contracts';
import { useState } from 'react';
import { useDirectory } from '../../data/operations.js';
import { phaseWords, templateWords } from '../../data/words.js';
import { why } from '../../frame/actions.js';
import { Button } from '../../ui/button.js';
import { classificationWords } from '../../ui/marking.js';
import { Facts } from '../../ui/screen.js';
import { shortDay } from '../../ui/time.js';
import { EditOperation } from './edit-operation.js';
import styles from './members.module.css';
import { PhaseDialog } from './phase-dialog.js';

/** Purpose, legal basis and limits of an operation; the lead changes them and moves its phases. */
export function AboutTab({ operation }: { readonly operation: OperationView }) {
  const directory = useDirectory(operation);
  const [dialog, setDialog] = useState<'edit' | 'phase' | null>(null);
  const { 'operation.edit': edit, 'operation.change_phase': phase } = operation.actions;
  return (
    <div className={styles.tab}>
      <Facts
        facts={[
          ['Phase', phaseWords[operation.phase]],
          ['Dates', `${shortDay(operation.startsOn)} – ${shortDay(operation.endsOn)}`],
          ['Host', directory.agency(operation.host)?.name ?? '—'],
          ['Template', templateWords[operation.template]],
          ['Purpose', operation.purpose],
          ['Legal basis', operation.legalBasis],
          ['Grounds', <Grounds key="grounds" grounds={operation.grounds} />],
          ['Ceiling', classificationWords[operation.ceiling]],
          ['Retention', `${operation.retentionDays} days after closing`],
          ['References', <code key="prefix">{`${operation.refPrefix}-…`}</code>],
        ]}
      />
      <div className={styles.buttons}>
        <Button isDisabled={!phase.allowed} onPress={() => setDialog('phase')}>
          {operation.phase === 'preparation' ? 'Start the operation…' : 'Change the phase…'}
        </Button>
        <Button isDisabled={!edit.allowed} onPress={() => setDialog('edit')}>
          Edit…
        </Button>
        {!edit.allowed && <span className="meta">{why(edit) ?? 'The lead changes this.'}</span>}
      </div>
      {dialog === 'edit' && <EditOperation operation={operation} onClose={() => setDialog(null)} />}
      {dialog === 'phase' && <PhaseDialog operation={operation} onClose={() => setDialog(null)} />}
    </div>
  );
}

const Grounds = ({ grounds }: { readonly grounds: readonly string[] }) => (
  <ul className={styles.grounds}>
    {grounds.map((ground) => (
      <li key={ground}>{ground}</li>
    ))}
  </ul>
);

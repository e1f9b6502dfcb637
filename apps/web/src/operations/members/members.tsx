import type { OperationView } from '@liaison/contracts';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { OperationScreen } from '../../frame/operation-screen.js';
import { Tabs, type TabEntry } from '../../ui/tabs.js';
import { AboutTab } from './about-tab.js';
import { AgenciesTab } from './agencies-tab.js';
import { AudiencesTab } from './audiences-tab.js';
import { NeedsAnswer } from './needs-answer.js';
import { FirstSteps } from './first-steps.js';
import styles from './members.module.css';
import { PeopleTab } from './people-tab.js';

/** Who is in an operation and who reads what; each agency names its own people. */
export function Members() {
  const { op = '' }: { readonly op?: string } = useParams({ strict: false });
  return (
    <OperationScreen operation={op} wide>
      {(operation) => <MembersOf operation={operation} />}
    </OperationScreen>
  );
}

function MembersOf({ operation }: { readonly operation: OperationView }) {
  const navigate = useNavigate();
  const { view }: { readonly view?: string } = useSearch({ strict: false });
  const inside = operation.agencies.filter((one) => one.state === 'accepted' || one.state === 'invited').length;
  const tabs: readonly TabEntry[] = [
    { id: 'people', label: 'People', count: operation.members.length, panel: <PeopleTab operation={operation} /> },
    { id: 'agencies', label: 'Agencies', count: inside, panel: <AgenciesTab operation={operation} /> },
    { id: 'audiences', label: 'Who reads what', panel: <AudiencesTab operation={operation} /> },
    { id: 'about', label: 'The operation', panel: <AboutTab operation={operation} /> },
  ];
  const selected = tabs.some((tab) => tab.id === view) ? (view ?? 'people') : 'people';
  return (
    <div className={styles.members}>
      <NeedsAnswer operation={operation} />
      <FirstSteps operation={operation} />
      <Tabs
        label="Members and access"
        tabs={tabs}
        selected={selected}
        onSelect={(id) => void navigate({ to: '.', search: { view: id }, replace: true })}
      />
    </div>
  );
}

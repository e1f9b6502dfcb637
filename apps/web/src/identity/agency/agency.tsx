import type { Id } from '@liaison/contracts';
import { useAgency } from '../../data/agency.js';
import { countryName } from '../../data/languages.js';
import { useOperations } from '../../data/operations.js';
import { useMe } from '../../data/session.js';
import { Retention } from '../../frame/retention.js';
import { problemOf } from '../../sync/refusal.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Screen } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AgenciesSection } from './agencies-section.js';
import { ErasuresSection } from './erasures-section.js';
import { InvitationsSection } from './invitations-section.js';
import { LeftSection } from './left-section.js';
import { PeopleSection } from './people-section.js';
import { HoursSection } from './hours-section.js';
import { PolicySection } from './policy-section.js';
import { ReleasesSection } from './releases-section.js';
import { WithheldSection } from './withheld-section.js';

/** One's own agency: what waits for an answer, its people, what it asks of them. */
export function Agency() {
  const me = useMe();
  const { data: agency, error, refetch } = useAgency();
  const coordinates = me.duties.includes('coordinator');
  const administers = me.installationDuties.includes('administrator');
  const about = agency && (
    <span>
      {agency.name} · {agency.country === 'international' ? 'international' : countryName(agency.country)}
    </span>
  );
  return (
    <Screen title={`Agency ${me.agency.code}`} about={about} wide>
      {error && !agency && (
        <ErrorNote title="Your agency could not be opened" problem={problemOf(error)} onRetry={() => void refetch()} />
      )}
      {!agency && !error && <Skeleton lines={6} label="Loading your agency" />}
      {agency && (
        <>
          {administers && <AgenciesSection />}
          <InvitationsSection agency={agency.id} />
          <ReleasesSection agency={agency.id} />
          {coordinates && <LeftSections agency={agency.id} />}
          {coordinates && <WithheldSection />}
          <PeopleSection agency={agency} coordinates={coordinates} />
          {coordinates && <ErasuresSection />}
          {!administers && <PolicySection agency={agency} coordinates={coordinates} />}
          {!administers && <HoursSection agency={agency} coordinates={coordinates} />}
          {coordinates && <Retention mayChange />}
        </>
      )}
    </Screen>
  );
}

/** One for each operation in which the agency left something; its own it cannot leave. */
function LeftSections({ agency }: { readonly agency: Id }) {
  const { data = [] } = useOperations();
  return data
    .filter(({ host }) => host !== agency)
    .map((operation) => <LeftSection key={operation.id} operation={operation} />);
}

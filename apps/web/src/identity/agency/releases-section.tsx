import type { Id, ReleaseRequestView } from '@liaison/contracts';
import { useAgencies } from '../../data/agency.js';
import { useOperations } from '../../data/operations.js';
import { useReleases } from '../../data/releases.js';
import { ReleaseRequests, type ReleaseNames } from '../../frame/release-requests.js';
import { problemOf } from '../../sync/refusal.js';
import { Disclosure } from '../../ui/disclosure.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';

/** Requests for release over all operations: to answer first, then what waits, then what is over. */
export function ReleasesSection({ agency }: { readonly agency: Id }) {
  const { data: operations } = useOperations();
  const inside = (operations ?? [])
    .filter((one) => !['invited', 'declined'].includes(one.participation))
    .map((one) => one.id);
  const { requests, isPending, error, refetch } = useReleases(inside);
  const names = useNames();
  const toAnswer = requests.filter((one) => one.actions['release.answer'].allowed);
  const waiting = requests.filter((one) => one.state === 'requested' && !toAnswer.includes(one));
  if (inside.length === 0) return null;
  const over = requests.filter((one) => one.state !== 'requested');
  return (
    <Section
      title="Release requests"
      aside={toAnswer.length > 0 ? `${toAnswer.length} to answer` : 'Nothing waits for your answer.'}
    >
      {error !== null && (
        <ErrorNote title="The requests could not be listed" problem={problemOf(error)} onRetry={refetch} />
      )}
      {isPending && inside.length > 0 && <Skeleton lines={2} label="Loading the requests" />}
      <ReleaseRequests requests={newestFirst(toAnswer)} names={names} />
      {waiting.length > 0 && (
        <Disclosure summary={`${waiting.length} asked by ${names.agency(agency)}, waiting`}>
          <ReleaseRequests requests={newestFirst(waiting)} names={names} />
        </Disclosure>
      )}
      {over.length > 0 && (
        <Disclosure summary={`${over.length} answered or over`}>
          <ReleaseRequests requests={newestFirst(over)} names={names} />
        </Disclosure>
      )}
    </Section>
  );
}

const newestFirst = (requests: readonly ReleaseRequestView[]): readonly ReleaseRequestView[] =>
  [...requests].sort((a, b) => (a.at < b.at ? 1 : -1));

function useNames(): ReleaseNames {
  const { data: agencies } = useAgencies();
  const codes = new Map((agencies ?? []).map((one) => [one.id, one.code]));
  return { agency: (id) => codes.get(id) ?? '—' };
}

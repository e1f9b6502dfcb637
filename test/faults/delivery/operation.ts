import type { CompartmentView, Id, MemberView, OperationView, StreamName } from '@liaison/contracts';
import { operationTemplateDefaults } from '@liaison/contracts';
import { newId, type CompartmentKind } from '@liaison/domain';
import { isRefused } from './client/door.js';
import { person, type Agency, type Person } from './people.js';

const day = 86_400_000;
const dayFrom = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10);

/** A ground of the operation's list, for opening threads. */
export const ground = 'Victim identification';

let opened = 0;

/** An active operation of these agencies; the first hosts it. */
export class FaultOperation {
  private constructor(
    readonly id: Id,
    readonly agencies: readonly Agency[],
    readonly lead: Person,
  ) {}

  static async open(agencies: readonly Agency[]): Promise<FaultOperation> {
    const [host, ...others] = agencies;
    if (!host) throw new Error('an operation has a host');
    const n = (opened += 1);
    const lead = await person(host, `lead.${n}`, 'organiser');
    const deputy = await person(host, `deputy.${n}`);
    const { purpose, legalBasis, grounds, retentionDays } = operationTemplateDefaults.victim_identification_task_force;
    const { id } = await lead.door.post<OperationView>('/operations', {
      ...{ purpose, legalBasis, grounds, retentionDays, deputyLead: deputy.id },
      codeName: `Fault ${n}`,
      template: 'victim_identification_task_force',
      startsOn: dayFrom(0),
      endsOn: dayFrom(20),
      ceiling: 'UNCLASSIFIED-BPL',
    });
    const operation = new FaultOperation(id, agencies, lead);
    for (const other of others) await operation.join(other);
    const { version } = await operation.view(lead);
    await lead.door.post(`/operations/${id}/phase`, { version, phase: 'active' });
    return operation;
  }

  view(who: Person): Promise<OperationView> {
    return who.door.get(`/operations/${this.id}`);
  }

  async member(agency: Agency, handle: string): Promise<Person> {
    const added = await person(agency, handle);
    await this.nominate(agency, added);
    return added;
  }

  async nominate({ coordinator }: Agency, { id }: Person): Promise<MemberView> {
    return coordinator.door.post(`/operations/${this.id}/members`, { person: id, role: 'investigator' });
  }

  async remove({ coordinator }: Agency, member: Id): Promise<void> {
    const answer = await coordinator.door.call('DELETE', `/operations/${this.id}/members/${member}`);
    if (isRefused(answer.status)) throw new Error(answer.text);
  }

  /** Everybody's, each agency's own, then one for each pair of agencies, until there are so many. */
  async compartments(count: number): Promise<void> {
    const have = 1 + this.agencies.length;
    const pairs = this.agencies.flatMap((one, index) => this.agencies.slice(index + 1).map((other) => [one, other]));
    for (const pair of pairs.slice(0, Math.max(0, count - have))) {
      const opener = await this.anybody(pair[0]);
      await opener.door.post<CompartmentView>(`/operations/${this.id}/compartments`, {
        agencies: pair.map(({ ref }) => ref.id),
      });
    }
  }

  async streamsOf(who: Person): Promise<StreamName[]> {
    const { compartments } = await this.view(who);
    return compartments.map((one): StreamName => `compartment:${one.id}`);
  }

  /** The person's compartment of a kind; theirs alone decides which. */
  async theirs(who: Person, wanted: CompartmentKind): Promise<Id> {
    const found = (await this.view(who)).compartments.find(({ kind }) => kind === wanted);
    if (!found) throw new Error('not in it');
    return found.id;
  }

  async startThread(who: Person, compartment: Id, title: string): Promise<Id> {
    const body = { memberVer: 1_000_000, kind: 'thread.start', input: { title } };
    const answer = await who.door.call<{ id: Id }>('POST', `/compartments/${compartment}/commands`, body, {
      'Idempotency-Key': newId(),
    });
    if (isRefused(answer.status)) throw new Error(answer.text);
    return answer.body.id;
  }

  private readonly openers = new Map<Id, Person>();

  private async anybody(agency: Agency | undefined): Promise<Person> {
    if (!agency) throw new Error('no agency');
    if (agency === this.agencies[0]) return this.lead;
    const known = this.openers.get(agency.ref.id) ?? (await this.member(agency, `opener.${opened}`));
    this.openers.set(agency.ref.id, known);
    return known;
  }

  private async join({ ref, coordinator }: Agency): Promise<void> {
    const path = `/operations/${this.id}/participations`;
    await this.lead.door.post(path, { agency: ref.id, kind: 'participant' });
    await coordinator.door.post(`${path}/${ref.id}/answer`, { answer: 'accept', regime: 'eu' });
  }
}

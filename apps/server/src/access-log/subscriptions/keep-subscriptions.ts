import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type {
  Id,
  Instant,
  LogDestination,
  LogSubscription,
  LogSubscriptions,
  NewLogSubscription,
} from '@liaison/contracts';
import { conflict, DomainError, invalid, notFound } from '@liaison/domain';
import { findAgency, logSide, resend, subscribe, subscriptions, unsubscribe, type Tx } from '@liaison/persistence';
import { AskTheLog } from '../ask-the-log.js';
import { Destinations, placeOf, type Destination } from './destinations.js';

const most = 100;

/** Where auditors have their part of the log sent to: chosen from the operator's list, for their side and not for themselves. */
@Injectable()
export class KeepSubscriptions {
  constructor(
    private readonly ask: AskTheLog,
    private readonly destinations: Destinations,
  ) {}

  list(actor: Actor): Promise<LogSubscriptions> {
    return this.ask.run(actor, 'log.view_subscriptions', {}, async (tx) => ({
      destinations: (await this.mine(tx)).all ?? [],
      items: await subscriptions(tx, most),
    }));
  }

  subscribe(actor: Actor, input: NewLogSubscription): Promise<LogSubscription> {
    return this.ask.write(actor, 'log.subscribe', async (tx, act) => {
      const { all, oversight } = await this.mine(tx);
      if (!all) throw new DomainError('unavailable', 'The operator’s list of destinations cannot be read now.');
      const chosen = all.find(({ name }) => name === input.destination);
      if (!chosen) throw invalid('destination', `must be one of: ${all.map(({ name }) => name).join(', ') || 'none'}`);
      const { host, fingerprint } = chosen.place;
      if (fingerprint !== input.fingerprint) throw another();
      act.note('destination', input.destination);
      act.note('host', host).note('fingerprint', fingerprint);
      const id = await subscribe(tx, input, chosen.place);
      if (id === null && input.operation !== undefined) act.note('operation', input.operation);
      if (id === null) throw oversight && input.operation === undefined ? operationNeeded() : notFound();
      act.in(input.operation ?? null).touch('log_subscription', id);
      return found(tx, id);
    });
  }

  resend(actor: Actor, id: Id, since: Instant): Promise<LogSubscription> {
    return this.ask.write(actor, 'log.resend', async (tx, act) => {
      act.touch('log_subscription', id).note('from', since);
      if (!(await resend(tx, id, since))) throw notFound();
      return found(tx, id);
    });
  }

  unsubscribe(actor: Actor, id: Id): Promise<void> {
    return this.ask.write(actor, 'log.unsubscribe', async (tx, act) => {
      act.touch('log_subscription', id);
      if (!(await unsubscribe(tx, id))) throw notFound();
    });
  }

  /** What the operator lets this session's side choose from; null where the list cannot be read now. */
  private async mine(tx: Tx): Promise<{ readonly all: readonly LogDestination[] | null; readonly oversight: boolean }> {
    const side = await logSide(tx);
    const agency = side && (await findAgency(tx, side.reader));
    if (!agency) return { all: [], oversight: false };
    const listed = this.destinations.of(agency.code, side.oversight);
    const all = listed && (await Promise.all(listed.map((one) => this.asItIsNow(one)))).flat();
    return { all, oversight: side.oversight };
  }

  /** None where its certificates cannot be read: nobody can choose it then. */
  private async asItIsNow(one: Destination): Promise<readonly LogDestination[]> {
    const credentials = await this.destinations.credentials(one).catch(() => null);
    return credentials ? [{ name: one.name, place: placeOf(one, credentials) }] : [];
  }
}

const another = (): Error =>
  conflict('destination', 'The operator’s list has another place by this name than you saw. Look at it again.');

const operationNeeded = (): Error => invalid('operation', 'must be one that your agency hosts');

async function found(tx: Tx, id: Id): Promise<LogSubscription> {
  const [one] = await subscriptions(tx, 1, id);
  if (!one) throw notFound();
  return one;
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, Instant, LogSubscription, LogSubscriptions, NewLogSubscription } from '@liaison/contracts';
import { invalid, notFound } from '@liaison/domain';
import { findAgency, resend, subscribe, subscriptions, unsubscribe, type Tx } from '@liaison/persistence';
import { AskTheLog } from '../ask-the-log.js';
import { Destinations, type Destination } from './destinations.js';

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
      destinations: (await this.mine(tx, actor)).map(({ name, format, address }) => ({
        name,
        format,
        host: new URL(address).host,
      })),
      items: await subscriptions(tx, most),
    }));
  }

  subscribe(actor: Actor, input: NewLogSubscription): Promise<LogSubscription> {
    return this.ask.write(actor, 'log.subscribe', async (tx, act) => {
      const names = (await this.mine(tx, actor)).map(({ name }) => name);
      if (!names.includes(input.destination))
        throw invalid('destination', `must be one of: ${names.join(', ') || 'none'}`);
      act.in(input.operation ?? null).note('destination', input.destination);
      const id = await subscribe(tx, input);
      if (id === null) throw isOversight(actor) && input.operation === undefined ? wanted() : notFound();
      act.touch('log_subscription', id);
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

  private async mine(tx: Tx, actor: Actor): Promise<readonly Destination[]> {
    const agency = await findAgency(tx, actor.agency);
    return agency ? this.destinations.of(agency.code, isOversight(actor)) : [];
  }
}

/** As the database has it (my_log): an auditor who is oversight too reads as an auditor. */
const isOversight = ({ duties }: Actor): boolean => !duties.includes('auditor');

const wanted = (): Error => invalid('operation', 'must be one that your agency hosts');

async function found(tx: Tx, id: Id): Promise<LogSubscription> {
  const [one] = await subscriptions(tx, 1, id);
  if (!one) throw notFound();
  return one;
}

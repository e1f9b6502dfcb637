import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { DatasetSuggestion, Id } from '@liaison/contracts';
import { readDigest, type Clock } from '@liaison/domain';
import {
  findByDigest,
  findByName,
  findOperation,
  operationFactsOf,
  UnitOfWork,
  type Act,
  type Tx,
} from '@liaison/persistence';
import { CLOCK } from '../platform/clock.js';
import type { FindQueryDto } from './read.dto.js';

const most = 12;
const pauseMs = 2 * 60_000;

interface Typing {
  readonly shown: Set<Id>;
  until: number;
}

/**
 * Suggestions while somebody types or pastes. One search session leaves one record, and another only when something
 * not shown in it before comes up: nothing is shown that no record names.
 */
@Injectable()
export class FindDatasets {
  private readonly typing = new Map<string, Typing>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(actor: Actor, operation: Id, query: FindQueryDto): Promise<readonly DatasetSuggestion[]> {
    const session = this.typingOf(`${actor.session ?? actor.person} ${operation}`);
    const again = session.shown.size > 0 ? await this.again(actor, operation, query, session) : null;
    if (again) return again;
    const found = await this.unitOfWork.read(actor, 'search.run', async (tx, act) => {
      const place = await findOperation(tx, operation);
      act.in(place && operation, query.compartment ?? null).as(place?.role ?? null);
      act.require('register.view', operationFactsOf(place));
      const finds = await find(tx, operation, query);
      record(act, query, finds);
      return finds;
    });
    for (const { dataset } of found) session.shown.add(dataset);
    return found;
  }

  /** What a record names already; null when something new has come up, or the place is no longer the reader's. */
  private async again(
    actor: Actor,
    operation: Id,
    query: FindQueryDto,
    { shown }: Typing,
  ): Promise<readonly DatasetSuggestion[] | null> {
    return this.unitOfWork.quietly(actor.person, async (tx) => {
      const place = await findOperation(tx, operation);
      if (!place?.role) return null;
      const finds = await find(tx, operation, query);
      return finds.every(({ dataset }) => shown.has(dataset)) ? finds : null;
    });
  }

  private typingOf(key: string): Typing {
    const now = this.clock.now().getTime();
    for (const [other, { until }] of this.typing) if (until <= now) this.typing.delete(other);
    const session = this.typing.get(key) ?? { shown: new Set(), until: 0 };
    session.until = now + pauseMs;
    this.typing.set(key, session);
    return session;
  }
}

function find(tx: Tx, operation: Id, query: FindQueryDto): Promise<DatasetSuggestion[]> {
  const { q } = query;
  const compartment = query.compartment ?? null;
  const digest = readDigest(q);
  return digest
    ? findByDigest(tx, operation, compartment, digest, most)
    : findByName(tx, operation, compartment, q, most);
}

/** What was shown; what was asked only as a salted digest and its length. */
function record(act: Act, { q }: FindQueryDto, finds: readonly DatasetSuggestion[]): void {
  for (const { dataset, ref, originator } of finds) act.touch('dataset', dataset, { ref, owner: originator });
  act.noteWords(q);
}

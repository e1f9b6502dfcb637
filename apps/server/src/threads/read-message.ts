import { Injectable } from '@nestjs/common';
import { permissions, type Actor } from '@liaison/authz';
import type {
  Allowed,
  Id,
  MessageAction,
  MessageText,
  MessageVersion,
  Reach,
  ThreadAction,
  WithheldMessage,
} from '@liaison/contracts';
import { isFetchedAlone, notFound } from '@liaison/domain';
import {
  consult,
  isOwnThread,
  reachOf,
  textsOf,
  UnitOfWork,
  versionsOf,
  withheldMessages,
  withheldWords,
  type Act,
  type BornMessage,
  type CompartmentRow,
  type Restriction,
  type Stated,
  type Tx,
} from '@liaison/persistence';
import { threadPlaceOf } from '../platform/permissions/thread-place.js';
import { messagePlaceOf } from './read-facts.js';

/** One message's words by an act of their own: H2, H3, TLP:RED or folded. */
@Injectable()
export class ReadMessage {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, id: Id, stated: Stated): Promise<MessageText> {
    return this.unitOfWork.read(actor, 'message.read', async (tx, act) => {
      await openWords(tx, act, actor, id, stated);
      const [words] = await textsOf(tx, [id], true);
      if (!words) throw notFound();
      return words;
    });
  }
}

/** Every version of a message that is still there. */
@Injectable()
export class ReadVersions {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, id: Id, stated: Stated): Promise<readonly MessageVersion[]> {
    return this.unitOfWork.read(actor, 'message.read', async (tx, act) => {
      await openWords(tx, act, actor, id, stated);
      return (await versionsOf(tx, id)).map(presentVersion);
    });
  }
}

const presentVersion = ({ version, text, at }: Omit<MessageVersion, 'at'> & { readonly at: Date }): MessageVersion => ({
  version,
  text,
  at: at.toISOString(),
});

/** Lets this person at the words of one message, on the ground that it takes and with its restriction acknowledged. */
async function openWords(tx: Tx, act: Act, actor: Actor, id: Id, stated: Stated): Promise<void> {
  const { message, thread, compartment, facts } = await messagePlaceOf(tx, act, actor, id);
  act.require('message.read', facts);
  if (!message || !thread || !compartment) throw notFound();
  const task = message.author === actor.person || (await isOwnThread(tx, actor.person, thread));
  const freeText = isFetchedAlone(message.marking);
  const object = freeText ? message.id : thread.id;
  const restriction = message.author === actor.person ? null : restrictionOf(message, compartment);
  await consult(tx, act, actor, { operation: compartment.operation, object, task, freeText, restriction }, stated);
}

/** A text that adds nothing to its compartment's restriction is covered by what was acknowledged for its thread. */
function restrictionOf({ id, thread, marking }: BornMessage, place: CompartmentRow): Restriction | null {
  const text = marking.h3Text;
  return text === null ? null : { object: text === place.marking.h3Text ? thread : id, text };
}

/** The words of a retracted message, for a coordinator of its author's agency, until erasure. */
@Injectable()
export class ReadWithheld {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, id: Id): Promise<readonly MessageVersion[]> {
    return this.unitOfWork.read(actor, 'message.read_withheld', async (tx, act) => {
      const words = await withheldWords(tx, id);
      const owner = words[0]?.agency ?? null;
      act.touch('message', id, { owner }).require('message.read_withheld', { withheldOf: owner });
      return words.map(presentVersion);
    });
  }
}

/** The messages of one's own agency that were taken back, for its coordinators; the words are an act of their own each. */
@Injectable()
export class ListWithheld {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor): Promise<readonly WithheldMessage[]> {
    return this.unitOfWork.read(actor, 'message.list_withheld', async (tx, act) => {
      act.require('message.list_withheld', { withheldOf: actor.agency });
      const messages = await withheldMessages(tx);
      for (const { id } of messages) act.touch('message', id, { owner: actor.agency });
      return messages;
    });
  }
}

/** To how many people a message was open, for its author: what a wrong post reached. */
@Injectable()
export class ReadReach {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, id: Id): Promise<Reach> {
    return this.unitOfWork.read(actor, 'message.reach', async (tx, act) => {
      act.require('message.reach', (await messagePlaceOf(tx, act, actor, id)).facts);
      return { opened: await reachOf(tx, id) };
    });
  }
}

const messageActions = [
  'message.edit',
  'message.tighten',
  'message.retract',
  'message.repost',
  'message.reach',
  'message.acknowledge',
] as const;
const threadActions = ['thread.rename', 'thread.resolve', 'thread.reopen', 'message.post'] as const;

/** What this person may do with a thread or a message now, and by which rule: asked when a menu opens. */
@Injectable()
export class ReadActions {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  ofMessage(actor: Actor, id: Id): Promise<Allowed<MessageAction>> {
    return this.unitOfWork.read(actor, 'compartment.view', async (tx, act) => {
      const { facts } = await messagePlaceOf(tx, act, actor, id);
      act.require('message.read', facts);
      return permissions(actor, messageActions, facts);
    });
  }

  ofThread(actor: Actor, id: Id): Promise<Allowed<ThreadAction>> {
    return this.unitOfWork.read(actor, 'compartment.view', async (tx, act) => {
      const { facts } = await threadPlaceOf(tx, act, actor, id);
      act.require('thread.open', facts);
      return permissions(actor, threadActions, { ...facts, asksAcknowledgement: false });
    });
  }
}

import type { CompartmentView, Id, MessageHeader, MessageInput, ThreadHeader } from '@liaison/contracts';
import { highest, type Marking } from '@liaison/domain';
import { useState } from 'react';
import { useClient } from '../data/client.js';
import { isWholeMarking } from '../frame/marking-fields.js';
import { usePreferences } from '../frame/preferences.js';
import type { Outgoing } from '../sync/outbox.js';
import { dueAfter, pickedFor, type ComposeOptions } from './compose-options.js';
import { postOf } from './pending-row.js';
import { useRoom } from './room-context.js';
import { useAudienceSeen, type AudienceSeen } from './use-audience-seen.js';
import { useDraft } from './use-draft.js';

export interface Compose {
  readonly text: string;
  readonly draftState: string;
  readonly write: (text: string) => void;
  readonly options: ComposeOptions;
  readonly setOptions: (options: ComposeOptions) => void;
  readonly marking: Marking;
  readonly setMarking: (marking: Marking) => void;
  readonly audience: AudienceSeen;
  readonly canSend: boolean;
  /** References named here stay plain text. False when nothing could be sent. */
  readonly send: (plain?: readonly string[]) => boolean;
}

export interface ComposeInput {
  readonly thread: ThreadHeader;
  readonly compartment: CompartmentView;
  readonly quoted: MessageHeader | null;
  readonly refused: Outgoing | null;
}

/** A message being written: its words, how it is marked, for whom, and its way into the outbox. */
export function useCompose({ thread, compartment, quoted, refused }: ComposeInput): Compose {
  const client = useClient();
  const { directory } = useRoom();
  const draft = useDraft(thread.id);
  const audience = useAudienceSeen(compartment, directory, refused?.problem ?? null);
  const beside = useBeside(compartment, refused);
  const { marking, raised, options } = beside;
  const canSend = draft.text.trim() !== '' && !audience.change && isWholeMarking(marking);

  const send = (plain: readonly string[] = []): boolean => {
    if (!canSend) return false;
    const input = { thread: thread.id, ...inputOf(draft.text, options, raised, quoted?.id, plain) };
    const position = client.streams.position(`compartment:${compartment.id}`);
    client.outbox.submit('message.post', compartment.id, audience.memberVer, input, position);
    draft.write('');
    beside.clear();
    return true;
  };
  const write = (text: string): void => {
    if (draft.text === '') audience.begin();
    draft.write(text);
  };
  return {
    text: draft.text,
    draftState: draft.state,
    write,
    options,
    setOptions: beside.setOptions,
    marking,
    setMarking: beside.setMarking,
    audience,
    canSend,
    send,
  };
}

/** What is chosen beside the words. Of a message that came back nothing raised, folded or asked for is lost. */
function useBeside(compartment: CompartmentView, refused: Outgoing | null) {
  const [{ language }] = usePreferences();
  const fresh: ComposeOptions = { contentNote: '', acknowledgeIn: null, language };
  const [raised, setMarking] = useState<Marking | null>(null);
  const [options, setOptions] = useState(fresh);
  const [returned, setReturned] = useState<Outgoing | null>(null);
  const marking = raised ?? compartment.marking;
  if (refused !== returned) {
    setReturned(refused);
    if (refused) {
      const post = postOf(refused);
      if (post.marking) setMarking(highest(marking, post.marking));
      setOptions(withOptionsOf(options, post));
    }
  }
  const clear = (): void => {
    setOptions(fresh);
    setMarking(null);
  };
  return { marking, raised, setMarking, options, setOptions, clear };
}

const withOptionsOf = (options: ComposeOptions, post: MessageInput): ComposeOptions => ({
  contentNote: options.contentNote || (post.contentNote ?? ''),
  acknowledgeIn: options.acknowledgeIn ?? (post.acknowledgeBy === undefined ? null : pickedFor(post.acknowledgeBy)),
  language: post.language,
});

function inputOf(
  text: string,
  options: ComposeOptions,
  marking: Marking | null,
  quotes: Id | undefined,
  plain: readonly string[],
): MessageInput {
  const note = options.contentNote.trim();
  return {
    text,
    language: options.language,
    ...(marking && { marking }),
    ...(note !== '' && { contentNote: note }),
    ...(quotes !== undefined && { quotes }),
    ...(options.acknowledgeIn !== null && { acknowledgeBy: dueAfter(options.acknowledgeIn) }),
    ...(plain.length > 0 && { plain }),
  };
}

import type { CompartmentView, Id, MessageHeader, MessageInput, Problem, ThreadHeader } from '@liaison/contracts';
import { referencesIn, type Marking } from '@liaison/domain';
import { X } from 'lucide-react';
import { useState, type Ref } from 'react';
import { useClient } from '../data/client.js';
import { useMe } from '../data/session.js';
import { usePreferences } from '../frame/preferences.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { IconButton } from '../ui/icon-button.js';
import { AudienceBar } from './audience-bar.js';
import { dueAfter, OptionsButton, type ComposeOptions } from './compose-options.js';
import styles from './composer.module.css';
import { leakingLinks, LinkRefusal } from './link-refusal.js';
import { Words } from './markdown.js';
import { isComplete } from './marking-picker.js';
import { RefText } from '../ui/ref-chip.js';
import { Quote } from './quote.js';
import { useRoom } from './room-context.js';
import { TermNote } from './term-note.js';
import { TextBox, type TextBoxHandle } from './text-box.js';
import { useAudienceSeen } from './use-audience-seen.js';
import { useDraft } from './use-draft.js';

export interface ComposerProps {
  readonly thread: ThreadHeader;
  readonly compartment: CompartmentView;
  readonly quoted: MessageHeader | null;
  readonly onQuote: (message: MessageHeader | null) => void;
  /** A refusal of words that were sent from here and came back. */
  readonly refused: Problem | null;
  readonly onRefusalSeen: () => void;
  readonly onSent: () => void;
  readonly onNarrower: () => void;
  readonly onMoveTo: (compartment: CompartmentView, text: string) => void;
  readonly handle: Ref<TextBoxHandle>;
}

const nothing: ReadonlySet<string> = new Set();

/** Writes one message: to whom and how marked above the box, what becomes of it below. */
export function Composer(props: ComposerProps) {
  const { thread, compartment, quoted, onQuote, refused, onRefusalSeen, onSent, onNarrower, onMoveTo, handle } = props;
  const client = useClient();
  const { operation, directory, shareByRef } = useRoom();
  const me = useMe();
  const [{ language }] = usePreferences();
  const draft = useDraft(thread.id);
  const audience = useAudienceSeen(compartment, directory, refused);
  const [marking, setMarking] = useState<Marking | null>(null);
  const [isPreview, setPreview] = useState(false);
  const fresh: ComposeOptions = { contentNote: '', acknowledgeIn: null, language };
  const [options, setOptions] = useState<ComposeOptions>(fresh);
  const stands = marking ?? compartment.marking;
  const links = leakingLinks(refused);
  const canSend = draft.text.trim() !== '' && !audience.change && isComplete(stands);

  const send = (plain: readonly string[] = []): void => {
    if (!canSend) return;
    client.outbox.submit(
      'message.post',
      compartment.id,
      audience.memberVer,
      { thread: thread.id, ...inputOf(draft.text, options, marking, quoted?.id, plain) },
      client.streams.position(`compartment:${compartment.id}`),
    );
    draft.write('');
    setOptions(fresh);
    setMarking(null);
    setPreview(false);
    onQuote(null);
    onRefusalSeen();
    onSent();
  };
  const write = (text: string): void => {
    if (draft.text === '') audience.begin();
    draft.write(text);
  };
  const known = new Set(referencesIn(draft.text).filter((reference) => shareByRef(reference)));
  return (
    <section aria-label="Write a message" className={styles.composer}>
      {links && (
        <LinkRefusal
          links={links}
          compartment={compartment.id}
          onSendPlain={send}
          onMove={(to) => onMoveTo(to, draft.text)}
        />
      )}
      {refused && !links && refused.reason !== 'audience_changed' && (
        <ErrorNote title="Not sent" problem={refused} kept="Your text is in the box." />
      )}
      <TermNote text={draft.text} onReplace={write} />
      {quoted && (
        <div className={styles.quoted}>
          <Quote id={quoted.id} onJump={() => undefined} />
          <IconButton label="Do not quote" onPress={() => onQuote(null)}>
            <X aria-hidden="true" />
          </IconButton>
        </div>
      )}
      <div className={styles.box}>
        <AudienceBar
          compartment={compartment}
          marking={stands}
          onMarking={setMarking}
          change={audience.change}
          onSeen={audience.accept}
        />
        {isPreview ? (
          <div className={styles.preview}>
            <Words
              text={draft.text}
              references={known}
              mentions={nothing}
              renderReference={(reference) => <RefText reference={reference} />}
            />
          </div>
        ) : (
          <TextBox
            handle={handle}
            label={`Message to ${compartment.name}`}
            value={draft.text}
            onChange={write}
            compartment={compartment}
            prefix={operation.refPrefix}
            onSend={() => send()}
            placeholder={`Write to ${compartment.name}`}
          />
        )}
      </div>
      <div className={styles.foot}>
        <span className="meta">{footWords(draft.text, draft.state)}</span>
        <OptionsButton
          options={options}
          onChange={setOptions}
          mayRequire={operation.role === 'lead' || me.duties.includes('coordinator')}
        />
        <Button onPress={() => setPreview(!isPreview)} isDisabled={draft.text.trim() === ''}>
          {isPreview ? 'Write' : 'Preview'}
        </Button>
        <Button onPress={onNarrower}>Continue narrower…</Button>
        <Button look="main" hotkey="Mod+Enter" isDisabled={!canSend} onPress={() => send()}>
          Send
        </Button>
      </div>
    </section>
  );
}

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

const footWords = (text: string, state: string): string =>
  text === ''
    ? '@ # Markdown'
    : state === 'saved'
      ? 'Draft kept, for you alone'
      : state === 'failed'
        ? 'Draft not kept yet'
        : 'Draft…';

import type { CompartmentView, MessageHeader, ThreadHeader } from '@liaison/contracts';
import { referencesIn, type Marking } from '@liaison/domain';
import { X } from 'lucide-react';
import { useState, type Ref } from 'react';
import { useMe } from '../data/session.js';
import type { Outgoing } from '../sync/outbox.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { IconButton } from '../ui/icon-button.js';
import { RefText } from '../ui/ref-chip.js';
import { AudienceBar } from './audience-bar.js';
import { OptionsButton } from './compose-options.js';
import styles from './composer.module.css';
import { leakingLinks, LinkRefusal } from './link-refusal.js';
import { Words } from './markdown.js';
import { Quote } from './quote.js';
import { useRoom } from './room-context.js';
import { TermNote } from './term-note.js';
import { TextBox, type TextBoxHandle } from './text-box.js';
import { useCompose, type Compose } from './use-compose.js';

/** What was begun in a box and goes on in another thread. */
export interface WordsToMove {
  readonly text: string;
  readonly marking: Marking;
}

const toMove = ({ text, marking }: Compose): WordsToMove => ({ text, marking });

export interface ComposerProps {
  readonly thread: ThreadHeader;
  readonly compartment: CompartmentView;
  readonly quoted: MessageHeader | null;
  readonly onQuote: (message: MessageHeader | null) => void;
  /** What was sent from here and came back. */
  readonly refused: Outgoing | null;
  readonly onRefusalSeen: () => void;
  readonly onSent: () => void;
  /** The keyboard leaves the box; what is in it stays. */
  readonly onLeave: () => void;
  readonly onNarrower: (words: WordsToMove) => void;
  readonly onMoveTo: (compartment: CompartmentView, words: WordsToMove) => void;
  readonly handle: Ref<TextBoxHandle>;
}

/** Writes one message: to whom and how marked above the box, what becomes of it below. */
export function Composer(props: ComposerProps) {
  const { compartment, quoted, onQuote, onRefusalSeen, onSent, onLeave, onNarrower, onMoveTo, handle } = props;
  const { operation } = useRoom();
  const compose = useCompose(props);
  const [isPreview, setPreview] = useState(false);
  const refused = props.refused?.problem ?? null;
  const links = leakingLinks(refused);
  const send = (plain?: readonly string[]): void => {
    if (!compose.send(plain)) return;
    setPreview(false);
    onQuote(null);
    onRefusalSeen();
    onSent();
  };
  return (
    <section aria-label="Write a message" className={styles.composer}>
      {links && (
        <LinkRefusal
          links={links}
          compartment={compartment.id}
          onSendPlain={send}
          onMove={(to) => onMoveTo(to, toMove(compose))}
        />
      )}
      {refused && !links && refused.reason !== 'audience_changed' && (
        <ErrorNote title="Not sent" problem={refused} kept="Your text is in the box." />
      )}
      <TermNote text={compose.text} onReplace={compose.write} />
      {quoted && (
        <div className={styles.quoted}>
          <Quote id={quoted.id} />
          <IconButton label="Do not quote" onPress={() => onQuote(null)}>
            <X aria-hidden="true" />
          </IconButton>
        </div>
      )}
      <div className={styles.box}>
        <AudienceBar
          compartment={compartment}
          marking={compose.marking}
          onMarking={compose.setMarking}
          change={compose.audience.change}
          onSeen={compose.audience.accept}
        />
        {isPreview ? (
          <Preview text={compose.text} />
        ) : (
          <TextBox
            handle={handle}
            label={`Message to ${compartment.name}`}
            value={compose.text}
            onChange={compose.write}
            compartment={compartment}
            prefix={operation.refPrefix}
            onSend={() => send()}
            onEscape={onLeave}
            placeholder={`Write to ${compartment.name}`}
          />
        )}
      </div>
      <Foot
        compose={compose}
        isPreview={isPreview}
        onPreview={() => setPreview(!isPreview)}
        onNarrower={() => onNarrower(toMove(compose))}
        onSend={() => send()}
      />
    </section>
  );
}

const nothing: ReadonlySet<string> = new Set();

function Preview({ text }: { readonly text: string }) {
  const { shareByRef } = useRoom();
  const known = new Set(referencesIn(text).filter((reference) => shareByRef(reference)));
  return (
    <div className={styles.preview}>
      <Words
        text={text}
        references={known}
        mentions={nothing}
        renderReference={(reference) => <RefText reference={reference} />}
      />
    </div>
  );
}

interface FootProps {
  readonly compose: Compose;
  readonly isPreview: boolean;
  readonly onPreview: () => void;
  readonly onNarrower: () => void;
  readonly onSend: () => void;
}

function Foot({ compose, isPreview, onPreview, onNarrower, onSend }: FootProps) {
  const { operation } = useRoom();
  const me = useMe();
  return (
    <div className={styles.foot}>
      <span className="meta">{footWords(compose)}</span>
      <OptionsButton
        options={compose.options}
        onChange={compose.setOptions}
        mayRequire={operation.role === 'lead' || me.duties.includes('coordinator')}
      />
      <Button onPress={onPreview} isDisabled={compose.text.trim() === ''}>
        {isPreview ? 'Write' : 'Preview'}
      </Button>
      <Button onPress={onNarrower}>Continue narrower…</Button>
      <Button look="main" hotkey="Mod+Enter" isDisabled={!compose.canSend} onPress={onSend}>
        Send
      </Button>
    </div>
  );
}

function footWords({ text, draftState }: Compose): string {
  if (text === '') return '@ # Markdown';
  if (draftState === 'saved') return 'Draft kept, for you alone';
  return draftState === 'failed' ? 'Draft not kept yet' : 'Draft…';
}

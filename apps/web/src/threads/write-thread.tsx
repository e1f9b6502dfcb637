import type { CompartmentView, ThreadHeader } from '@liaison/contracts';
import { highest, referencesIn, type Marking } from '@liaison/domain';
import { useState, type KeyboardEvent } from 'react';
import { useOpenAudience } from '../data/audiences.js';
import { useClient } from '../data/client.js';
import { useCommand } from '../data/command.js';
import { useMe } from '../data/session.js';
import { inputOf } from '../frame/audience-choice.js';
import { isWholeMarking } from '../frame/marking-fields.js';
import { usePreferences } from '../frame/preferences.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { TextField } from '../ui/field.js';
import { AudienceBar } from './audience-bar.js';
import { leakingLinks, LinkRefusal } from './link-refusal.js';
import styles from './new-thread.module.css';
import { firstWords } from './quote.js';
import { useRoom } from './room-context.js';
import { TermNote } from './term-note.js';
import { TextBox } from './text-box.js';
import type { NewThreadProps, ToOpen } from './thread-beginning.js';

export interface WriteThreadProps extends NewThreadProps {
  /** As it was chosen; one that is not open yet, as it will be. */
  readonly audience: CompartmentView;
  readonly toOpen: ToOpen | null;
  readonly onBack: () => void;
}

/** Title and first words of a thread, to an audience that was chosen. */
export function WriteThread(props: WriteThreadProps) {
  const { beginning, onBack, onClose } = props;
  const room = useRoom();
  const me = useMe();
  const writing = useNewThread(props);
  const { compartment, title, text, write, start } = writing;
  const links = leakingLinks(writing.problem);
  const heading = beginning.continues ? `Continue “${beginning.continues.title}”` : 'Start a thread';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void start();
  };
  return (
    <Dialog
      title={heading}
      isOpen
      onClose={onClose}
      size="wide"
      foot={
        <>
          {!writing.isOpened && <Button onPress={onBack}>Other audience</Button>}
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="main"
            hotkey="Mod+Enter"
            isPending={writing.isBusy}
            isDisabled={!writing.canStart}
            onPress={() => void start()}
          >
            Start
          </Button>
        </>
      }
    >
      <TextField
        label="Title"
        value={title}
        onChange={writing.setTitle}
        onKeyDown={onKeyDown}
        maxLength={200}
        hint={writing.titleHint}
      />
      <div className={styles.box}>
        <AudienceBar
          compartment={compartment}
          marking={writing.marking}
          onMarking={writing.setMarking}
          change={writing.hasGrown ? { added: [], removed: [], more: 0 } : null}
          onSeen={writing.accept}
        />
        <TextBox
          label={`First message to ${compartment.name}`}
          value={text}
          onChange={write}
          compartment={compartment}
          prefix={room.operation.refPrefix}
          onSend={() => void start()}
          placeholder={`First message to ${compartment.name}, if there is one`}
        />
      </div>
      {writing.opensIt && (
        <p className="meta">Starting opens this audience for good: its people see it from then on.</p>
      )}
      {writing.lacksDataset && (
        <p className="meta">This audience does not have the dataset: the thread starts without it.</p>
      )}
      <TermNote text={text} onReplace={write} />
      {links && <LinkRefusal links={links} compartment={compartment.id} onSendPlain={(plain) => void start(plain)} />}
      {writing.problem && !links && (
        <ErrorNote
          title="Not started"
          problem={writing.problem}
          kept={`Your text is still here.${writing.isOpened ? ' The audience is open.' : ''}`}
        />
      )}
      <p className="meta">
        {linkWords(text)}Signed {me.person.name}, {me.agency.code}.
      </p>
    </Dialog>
  );
}

const linkWords = (text: string): string =>
  referencesIn(text).length > 0 ? `Links ${referencesIn(text).join(', ')} where everybody here has it. ` : '';

/** A thread being started: its title, first words, marking, and the audience as it was seen. */
function useNewThread({ beginning, audience, toOpen, onStarted }: WriteThreadProps) {
  const room = useRoom();
  const [{ language }] = usePreferences();
  const [opened, setOpened] = useState<CompartmentView | null>(null);
  const [seen, setSeen] = useState(audience);
  const compartment = asItIsNow(room.compartment((opened ?? audience).id), opened ?? audience);
  const share = useShareThere(beginning.dataset ?? beginning.continues?.dataset ?? null, compartment);
  const draft = useFirstWords(audience, beginning);
  const [ownTitle, setTitle] = useState<string | null>(null);
  const [raised, setMarking] = useState(beginning.marking ?? null);
  const marking = highest(compartment.marking, raised ?? compartment.marking);
  const open = useOpenAudience(room.operation.id);
  const command = useCommand('thread.start');
  const title = ownTitle ?? titleOf(draft.text, share.here?.ref, beginning.continues);
  const hasGrown = hasMoreReaders(compartment, seen);
  const canStart = title.trim() !== '' && !hasGrown && isWholeMarking(marking);
  const start = async (plain: readonly string[] = []): Promise<void> => {
    if (!canStart) return;
    const place = toOpen && !opened ? await open.run(inputOf(toOpen.choice, toOpen.marking)) : compartment;
    if (!place) return;
    if (toOpen) setOpened(place);
    // Somebody has come in since: the author looks first.
    if (hasMoreReaders(place, seen)) return;
    const ofMessage = (raised ?? toOpen) && { marking: highest(place.marking, marking) };
    const message = { text: draft.text, language, ...ofMessage, ...(plain.length > 0 && { plain }) };
    const input = {
      title: title.trim(),
      ...(share.here && { dataset: share.here.dataset }),
      ...(beginning.continues && { continues: beginning.continues.id }),
      ...(draft.text.trim() !== '' && { message }),
    };
    const answer = await command.run({ compartment: place.id, input, memberVer: place.memberVer });
    if (!answer) return;
    draft.done();
    if (answer.id !== null) onStarted(answer.id);
  };
  return {
    compartment,
    text: draft.text,
    write: draft.write,
    title,
    setTitle,
    titleHint: ownTitle === null ? 'Taken from the first line; change it if another says more.' : undefined,
    marking,
    setMarking: (next: Marking) => setMarking(next),
    hasGrown,
    canStart,
    accept: () => setSeen(compartment),
    opensIt: toOpen !== null && !opened,
    isOpened: opened !== null,
    lacksDataset: share.isAsked && !share.here,
    start,
    isBusy: open.isBusy || command.isBusy,
    problem: open.problem ?? command.problem,
  };
}

const asItIsNow = (live: CompartmentView | undefined, known: CompartmentView): CompartmentView =>
  live && live.memberVer >= known.memberVer ? live : known;

/** Whether an audience has changed since its author looked at it; one just opened, whether others read than foreseen. */
const hasMoreReaders = (now: CompartmentView, seen: CompartmentView): boolean =>
  now.id === seen.id ? now.memberVer > seen.memberVer : now.readers.some((reader) => !seen.readers.includes(reader));

/** The dataset that the thread is to be about, where this audience has it. */
function useShareThere(dataset: string | null, compartment: CompartmentView) {
  const room = useRoom();
  const share = dataset === null ? undefined : room.share(dataset, compartment.id);
  return { isAsked: dataset !== null, here: share?.compartment === compartment.id ? share : undefined };
}

/** The words: kept for their author at the audience they are for, once it is open; moved words leave where they were. */
function useFirstWords(audience: CompartmentView, { text: begun, movedFrom }: NewThreadProps['beginning']) {
  const { drafts } = useClient();
  const place = audience.id;
  const [text, setText] = useState(() => begun ?? drafts.here(place) ?? '');
  const keep = (at: string, words: string): void => {
    if (at !== '') drafts.write(at, words);
  };
  const write = (next: string): void => {
    setText(next);
    keep(place, next);
  };
  const done = (): void => {
    keep(place, '');
    keep(movedFrom ?? '', '');
  };
  return { text, write, done };
}

function titleOf(text: string, reference: string | undefined, continues: ThreadHeader | undefined): string {
  const line = firstWords(text.split('\n').find((one) => one.trim() !== '') ?? '', 80);
  if (line !== '') return line;
  return continues?.title ?? reference ?? '';
}

import type { CompartmentView, Id, ThreadHeader } from '@liaison/contracts';
import { lowestMarking, referencesIn, type Marking } from '@liaison/domain';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../data/client.js';
import { useCommand } from '../data/command.js';
import { useMe } from '../data/session.js';
import { markingPlaceOf } from '../frame/audience-words.js';
import { MarkingFields } from '../frame/marking-fields.js';
import { usePreferences } from '../frame/preferences.js';
import { problemOf } from '../sync/refusal.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { TextField } from '../ui/field.js';
import { AudienceBar } from './audience-bar.js';
import { AudiencePicker, isChosen, type AudienceChoice } from './audience-picker.js';
import { leakingLinks, LinkRefusal } from './link-refusal.js';
import styles from './new-thread.module.css';
import { firstWords } from './quote.js';
import { useRoom } from './room-context.js';
import { TermNote } from './term-note.js';
import { TextBox } from './text-box.js';

/** How a new thread begins. */
export interface ThreadBeginning {
  readonly dataset?: Id;
  readonly compartment?: CompartmentView;
  readonly text?: string;
  /** The thread that this one continues in a narrower audience. */
  readonly continues?: ThreadHeader;
}

export interface NewThreadProps {
  readonly beginning: ThreadBeginning;
  readonly onClose: () => void;
  readonly onStarted: (thread: Id) => void;
}

/** First the audience, which finds or opens a compartment; then title and words. */
export function NewThread({ beginning, onClose, onStarted }: NewThreadProps) {
  const [compartment, setCompartment] = useState<CompartmentView | null>(beginning.compartment ?? null);
  return compartment ? (
    <WriteThread
      beginning={beginning}
      opened={compartment}
      onBack={() => setCompartment(null)}
      onClose={onClose}
      onStarted={onStarted}
    />
  ) : (
    <ChooseAudience continues={beginning.continues} onClose={onClose} onChosen={setCompartment} />
  );
}

function ChooseAudience({
  continues,
  onClose,
  onChosen,
}: {
  readonly continues: ThreadHeader | undefined;
  readonly onClose: () => void;
  readonly onChosen: (compartment: CompartmentView) => void;
}) {
  const { api } = useClient();
  const room = useRoom();
  const queries = useQueryClient();
  const [choice, setChoice] = useState<AudienceChoice | null>(null);
  const [marking, setMarking] = useState<Marking | null>(null);
  const [problem, setProblem] = useState<ReturnType<typeof problemOf> | null>(null);
  const [busy, setBusy] = useState(false);
  const wider = continues && room.compartment(continues.compartment);
  const goOn = async (): Promise<void> => {
    if (!isChosen(choice)) return;
    if (choice.compartment) return onChosen(choice.compartment);
    setBusy(true);
    try {
      const audience =
        choice.kind === 'seats' ? { seats: choice.people, fixed: choice.fixed } : { agencies: choice.agencies };
      const opened = await api.post<CompartmentView>(`/operations/${room.operation.id}/compartments`, {
        ...audience,
        ...(marking && { marking }),
      });
      await queries.invalidateQueries({ queryKey: ['operations'] });
      onChosen(opened);
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  const isNew = isChosen(choice) && choice.compartment === null;
  return (
    <Dialog
      title={continues ? 'Continue in a narrower audience' : 'Start a thread'}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" isDisabled={!isChosen(choice)} isPending={busy} onPress={() => void goOn()}>
            Write to them
          </Button>
        </>
      }
    >
      {continues && (
        <p>
          A new thread starts there, with a way back to this one that only those who read it see. Nothing that was
          written here moves.
        </p>
      )}
      <AudiencePicker value={choice} onChange={setChoice} {...(wider && { within: wider.agencies, but: wider.id })} />
      {isNew && (
        <MarkingFields
          place={markingPlaceOf(room.operation, {
            kind: choice.kind === 'seats' ? 'seats' : 'agencies',
            agencies: choice.agencies,
            marking: lowestMarking,
          })}
          floor={lowestMarking}
          value={marking ?? lowestMarking}
          onChange={setMarking}
        />
      )}
      {problem && <ErrorNote title="The audience could not be opened" problem={problem} />}
    </Dialog>
  );
}

interface WriteThreadProps extends NewThreadProps {
  readonly opened: CompartmentView;
  readonly onBack: () => void;
}

function WriteThread(props: WriteThreadProps) {
  const { beginning, onBack, onClose } = props;
  const room = useRoom();
  const me = useMe();
  const writing = useNewThread(props);
  const { compartment, title, text, write, start, command } = writing;
  const links = leakingLinks(command.problem);
  const heading = beginning.continues ? `Continue “${beginning.continues.title}”` : 'Start a thread';
  return (
    <Dialog
      title={heading}
      isOpen
      onClose={onClose}
      size="wide"
      foot={
        <>
          <Button onPress={onBack}>Other audience</Button>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="main"
            hotkey="Mod+Enter"
            isPending={command.isBusy}
            isDisabled={!writing.canStart}
            onPress={() => void start()}
          >
            Start
          </Button>
        </>
      }
    >
      <TextField label="Title" value={title} onChange={writing.setTitle} maxLength={200} hint={writing.titleHint} />
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
      {writing.lacksDataset && (
        <p className="meta">This audience does not have the dataset: the thread starts without it.</p>
      )}
      <TermNote text={text} onReplace={write} />
      {links && <LinkRefusal links={links} compartment={compartment.id} onSendPlain={(plain) => void start(plain)} />}
      {command.problem && !links && (
        <ErrorNote title="Not started" problem={command.problem} kept="Your text is still here." />
      )}
      <p className="meta">
        {referencesIn(text).length > 0 ? `Links ${referencesIn(text).join(', ')} where everybody here has it. ` : ''}
        Signed {me.person.name}, {me.agency.code}.
      </p>
    </Dialog>
  );
}

/** A thread being started: its title, first words, marking, and the audience as it was seen. */
function useNewThread({ beginning, opened, onStarted }: WriteThreadProps) {
  const client = useClient();
  const room = useRoom();
  const [{ language }] = usePreferences();
  const compartment = room.compartment(opened.id) ?? opened;
  const dataset = beginning.dataset ?? beginning.continues?.dataset ?? undefined;
  const share = dataset === undefined ? undefined : room.share(dataset, compartment.id);
  const here = share?.compartment === compartment.id ? share : undefined;
  const [text, setText] = useState(() => beginning.text ?? client.drafts.here(compartment.id) ?? '');
  const [ownTitle, setTitle] = useState<string | null>(null);
  const [raised, setMarking] = useState<Marking | null>(null);
  const [memberVer, setMemberVer] = useState(compartment.memberVer);
  const command = useCommand('thread.start');
  const title = ownTitle ?? titleOf(text, here?.ref, beginning.continues);
  const write = (next: string): void => {
    setText(next);
    client.drafts.write(compartment.id, next, () => undefined);
  };
  const hasGrown = compartment.memberVer > memberVer;
  const canStart = title.trim() !== '' && !hasGrown;
  const start = async (plain: readonly string[] = []): Promise<void> => {
    if (!canStart) return;
    const message = { text, language, ...(raised && { marking: raised }), ...(plain.length > 0 && { plain }) };
    const input = {
      title: title.trim(),
      ...(here && { dataset: here.dataset }),
      ...(beginning.continues && { continues: beginning.continues.id }),
      ...(text.trim() !== '' && { message }),
    };
    const answer = await command.run({ compartment: compartment.id, input, memberVer });
    if (!answer) return;
    client.drafts.write(compartment.id, '', () => undefined);
    if (answer.id !== null) onStarted(answer.id);
  };
  return {
    compartment,
    text,
    write,
    title,
    setTitle,
    titleHint: ownTitle === null ? 'Taken from the first line; change it if another says more.' : undefined,
    marking: raised ?? compartment.marking,
    setMarking,
    hasGrown,
    canStart,
    accept: () => setMemberVer(compartment.memberVer),
    lacksDataset: dataset !== undefined && !here,
    start,
    command,
  };
}

function titleOf(text: string, reference: string | undefined, continues: ThreadHeader | undefined): string {
  const line = firstWords(text.split('\n').find((one) => one.trim() !== '') ?? '', 80);
  if (line !== '') return line;
  return continues?.title ?? reference ?? '';
}

import type { MessageHeader } from '@liaison/contracts';
import { highest, retractReasons, type RetractReason } from '@liaison/domain';
import { useState } from 'react';
import { useLive } from '../data/client.js';
import { retractWords } from '../data/words.js';
import { useCommand } from '../data/command.js';
import { markingPlaceOf } from '../frame/audience-words.js';
import { isWholeMarking, MarkingFields } from '../frame/marking-fields.js';
import { Button } from '../ui/button.js';
import { RadioGroup } from '../ui/choice.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { TextArea } from '../ui/field.js';
import { Select } from '../ui/select.js';
import { leakingLinks, LinkRefusal } from './link-refusal.js';
import { useRoom } from './room-context.js';
import { ReachNote } from './reach-note.js';
import { TermNote } from './term-note.js';
import { Versions } from './versions.js';

export type MessageActKind = 'edit' | 'tighten' | 'retract' | 'repost' | 'versions' | 'reach';

export interface MessageActProps {
  readonly message: MessageHeader;
  readonly onClose: () => void;
}

/** One act on one message, each in its dialog. Loaded when first wanted. */
export function MessageAct({ kind, ...props }: MessageActProps & { readonly kind: MessageActKind }) {
  if (kind === 'edit') return <Edit {...props} />;
  if (kind === 'tighten') return <Tighten {...props} />;
  if (kind === 'retract') return <Retract {...props} />;
  if (kind === 'repost') return <Repost {...props} />;
  if (kind === 'reach') return <ReachOf {...props} />;
  return <Versions {...props} />;
}

function Edit({ message, onClose }: MessageActProps) {
  const before = useLive([`thread:${message.thread}`], (client) => client.store.textOf(message), [message]);
  const [text, setText] = useState(before?.text ?? '');
  const command = useCommand('message.edit');
  const links = leakingLinks(command.problem);
  const note = before?.contentNote ?? null;
  const save = async (plain?: readonly string[]): Promise<void> => {
    const { id, version } = message;
    const input = { message: id, version, text, ...(note !== null && { contentNote: note }), ...(plain && { plain }) };
    if (await command.run({ compartment: message.compartment, input })) onClose();
  };
  return (
    <Dialog
      title="Edit"
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" isPending={command.isBusy} isDisabled={text.trim() === ''} onPress={() => void save()}>
            Save a new version
          </Button>
        </>
      }
    >
      <TextArea
        label="Text"
        value={text}
        onChange={setText}
        rows={8}
        autoFocus
        hint="The earlier version stays readable for this audience."
      />
      <TermNote text={text} onReplace={setText} />
      {links && (
        <LinkRefusal links={links} compartment={message.compartment} onSendPlain={(plain) => void save(plain)} />
      )}
      {command.problem && !links && (
        <ErrorNote title="Not saved" problem={command.problem} kept="Your text is still here." />
      )}
    </Dialog>
  );
}

function Tighten({ message, onClose }: MessageActProps) {
  const { operation, compartment } = useRoom();
  const place = compartment(message.compartment);
  const [marking, setMarking] = useState(message.marking);
  const command = useCommand('message.tighten');
  const save = async (): Promise<void> => {
    const input = { message: message.id, version: message.version, marking };
    if (await command.run({ compartment: message.compartment, input })) onClose();
  };
  return (
    <Dialog
      title="Raise the marking"
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="main"
            isPending={command.isBusy}
            isDisabled={!isWholeMarking(marking)}
            onPress={() => void save()}
          >
            Raise it now
          </Button>
        </>
      }
    >
      <p>It holds from now on, on every screen. It cannot be lowered again here.</p>
      {place && (
        <MarkingFields
          place={markingPlaceOf(operation, place)}
          floor={highest(message.marking, place.marking)}
          value={marking}
          onChange={setMarking}
        />
      )}
      {command.problem && <ErrorNote title="Not raised" problem={command.problem} />}
    </Dialog>
  );
}

function Retract({ message, onClose }: MessageActProps) {
  const [reason, setReason] = useState<RetractReason | null>(null);
  const command = useCommand('message.retract');
  const save = async (): Promise<void> => {
    if (reason === null) return;
    const input = { message: message.id, version: message.version, reason };
    if (await command.run({ compartment: message.compartment, input })) onClose();
  };
  return (
    <Dialog
      title="Take the message back"
      isOpen
      onClose={onClose}
      size="narrow"
      role="alertdialog"
      foot={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button look="danger" isPending={command.isBusy} isDisabled={reason === null} onPress={() => void save()}>
            Take it back
          </Button>
        </>
      }
    >
      <p>
        At once nobody reads the words: not in versions, search, quotes or open screens. A line with your reason stays.
        Your agency’s coordinator can read them until they are erased.
      </p>
      <ReachNote message={message} />
      <RadioGroup
        label="Reason"
        options={retractReasons.map((value) => ({ value, label: retractWords[value] }))}
        value={reason}
        onChange={setReason}
      />
      {command.problem && <ErrorNote title="Not taken back" problem={command.problem} />}
    </Dialog>
  );
}

/** Of what was taken back, too: how far it had gone. */
const ReachOf = ({ message, onClose }: MessageActProps) => (
  <Dialog title="To how many it was open" isOpen onClose={onClose} size="narrow">
    <ReachNote message={message} />
  </Dialog>
);

/** Takes the words back here and posts the same there, in one act. */
function Repost({ message, onClose }: MessageActProps) {
  const { compartments, compartment } = useRoom();
  const [target, setTarget] = useState<string | null>(null);
  const [thread, setThread] = useState<string | null>(null);
  const command = useCommand('message.repost');
  const targets = compartments.filter((one) => one.id !== message.compartment && one.actions['message.post'].allowed);
  const threads = useLive(
    ['threads'],
    (client) =>
      [...client.store.threads.values()].filter(
        (one) => one.compartment === target && one.state === 'open' && one.frozenBy === null,
      ),
    [target],
  );
  const save = async (): Promise<void> => {
    const to = compartment(target ?? '');
    if (!to || thread === null) return;
    const input = {
      message: message.id,
      version: message.version,
      to: { compartment: to.id, memberVer: to.memberVer, thread },
    };
    if (await command.run({ compartment: message.compartment, input })) onClose();
  };
  return (
    <Dialog
      title="Take back here, post there"
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button look="danger" isPending={command.isBusy} isDisabled={thread === null} onPress={() => void save()}>
            Take back and post
          </Button>
        </>
      }
    >
      <p>One act: either both happen or neither.</p>
      <ReachNote message={message} />
      <Select
        label="Audience"
        value={target}
        onChange={(value) => {
          setTarget(value);
          setThread(null);
        }}
        options={targets.map((one) => ({ value: one.id, label: one.name, note: `${one.readers.length} people` }))}
      />
      <Select
        label="Thread"
        value={thread}
        onChange={setThread}
        isDisabled={target === null}
        options={threads.map((one) => ({ value: one.id, label: one.title }))}
        hint={target !== null && threads.length === 0 ? 'No open thread there yet: start one first.' : undefined}
      />
      {command.problem && <ErrorNote title="Nothing was done" problem={command.problem} />}
    </Dialog>
  );
}

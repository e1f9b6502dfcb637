import type { ThreadHeader } from '@liaison/contracts';
import { useState } from 'react';
import { useCommand } from '../data/command.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { TextArea, TextField } from '../ui/field.js';
import { TermNote } from './term-note.js';

interface ThreadActProps {
  readonly thread: ThreadHeader;
  readonly onClose: () => void;
}

/** One act on a thread, in its dialog. Loaded when first wanted. */
export const ThreadAct = ({ kind, ...props }: ThreadActProps & { readonly kind: 'rename' | 'resolve' }) =>
  kind === 'rename' ? <RenameThread {...props} /> : <ResolveThread {...props} />;

function RenameThread({ thread, onClose }: ThreadActProps) {
  const [title, setTitle] = useState(thread.title);
  const command = useCommand('thread.rename');
  const save = async (): Promise<void> => {
    const input = { thread: thread.id, version: thread.version, title: title.trim() };
    if (await command.run({ compartment: thread.compartment, input })) onClose();
  };
  return (
    <Dialog
      title="Rename the thread"
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" isPending={command.isBusy} isDisabled={title.trim() === ''} onPress={() => void save()}>
            Rename
          </Button>
        </>
      }
    >
      <TextField label="Title" value={title} onChange={setTitle} maxLength={200} autoFocus />
      <TermNote text={title} onReplace={setTitle} />
      {command.problem && <ErrorNote title="Not renamed" problem={command.problem} kept="Your title is still here." />}
    </Dialog>
  );
}

/** Resolving records what was decided, for whoever comes later. */
function ResolveThread({ thread, onClose }: ThreadActProps) {
  const [decision, setDecision] = useState('');
  const command = useCommand('thread.resolve');
  const save = async (): Promise<void> => {
    const input = { thread: thread.id, version: thread.version, decision: decision.trim() };
    if (await command.run({ compartment: thread.compartment, input })) onClose();
  };
  return (
    <Dialog
      title="Resolve the thread"
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="main"
            isPending={command.isBusy}
            isDisabled={decision.trim() === ''}
            onPress={() => void save()}
          >
            Resolve
          </Button>
        </>
      }
    >
      <TextArea
        label="Decision"
        value={decision}
        onChange={setDecision}
        rows={4}
        autoFocus
        maxLength={2000}
        hint="What was decided and why. It stands at the end of the thread; a resolved thread can be reopened."
      />
      <TermNote text={decision} onReplace={setDecision} />
      {command.problem && <ErrorNote title="Not resolved" problem={command.problem} kept="Your text is still here." />}
    </Dialog>
  );
}

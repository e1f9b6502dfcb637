import type { CompartmentView, OperationView, ThreadHeader } from '@liaison/contracts';
import type { Marking } from '@liaison/domain';
import { useState } from 'react';
import { useMe } from '../data/session.js';
import { firstMarking, foreseen, isChosen, type AudienceChoice } from '../frame/audience-choice.js';
import { AudiencePicker } from '../frame/audience-picker.js';
import { NewAudienceMarking, newMarkingProblem } from '../frame/new-audience-marking.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { useRoom } from './room-context.js';
import type { NewThreadProps } from './thread-beginning.js';
import { WriteThread } from './write-thread.js';

/** First the audience, then title and words. Nothing is opened before the thread is started. */
export function NewThread({ beginning, onClose, onStarted }: NewThreadProps) {
  const me = useMe();
  const { operation, compartment } = useRoom();
  const wider = beginning.continues && compartment(beginning.continues.compartment);
  const [choice, setChoice] = useState<AudienceChoice | null>(null);
  const [marking, setMarking] = useState<Marking>(() => firstMarking(operation, wider));
  const [audience, setAudience] = useState<CompartmentView | null>(beginning.compartment ?? null);
  if (audience)
    return (
      <WriteThread
        beginning={beginning}
        audience={audience}
        toOpen={audience.id === '' && choice ? { choice, marking } : null}
        onBack={() => setAudience(null)}
        onClose={onClose}
        onStarted={onStarted}
      />
    );
  return (
    <ChooseAudience
      operation={operation}
      continues={beginning.continues}
      wider={wider}
      choice={choice}
      onChoice={setChoice}
      marking={marking}
      onMarking={setMarking}
      onClose={onClose}
      onChosen={(chosen) => setAudience(chosen.compartment ?? foreseen(operation, me, chosen, marking))}
    />
  );
}

interface ChooseAudienceProps {
  readonly operation: OperationView;
  readonly continues: ThreadHeader | undefined;
  readonly wider: CompartmentView | undefined;
  readonly choice: AudienceChoice | null;
  readonly onChoice: (choice: AudienceChoice) => void;
  readonly marking: Marking;
  readonly onMarking: (marking: Marking) => void;
  readonly onClose: () => void;
  readonly onChosen: (choice: AudienceChoice) => void;
}

function ChooseAudience(props: ChooseAudienceProps) {
  const { operation, continues, wider, choice, onChoice, marking, onMarking, onClose, onChosen } = props;
  const me = useMe();
  const isNew = isChosen(choice) && choice.compartment === null;
  const isReady = isChosen(choice) && (!isNew || newMarkingProblem(operation, me, choice, marking) === null);
  return (
    <Dialog
      title={continues ? 'Continue in a narrower audience' : 'Start a thread'}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" isDisabled={!isReady} onPress={() => isReady && onChosen(choice)}>
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
      <AudiencePicker
        operation={operation}
        act="thread.start"
        label="Who reads"
        value={choice}
        onChange={onChoice}
        {...(wider && { within: wider.agencies, but: wider.id })}
      />
      {isNew && (
        <>
          <NewAudienceMarking operation={operation} me={me} choice={choice} value={marking} onChange={onMarking} />
          <p className="meta">The audience opens when you start the thread. Until then nobody learns of it.</p>
        </>
      )}
    </Dialog>
  );
}

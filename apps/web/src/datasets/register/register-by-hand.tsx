import type { OperationView } from '@liaison/contracts';
import { highest, lowestMarking, type Marking } from '@liaison/domain';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAgencies } from '../../data/agency.js';
import { useCommand } from '../../data/command.js';
import { useMe } from '../../data/session.js';
import { homeOf, markingPlaceOf } from '../../frame/audience-words.js';
import { isWholeMarking, MarkingFields } from '../../frame/marking-fields.js';
import { Button } from '../../ui/button.js';
import { ComboBox } from '../../ui/combo-box.js';
import { Drawer } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { ContentFields } from '../content/content-fields.js';
import { emptyContent, registrationOf } from '../content/content-draft.js';

const form = 'register-dataset';
const beside = ['origin', 'series', 'receivedOn', 'images', 'videos', 'items', 'note', 'digests'];

/** One dataset, typed. It lands in the own agency's compartment; nobody else sees it before it is shared. */
export function RegisterByHand({
  operation,
  onClose,
}: {
  readonly operation: OperationView;
  readonly onClose: () => void;
}) {
  const me = useMe();
  const navigate = useNavigate();
  const { data: agencies } = useAgencies();
  const register = useCommand('dataset.register');
  const home = homeOf(operation, me.agency.id);
  const floor = home?.marking ?? lowestMarking;
  const [origin, setOrigin] = useState<string | null>(me.agency.id);
  const [draft, setDraft] = useState(emptyContent);
  const [marking, setMarking] = useState<Marking>(floor);
  const isLead = operation.role === 'lead';
  const submit = async (): Promise<void> => {
    if (!home) return;
    const input = { ...registrationOf(draft, origin ?? ''), marking: highest(marking, floor) };
    const answer = await register.run({ compartment: home.id, input });
    if (answer?.id)
      await navigate({ to: '/o/$op/datasets/$dataset', params: { op: operation.id, dataset: answer.id } });
  };
  return (
    <Drawer
      title="Register a dataset"
      isOpen
      onClose={onClose}
      isDismissable={draft === emptyContent}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="main"
            type="submit"
            form={form}
            isPending={register.isBusy}
            isDisabled={!home || !isWholeMarking(marking)}
          >
            Register
          </Button>
        </>
      }
    >
      <Form id={form} label="The dataset" onSubmit={() => void submit()}>
        <Refused problem={register.problem} title="The dataset was not registered" beside={beside} />
        <p className="meta">
          It lands in {home?.name ?? `${me.agency.code}’s own compartment`}. Nobody else sees it before you share it.
          Text, references and digests only: never the material.
        </p>
        {isLead && (
          <ComboBox
            label="Origin"
            options={(agencies ?? []).map((one) => ({ value: one.id, label: one.code, note: one.name }))}
            value={origin}
            onChange={setOrigin}
            hint="The agency whose material it is. If it takes part, it has the originator’s rights."
            problem={register.of('origin')}
          />
        )}
        <ContentFields draft={draft} onChange={setDraft} reason={register.of} />
        {home && (
          <MarkingFields
            place={markingPlaceOf(operation, home)}
            floor={floor}
            value={marking}
            onChange={setMarking}
            withClassification
          />
        )}
      </Form>
    </Drawer>
  );
}

import type { AgencyPerson } from '@liaison/contracts';
import { erasureBases, type ErasureBasis } from '@liaison/domain';
import { useState } from 'react';
import { useAskErasure } from '../../data/keeping.js';
import { basisWords } from '../../frame/erasure-words.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';

const form = 'ask-erasure';
const options = erasureBases.map((value) => ({ value, ...basisWords[value] }));

/** A coordinator asks that the values of somebody who has left be erased; an auditor of the agency decides. */
export function AskErasure({ person, onClose }: { readonly person: AgencyPerson; readonly onClose: () => void }) {
  const ask = useAskErasure();
  const [basis, setBasis] = useState<ErasureBasis | null>(null);
  const submit = async (): Promise<void> => {
    if (basis === null || (await ask.run({ person: person.id, basis })) === null) return;
    toast({ text: `The erasure of ${person.name} waits for an auditor.` });
    onClose();
  };
  return (
    <Dialog
      title={`Have ${person.name} erased?`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="danger" type="submit" form={form} isPending={ask.isBusy} isDisabled={basis === null}>
            Ask for the erasure
          </Button>
        </>
      }
    >
      <Form id={form} label="Erasure" onSubmit={() => void submit()}>
        <Refused
          problem={ask.problem}
          title="It was not asked for"
          kept="Your choice is still here."
          beside={['basis']}
        />
        <p>
          An auditor of your agency carries it out or refuses; you cannot do it yourself, and cannot take it back. When
          it is carried out, there is no way back either.
        </p>
        <p>
          The access log then tells no more who they were, from where and why they acted. That an act took place stays,
          and what they wrote in operations, by “Erased person”: their name goes in the directory too.
        </p>
        <RadioGroup
          label="On what basis"
          options={options}
          value={basis}
          onChange={setBasis}
          hint="Articles of Directive (EU) 2016/680. A closed list, so that no words of yours name the person afterwards."
          problem={ask.of('basis')}
        />
      </Form>
    </Dialog>
  );
}

import type { DatasetView, OperationView } from '@liaison/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommand } from '../../data/command.js';
import { Button } from '../../ui/button.js';
import { Drawer } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import { changesOf, contentOf, type ContentDraft } from '../content/content-draft.js';
import { ContentFields } from '../content/content-fields.js';
import { theirsOf } from '../content/content-words.js';
import { placeToEdit } from './place-to-edit.js';

const form = 'edit-dataset';
const beside = ['series', 'receivedOn', 'images', 'videos', 'items', 'note', 'digests'];

export interface EditDatasetProps {
  readonly operation: OperationView;
  readonly view: DatasetView;
  readonly onClose: () => void;
}

/** The originator's facts. Only what was changed here is sent; what somebody else changed meanwhile stands under each field. */
export function EditDataset({ operation, view, onClose }: EditDatasetProps) {
  const queries = useQueryClient();
  const edit = useCommand('dataset.edit');
  const [seen] = useState(view);
  const [draft, setDraft] = useState<ContentDraft>(() => contentOf(view));
  const changes = changesOf(draft, contentOf(seen));
  const hasMoved = view.version !== seen.version;
  const place = placeToEdit(operation, view);
  const submit = async (): Promise<void> => {
    if (!changes || !place) return;
    const answer = await edit.run({
      compartment: place.id,
      input: { dataset: view.id, version: view.version, ...changes },
    });
    await queries.invalidateQueries({ queryKey: ['datasets'] });
    if (answer === null) return;
    toast({ text: `${view.ref} is changed; everybody who has it has been told.` });
    onClose();
  };
  const isStale = edit.problem?.reason === 'stale_version';
  return (
    <Drawer
      title={`Edit ${view.ref}`}
      isOpen
      onClose={onClose}
      isDismissable={changes === null}
      foot={
        <>
          <Button onPress={onClose}>{changes ? 'Discard' : 'Close'}</Button>
          <Button look="main" type="submit" form={form} isPending={edit.isBusy} isDisabled={changes === null || !place}>
            {hasMoved ? 'Save mine over theirs' : 'Save'}
          </Button>
        </>
      }
    >
      <Form id={form} label="The dataset" onSubmit={() => void submit()}>
        {!isStale && <Refused problem={edit.problem} title="Nothing was changed" beside={beside} />}
        {hasMoved && (
          <p role="alert">
            Somebody changed {view.ref} while you wrote{isStale && ', so nothing was written'}. Their words stand under
            the fields they changed; yours are still in them.
          </p>
        )}
        <ContentFields
          draft={draft}
          onChange={setDraft}
          reason={edit.of}
          hintOf={(name) => theirsOf(name, contentOf(seen), contentOf(view))}
        />
      </Form>
    </Drawer>
  );
}

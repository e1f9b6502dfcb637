import type { ImportRow, ImportView, OperationView } from '@liaison/contracts';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useImports } from '../../data/imports.js';
import { useMe } from '../../data/session.js';
import { OperationScreen } from '../../frame/operation-screen.js';
import { useFocusKept } from '../../ui/screen.js';
import type { ChosenFile } from './chosen-file.js';
import { ChooseFile } from './choose-file.js';
import { DryRunStage } from './dry-run-stage.js';
import { ImportDone } from './import-done.js';
import styles from './import.module.css';
import { MapFile } from './map-file.js';
import { draftOf, learnWords } from './mapping-draft.js';
import { Steps } from './steps.js';
import { useDryRun } from './use-dry-run.js';

/** From a file to datasets: choose, say what columns and words mean, look at what would come, commit. */
export function ImportWizard() {
  const { op = '' }: { readonly op?: string } = useParams({ strict: false });
  return (
    <OperationScreen operation={op} wide>
      {(operation) => <WizardOf operation={operation} />}
    </OperationScreen>
  );
}

type Stage = 'file' | 'map' | 'check' | 'done';
const stages: readonly Stage[] = ['file', 'map', 'check', 'done'];
const names = ['The file', 'What it means', 'What would come', 'Done'];

function WizardOf({ operation }: { readonly operation: OperationView }) {
  const me = useMe();
  const imports = useImports(operation.id);
  const run = useDryRun(imports, me.agency.id);
  const [stage, setStage] = useState<Stage>('file');
  /** Null for an import taken up again: it can be committed or given up, not mapped anew. */
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [failedRows, setFailedRows] = useState<Blob | null>(null);
  useFocusKept(stage);
  const check = (): void => {
    if (!chosen) return;
    run.begin(chosen);
    setStage('check');
  };
  const back = (errors: readonly ImportRow[]): void => {
    run.giveUp();
    if (!chosen) return setStage('file');
    setChosen({ ...chosen, choices: { ...chosen.choices, mapping: learnWords(chosen.choices.mapping, errors) } });
    setStage('map');
  };
  const again = (): void => {
    setChosen(null);
    setStage('file');
  };
  const done = (view: ImportView, left: Blob | null): void => {
    run.setView(view);
    setFailedRows(left);
    setStage('done');
  };
  return (
    <div className={styles.wizard} data-unsaved>
      <h2>Import datasets</h2>
      <Steps names={names} current={stages.indexOf(stage)} />
      {stage === 'file' && (
        <ChooseFile
          operation={operation}
          onInspected={(file, inspection) => {
            setChosen({
              file,
              inspection,
              choices: { mapping: draftOf(inspection), origin: null, reference: '', openReferences: false },
            });
            setStage('map');
          }}
          onTakenUp={(view) => {
            setChosen(null);
            run.setView(view);
            setStage('check');
          }}
        />
      )}
      {stage === 'map' && chosen && (
        <MapFile
          operation={operation}
          chosen={chosen}
          onChange={(choices) => setChosen({ ...chosen, choices })}
          onBack={again}
          onNext={check}
        />
      )}
      {stage === 'check' && (
        <DryRunStage
          operation={operation}
          run={run}
          imports={imports}
          canMapAnew={chosen !== null}
          onBack={back}
          onDone={done}
        />
      )}
      {stage === 'done' && run.view && (
        <ImportDone operation={operation} view={run.view} failedRows={failedRows} onAgain={again} />
      )}
    </div>
  );
}

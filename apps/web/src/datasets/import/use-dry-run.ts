import type { ImportInput, ImportView, Problem } from '@liaison/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Imports } from '../../data/imports.js';
import { problemOf } from '../../sync/refusal.js';
import type { ChosenFile } from './chosen-file.js';
import { mappingOf } from './mapping-draft.js';

export interface DryRun {
  /** As it stands; while it reads it is asked again and again. */
  readonly view: ImportView | null;
  readonly problem: Problem | null;
  readonly setView: (view: ImportView) => void;
  readonly begin: (chosen: ChosenFile) => void;
  /** Gives up what is read, here and on the server. */
  readonly giveUp: () => void;
}

interface Running {
  readonly stop: AbortController;
  id: string | null;
}

const every = 700;

/** Opens an import, sends the file and watches it being read. Leaving the screen while it reads gives it up. */
export function useDryRun(imports: Imports, agency: string): DryRun {
  const [view, setView] = useState<ImportView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef<Running | null>(null);

  const stop = useCallback((): void => {
    const { current } = running;
    running.current = null;
    current?.stop.abort();
    if (current?.id) void imports.cancel(current.id).catch(() => undefined);
  }, [imports]);
  useEffect(() => stop, [stop]);

  const begin = (chosen: ChosenFile): void => {
    stop();
    const mine: Running = { stop: new AbortController(), id: null };
    running.current = mine;
    setView(null);
    setProblem(null);
    const show = (next: ImportView): void => {
      if (running.current === mine) setView(next);
    };
    read(imports, inputOf(chosen, agency), chosen.file, mine, show)
      .then((ended) => {
        show(ended);
        if (running.current === mine) running.current = null;
      })
      .catch((error: unknown) => {
        if (!mine.stop.signal.aborted) setProblem(problemOf(error));
      });
  };
  const giveUp = (): void => {
    stop();
    if (view?.state === 'ready') void imports.cancel(view.id).catch(() => undefined);
    setView(null);
    setProblem(null);
  };
  return { view, problem, setView, begin, giveUp };
}

async function read(
  imports: Imports,
  input: ImportInput,
  file: File,
  mine: Running,
  show: (view: ImportView) => void,
): Promise<ImportView> {
  const started = await imports.start(input);
  mine.id = started.id;
  show(started);
  const watch = window.setInterval(() => void imports.view(started.id).then(show, () => undefined), every);
  try {
    return await imports.upload(started.id, file, mine.stop.signal);
  } finally {
    window.clearInterval(watch);
  }
}

function inputOf({ inspection, choices }: ChosenFile, agency: string): ImportInput {
  const { mapping, origin, reference, openReferences } = choices;
  return {
    format: inspection.format,
    origin: origin ?? agency,
    openReferences,
    ...(inspection.format === 'csv' && { mapping: mappingOf(mapping) }),
    ...(inspection.bare && { reference: reference.trim() }),
  };
}

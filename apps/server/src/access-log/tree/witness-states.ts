import type { LogFolder } from '../../platform/log-folder/log-folder.js';
import type { WitnessState } from './witnesses.js';

const file = 'witnesses.json';

/** What the witnesses said last, for every server that has the folder. Tells people; nothing is decided by it. */
export const keepStates = (folder: LogFolder, states: readonly WitnessState[]): Promise<void> =>
  folder.write(new Map([[file, new TextEncoder().encode(`${JSON.stringify(states, null, 2)}\n`)]]));

export async function readStates(folder: LogFolder): Promise<readonly WitnessState[]> {
  const bytes = await folder.read(file);
  if (!bytes) return [];
  const states = JSON.parse(new TextDecoder().decode(bytes)) as readonly (WitnessState & { at: string | null })[];
  return states.map((state) => ({ ...state, at: state.at === null ? null : new Date(state.at) }));
}

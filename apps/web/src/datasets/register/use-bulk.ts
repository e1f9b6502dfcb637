import type { CommandInputs, CommandKind, Id, ShareHeader } from '@liaison/contracts';
import { useState } from 'react';
import { useClient } from '../../data/client.js';
import { sendCommand } from '../../data/command.js';
import { problemOf } from '../../sync/refusal.js';
import type { RegisterRow } from './register-rows.js';

export interface BulkRefusal {
  readonly ref: string;
  readonly detail: string;
}

export interface BulkState {
  readonly what: string;
  readonly done: number;
  readonly of: number;
  readonly refused: readonly BulkRefusal[];
  readonly isRunning: boolean;
}

export interface Bulk {
  readonly state: BulkState | null;
  readonly clear: () => void;
  /** Acts on rows one after another; a refusal is noted with its reason and the rest goes on. True when none was refused. */
  readonly run: <K extends CommandKind>(
    what: string,
    kind: K,
    rows: readonly RegisterRow[],
    inputOf: (share: ShareHeader) => CommandInputs[K],
    compartment?: Id,
  ) => Promise<boolean>;
}

/** The same act on many datasets. */
export function useBulk(): Bulk {
  const client = useClient();
  const [state, setState] = useState<BulkState | null>(null);
  const run: Bulk['run'] = async (what, kind, rows, inputOf, compartment) => {
    let refused: readonly BulkRefusal[] = [];
    for (const [done, { share, ref }] of rows.entries()) {
      setState({ what, done, of: rows.length, refused, isRunning: true });
      try {
        await sendCommand(client, kind, { compartment: compartment ?? share.compartment, input: inputOf(share) });
      } catch (error) {
        refused = [...refused, { ref, detail: problemOf(error).fields?.[0]?.reason ?? problemOf(error).detail }];
      }
    }
    setState({ what, done: rows.length, of: rows.length, refused, isRunning: false });
    return refused.length === 0;
  };
  return { state, run, clear: () => setState(null) };
}

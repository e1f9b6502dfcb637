import type { Me, Problem } from '@liaison/contracts';
import { useState, type SyntheticEvent } from 'react';
import { useClient } from '../data/client.js';
import { problemOf } from '../sync/refusal.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { TextField } from '../ui/field.js';
import { Door } from './door.js';

/** Covers everything after half an hour without input. The address and the drafts are kept, nothing else is drawn. */
export function LockScreen({ me }: { readonly me: Me | null }) {
  const client = useClient();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await client.session.unlock(password);
    } catch (error) {
      setProblem(problemOf(error));
      setPassword('');
      setBusy(false);
    }
  };
  return (
    <Door
      title="Locked"
      lead={
        me
          ? `${me.person.name}, ${me.agency.code}. Your place and your drafts are kept.`
          : 'Your place and your drafts are kept.'
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        {problem && <ErrorNote title="Not unlocked" problem={problem} />}
        <TextField
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          autoFocus
          isRequired
          autoComplete="current-password"
        />
        <Button type="submit" look="main" isPending={busy}>
          Unlock
        </Button>
        <Button look="quiet" onPress={() => void client.signOut()}>
          Sign out
        </Button>
      </form>
    </Door>
  );
}

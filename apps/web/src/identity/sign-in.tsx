import { useState, type SyntheticEvent } from 'react';
import type { Problem } from '@liaison/contracts';
import { useClient } from '../data/client.js';
import { useSession } from '../data/session.js';
import { useAsked } from '../frame/address.js';
import { problemOf } from '../sync/refusal.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { TextField } from '../ui/field.js';
import { Door } from './door.js';

const ended = {
  none: null,
  signed_out: 'You are signed out. Nothing of what you read is left in this browser.',
  untold:
    'You are signed out here. The server is told as soon as it can be reached: leave this page open until then, or close the browser.',
  revoked: 'This session was ended from elsewhere. Drafts are kept.',
  expired: 'The session is over. Drafts are kept. Sign in to go on where you were.',
} as const;

/** Name and password. What the server answers to an unknown name and to a wrong password is the same. */
export function SignIn() {
  const client = useClient();
  const session = useSession();
  const { from } = useAsked();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem | null>(session.at === 'out' ? session.problem : null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await client.session.signIn(name.trim(), password);
    } catch (error) {
      setProblem(problemOf(error));
      setPassword('');
      setBusy(false);
    }
  };
  const note = session.at === 'out' ? ended[session.reason] : null;
  return (
    <Door title="Sign in" lead={note ?? (from === undefined ? null : 'Sign in to open this address.')}>
      <form onSubmit={(event) => void submit(event)}>
        {problem && <ErrorNote title="Not signed in" problem={problem} />}
        <TextField
          label="Sign-in name"
          value={name}
          onChange={setName}
          autoFocus
          isRequired
          autoComplete="username"
          name="name"
        />
        <TextField
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          isRequired
          autoComplete="current-password"
          name="password"
        />
        <Button type="submit" look="main" isPending={busy}>
          Sign in
        </Button>
      </form>
    </Door>
  );
}

import type { Problem } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { useClient } from '../data/client.js';
import { problemOf } from '../sync/refusal.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { TextField } from '../ui/field.js';
import { Door } from './door.js';

const shortest = 12;

/** The one-time link's other end. Its secret is in the fragment, which browsers send to nobody. */
export function SetPassword() {
  const { api } = useClient();
  const [token] = useState(() => location.hash.slice(1));
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [state, setState] = useState<'asking' | 'busy' | 'done'>('asking');
  const differs = again !== '' && again !== password;

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (password !== again) return;
    setState('busy');
    try {
      await api.post('/set-password', { token, password });
      history.replaceState(null, '', location.pathname);
      setState('done');
    } catch (error) {
      setProblem(problemOf(error));
      setState('asking');
    }
  };
  if (state === 'done')
    return (
      <Door title="Your password is set" lead="The link is used up.">
        <Link to="/sign-in">Sign in</Link>
      </Door>
    );
  return (
    <Door
      title="Set your password"
      lead={`At least ${shortest} characters. Several words that do not belong together are good.`}
    >
      <form onSubmit={(event) => void submit(event)}>
        {problem && (
          <ErrorNote
            title="The password was not set"
            problem={problem}
            todo="A used or expired link is made anew by your coordinator."
          />
        )}
        <TextField
          label="New password"
          type="password"
          value={password}
          onChange={setPassword}
          autoFocus
          isRequired
          minLength={shortest}
          autoComplete="new-password"
        />
        <TextField
          label="The same again"
          type="password"
          value={again}
          onChange={setAgain}
          isRequired
          autoComplete="new-password"
          problem={differs ? 'The two are not the same yet.' : null}
        />
        <Button type="submit" look="main" isPending={state === 'busy'} isDisabled={differs}>
          Set the password
        </Button>
      </form>
    </Door>
  );
}

import { useState } from 'react';
import { useChangePassword } from '../../data/account.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Form, FormButtons } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { Section } from '../../ui/screen.js';
import { toast } from '../../ui/toast.js';
import styles from './account.module.css';

const shortest = 12;
const empty = { current: '', next: '', again: '' };

/** Changes one's own password. The other sessions end with the old one. */
export function PasswordSection() {
  const change = useChangePassword();
  const [typed, setTyped] = useState(empty);
  const set = (name: keyof typeof empty) => (value: string) => setTyped((now) => ({ ...now, [name]: value }));
  const differs = typed.again !== '' && typed.again !== typed.next;
  const isReady = typed.current !== '' && typed.next !== '' && typed.again === typed.next;
  const isWrong = change.problem?.reason === 'wrong_password';

  const submit = async (): Promise<void> => {
    if (!isReady) return;
    if ((await change.run({ current: typed.current, next: typed.next })) === null) return;
    setTyped(empty);
    toast({ text: 'Your password is changed. Every other session of yours has ended.' });
  };
  return (
    <Section title="Password">
      <Form label="Change the password" onSubmit={() => void submit()} className={styles.narrow}>
        {!isWrong && <Refused problem={change.problem} title="The password was not changed" beside={['next']} />}
        <TextField
          label="Present password"
          type="password"
          value={typed.current}
          onChange={set('current')}
          autoComplete="current-password"
          problem={isWrong ? 'This is not your present password. It was not changed.' : null}
        />
        <TextField
          label="New password"
          type="password"
          value={typed.next}
          onChange={set('next')}
          autoComplete="new-password"
          hint={`At least ${shortest} characters. Several words that do not belong together are good.`}
          problem={change.of('next')}
        />
        <TextField
          label="The same again"
          type="password"
          value={typed.again}
          onChange={set('again')}
          autoComplete="new-password"
          problem={differs ? 'The two are not the same yet.' : null}
        />
        <FormButtons>
          <Button type="submit" isPending={change.isBusy} isDisabled={!isReady}>
            Change the password
          </Button>
          <span className="meta">Your other sessions end.</span>
        </FormButtons>
      </Form>
    </Section>
  );
}

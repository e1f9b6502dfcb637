import { logGrounds, type LogGround } from '@liaison/domain';
import { useState } from 'react';
import { useStateGround } from '../data/log.js';
import { Button } from '../ui/button.js';
import { RadioGroup } from '../ui/choice.js';
import { Form, FormButtons } from '../ui/form.js';
import { Refused } from '../ui/refused.js';
import styles from './access-log.module.css';
import { groundWords } from './audit-words.js';
import { NotCovered } from './not-covered.js';

const options = logGrounds.map((value) => ({ value, label: groundWords[value].label, note: groundWords[value].note }));

/** Asked once a session, before anything of the log is shown. */
export function GroundForm() {
  const state = useStateGround();
  const [ground, setGround] = useState<LogGround | null>(null);
  return (
    <div className={styles.alone}>
      <Form label="Ground of this session" onSubmit={() => ground !== null && void state.run(ground)}>
        <h2>Why do you read the log?</h2>
        <p>
          A log may be read for four purposes and no other (Directive (EU) 2016/680, Art. 25(2)). Yours is recorded with
          every look-up of this session; auditors of your agency and oversight can see it.
        </p>
        <Refused problem={state.problem} title="The ground was not recorded" kept="Nothing of the log was shown." />
        <RadioGroup label="Purpose" options={options} value={ground} onChange={setGround} />
        <FormButtons>
          <Button type="submit" look="main" isDisabled={ground === null || state.isBusy}>
            Read the log
          </Button>
        </FormButtons>
      </Form>
      <NotCovered />
    </div>
  );
}

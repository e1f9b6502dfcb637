import type { AccessRecordDetail } from '@liaison/contracts';
import { Check, Clock, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useProof } from '../../data/log-tree.js';
import { Button } from '../../ui/button.js';
import { CopyLine } from '../../ui/copy-line.js';
import { Disclosure } from '../../ui/disclosure.js';
import { Refused } from '../../ui/refused.js';
import record from '../records/records.module.css';
import type { ProofReport } from './check-proof.js';
import styles from './proof.module.css';

const verdicts: Readonly<Record<ProofReport['outcome'], string>> = {
  verified: 'Verified in this browser',
  unwitnessed: 'Verified in this browser, not witnessed',
  refused: 'Refused: do not rely on this record',
};
const signs = { held: Check, pending: Clock, failed: X } as const;

/** That the record stands in the log as it is shown, checked here and not by the server. */
export function Proof({ record: shown }: { readonly record: AccessRecordDetail }) {
  const fetch = useProof(shown.id);
  const [report, setReport] = useState<ProofReport | null>(null);
  const verify = async (): Promise<void> => {
    const found = await fetch.run();
    if (found === null) return;
    const { checkProof } = await import('./check-proof.js');
    setReport(checkProof(shown, found.proof, found.tree));
  };
  return (
    <section className={record.part}>
      <h3>Proof</h3>
      <Refused
        problem={fetch.problem}
        title="There is no proof of it yet"
        kept="A record is in the signed tree a few seconds after its act."
      />
      {report && <Report report={report} />}
      <div>
        <Button isPending={fetch.isBusy} onPress={() => void verify()}>
          {report ? 'Verify again' : 'Verify in this browser'}
        </Button>
      </div>
    </section>
  );
}

function Report({ report }: { readonly report: ProofReport }) {
  const { outcome, checks, keys } = report;
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    shown.current?.scrollIntoView({ block: 'nearest' });
  }, [report]);
  return (
    <div ref={shown} role="status" className={styles.report} data-outcome={outcome}>
      <p className={styles.verdict}>{verdicts[outcome]}</p>
      <ul className={styles.checks}>
        {checks.map(({ words, outcome: how }) => {
          const Sign = signs[how];
          return (
            <li key={words} data-outcome={how}>
              <Sign aria-hidden="true" size={14} />
              <span>
                {how === 'failed' && <strong>Failed: </strong>}
                {words}
              </span>
            </li>
          );
        })}
      </ul>
      <Disclosure summary="What this does not tell">
        <p>
          Values that are not shown to you, and those that were erased, stand in the record as salted digests that
          nothing here opens. The record holds ids; names of people, agencies and operations are what this server calls
          them. Whose key the log has, this server says: compare it with the policy that your agency keeps. An extract
          is checked on a machine without network.
        </p>
        {keys.map((key) => (
          <CopyLine key={key} label="Key of the log" value={key} />
        ))}
      </Disclosure>
    </div>
  );
}

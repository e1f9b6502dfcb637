import type { RuleExplanation } from '@liaison/contracts';
import styles from './records.module.css';

const effects: Readonly<Record<RuleExplanation['effect'], string>> = {
  allow: 'Allowed',
  deny: 'Denied',
  hidden: 'Denied, as if it were not there',
};

export interface DecisionProps {
  readonly rule: string;
  /** None for what is no line of the policy. */
  readonly explanation: RuleExplanation | null;
}

/** Why it was allowed or denied, in words and by the rule's name. */
export const Decision = ({ rule, explanation }: DecisionProps) => (
  <section className={styles.part}>
    <h3>Why it was decided so</h3>
    {explanation && (
      <p>
        {effects[explanation.effect]}: {explanation.why}
      </p>
    )}
    <p className={styles.quiet}>
      Rule <code>{rule}</code>
    </p>
  </section>
);

import type { AgencySettings } from '@liaison/contracts';
import { useSetPolicy } from '../../data/agency.js';
import { Checkbox } from '../../ui/choice.js';
import { Refused } from '../../ui/refused.js';
import { Section } from '../../ui/screen.js';

/** What the agency decides for its own people. Each change is recorded. */
export function PolicySection({
  agency,
  coordinates,
}: {
  readonly agency: AgencySettings;
  readonly coordinates: boolean;
}) {
  const set = useSetPolicy();
  return (
    <Section
      title="Policy"
      aside={coordinates ? 'A change takes effect at once and is recorded.' : 'Coordinators decide this.'}
    >
      <Refused problem={set.problem} title="The policy was not changed" kept="It stands as it was." />
      <Checkbox
        isSelected={agency.groundRequired}
        isDisabled={!coordinates || set.isBusy}
        onChange={(on) => void set.run({ groundRequired: on })}
        note="Asked once per dataset or thread and shift, by one pick from the operation’s list. A claim or an assignment is the ground, and nothing is asked."
      >
        People state a ground before they open something outside their tasks
      </Checkbox>
      <Checkbox
        isSelected={agency.presence}
        isDisabled={!coordinates || set.isBusy}
        onChange={(on) => void set.run({ presence: on })}
        note="Off: nobody sees which compartments your people have open now."
      >
        Show the agency’s people as present to those they work with
      </Checkbox>
    </Section>
  );
}

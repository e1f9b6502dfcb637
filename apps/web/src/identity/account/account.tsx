import { useMe } from '../../data/session.js';
import { Facts, Screen, Section } from '../../ui/screen.js';
import { agencyDutyWords, installationDutyWords } from '../duty-words.js';
import { LooksSection } from './looks-section.js';
import { PasswordSection } from './password-section.js';
import { ReadingSection } from './reading-section.js';
import { SessionsSection } from './sessions-section.js';

/** What is this person's alone: password, sessions, how things look and behave. */
export function Account() {
  const me = useMe();
  const duties = [
    ...me.duties.map((duty) => agencyDutyWords[duty]),
    ...me.installationDuties.map((duty) => installationDutyWords[duty]),
  ];
  return (
    <Screen title="My account">
      <Section title="You">
        <Facts
          facts={[
            ['Name', me.person.name],
            ['Agency', `${me.agency.name} (${me.agency.code})`],
            ['Mentioned as', <code key="mention">{`@${me.agency.code}/${me.person.handle}`}</code>],
            ['Duties', duties.length > 0 ? duties.join(', ') : 'None'],
            [
              'Ground',
              me.groundRequired
                ? 'Your agency asks why you open something outside your tasks.'
                : 'Your agency asks for no ground.',
            ],
          ]}
        />
      </Section>
      <PasswordSection />
      <SessionsSection />
      <LooksSection />
      <ReadingSection />
    </Screen>
  );
}

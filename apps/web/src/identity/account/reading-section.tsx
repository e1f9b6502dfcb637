import { languages } from '../../data/languages.js';
import { usePreferences } from '../../frame/preferences.js';
import { Checkbox } from '../../ui/choice.js';
import { Section } from '../../ui/screen.js';
import { Select, type Option } from '../../ui/select.js';
import styles from './account.module.css';

const options: readonly Option[] = languages.map(({ code, name }) => ({ value: code, label: name, note: code }));

/** How reading and writing behave. Private: nobody else sees these choices. */
export function ReadingSection() {
  const [{ letters, alwaysOpen, language }, change] = usePreferences();
  return (
    <Section title="Reading and writing" aside="Only on this device. Nobody else sees these choices.">
      <div className={styles.choices}>
        <Checkbox
          isSelected={letters}
          onChange={(on) => change({ letters: on })}
          note="Without them, Ctrl or Cmd K still opens everything."
        >
          Single letters work as keys
        </Checkbox>
        <Checkbox
          isSelected={alwaysOpen}
          onChange={(on) => change({ alwaysOpen: on })}
          note="Texts that their author folded with a content note are then shown open. Opening is recorded as always."
        >
          Always open texts with a content note
        </Checkbox>
        <Select
          label="Language you usually write in"
          hint="New messages start with it, so that search finds their words. You can change it for each message."
          className={styles.narrow ?? ''}
          options={options}
          value={language}
          onChange={(value) => change({ language: value })}
        />
      </div>
    </Section>
  );
}

import { usePreferences, type Preferences } from '../../frame/preferences.js';
import { RadioGroup } from '../../ui/choice.js';
import { Section } from '../../ui/screen.js';
import { Select, type Option } from '../../ui/select.js';
import styles from './account.module.css';

const themes: readonly Option<Preferences['theme']>[] = [
  { value: 'system', label: 'As the device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const densities: readonly Option<Preferences['density']>[] = [
  { value: 'compact', label: 'Compact' },
  { value: 'cosy', label: 'Normal' },
  { value: 'roomy', label: 'Roomy' },
];
const sizes: readonly Option[] = [90, 100, 110, 125, 140, 150].map((size) => ({
  value: String(size),
  label: `${size} %`,
}));

/** How everything looks to this person on this device; takes effect at once. */
export function LooksSection() {
  const [{ theme, density, textSize }, change] = usePreferences();
  const size = String(textSize);
  const options = sizes.some((one) => one.value === size) ? sizes : [...sizes, { value: size, label: `${size} %` }];
  return (
    <Section title="How it looks" aside="Kept on this device. Takes effect at once.">
      <div className={styles.choices}>
        <RadioGroup
          label="Theme"
          inline
          options={themes}
          value={theme}
          onChange={(value) => change({ theme: value })}
        />
        <RadioGroup
          label="Density of lists"
          inline
          options={densities}
          value={density}
          onChange={(value) => change({ density: value })}
        />
        <Select
          label="Text size"
          className={styles.narrow ?? ''}
          options={options}
          value={size}
          onChange={(value) => change({ textSize: Number(value) })}
        />
      </div>
    </Section>
  );
}

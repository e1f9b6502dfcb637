import { useKeyList } from '../frame/keys.js';
import { usePreferences } from '../frame/preferences.js';
import { Checkbox } from '../ui/choice.js';
import { Dialog } from '../ui/dialog.js';
import { Kbd } from '../ui/kbd.js';
import { actId, keyGroups, type KeyBinding } from '../ui/key-map.js';
import styles from './key-help.module.css';

/** Every key that does something on the screen behind. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const [{ letters }, change] = usePreferences();
  const bindings = lastOfEach(useKeyList()).filter(hasKeys);
  return (
    <Dialog title="Keys" isOpen onClose={onClose} size="wide">
      <div className={styles.groups}>
        {keyGroups
          .filter((group) => bindings.some((one) => one.group === group))
          .map((group) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl className={styles.keys}>
                {bindings
                  .filter((one) => one.group === group)
                  .map((one) => (
                    <div key={one.keys} className={styles.key}>
                      <dt>{one.label}</dt>
                      <dd>
                        <span className="visually-hidden">{one.keys}</span>
                        <Kbd keys={one.keys} />
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
      </div>
      <Checkbox
        isSelected={letters}
        onChange={(on) => change({ letters: on })}
        note="Without them, Ctrl or Cmd K still opens the palette."
      >
        Single letters work as keys
      </Checkbox>
    </Dialog>
  );
}

const hasKeys = (one: KeyBinding): one is KeyBinding & { readonly keys: string } => one.keys !== undefined;

export const lastOfEach = (bindings: readonly KeyBinding[]): readonly KeyBinding[] => [
  ...new Map(bindings.map((one) => [actId(one), one])).values(),
];

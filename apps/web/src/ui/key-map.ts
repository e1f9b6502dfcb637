export interface KeyBinding {
  /** `n`, `g i`, `Mod+k`, `?`; without, the palette alone does it. */
  readonly keys?: string;
  readonly label: string;
  readonly group: KeyGroup;
  readonly run: () => void;
  /** False hides it from the palette: it needs something in hand. */
  readonly inPalette?: boolean;
}

/** What tells one act from another: its keys, else its name. */
export const actId = ({ keys, label }: KeyBinding): string => keys ?? label;

export const keyGroups = ['Go', 'Threads', 'Messages', 'Datasets', 'Operation', 'Log', 'View'] as const;
export type KeyGroup = (typeof keyGroups)[number];

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** In a text field, a menu or a list that types ahead: letters belong there. */
  readonly inText: boolean;
}

const sequenceWithin = 1_500;

/**
 * Which key does what now. The last one added wins, so that a screen can take a key over. Letters can be switched off;
 * combinations with Ctrl or Cmd always work.
 */
export class KeyMap {
  letters = true;
  private bindings: readonly KeyBinding[] = [];
  private prefix = '';
  private prefixAt = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly now: () => number = Date.now) {}

  add(bindings: readonly KeyBinding[]): () => void {
    this.change([...this.bindings, ...bindings]);
    return () => this.change(this.bindings.filter((one) => !bindings.includes(one)));
  }

  /** Every key that does something now, each once. */
  list(): readonly KeyBinding[] {
    return this.bindings;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** True when the key was ours and the browser should leave it alone. */
  press(pressed: Pressed): boolean {
    const chord = chordOf(pressed);
    if (chord === null) return false;
    const isLetter = !chord.startsWith('Mod+');
    if (isLetter && (pressed.inText || !this.letters)) return false;
    const prefix = this.now() - this.prefixAt < sequenceWithin ? this.prefix : '';
    const whole = prefix === '' ? chord : `${prefix} ${chord}`;
    this.prefix = '';
    const found = this.find(whole) ?? (prefix === '' ? undefined : this.find(chord));
    if (found) {
      found.run();
      return true;
    }
    if (!this.bindings.some((one) => one.keys?.startsWith(`${chord} `))) return false;
    this.prefix = chord;
    this.prefixAt = this.now();
    return true;
  }

  private find(keys: string): KeyBinding | undefined {
    return this.bindings.findLast((one) => one.keys === keys);
  }

  private change(bindings: readonly KeyBinding[]): void {
    this.bindings = bindings;
    this.listeners.forEach((listener) => listener());
  }
}

function chordOf({ key, ctrlKey, metaKey, altKey }: Pressed): string | null {
  if (altKey || key === 'Control' || key === 'Meta' || key === 'Shift') return null;
  if (ctrlKey || metaKey) return `Mod+${key.length === 1 ? key.toLowerCase() : key}`;
  return key;
}

/** Where letters are typed, or mean something of their own. */
export const isTextTarget = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches(
      'input:not([type=checkbox]):not([type=radio]),textarea,select,[role=menu] *,[role=listbox] *,[role=dialog] *:not(button)',
    ));

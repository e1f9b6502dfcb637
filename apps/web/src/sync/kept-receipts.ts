import type { Id } from '@liaison/contracts';

const prefix = 'liaison:receipt';
/** Of one person: whoever floods a device with them fills no more than this. */
const mostHeld = 200;

/** A receipt that has not been found in the log yet, as this device keeps it. */
export interface HeldReceipt {
  /** The signed note, base64url. */
  readonly receipt: string;
  /** The record that it names; null where it names none. */
  readonly record: Id | null;
  /** Milliseconds since the epoch, by this device's clock. */
  readonly since: number;
  /** Null while all is well. */
  readonly doubt: Doubt | null;
}

/** `wrong` for good; `late` until the log has taken it up after all; `key` while a key that is not known has signed for it. */
export interface Doubt {
  readonly is: 'wrong' | 'late' | 'key';
  readonly why: string;
  /** What the log said of it later, signed; null where it said nothing. */
  readonly inclusion: string | null;
}

/** Verifier keys (C2SP signed-note) that this device trusts, and a note of keys that none of them has signed. */
export interface KnownKeys {
  readonly known: readonly string[];
  readonly others: OtherKeys | null;
}

export interface OtherKeys {
  readonly keys: readonly string[];
  /** As the log gave them, a note in base64url. */
  readonly note: string;
}

/** While the server does not say what became of them: the first and the last time that it did not, by this device's clock. */
export interface Silence {
  readonly from: number;
  readonly to: number;
}

/**
 * Receipts on a device, one item for each, shared by all windows. What the device has no room for, or may not keep, stays in
 * this page: an alarm is raised all the same.
 */
export class KeptReceipts {
  private readonly inPage = new Map<string, string>();

  /** `storage` is asked for each time: where somebody has switched it off, asking throws. */
  constructor(private readonly storage: () => Storage) {}

  of(person: Id): readonly HeldReceipt[] {
    const own = `${prefix}:${person}:`;
    return [...new Set([...this.stored(), ...this.inPage.keys()])]
      .filter((name) => name.startsWith(own))
      .flatMap((name) => (this.read(name) as HeldReceipt | null) ?? []);
  }

  /** One more, unless there are too many already. */
  add(person: Id, held: HeldReceipt): void {
    if (this.of(person).length < mostHeld) this.put(person, held);
  }

  put(person: Id, held: HeldReceipt): void {
    this.write(nameOf(person, held), held);
  }

  drop(person: Id, held: HeldReceipt): void {
    this.remove(nameOf(person, held));
  }

  /** Null while the server says what became of them. */
  silence(person: Id): Silence | null {
    return this.read(silenceOf(person)) as Silence | null;
  }

  noteSilence(person: Id, silence: Silence | null): void {
    if (silence) this.write(silenceOf(person), silence);
    else this.remove(silenceOf(person));
  }

  get keys(): KnownKeys {
    return (this.read(`${prefix}-trust`) as KnownKeys | null) ?? { known: [], others: null };
  }

  set keys(keys: KnownKeys) {
    this.write(`${prefix}-trust`, keys);
  }

  private stored(): readonly string[] {
    try {
      const storage = this.storage();
      return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
    } catch {
      return [];
    }
  }

  private read(name: string): unknown {
    try {
      return JSON.parse(this.inPage.get(name) ?? this.storage().getItem(name) ?? 'null');
    } catch {
      return null;
    }
  }

  private write(name: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
      this.storage().setItem(name, text);
      this.inPage.delete(name);
    } catch {
      this.inPage.set(name, text);
    }
  }

  private remove(name: string): void {
    this.inPage.delete(name);
    try {
      this.storage().removeItem(name);
    } catch {
      // Nothing was kept there either.
    }
  }
}

const silenceOf = (person: Id): string => `${prefix}-silent:${person}`;
const nameOf = (person: Id, { receipt }: HeldReceipt): string => `${prefix}:${person}:${receipt}`;

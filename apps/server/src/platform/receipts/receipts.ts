import { Injectable } from '@nestjs/common';
import { signStatement, type StatementKind } from '@liaison/access-record';
import type { Actor } from '@liaison/authz';
import type { Recorded, ToldActor } from '@liaison/persistence';
import type { KeyProvider, Policy } from '@liaison/transparency-log';
import { Halt } from '../halt/halt.js';
import { readKeys, readPolicy, signing } from '../log-folder/log-keys.js';
import { PublishedLog } from '../log-folder/published-log.js';

/** A request leaves one record, rarely some more; headers have to be small. */
const mostInAnswer = 8;
/** A key may be in a module that takes its time; nobody waits for long. */
const signWithin = 1_000;

/** The keys that sign now, at least one, and those that are trusted. */
export interface Signing {
  readonly keys: readonly [KeyProvider, ...KeyProvider[]];
  readonly logs: Policy['logs'];
}

/** This actor, who is told what their acts leave. */
export const listening = <A extends Actor>(actor: A): A & ToldActor => ({ ...actor, told: [] });

/** What the log signs for the people whose records it holds. Only where somebody asks: each costs a signature. */
@Injectable()
export class Receipts {
  private reading: Promise<Signing | null> | null = null;

  constructor(
    private readonly published: PublishedLog,
    private readonly halt: Halt,
  ) {}

  /** Notes in base64url for what a request has left; none where nothing can be signed now. */
  async of(told: readonly Recorded[]): Promise<readonly string[]> {
    if (told.length === 0) return [];
    const signed = await this.sign((signing) =>
      Promise.all(told.slice(0, mostInAnswer).map((one) => noteOn('receipt', one, signing))),
    );
    return signed ?? [];
  }

  /**
   * Reads the keys once. `within`: milliseconds. Null on any failure, and where it takes too long: an act is answered all the same. Null also while the
   * log is halted, when its key signs nothing.
   */
  async sign<T>(sign: (signing: Signing) => Promise<T>, within = signWithin): Promise<T | null> {
    if (this.halt.why !== null) return null;
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<null>((give) => (late = setTimeout(give, within, null).unref()));
    const signed = this.signing().then(async (found) => found && (await sign(found)));
    return Promise.race([signed.catch(() => null), tooLate]).finally(() => clearTimeout(late));
  }

  /** One reading for all who ask meanwhile: it outlives their waiting, and a few that hang would hold up every file of this process. */
  private signing(): Promise<Signing | null> {
    return (this.reading ??= this.read().finally(() => (this.reading = null)));
  }

  private async read(): Promise<Signing | null> {
    const { folder } = this.published;
    if (!folder) return null;
    const policy = await readPolicy(folder);
    const [key, ...others] = signing(await readKeys(folder), policy);
    return key ? { keys: [key, ...others], logs: policy.logs } : null;
  }
}

/** What the log says of a record, in base64url. */
export const noteOn = async (kind: StatementKind, recorded: Recorded, { keys }: Signing): Promise<string> =>
  inText(await signStatement(kind, { origin: keys[0].name, ...recorded }, keys));

export const inText = (note: Uint8Array): string => Buffer.from(note).toString('base64url');

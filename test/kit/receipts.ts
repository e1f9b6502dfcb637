import { namedKeys, openStatement, type Statement } from '@liaison/access-record';
import { inclusionGiven, receiptAsked, receiptGiven, type Id, type ReceiptCheck } from '@liaison/contracts';
import type { PublicKey } from '@liaison/transparency-log';
import { LogFolder } from '../../apps/server/src/platform/log-folder/log-folder.js';
import { readKeys } from '../../apps/server/src/platform/log-folder/log-keys.js';
import type { Answer } from './browser.js';
import { asOperator, untilSigned } from './log.js';
import type { Room } from './room.js';
import { as, ok, type Person } from './world.js';

/** What the log of a folder signs for people, opened with its own keys. */
export class Receipting {
  constructor(
    readonly room: Room,
    readonly folder: string,
  ) {}

  keys(): Promise<readonly PublicKey[]> {
    return readKeys(new LogFolder(this.folder));
  }

  /** A request that asks for its receipts. */
  ask(who: Person, method: string, path: string, body?: object): Promise<Answer> {
    return as(who).send(method, path, body, { [receiptAsked]: '1' });
  }

  /** The receipts in an answer. */
  async in({ headers }: Answer): Promise<readonly Statement[]> {
    const keys = await this.keys();
    const given = (headers.get(receiptGiven) ?? '').split(', ').filter(Boolean);
    return given.map((one) => openStatement('receipt', noteOf(one), keys));
  }

  /** Of one act that leaves one record. */
  async of(who: Person, path = '/operations'): Promise<Statement> {
    const [receipt, ...more] = await this.in(await this.ask(who, 'GET', path));
    if (!receipt || more.length > 0) throw new Error(`not one receipt but ${receipt ? more.length + 1 : 0}`);
    return receipt;
  }

  async check(who: Person, ...records: readonly Id[]): Promise<ReceiptCheck> {
    return ok(await as(who).post<ReceiptCheck>('/receipts', { records }));
  }

  /** What is said of a record when it is old enough, and all that was recorded is signed. */
  async settled(who: Person, record: Id): Promise<ReceiptCheck['receipts'][number]> {
    this.room.world.clock.stepSeconds(10);
    await untilSigned(this.room);
    const [found] = (await this.check(who, record)).receipts;
    if (!found) throw new Error('nothing is said of it');
    return found;
  }

  async inclusionIn({ headers }: Answer): Promise<Statement> {
    return openStatement('inclusion', noteOf(headers.get(inclusionGiven)), await this.keys());
  }

  async inclusion(note: string | null): Promise<Statement> {
    return openStatement('inclusion', noteOf(note), await this.keys());
  }

  /** What happens while records wait. */
  async beforeTheTree<T>(work: () => Promise<T>): Promise<T> {
    await asOperator(this.room, 'revoke insert on access_entry from liaison_log');
    try {
      return await work();
    } finally {
      await asOperator(this.room, 'grant insert on access_entry to liaison_log');
    }
  }
}

export const noteOf = (base64: string | null | undefined): Uint8Array => Buffer.from(base64 ?? '', 'base64url');

export const keysIn = ({ keys }: ReceiptCheck): readonly PublicKey[] => namedKeys(noteOf(keys));

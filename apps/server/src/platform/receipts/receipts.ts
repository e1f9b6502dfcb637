import { Injectable } from '@nestjs/common';
import { signStatement, type StatementKind } from '@liaison/access-record';
import type { Actor } from '@liaison/authz';
import { receiptGiven } from '@liaison/contracts';
import type { Recorded, ToldActor } from '@liaison/persistence';
import type { KeyProvider } from '@liaison/transparency-log';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { LogFolder } from '../log-folder/log-folder.js';
import { readKeys, readPolicy, signing } from '../log-folder/log-keys.js';

/** A request leaves one record, rarely some more; headers have to be small. */
const mostInAnswer = 8;

/** An actor who is told of the records of one request, and those that there were until now. */
export interface Asking {
  readonly actor: ToldActor;
  readonly records: readonly Recorded[];
}

/** What the log signs for the people whose records it holds. Only where somebody asks: each costs a signature. */
@Injectable()
export class Receipts {
  private readonly folder: LogFolder | null;

  constructor({ logDir }: Config) {
    this.folder = logDir === undefined ? null : new LogFolder(logDir);
  }

  /** Beside whoever is told already. */
  ask(actor: Actor | ToldActor): Asking {
    const records: Recorded[] = [];
    const recorded = (one: Recorded): void | Promise<void> => {
      records.push(one);
      return 'recorded' in actor ? actor.recorded(one) : undefined;
    };
    return { actor: { ...actor, recorded }, records };
  }

  /** An actor for whose records the receipts go into the headers of the answer. */
  intoHeaders<A extends Actor>(actor: A, response: Response): A & ToldActor {
    let given = 0;
    const recorded = async (one: Recorded): Promise<void> => {
      given += 1;
      const signed = given > mostInAnswer ? null : await this.sign('receipt', one);
      if (signed !== null && !response.headersSent) response.appendHeader(receiptGiven, signed);
    };
    return { ...actor, recorded };
  }

  /** Receipts for what a request has left; none where this server has no key to sign with. */
  async of({ records }: Asking): Promise<readonly string[]> {
    const signed = await Promise.all(records.slice(0, mostInAnswer).map((one) => this.sign('receipt', one)));
    return signed.filter((one) => one !== null);
  }

  /** A note in base64url. Null where the folder, its policy or its key cannot be read: an act is answered all the same. */
  async sign(kind: StatementKind, recorded: Recorded): Promise<string | null> {
    const keys = this.folder === null ? [] : await keysIn(this.folder).catch(() => []);
    const [key] = keys;
    if (!key) return null;
    const note = await signStatement(kind, { origin: key.name, ...recorded }, keys);
    return Buffer.from(note).toString('base64url');
  }
}

const keysIn = async (folder: LogFolder): Promise<readonly KeyProvider[]> =>
  signing(await readKeys(folder), await readPolicy(folder));

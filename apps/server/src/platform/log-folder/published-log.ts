import { Injectable } from '@nestjs/common';
import { conflict, DomainError } from '@liaison/domain';
import {
  formatPolicy,
  inclusionRanges,
  LogError,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  TileReader,
  verifyProof,
  type Checkpoint,
  type Policy,
  type Proof,
} from '@liaison/transparency-log';
import { Config } from '../config/config.js';
import { LogFolder } from './log-folder.js';
import { readPolicy } from './log-keys.js';

/** An entry, whose proof is asked for. */
interface Asked {
  readonly entry: number;
  readonly entryBytes: Uint8Array;
}

/** A signed head and the tree behind it, whose edge was read while it was there: the rest of its tiles stays. */
export interface SignedHead extends Checkpoint {
  /** The signed note. */
  readonly checkpoint: Uint8Array;
  readonly tree: TileReader;
}

/** What the sequencer has published, as every server reads it that shares the folder. */
@Injectable()
export class PublishedLog {
  /** Null where this server has none. */
  readonly folder: LogFolder | null;

  constructor({ logDir }: Config) {
    this.folder = logDir === undefined ? null : new LogFolder(logDir);
  }

  /** The signed note. */
  async checkpoint(): Promise<Uint8Array> {
    const bytes = await this.shared().read('checkpoint');
    if (!bytes) throw notThere();
    return bytes;
  }

  /** Throws `LogError` where the files do not lead to the checkpoint: damaged, or exchanged just now for a newer one's. */
  async head(): Promise<SignedHead> {
    const [checkpoint, policy, folder] = [await this.checkpoint(), await this.policy(), this.shared()];
    const { origin, size, root } = openCheckpoint(checkpoint, policy);
    const tree = new TileReader(size, (path) => folder.read(path));
    if (Buffer.compare(await tree.root(), root) !== 0)
      throw new LogError('inconsistent', 'the tiles do not lead to the checkpoint');
    return { origin, size, root, checkpoint, tree };
  }

  async policy(): Promise<Policy & { readonly text: string }> {
    const policy = await readPolicy(this.shared()).catch(() => {
      throw notThere();
    });
    return { ...policy, text: formatPolicy(policy) };
  }

  /**
   * Proofs for entries, all of one checkpoint, each of which holds. Refuses with `conflict` where an entry is not signed
   * yet, and with `unavailable` where what is in the folder does not lead to the checkpoint.
   */
  async proofs(asked: readonly Asked[]): Promise<readonly Proof[]> {
    const proofs = await this.signedProofs(asked);
    if (proofs.length < asked.length) throw notSignedYet();
    return proofs;
  }

  /** The same for those alone that are signed. */
  async signedProofs(asked: readonly Asked[]): Promise<readonly Proof[]> {
    try {
      return await this.proofsNow(asked);
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      // Between two checkpoints the older one's last tiles are cleared away.
      return this.proofsNow(asked).catch((again: unknown) => {
        throw again instanceof LogError ? doNotHold() : again;
      });
    }
  }

  private async proofsNow(asked: readonly Asked[]): Promise<readonly Proof[]> {
    const [checkpoint, policy, folder] = [await this.checkpoint(), await this.policy(), this.shared()];
    const { size } = parseCheckpoint(parseNote(checkpoint).text);
    const tree = new TileReader(size, (path) => folder.read(path));
    const signed = asked.filter(({ entry }) => entry < size);
    return Promise.all(
      signed.map(async ({ entry, entryBytes }) => {
        const hashes = await tree.ranges(inclusionRanges(entry, size));
        const proof = { index: entry, hashes, checkpoint, extra: null };
        verifyProof(entryBytes, proof, policy);
        return proof;
      }),
    );
  }

  private shared(): LogFolder {
    if (!this.folder) throw notThere();
    return this.folder;
  }
}

export const notSignedYet = (): DomainError =>
  conflict('not_signed_yet', 'The record is not in a signed tree yet. It is within seconds; ask again.');

const notThere = (): DomainError =>
  new DomainError('unavailable', 'This server does not have the folder of the access log.');

export const doNotHold = (): DomainError =>
  new DomainError(
    'unavailable',
    'The files of the access log do not lead to its signed checkpoint. Tell the operator.',
  );

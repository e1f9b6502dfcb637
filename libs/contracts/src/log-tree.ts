import type { Id, Instant } from './resource.js';

/** `GET log/checkpoint`: what anybody needs who checks a proof without this installation. */
export interface SignedTree {
  /** Signed note with the cosignatures that there are (C2SP tlog-checkpoint). */
  readonly checkpoint: string;
  /** The log's keys, its witnesses and how many of them are asked for (C2SP tlog-policy). */
  readonly policy: string;
}

/** `GET log/records/:id/proof`: that the record stands in the signed tree. */
export interface RecordProof {
  readonly record: Id;
  /** The record's exact bytes, base64: what it says without its body. */
  readonly recordBytes: string;
  /** Number of its entry in the tree, from 0. */
  readonly entry: number;
  /** The entry's exact bytes, base64: it holds the record's digest. */
  readonly entryBytes: string;
  /** C2SP tlog-proof, with the checkpoint at its end. */
  readonly proof: string;
  /** The record's gapless numbers in the reader's own scopes; the salt opens the digest in the entry. */
  readonly numbers: readonly {
    readonly kind: 'agency' | 'oversight';
    readonly agency: Id | null;
    readonly operation: Id | null;
    readonly n: number;
    readonly salt: string;
  }[];
  /** By name what this reader is shown of the record, with the salts that open its digests there; not what was erased. */
  readonly disclosed: Readonly<Record<string, { readonly salt: string; readonly value: unknown }>>;
}

/** `GET log/tree`: how the tree stands. */
export interface TreeView {
  /** Entries under the last signed checkpoint, and when that came out. */
  readonly signedSize: number;
  readonly signedAt: Instant | null;
  /** Whether a record has been waiting for its entry for more than a minute. */
  readonly late: boolean;
  /** Why nothing is signed and nobody writes; null while all is well. */
  readonly halted: { readonly reason: string; readonly since: Instant | null } | null;
  /** How many witnesses have to have cosigned, and how each of them stands; null where this server cannot say. */
  readonly witnessesNeeded: number | null;
  readonly witnesses: readonly {
    readonly name: string;
    /** Entries of the largest tree that it has cosigned; null where there is none. */
    readonly cosignedSize: number | null;
    readonly at: Instant | null;
    /** Why it did not cosign the last checkpoint; null where it did. */
    readonly problem: string | null;
  }[];
}

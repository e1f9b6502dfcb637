import { concat, encodeText, fromBase64, isEqual, toBase64, toHex } from './bytes.js';
import { publicKeyOf, publicKeySize, signatureSize, signEd25519, verifyEd25519 } from './ed25519.js';
import { LogError } from './log-error.js';
import { isKeyName, keyId, type Signer, type Verifier } from './note.js';

/** Kinds of signature (C2SP signed-note): a log's own, and a witness's with the time at which it was given. */
const ownKind = 0x01;
const witnessKind = 0x04;
const timeSize = 8;

/** Whose key it is, whatever it signs with it. */
export interface PublicKey {
  readonly name: string;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
}

/** Something that signs with an Ed25519 key it need not show: a file, a token, a service. */
export interface KeyProvider extends PublicKey {
  sign(message: Uint8Array): Promise<Uint8Array>;
}

export interface Cosigned {
  /** Seconds since the epoch. */
  readonly time: number;
}

/** A key held in memory; `seed` is the private key of RFC 8032, 32 bytes. */
export const keyInMemory = (name: string, seed: Uint8Array): KeyProvider => ({
  name: named(name),
  publicKey: publicKeyOf(seed),
  sign: (message) => Promise.resolve(signEd25519(seed, message)),
});

export const logVerifier = ({ name, publicKey }: PublicKey): Verifier<true> => ({
  name,
  id: keyId(name, ownKind, publicKey),
  check: (text, signature) => (verifyEd25519(publicKey, encodeText(text), signature) ? true : null),
});

export const logSigner = (key: KeyProvider): Signer => ({
  name: key.name,
  id: keyId(key.name, ownKind, key.publicKey),
  sign: (text) => key.sign(encodeText(text)),
});

/** Of a witness (C2SP tlog-cosignature, Ed25519). */
export const witnessVerifier = ({ name, publicKey }: PublicKey): Verifier<Cosigned> => ({
  name,
  id: keyId(name, witnessKind, publicKey),
  check(text, signature) {
    if (signature.length !== timeSize + signatureSize) return null;
    const time = readTime(signature);
    const held = time !== null && verifyEd25519(publicKey, cosigned(text, time), signature.subarray(timeSize));
    return held ? { time } : null;
  },
});

/** `now`: seconds since the epoch. */
export const witnessSigner = (key: KeyProvider, now: () => number): Signer => ({
  name: key.name,
  id: keyId(key.name, witnessKind, key.publicKey),
  async sign(text) {
    const time = now();
    return concat(writeTime(time), await key.sign(cosigned(text, time)));
  },
});

const cosigned = (text: string, time: number): Uint8Array => encodeText(`cosignature/v1\ntime ${time}\n${text}`);

function writeTime(time: number): Uint8Array {
  const bytes = new Uint8Array(timeSize);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  return bytes;
}

function readTime(bytes: Uint8Array): number | null {
  const time = new DataView(bytes.buffer, bytes.byteOffset, timeSize).getBigUint64(0);
  return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : null;
}

/** `name+1a2b3c4d+base64`: a public key in one line, with the kind of signature it is trusted for. */
const formatKey = ({ name, publicKey }: PublicKey, kind: number): string =>
  `${name}+${toHex(keyId(name, kind, publicKey))}+${toBase64(concat(Uint8Array.of(kind), publicKey))}`;

export const formatLogKey = (key: PublicKey): string => formatKey(key, ownKind);
export const formatWitnessKey = (key: PublicKey): string => formatKey(key, witnessKind);
export const parseLogKey = (line: string): PublicKey => parseKey(line, ownKind);
export const parseWitnessKey = (line: string): PublicKey => parseKey(line, witnessKind);

function parseKey(line: string, kind: number): PublicKey {
  const [name = '', id = '', key = '', ...rest] = splitKey(line);
  const bytes = fromBase64(key, 'the key');
  const publicKey = bytes.subarray(1);
  if (rest.length > 0 || publicKey.length !== publicKeySize)
    throw new LogError('malformed', 'the key is no Ed25519 key');
  if (bytes[0] !== kind)
    throw new LogError('malformed', `the key is of kind ${bytes[0] ?? '?'}, where ${kind} is asked for`);
  if (toHex(keyId(named(name), kind, publicKey)) !== id)
    throw new LogError('malformed', 'the id does not belong to the key');
  return { name, publicKey };
}

/** Base64 may hold a plus: only the first two divide. */
function splitKey(line: string): readonly string[] {
  const [name = '', id = '', ...key] = line.split('+');
  return [name, id, key.join('+')];
}

/** A private key in one line, as the key file holds it. */
export const formatPrivateKey = (name: string, seed: Uint8Array): string =>
  `PRIVATE+KEY+${named(name)}+${toBase64(seed)}\n`;

export function parsePrivateKey(text: string): KeyProvider {
  const found = /^PRIVATE\+KEY\+([^+\s]+)\+(\S+)\n?$/.exec(text);
  if (!found) throw new LogError('malformed', 'this is no key file');
  const seed = fromBase64(found[2] ?? '', 'the private key');
  if (seed.length !== publicKeySize) throw new LogError('malformed', 'the private key is not 32 bytes long');
  return keyInMemory(found[1] ?? '', seed);
}

export const isSameKey = (a: PublicKey, b: PublicKey): boolean => isEqual(a.publicKey, b.publicKey);

function named(name: string): string {
  if (!isKeyName(name)) throw new LogError('malformed', 'a key’s name has neither spaces nor plus signs');
  return name;
}

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** In bytes. */
export const publicKeySize = 32;
export const signatureSize = 64;

/** What precedes the 32 bytes of a key in DER (RFC 8410). */
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Whether the signature over the message was made with the private half of the key (RFC 8032). */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== publicKeySize || signature.length !== signatureSize) return false;
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}

/** `seed` is the private key of RFC 8032, 32 bytes. */
export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, privateKeyOf(seed)));
}

export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return lastOf(createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' }));
}

export function newSeed(): Uint8Array {
  return lastOf(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }));
}

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });

const lastOf = (der: Buffer): Uint8Array => new Uint8Array(der.subarray(der.length - publicKeySize));

import { ed25519 } from '@noble/curves/ed25519.js';

/** In the browser, in place of the log library's own `ed25519.ts`, which uses Node. */
export const publicKeySize = 32;
export const signatureSize = 64;

export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== publicKeySize || signature.length !== signatureSize) return false;
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}

export const signEd25519 = (seed: Uint8Array, message: Uint8Array): Uint8Array => ed25519.sign(message, seed);
export const publicKeyOf = (seed: Uint8Array): Uint8Array => ed25519.getPublicKey(seed);
export const newSeed = (): Uint8Array => ed25519.utils.randomSecretKey();

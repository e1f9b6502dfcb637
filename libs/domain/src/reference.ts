const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Uniform random bytes; `crypto.getRandomValues` in every runtime this library meets. */
export type RandomBytes = (length: number) => Uint8Array;

const cryptoBytes: RandomBytes = (length) => globalThis.crypto.getRandomValues(new Uint8Array(length));

/**
 * A reference that can be spoken and tells nothing: the operation's prefix and four random characters of Crockford
 * base 32, for example `VIDTF17-7K3Q`.
 */
export function newReference(prefix: string, random: RandomBytes = cryptoBytes): string {
  const tail = Array.from(random(4), (byte) => crockford.charAt(byte & 31)).join('');
  return `${prefix}-${tail}`;
}

/** `VIDTF-17` gives `VIDTF17`: letters and digits of the code name, at most twelve. */
export const referencePrefix = (codeName: string): string =>
  codeName
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 12);

/** Every thing in a text that has the shape of a reference, upper-cased, with I, L and O read as Crockford says. */
export function referencesIn(text: string): readonly string[] {
  const found = text.toUpperCase().matchAll(/\b([A-Z0-9]{2,12})-([0-9A-Z]{4})\b/g);
  return [...new Set(Array.from(found, ([, prefix, tail]) => `${prefix}-${readTail(tail ?? '')}`))];
}

const readTail = (tail: string): string => tail.replace(/[IL]/g, '1').replace(/O/g, '0');

/** An external reference as it is compared: one writing of letters, one case, single spaces. */
export const aliasNorm = (value: string): string => value.normalize('NFKC').trim().replace(/\s+/gu, ' ').toUpperCase();

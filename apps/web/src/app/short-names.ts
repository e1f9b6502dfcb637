/** Two to four characters for each operation in the rail, no two alike: `17`, `HAR`; where they would be, `B1`, `K1`. */
export function shortNames(codeNames: readonly string[]): ReadonlyMap<string, string> {
  const short = new Map<string, string>();
  const waiting = new Set(codeNames);
  for (let level = 0; level < ways.length; level++) {
    const named = [...waiting].map((name) => [name, ways[level]?.(name) ?? ''] as const);
    for (const [name, words] of named) {
      const isAlone = words !== '' && named.filter(([, other]) => other === words).length === 1;
      if (!isAlone || [...short.values()].includes(words)) continue;
      short.set(name, words);
      waiting.delete(name);
    }
  }
  [...waiting].forEach((name, index) => short.set(name, `${start(name, 2)}${index + 1}`));
  return short;
}

const plain = (words: string): string => words.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
const start = (words: string, length: number): string => [...plain(words)].slice(0, length).join('');
const digitsOf = (name: string): string => /(\d{1,3})\s*$/.exec(name)?.[1] ?? '';
const lastPart = (name: string): string => name.split(/[^\p{L}\p{N}]+/u).pop() ?? '';

const ways: readonly ((name: string) => string)[] = [
  (name) => digitsOf(name) || start(name, 3),
  (name) => (digitsOf(name) ? `${start(name, 1)}${digitsOf(name)}` : start(lastPart(name), 3)),
  (name) => `${start(name, 1)}${start(lastPart(name), 3)}`,
];

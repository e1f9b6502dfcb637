/** The same numbers in every run: xorshift, for what has to look varied and be repeatable. */
export const seed = 20_260_101;

export function chance(from = seed): () => number {
  let state = from;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

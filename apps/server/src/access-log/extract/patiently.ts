const tries = 150;
/** In milliseconds. */
const pause = 200;

/** Asks until there is an answer, for half a minute; null without one. */
export async function patiently<T>(ask: () => Promise<T | null>): Promise<T | null> {
  for (let round = 0; round < tries; round += 1) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((done) => setTimeout(done, pause));
  }
  return null;
}

/** A connection that has gone silent is given up after twenty seconds; others do not wait for it so long. */
const late = 1_000;

/** Until the work is done, however it ends, or takes too long to wait for. */
export const doneOrLate = (work: Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, late).unref();
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    work.then(done, done);
  });

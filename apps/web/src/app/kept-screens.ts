type Load<T> = () => Promise<T>;

const loads: Load<unknown>[] = [];

/** A screen's script did not come: no connection, or a newer version whose files have other names. */
export class ScreenMissing extends Error {}

/**
 * Names a screen's script. That it is missing is said on the screen: the router would reload the page by itself, and take
 * along what is typed.
 */
export function kept<T>(load: Load<T>): Load<T> {
  loads.push(load);
  return () =>
    load().catch(() => {
      throw new ScreenMissing('the script of this screen did not come');
    });
}

/** Every screen while there is a connection and nothing else to do: one that is here opens in a tunnel too. */
export async function fetchScreens(): Promise<void> {
  for (const load of loads) {
    await idle();
    await load().catch(() => undefined);
  }
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(resolve, 200);
    else requestIdleCallback(() => resolve());
  });

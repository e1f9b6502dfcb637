import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Link, LinkState } from './link.js';
import { Topics } from './topics.js';
import { Wake } from './wake.js';

/** A link of which only the proving matters. */
class ProvenLink {
  state: LinkState = 'live';
  proofs = 0;
  finish: () => void = () => undefined;

  prove(): Promise<void> {
    this.proofs += 1;
    return new Promise((resolve) => (this.finish = resolve));
  }
}

let time = 0;
let awake = 0;
let link = new ProvenLink();

const newWake = (): Wake =>
  new Wake(
    link as unknown as Link,
    new Topics(),
    () => (awake += 1),
    () => time,
  );

beforeEach(() => {
  time = 1_000_000;
  awake = 0;
  link = new ProvenLink();
});

describe('waking up', () => {
  it('is noticed by timers that come late, and by a clock that was set back', () => {
    const wake = newWake();
    for (const [later, proofs] of [
      [5_000, 0],
      [3_600_000, 1],
    ] as const) {
      time += later;
      wake.tick();
      expect(link.proofs).toBe(proofs);
    }
    link.finish();
    const next = newWake();
    time -= 3_600_000;
    next.tick();
    expect(link.proofs).toBe(2);
  });

  it('counts nothing as live until somebody has answered', async () => {
    const wake = newWake();
    wake.wake();
    expect(wake.isChecking).toBe(true);
    link.finish();
    await vi.waitFor(() => expect(wake.isChecking).toBe(false));
    expect(awake).toBe(1);
  });

  it('proves once, however many signs of it there are', () => {
    const wake = newWake();
    wake.wake();
    wake.wake();
    expect(link.proofs).toBe(1);
  });

  it('asks for nothing where nobody is signed in', () => {
    link.state = 'off';
    newWake().wake();
    expect(link.proofs).toBe(0);
  });
});

describe('a page that is hidden', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is slowed down on purpose: late timers say nothing there', () => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const wake = newWake();
    time += 3_600_000;
    wake.tick();
    expect(link.proofs).toBe(0);
  });
});

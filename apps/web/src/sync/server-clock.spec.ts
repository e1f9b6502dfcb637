import { describe, expect, it } from 'vitest';
import { ServerClock } from './server-clock.js';

const hour = 3_600_000;
const at = Date.parse('2025-09-15T08:00:00.000Z');

/** A machine whose clock is off by so much, and can be set. */
function machine(off: number) {
  const state = { off, time: at };
  const clock = new ServerClock(
    () => state.time + state.off,
    () => state.time - at,
  );
  const answer = (took = 0): void => {
    const asked = clock.asking();
    state.time += took;
    clock.note(new Date(state.time).toUTCString(), asked);
  };
  return { state, clock, answer };
}

describe('the present', () => {
  it('is the machine’s before any answer', () => {
    expect(machine(7 * hour).clock.now()).toBe(at + 7 * hour);
  });

  it('is the server’s on a machine that is hours off, either way', () => {
    for (const off of [-7 * hour, 7 * hour]) {
      const { clock, state, answer } = machine(off);
      answer(200);
      state.time += hour;
      expect(Math.abs(clock.now() - state.time)).toBeLessThan(1_000);
    }
  });

  it('does not jump with the machine’s clock', () => {
    const { clock, state, answer } = machine(0);
    answer();
    state.off = 24 * hour;
    expect(Math.abs(clock.now() - state.time)).toBeLessThan(1_000);
  });

  it('is the machine’s own while that is right: whole seconds are no better', () => {
    const { clock, answer } = machine(300);
    answer();
    expect(clock.now()).toBe(at + 300);
  });

  it('learns nothing from an answer without a date, or one that took long', () => {
    const { clock, state, answer } = machine(7 * hour);
    clock.note(null, clock.asking());
    answer(6_000);
    expect(clock.now()).toBe(state.time + 7 * hour);
  });
});

import { contractVersion, type Problem, type Welcome } from '@liaison/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Leaving } from './leaving.js';
import type { Link } from './link.js';
import { Topics } from './topics.js';
import { Update } from './update.js';

let reloads = 0;
let timers: (() => void)[] = [];
let page = { isHidden: false, isUntouched: true };
let kept = 0;
let wouldLose = false;
const topics = new Topics();

function newUpdate() {
  let welcome: (told: Welcome) => void = () => undefined;
  let changed: () => void = () => undefined;
  const link = {
    refused: null as Problem | null,
    listen: (heard: { welcome: typeof welcome }) => (welcome = heard.welcome),
    onState: (listener: () => void) => (changed = listener),
  };
  const leaving = {
    get wouldLose() {
      return wouldLose;
    },
    keepWords: () => Promise.resolve(void (kept += 1)),
  };
  const update = new Update(link as unknown as Link, topics, leaving as unknown as Leaving, {
    own: () => 'mine',
    isHidden: () => page.isHidden,
    isUntouched: () => page.isUntouched,
    reload: () => (reloads += 1),
    later: (_milliseconds, work) => timers.push(work),
  });
  const refuse = (reason: string): void => {
    link.refused = { reason } as Problem;
    changed();
  };
  return { update, refuse, welcome: (told: string | null) => welcome({ contract: contractVersion, page: told }) };
}

const runTimers = (): void => {
  const due = timers;
  timers = [];
  due.forEach((work) => work());
};

beforeEach(() => {
  [reloads, kept, timers, wouldLose] = [0, 0, [], false];
  page = { isHidden: false, isUntouched: true };
});

describe('a newer page', () => {
  it('is offered when the server serves another than this one', () => {
    const { update, welcome } = newUpdate();
    for (const [told, state] of [
      ['mine', 'none'],
      [null, 'none'],
      ['other', 'offered'],
      ['mine', 'none'],
    ] as const) {
      welcome(told);
      expect(update.state).toBe(state);
    }
  });

  it('is needed when the server does not take this one', () => {
    const { update, refuse } = newUpdate();
    refuse('other_contract');
    expect(update.state).toBe('needed');
  });

  it('comes by itself only where nobody looks and nothing is begun', () => {
    const { welcome } = newUpdate();
    welcome('other');
    for (const [isHidden, isUntouched, unsent] of [
      [false, true, false],
      [true, false, false],
      [true, true, true],
    ] as const) {
      page = { isHidden, isUntouched };
      wouldLose = unsent;
      runTimers();
      expect(reloads).toBe(0);
    }
    page = { isHidden: true, isUntouched: true };
    wouldLose = false;
    runTimers();
    expect(reloads).toBe(1);
  });

  it('waits, once asked for, until what is on its way has gone', async () => {
    const { update, welcome } = newUpdate();
    welcome('other');
    wouldLose = true;
    await update.reload();
    expect([kept, reloads, update.isComing]).toEqual([1, 0, true]);
    wouldLose = false;
    topics.touch('outbox');
    await Promise.resolve();
    await Promise.resolve();
    expect(reloads).toBe(1);
  });
});

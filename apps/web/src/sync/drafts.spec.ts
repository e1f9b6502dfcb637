import type { DraftView } from '@liaison/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from './api.js';
import { Drafts } from './drafts.js';
import { Tabs, type Channel } from './tabs.js';
import { Topics } from './topics.js';

const place = 'thread-1';

/** The windows of one browser: what one says, the others hear. */
class Windows {
  private readonly ears: ((event: { readonly data: unknown }) => void)[][] = [];

  open(): Channel {
    const own: ((event: { readonly data: unknown }) => void)[] = [];
    this.ears.push(own);
    return {
      addEventListener: (_event, listener) => own.push(listener),
      postMessage: (data) =>
        this.ears.filter((ears) => ears !== own).forEach((ears) => ears.forEach((hear) => hear({ data }))),
    };
  }
}

/** The server's side: what it holds, and in which order it was told. */
class DraftServer {
  readonly held = new Map<string, string>();
  readonly told: string[] = [];
  isAway = false;
  /** What is told waits for this. */
  gate = Promise.resolve();

  readonly ask: typeof fetch = async (input, init) => {
    await Promise.resolve();
    if (this.isAway) throw new TypeError('no connection');
    const at = (input as string).replace('/drafts/', '');
    if (init?.method === 'GET')
      return Response.json([...this.held].map(([one, text]): DraftView => ({ place: one, text, at: '' })));
    await this.gate;
    if (init?.method === 'DELETE') this.held.delete(at);
    else this.held.set(at, (JSON.parse(init?.body as string) as { text: string }).text);
    this.told.push(init?.method ?? '');
    return new Response(null, { status: 204 });
  };
}

let server = new DraftServer();
let windows = new Windows();
const open = (person = 'luc'): Drafts =>
  new Drafts(new Api('', () => false, server.ask), new Topics(), new Tabs(windows.open()), () => person);

beforeEach(() => {
  vi.useFakeTimers();
  server = new DraftServer();
  windows = new Windows();
});
afterEach(() => vi.useRealTimers());

describe('a draft in two windows', () => {
  it('is one: what is typed in either stands in both, and only that one tells the server', async () => {
    const [one, other] = [open(), open()];
    one.write(place, 'begun');
    expect(other.here(place)).toBe('begun');
    other.write(place, 'begun and ended');
    expect(one.here(place)).toBe('begun and ended');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.told).toEqual(['PUT']);
    expect(server.held.get(place)).toBe('begun and ended');
    for (const drafts of [one, other]) expect(drafts.state(place)).toBe('saved');
  });

  it('is gone from both when it is sent from one', async () => {
    const [one, other] = [open(), open()];
    one.write(place, 'words');
    await vi.advanceTimersByTimeAsync(2_000);
    other.write(place, '');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(one.here(place)).toBe('');
    expect(server.held.size).toBe(0);
  });

  it('is not lost with the window it was typed in', async () => {
    const [one, other] = [open(), open()];
    one.write(place, 'words');
    one.clear();
    await other.flush();
    expect(server.held.get(place)).toBe('words');
  });

  it('is never taken over from another person', () => {
    const [luc, ana] = [open('luc'), open('ana')];
    luc.write(place, 'words of Luc');
    expect(ana.here(place)).toBeUndefined();
  });
});

describe('a draft and the server', () => {
  it('is told in order: words that were sent do not come back because they were still being saved', async () => {
    const drafts = open();
    let release = (): void => undefined;
    server.gate = new Promise((resolve) => (release = resolve));
    drafts.write(place, 'words');
    await vi.advanceTimersByTimeAsync(2_000);
    drafts.write(place, '');
    server.gate = Promise.resolve();
    await vi.advanceTimersByTimeAsync(2_000);
    release();
    await drafts.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.told).toEqual(['PUT', 'DELETE']);
    expect(server.held.size).toBe(0);
  });

  it('stays here while the server is away, and is told once it is back', async () => {
    const drafts = open();
    server.isAway = true;
    drafts.write(place, 'words');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(drafts.state(place)).toBe('failed');
    expect(drafts.hasUnsaved).toBe(true);
    server.isAway = false;
    await drafts.flush();
    expect(server.held.get(place)).toBe('words');
    expect(drafts.hasUnsaved).toBe(false);
  });

  it('takes what another device wrote meanwhile, and never instead of words begun here', async () => {
    const drafts = open();
    server.held.set(place, 'from the office').set('thread-2', 'old');
    await drafts.load(place);
    server.held.set(place, 'from home').set('thread-2', 'also from home');
    drafts.write('thread-2', 'begun here');
    await drafts.refresh();
    expect(drafts.here(place)).toBe('from home');
    expect(drafts.here('thread-2')).toBe('begun here');
  });
});

import type { ClientEvents, Frame, Id, ServerEvents } from '@liaison/contracts';
import { Api } from '../api.js';
import type { Heard, Link, LinkState } from '../link.js';
import { OpenThreads } from '../open-threads.js';
import { Reading } from '../reading.js';
import { offline } from '../refusal.js';
import { Store } from '../store.js';
import { Streams } from '../streams.js';
import { Topics } from '../topics.js';
import type { Reader } from '../unread.js';
import { compartment, me, myAgency, type ScriptedServer } from './scripted-server.js';

/** A socket whose frames can be lost, doubled and held back. */
class ScriptedLink implements Link {
  state: LinkState = 'off';
  readonly refused = null;
  readonly open_ = new Set<Id>();
  /** Position up to which this socket has been told, as the relay keeps it. */
  told = 0;
  asked: string[] = [];
  readonly acknowledged: number[] = [];
  private held: Promise<void> | undefined;
  private readonly heard: Partial<Heard>[] = [];
  private readonly states: ((state: LinkState) => void)[] = [];

  constructor(private readonly server: ScriptedServer) {}

  open(): void {
    this.become('live');
  }

  close(): void {
    this.open_.clear();
    this.become('connecting');
  }

  prove(): Promise<void> {
    return Promise.resolve();
  }

  listen(heard: Partial<Heard>): void {
    this.heard.push(heard);
  }

  onState(listener: (state: LinkState) => void): void {
    this.states.push(listener);
  }

  emit<K extends keyof ServerEvents>(event: K, input: Parameters<ServerEvents[K]>[0]): void {
    for (const heard of this.heard) (heard[event] as ((given: unknown) => void) | undefined)?.(input);
  }

  /** The relay's next frame to this socket, with the words for the threads it has open. */
  deliver(frame: Frame): void {
    this.emit('frame', this.withTexts(frame));
  }

  /** As the relay makes it for this socket at this moment. */
  withTexts(frame: Frame): Frame {
    const all = this.server.textsOf(frame);
    const texts = [...this.open_].flatMap((thread) => {
      const inThread = new Set(
        (frame.changes.messages ?? []).filter((one) => one.thread === thread).map((one) => one.id),
      );
      const words = all.filter((text) => inThread.has(text.message));
      return words.length > 0 ? [{ thread, texts: words }] : [];
    });
    return texts.length > 0 ? { ...frame, texts } : frame;
  }

  acknowledge({ through }: { readonly through: number }): void {
    this.acknowledged.push(through);
  }

  async ask<K extends keyof ClientEvents>(event: K, input: Parameters<ClientEvents[K]>[0]): Promise<never> {
    if (this.state !== 'live') throw offline();
    this.asked.push(event);
    await Promise.resolve();
    const answer = this.answer(event, input);
    await this.held;
    return { ok: true, ...answer } as never;
  }

  /** Answers are made but stay on their way until the returned function is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.held = new Promise((resolve) => (release = resolve));
    return () => release();
  }

  private answer(event: keyof ClientEvents, input: unknown): object {
    if (event === 'hello')
      return {
        streams: (input as { streams: { stream: string; epoch: string | null; position: number }[] }).streams.map(
          (one) => this.hello(one),
        ),
      };
    if (event === 'fill') {
      const { from } = input as { from: number };
      return { frames: from < this.server.head ? [this.server.frame(from)] : [], more: false };
    }
    if (event === 'thread:open') this.open_.add((input as { thread: Id }).thread);
    if (event === 'thread:close') this.open_.delete((input as { thread: Id }).thread);
    return { lease: 'l-1' };
  }

  private hello(place: { stream: string; epoch: string | null; position: number }): object {
    this.told = this.server.head;
    if (this.server.denied) return { stream: place.stream, state: 'denied' };
    if (place.epoch !== this.server.epoch)
      return { stream: place.stream, state: 'snapshot', snapshot: this.server.snapshot() };
    const frames = place.position < this.server.head ? [this.server.frame(place.position)] : [];
    return { stream: place.stream, state: 'resume', frames, more: false };
  }

  private become(state: LinkState): void {
    this.state = state;
    this.states.forEach((listener) => listener(state));
  }
}

/** The client's parts on a scripted link and a scripted HTTP door. */
export function newSide(server: ScriptedServer) {
  const link = new ScriptedLink(server);
  const topics = new Topics();
  const store = new Store(topics);
  const api = new Api('', () => false, answerBy(server));
  const denied: string[] = [];
  const threads: OpenThreads = new OpenThreads(api, link, store, topics);
  const streams = new Streams(link, store, {
    events: (name, events) => threads.noteEvents(name, events),
    snapshot: (name) => threads.noteSnapshot(name),
    denied: (name) => {
      denied.push(name);
      threads.noteDenied(compartment, [...threads.ids()]);
    },
  });
  const reader: Reader = { person: me, agency: myAgency, roleIn: () => 'analyst' };
  return { link, topics, store, api, threads, streams, denied, reader, reading: new Reading(api, store, topics) };
}

const answerBy =
  (server: ScriptedServer): typeof fetch =>
  async (input, init) => {
    const url = new URL(input as string, 'http://localhost');
    const [, , thread = '', verb] = url.pathname.split('/');
    await Promise.resolve();
    if (server.denied)
      return Response.json({ code: 'not_found', status: 404, title: '', type: '', detail: '' }, { status: 404 });
    if (verb === 'read')
      return Response.json(server.read(thread, (JSON.parse(init?.body as string) as { seq: number }).seq));
    const number = (name: string): number | undefined =>
      url.searchParams.has(name) ? Number(url.searchParams.get(name)) : undefined;
    const [before, after, around] = [number('before'), number('after'), url.searchParams.get('around')];
    return Response.json(
      server.page(thread, {
        limit: number('limit') ?? 50,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
        ...(around !== null && { around }),
      }),
    );
  };

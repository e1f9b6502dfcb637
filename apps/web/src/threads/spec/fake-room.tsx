import type {
  AgencyRef,
  CompartmentView,
  Me,
  MessageHeader,
  MessageText,
  OperationView,
  PersonRef,
  ThreadHeader,
} from '@liaison/contracts';
import { lowestMarking, type Marking } from '@liaison/domain';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { ClientProvider } from '../../data/client.js';
import { Client } from '../../sync/client.js';
import type { Heard, Link, LinkState } from '../../sync/link.js';
import { Refusal } from '../../sync/refusal.js';
import { RoomProvider } from '../room-context.js';

const agency = (code: string): AgencyRef => ({ id: `agency-${code}`, code, name: `Police of ${code}`, country: code });
const person = (name: string, code: string): PersonRef => ({
  id: `person-${name}`,
  name,
  handle: name.toLowerCase(),
  agency: `agency-${code}`,
});

export const codes = ['NL', 'FR', 'SE'] as const;
export const people = { ana: person('Ana', 'NL'), luc: person('Luc', 'FR'), sven: person('Sven', 'SE') };
export const amber: Marking = { ...lowestMarking, tlp: 'AMBER', handling: ['H0', 'H1'] };
const yes = { allowed: true, rule: 'x#writer' };
const may = { 'thread.start': yes, 'message.post': yes, 'dataset.share': yes };

export const pair: CompartmentView = {
  id: 'compartment-pair',
  operation: 'operation-1',
  kind: 'agencies',
  name: 'FR + NL',
  agencies: ['agency-FR', 'agency-NL'],
  seats: [],
  readers: [people.ana.id, people.luc.id],
  memberVer: 3,
  marking: amber,
  actions: may,
};

export const thread: ThreadHeader = {
  id: 'thread-1',
  compartment: pair.id,
  title: 'Audio in the kitchen series',
  dataset: null,
  state: 'open',
  version: 1,
  startedBy: people.ana.id,
  startedAt: '2025-09-15T08:00:00.000Z',
  lastSeq: 0,
  lastAt: '2025-09-15T08:00:00.000Z',
  continues: null,
  frozenBy: null,
};

export const message = (part: Partial<MessageHeader> = {}): MessageHeader => ({
  id: 'message-1',
  compartment: pair.id,
  thread: thread.id,
  seq: 2,
  author: people.ana.id,
  agency: 'agency-NL',
  at: '2025-09-15T08:01:00.000Z',
  version: 1,
  retracted: null,
  marking: amber,
  alone: false,
  language: 'en',
  quotes: null,
  mentions: { people: [], roles: [], agencies: [] },
  datasets: [],
  acknowledgement: null,
  ...part,
});

export const operation = {
  id: 'operation-1',
  codeName: 'VIDTF-17',
  phase: 'active',
  role: 'analyst',
  refPrefix: 'VIDTF17',
  ceiling: 'R-UE/EU-R',
  agencies: codes.map((code) => ({ agency: agency(code), kind: 'participant', state: 'accepted' })),
  members: Object.values(people).map((one) => ({
    id: `member-${one.id}`,
    person: one,
    role: 'analyst',
    from: '',
    until: null,
    deputy: false,
    answersReleases: false,
  })),
  former: [],
  compartments: [pair],
  actions: { 'compartment.open': yes },
} as unknown as OperationView;

const me = {
  person: people.luc,
  agency: agency('FR'),
  duties: [],
  installationDuties: [],
  demonstration: true,
  groundRequired: true,
} as unknown as Me;

/** A link that keeps what was asked, and answers as the test says. */
class FakeLink implements Link {
  state: LinkState = 'live';
  readonly refused = null;
  readonly asked: { readonly event: string; readonly input: unknown }[] = [];
  answer: (event: string, input: unknown) => object | Refusal = () => ({
    result: { seq: 9, eventId: 'e', at: thread.startedAt, id: 'message-9' },
  });
  private readonly heard: Partial<Heard>[] = [];

  open(): void {
    this.state = 'live';
  }

  close(): void {
    this.state = 'off';
  }

  listen(heard: Partial<Heard>): void {
    this.heard.push(heard);
  }

  prove(): Promise<void> {
    return Promise.resolve();
  }

  onState(): void {
    // Never changes here.
  }

  acknowledge(): void {
    // Nobody counts here.
  }

  async ask(event: string, input: unknown): Promise<never> {
    this.asked.push({ event, input });
    const answer = this.answer(event, input);
    if (answer instanceof Refusal) throw answer;
    return { ok: true, ...answer } as never;
  }

  commands(): readonly {
    readonly kind: string;
    readonly memberVer: number;
    readonly input: Record<string, unknown>;
  }[] {
    return this.asked.filter((one) => one.event === 'command').map((one) => one.input as never);
  }
}

export interface FakeRoom {
  readonly client: Client;
  readonly link: FakeLink;
  readonly fetched: string[];
  /** Bodies that were sent, in order. */
  readonly sent: unknown[];
  readonly setAnswer: (path: string, body: unknown, status?: number) => void;
}

/** Draws something inside a room in which Luc of FR has a seat, with one audience of FR and NL and one thread. */
export async function renderInRoom(children: ReactNode): Promise<FakeRoom> {
  const link = new FakeLink();
  const answers = new Map<string, readonly [unknown, number]>();
  const fetched: string[] = [];
  const sent: unknown[] = [];
  const ask: typeof fetch = (input, init) => {
    const path = (input as string).replace('/api/v1', '');
    fetched.push(`${init?.method ?? 'GET'} ${path}`);
    if (typeof init?.body === 'string') sent.push(JSON.parse(init.body));
    const [body, status] = answers.get(path.split('?')[0] ?? '') ?? [[], 200];
    return Promise.resolve(Response.json(body, { status }));
  };
  const client = new Client(link, ask);
  client.session.state = { at: 'in', me };
  client.followOperations([operation]);
  client.store.apply(pair.id, 1, { threads: [thread], compartment: pair });
  const root = createRootRoute({ component: () => <RoomProvider operation={operation}>{children}</RoomProvider> });
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ['/'] }) });
  await act(async () => {
    await router.load();
    render(
      <ClientProvider client={client}>
        <RouterProvider router={router as never} />
      </ClientProvider>,
    );
  });
  return { client, link, fetched, sent, setAnswer: (path, body, status = 200) => answers.set(path, [body, status]) };
}

export const say = (
  client: Client,
  header: MessageHeader,
  text: string | null,
  contentNote: string | null = null,
): void => {
  const words: MessageText = { message: header.id, version: header.version, text, contentNote };
  client.store.apply(pair.id, header.seq, { messages: [header] });
  client.store.putTexts([words]);
};

export const refusal = (reason: string, extra: Record<string, unknown>): Refusal =>
  new Refusal({
    type: '',
    title: 'Refused',
    status: 409,
    code: 'conflict',
    reason,
    detail: 'Nothing was sent.',
    extra,
  });

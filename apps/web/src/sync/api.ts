import { receiptAsked, receiptGiven, type Id, type Problem } from '@liaison/contracts';
import { offline, Refusal, unavailable } from './refusal.js';
import { ServerClock } from './server-clock.js';

export type Query = Readonly<Record<string, string | number | boolean | undefined | null>>;

export interface CallOptions {
  readonly query?: Query;
  readonly body?: unknown;
  /** A file, sent as it is in place of a body. */
  readonly file?: Blob;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** Goes on although the page is left. */
  readonly keepalive?: boolean;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Tells whether the person has acted since it last said so: only that may reset the idle clock. */
export type TakeInput = () => boolean;

/** In milliseconds: by the server's clock, as it is known here, and by the machine's own. */
export type ByTwoClocks = readonly [server: number, machine: number];

/** An act whose receipt is asked for: by whom, and when. */
export interface Sample {
  readonly person: Id;
  readonly askedAt: ByTwoClocks;
}

/** Which answers are to bear receipts, and what becomes of those that came. */
export interface Sampling {
  readonly wants: () => Sample | null;
  readonly keep: (sample: Sample, receipts: readonly string[]) => void;
}

const noSampling: Sampling = { wants: () => null, keep: () => undefined };

/** The HTTP door. Every answer is JSON or nothing; every failure is a Refusal. */
export class Api {
  private readonly listeners = new Set<(problem: Problem) => void>();

  constructor(
    private readonly root = '/api/v1',
    private readonly takeInput: TakeInput = () => false,
    private readonly ask: typeof fetch = (...args) => fetch(...args),
    private readonly clock = new ServerClock(),
    private readonly sampling = noSampling,
  ) {}

  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return this.call<T>('GET', path, { ...(query && { query }), ...(signal && { signal }) });
  }

  post<T>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
    return this.call<T>('POST', path, { ...options, body });
  }

  put<T>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
    return this.call<T>('PUT', path, { ...options, body });
  }

  patch<T>(path: string, body?: unknown): Promise<T> {
    return this.call<T>('PATCH', path, { body });
  }

  delete<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.call<T>('DELETE', path, options);
  }

  /** A table as a file, byte by byte: read as text it would lose the mark by which spreadsheets know UTF-8. */
  async table(path: string, query: Query = {}): Promise<Blob> {
    const response = await this.send('GET', path, { query });
    if (response.ok) return response.blob();
    throw await this.refused(response);
  }

  /** A file that the server makes of what is asked, as it comes. */
  async file(path: string, body: unknown): Promise<Blob> {
    const response = await this.send('POST', path, { body });
    if (response.ok) return response.blob();
    throw await this.refused(response);
  }

  /** Hears every refusal: how the client learns that its session has ended or is locked. */
  onRefusal(listener: (problem: Problem) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async call<T>(method: Method, path: string, options: CallOptions): Promise<T> {
    const response = await this.send(method, path, options);
    if (response.ok) return (await readBody(response)) as T;
    throw await this.refused(response);
  }

  private async refused(response: Response): Promise<Refusal> {
    const refusal = await refusalOf(response);
    this.listeners.forEach((listener) => listener(refusal.problem));
    return refusal;
  }

  private async send(
    method: Method,
    path: string,
    { query, body, file, idempotencyKey, signal, keepalive }: CallOptions,
  ): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (method !== 'GET') headers['x-liaison'] = '1';
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (file) headers['content-type'] = 'application/octet-stream';
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
    if (this.takeInput()) headers['x-liaison-input'] = '1';
    const sample = this.sampling.wants();
    if (sample) headers[receiptAsked] = '1';
    const askedAt = this.clock.asking();
    try {
      const response = await this.ask(`${this.root}${path}${queryString(query)}`, {
        method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(file && { body: file }),
        ...(signal && { signal }),
        ...(keepalive === true && { keepalive }),
      });
      this.clock.note(response.headers.get('date'), askedAt);
      if (sample) this.sampling.keep(sample, receiptsIn(response.headers));
      return response;
    } catch (error) {
      if (signal?.aborted) throw error;
      throw offline();
    }
  }
}

function queryString(query: Query | undefined): string {
  const pairs = Object.entries(query ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  if (pairs.length === 0) return '';
  return `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString()}`;
}

const receiptsIn = (headers: Headers): readonly string[] => headers.get(receiptGiven)?.split(/, ?/) ?? [];

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

async function refusalOf(response: Response): Promise<Refusal> {
  try {
    const problem = (await response.json()) as Problem;
    if (typeof problem.code === 'string') return new Refusal(problem);
  } catch {
    // Not our JSON: a proxy's page, or nothing.
  }
  return unavailable(`The server answered ${response.status} without saying why.`);
}

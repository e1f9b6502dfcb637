import type { Problem } from '@liaison/contracts';
import { CliError, exits } from '../exits.js';

export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

interface Upload {
  readonly content: AsyncIterable<Uint8Array>;
  readonly length: number;
  readonly signal?: AbortSignal;
}

/** The installation's HTTP doors, as the person who signed in. */
export class Api {
  constructor(
    readonly url: string,
    private readonly cookie: string | null,
    private readonly version: string,
  ) {}

  get<T>(path: string): Promise<Reply<T>> {
    return this.send<T>('GET', `/api/v1${path}`);
  }

  post<T>(path: string, body: object = {}): Promise<Reply<T>> {
    return this.send<T>('POST', `/api/v1${path}`, body);
  }

  put<T>(path: string, body: object): Promise<Reply<T>> {
    return this.send<T>('PUT', `/api/v1${path}`, body);
  }

  patch<T>(path: string, body: object): Promise<Reply<T>> {
    return this.send<T>('PATCH', `/api/v1${path}`, body);
  }

  delete<T>(path: string, body?: object): Promise<Reply<T>> {
    return this.send<T>('DELETE', `/api/v1${path}`, body);
  }

  /** A file, as it is read: it never lies in memory as a whole. */
  upload<T>(method: 'POST' | 'PUT', path: string, { content, length, signal }: Upload): Promise<Reply<T>> {
    const headers = {
      ...this.headers(),
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(length),
    };
    // The types of Node's fetch know neither a stream as a body nor `duplex`.
    const request = { method, body: content, duplex: 'half', headers, signal } as unknown as RequestInit;
    return this.fetched<T>(`/api/v1${path}`, request);
  }

  /** Any path of the installation, those outside the API too. */
  send<T>(method: string, path: string, body?: object): Promise<Reply<T>> {
    const headers = { ...this.headers(), ...(body && { 'Content-Type': 'application/json' }) };
    return this.fetched<T>(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  }

  /** A write must come from the installation's own site; each command is the person's own input. */
  private headers(): Record<string, string> {
    return {
      Accept: 'application/json',
      'User-Agent': `liaison-cli/${this.version}`,
      Origin: this.url,
      'X-Liaison': '1',
      'X-Liaison-Input': '1',
      ...(this.cookie !== null && { Cookie: this.cookie }),
    };
  }

  private async fetched<T>(path: string, request: RequestInit): Promise<Reply<T>> {
    const response = await fetch(`${this.url}${path}`, { ...request, redirect: 'error' }).catch((error: unknown) => {
      if (request.signal?.aborted) throw new CliError('Cancelled.', exits.refused);
      throw new CliError(`No server answers at ${this.url}${causeOf(error)}.`, exits.unreachable);
    });
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, text);
    return { status: response.status, headers: response.headers, body: read(response, text) as T };
  }
}

function read(response: Response, text: string): unknown {
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return isJson && text !== '' ? JSON.parse(text) : text;
}

function refusal(status: number, text: string): CliError {
  const problem = problemIn(text);
  const detail = problem?.detail ?? `The server answered ${status}.`;
  if (status === 401 && problem?.reason === 'locked')
    return new CliError(
      'Your session is locked after a time without input. Run liaison sign-in again.',
      exits.signedOut,
      problem,
    );
  if (status === 401) return new CliError(detail, exits.signedOut, problem);
  return new CliError(detail, status >= 502 && status <= 504 ? exits.unreachable : exits.refused, problem);
}

function problemIn(text: string): Problem | undefined {
  try {
    const found = JSON.parse(text) as Partial<Problem> | null;
    return typeof found?.detail === 'string' && typeof found.code === 'string' ? (found as Problem) : undefined;
  } catch {
    return undefined;
  }
}

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  return cause && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
};

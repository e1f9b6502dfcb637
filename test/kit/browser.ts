import type { Problem } from '@liaison/contracts';
import type { TestServer } from './server.js';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  /** Exactly what came, for comparing bytes. */
  readonly text: string;
  /** The same, where it is no text. */
  readonly bytes: Uint8Array;
  readonly headers: Headers;
}

/** Why it was refused. */
export const reason = (answer: { readonly body: unknown }): string | undefined => (answer.body as Problem).reason;

/** One browser: it keeps its cookie and says where it comes from, as a real one does. */
export class Browser {
  private cookie: string | null = null;

  constructor(private readonly server: TestServer) {}

  get<T = unknown>(path: string): Promise<Answer<T>> {
    return this.send<T>('GET', path);
  }

  post<T = unknown>(path: string, body: object = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, body);
  }

  put<T = unknown>(path: string, body: object): Promise<Answer<T>> {
    return this.send<T>('PUT', path, body);
  }

  patch<T = unknown>(path: string, body: object): Promise<Answer<T>> {
    return this.send<T>('PATCH', path, body);
  }

  delete<T = unknown>(path: string, body?: object): Promise<Answer<T>> {
    return this.send<T>('DELETE', path, body);
  }

  /** The Cookie header, for sockets; null before sign-in. */
  get cookieHeader(): string | null {
    return this.cookie;
  }

  /** As the person types or clicks: what follows counts as their input. */
  readonly byHand = { 'X-Liaison-Input': '1' } as const;

  async send<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.server.url}/api/v1${path}`, {
      method,
      headers: {
        'X-Liaison': '1',
        Origin: this.server.url,
        'Sec-Fetch-Site': 'same-origin',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(this.cookie !== null && { Cookie: this.cookie }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    this.keepCookie(response.headers.getSetCookie());
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
    const answered = (isJson ? JSON.parse(text) : undefined) as T;
    return { status: response.status, text, bytes, headers: response.headers, body: answered };
  }

  private keepCookie(set: readonly string[]): void {
    const pair = set.find((one) => one.startsWith('__Host-liaison='))?.split(';')[0];
    if (pair === undefined) return;
    this.cookie = pair === '__Host-liaison=' ? null : pair;
  }
}

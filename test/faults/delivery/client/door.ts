import type { Problem } from '@liaison/contracts';

export interface DoorAnswer<T> {
  readonly status: number;
  readonly body: T;
  readonly text: string;
}

/** The HTTP door as one session uses it. What does not come within the time is an error, as a cut connection is. */
export class Door {
  cookie: string | null = null;

  constructor(
    readonly url: string,
    private readonly patience = 30_000,
  ) {}

  /** The same session by another way in, or with less patience. */
  by(url: string, patience = this.patience): Door {
    const door = new Door(url, patience);
    door.cookie = this.cookie;
    return door;
  }

  async call<T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<DoorAnswer<T>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      signal: AbortSignal.timeout(this.patience),
      headers: {
        'X-Liaison': '1',
        'X-Liaison-Input': '1',
        Origin: this.url,
        'Sec-Fetch-Site': 'same-origin',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(this.cookie !== null && { Cookie: this.cookie }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    this.keepCookie(response.headers.getSetCookie());
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
    return { status: response.status, text, body: (isJson ? JSON.parse(text) : undefined) as T };
  }

  /** The body, or an error that says what came instead. */
  async get<T>(path: string): Promise<T> {
    return bodyOf(await this.call<T>('GET', path));
  }

  async post<T>(path: string, body: object = {}): Promise<T> {
    return bodyOf(await this.call<T>('POST', path, body));
  }

  private keepCookie(set: readonly string[]): void {
    const pair = set.find((one) => one.startsWith('__Host-liaison='))?.split(';')[0];
    if (pair !== undefined) this.cookie = pair === '__Host-liaison=' ? null : pair;
  }
}

export const isRefused = (status: number): boolean => status >= 400;

function bodyOf<T>({ status, text, body }: DoorAnswer<T>): T {
  if (isRefused(status)) throw new Error(`${status} ${text}`);
  return body;
}

/** Whether the same may be asked again and be granted: nothing was decided. After how many milliseconds; null where it was. */
export function askAgainAfter(problem: Pick<Problem, 'code' | 'extra'>): number | null {
  if (problem.code === 'unavailable') return 200;
  const seconds = problem.extra?.retryAfter;
  return problem.code === 'too_many' ? (typeof seconds === 'number' ? seconds * 1_000 : 1_000) : null;
}

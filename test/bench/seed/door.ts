import type { BenchServer } from '../stage/server.js';
import type { Person } from './people.js';

export const api = '/api/v1';

/** What a page of the product's own sends with each request. */
export const headersOf = (url: string, { cookie }: Person): Record<string, string> => ({
  'X-Liaison': '1',
  Origin: url,
  'Sec-Fetch-Site': 'same-origin',
  Cookie: cookie,
});

/** The product's HTTP door, as a browser of that person uses it. */
export class Door {
  constructor(private readonly server: BenchServer) {}

  get<T>(person: Person, path: string): Promise<T> {
    return this.send<T>(person, 'GET', path);
  }

  post<T>(person: Person, path: string, body: object, headers: Record<string, string> = {}): Promise<T> {
    return this.send<T>(person, 'POST', path, body, headers);
  }

  private async send<T>(
    person: Person,
    method: string,
    path: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<T> {
    const answer = await fetch(`${this.server.url}${api}${path}`, {
      method,
      headers: { ...headersOf(this.server.url, person), 'Content-Type': 'application/json', ...more },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }
}

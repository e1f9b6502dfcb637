import { Agent, get } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

export interface Timed {
  readonly milliseconds: number;
  readonly status: number;
  readonly text: string;
}

/** One GET on a connection that stays open, from the request to the last byte. Anything but success is an error. */
export async function timedGet(url: string, headers: Record<string, string>): Promise<Timed> {
  const got = await timedAnswer(url, headers);
  if (got.status === 200) return got;
  throw new Error(`${url}: ${got.status} ${got.text.slice(0, 500)}`);
}

/** The same, whatever the answer is. */
export function timedAnswer(url: string, headers: Record<string, string>): Promise<Timed> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ milliseconds: performance.now() - begin, status: response.statusCode ?? 0, text });
      });
    }).once('error', reject);
  });
}

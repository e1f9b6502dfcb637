import { Agent, get } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

export interface Timed {
  readonly milliseconds: number;
  readonly text: string;
}

/** One GET on a connection that stays open; from the request to the last byte. Anything but success is an error. */
export function timedGet(url: string, headers: Record<string, string>): Promise<Timed> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve({ milliseconds: performance.now() - begin, text });
        else reject(new Error(`${url}: ${response.statusCode ?? 0} ${text.slice(0, 500)}`));
      });
    }).once('error', reject);
  });
}

import { freePort } from '../../apps/server/src/platform/embedded-postgres/access.js';
import { ProbeModule } from '../kit/probe.js';
import { bootServer, type TestServer } from '../kit/server.js';

interface Answered {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

let server: TestServer;

beforeAll(async () => {
  server = await bootServer({ extra: [ProbeModule] });
});
afterAll(() => server.close());

async function ask(path: string, init: RequestInit = {}): Promise<Answered> {
  const response = await fetch(`${server.url}${path}`, init);
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

function post(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const own = { 'X-Liaison': '1', 'Content-Type': 'application/json', ...headers };
  return ask(`/api/v1${path}`, { method: 'POST', body, headers: own });
}

describe('input', () => {
  it('that fits its class is taken', async () => {
    expect(await post('/probe', '{"word":"a","count":3}')).toMatchObject({ status: 200, body: '{"count":3}' });
  });

  it('that does not fit is refused field by field, without repeating it', async () => {
    const answer = await post('/probe', '{"word":"canary-7731-too-long","count":"3","extra-canary":1}');
    const problem = JSON.parse(answer.body) as { fields: { path: string }[] };
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json; charset=utf-8' });
    expect(new Set(problem.fields.map((field) => field.path))).toEqual(new Set(['word', 'count', '']));
    expect(answer.body).not.toContain('canary');
  });

  it('that is missing is refused like empty input', async () => {
    expect(await post('/probe', '')).toMatchObject({ status: 400 });
  });

  it.each([
    ['broken JSON', '{"word":', 400, 'unreadable'],
    ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, 'unreadable'],
    ['a body over 64 KiB', `"${'x'.repeat(70_000)}"`, 413, 'body_too_large'],
    ['17 levels of nesting', `${'['.repeat(17)}${']'.repeat(17)}`, 400, 'too_deep'],
    ['a key named __proto__', '{"a":[{"__proto__":{"admin":true}}]}', 400, 'prototype_key'],
    ['a key named constructor', '{"constructor":{}}', 400, 'prototype_key'],
    ['a key that every object has', '{"toString":1}', 400, 'prototype_key'],
  ])('%s is refused by name', async (_name, body, status, reason) => {
    const answer = await post('/probe/anything', body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'invalid', reason });
  });

  it('that is compressed is refused', async () => {
    expect(await post('/probe', 'x', { 'Content-Encoding': 'gzip' })).toMatchObject({ status: 400 });
  });
});

describe('a write', () => {
  const fits = '{"word":"a","count":3}';

  it.each([
    ['without the header that forms cannot send', { 'X-Liaison': '' }],
    ['from another origin', { Origin: 'https://elsewhere.example' }],
    ['from no origin', { Origin: 'null' }],
    ['that the browser calls cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['that the browser calls same-site', { 'Sec-Fetch-Site': 'same-site' }],
  ])('%s is refused (CVE-2024-40886)', async (_name, headers) => {
    expect(await post('/probe', fits, headers)).toMatchObject({ status: 403 });
  });

  it('from our own page is taken', async () => {
    const headers = { Origin: server.url, 'Sec-Fetch-Site': 'same-origin' };
    expect(await post('/probe', fits, headers)).toMatchObject({ status: 200 });
  });
});

describe('an error', () => {
  it('"not there" and "not yours" are the same bytes, inside and outside the API', async () => {
    const hidden = await ask('/api/v1/probe/hidden');
    const absent = await Promise.all(
      ['/api/v1/none', '/api/none', '/health/none', '/assets/none.js'].map((path) => ask(path)),
    );
    expect(hidden.status).toBe(404);
    expect(absent).toEqual(absent.map(() => hidden));
  });

  it('that nobody expected tells nothing but a number to report', async () => {
    const answer = await ask('/api/v1/probe/broken');
    expect(answer.status).toBe(503);
    expect(answer.body).toMatch(/"requestId":"[0-9a-f-]{36}"/);
    expect(answer.body).not.toMatch(/canary|password|Error/);
  });
});

it('every answer carries the policy that lets nothing in and is not stored', async () => {
  const { headers } = await fetch(`${server.url}/api/v1/none`);
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none';script-src 'self';.*frame-ancestors 'none'/,
  );
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
});

it('a body may take an hour, as the largest import does on a slow line; its headers must come within ten seconds', () => {
  const { requestTimeout, headersTimeout } = server.app.getHttpServer();
  expect([requestTimeout, headersTimeout]).toEqual([3_600_000, 10_000]);
});

it('health answers without telling anything', async () => {
  expect(await ask('/health/live')).toMatchObject({ status: 200, body: '{"status":"live"}' });
  // Degraded as long as it has no connection yet over which processes tell each other where to look.
  let ready = await ask('/health/ready');
  while (ready.body === '{"status":"degraded"}') ready = await ask('/health/ready');
  expect(ready).toMatchObject({ status: 200, body: '{"status":"ready"}' });
});

it('the description of the API says what a door takes and what it answers', async () => {
  const answer = await ask('/api/openapi.json');
  const { paths } = JSON.parse(answer.body) as { paths: Record<string, { get?: { responses: object } }> };
  expect(paths['/api/v1/operations']?.get?.responses).toMatchObject({
    200: { content: { 'application/json': { schema: { type: 'array' } } } },
  });
});

it('figures are served on a port of their own, by route pattern, never by address', async () => {
  const metricsPort = await freePort();
  const measured = await bootServer({ extra: [ProbeModule], config: { metricsPort } });
  await fetch(`${measured.url}/api/v1/canary-4410`);
  await fetch(`${measured.url}/api/v1/probe/hidden?reference=canary-4410`);
  const figures = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  await measured.close();
  expect(figures).toMatch(/liaison_http_request_seconds_count\{route="GET \/api\/v1\/probe\/hidden",status="404"\} 1/);
  expect(figures).not.toContain('canary');
});

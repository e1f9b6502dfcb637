import { expect, type Page } from '@playwright/test';

const headers = { 'x-liaison': '1' };

/** Somebody of the coordinator’s agency who has signed in once and whose account is ended. */
export async function leaver(page: Page): Promise<{ readonly id: string; readonly name: string }> {
  const name = `Leif Borta ${Date.now() % 1_000_000}`;
  const handle = name.toLowerCase().replaceAll(' ', '.');
  const signInName = `${handle}@se`;
  const password = 'orange kettle harbour nine';
  const at = new URL(page.url()).origin;
  const post = async (path: string, data: object) => {
    const answer = await page.request.post(`${at}/api/v1${path}`, { headers, data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer;
  };
  const added = await post('/agency/people', { name, handle, signInName });
  const { person, path } = (await added.json()) as { person: { id: string }; path: string };
  const theirs = await page.context().browser()?.newContext({ baseURL: at });
  if (!theirs) throw new Error('no browser');
  for (const [door, data] of [
    ['set-password', { token: path.split('#')[1], password }],
    ['session', { signInName, password }],
  ] as const)
    expect((await theirs.request.post(`/api/v1/${door}`, { headers, data })).ok(), door).toBe(true);
  await theirs.close();
  const ended = await page.request.patch(`${at}/api/v1/agency/people/${person.id}`, {
    headers,
    data: { active: false },
  });
  expect(ended.ok(), await ended.text()).toBe(true);
  return { id: person.id, name };
}

import { newId } from '@liaison/domain';
import { expect, type Locator, type Page } from '@playwright/test';

interface Compartment {
  readonly id: string;
  readonly kind: string;
  readonly memberVer: number;
}

/** What a person's own session writes without the screen. */
async function command(
  page: Page,
  { id, memberVer }: Compartment,
  kind: string,
  input: object,
  at = originOf(page),
): Promise<string> {
  const response = await page.request.post(`${at}/api/v1/compartments/${id}/commands`, {
    headers: { 'x-liaison': '1', 'idempotency-key': newId() },
    data: { memberVer, kind, input },
  });
  expect(response.ok(), await response.text()).toBe(true);
  return ((await response.json()) as { id: string }).id;
}

const originOf = (page: Page): string => new URL(page.url()).origin;

async function ownCompartment(page: Page, operation: string, at = originOf(page)): Promise<Compartment> {
  const response = await page.request.get(`${at}/api/v1/operations/${operation.split('/')[2] ?? ''}`);
  const { compartments } = (await response.json()) as { compartments: readonly Compartment[] };
  const found = compartments.find((one) => one.kind === 'agency');
  if (!found) throw new Error('no compartment of the own agency');
  return found;
}

/** A thread of one's own with this many messages of different heights. */
export async function longThread(page: Page, operation: string, count: number): Promise<string> {
  const home = await ownCompartment(page, operation);
  const thread = await command(page, home, 'thread.start', { title: `Notes of ${newId()}` });
  for (let n = 0; n < count; n += 1)
    await command(page, home, 'message.post', {
      thread,
      language: 'en',
      text: `${n} ${'a few words more '.repeat(n % 17)}`,
    });
  return `${operation}/threads/${thread}`;
}

/** Another message into such a thread, past the screen. */
export async function sayInto(page: Page, address: string, text: string, at = originOf(page)): Promise<void> {
  const thread = address.split('/').at(-1) ?? '';
  await command(page, await ownCompartment(page, address, at), 'message.post', { thread, language: 'en', text }, at);
}

export const list = (page: Page): Locator => page.getByRole('list', { name: /^Messages of/ });
export const onTheirWay = (page: Page): Locator => page.getByRole('list', { name: 'On their way' });
export const box = (page: Page): Locator =>
  page.getByRole('region', { name: 'Write a message' }).getByRole('textbox', { name: /^Message to/ });

export async function send(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await page.keyboard.press('Control+Enter');
  await expect(box(page)).toHaveValue('');
}

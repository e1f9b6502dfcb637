import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as journey, type Browser, type Page } from '@playwright/test';

/** A journey whose browsers are closed behind it, as people close theirs: a person may be connected eight times. */
export const test = journey.extend<{ readonly closedBehind: undefined }>({
  closedBehind: [
    async ({ browser }, use) => {
      await use(undefined);
      for (const context of browser.contexts()) await context.close();
    },
    { auto: true },
  ],
});

interface SignIn {
  readonly signInName: string;
  readonly password: string;
}

/** The sign-ins that the demonstration wrote for whoever runs it. */
export function passwordOf(signInName: string): string {
  const file = join(process.env.TEST_BROWSER_DATA ?? '', 'demonstration-sign-ins.json');
  const found = (JSON.parse(readFileSync(file, 'utf8')) as SignIn[]).find((one) => one.signInName === signInName);
  if (!found) throw new Error(`nobody signs in as ${signInName}`);
  return found.password;
}

/** A browser of this person's own, signed in by keyboard. */
export async function signedIn(
  browser: Browser,
  signInName: string,
  colorScheme: 'light' | 'dark' = 'light',
  baseURL?: string,
): Promise<Page> {
  // Without motion: what is half faded in has no contrast to judge.
  const context = await browser.newContext({
    colorScheme,
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    ...(baseURL !== undefined && { baseURL }),
  });
  const page = await context.newPage();
  await page.goto('/');
  await enter(page, signInName);
  return page;
}

/** Signs in on the page that asks for it. */
export async function enter(page: Page, signInName: string): Promise<void> {
  await page.getByLabel('Sign-in name').fill(signInName);
  await page.getByLabel('Password').fill(passwordOf(signInName));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/** Opens the log, with its ground stated if this session has not yet. */
export async function readsTheLog(page: Page, address = '/log'): Promise<void> {
  await page.goto(address);
  const ground = page.getByRole('heading', { name: 'Why do you read the log?' });
  const parts = page.getByRole('navigation', { name: 'Parts of the access log' });
  await expect(ground.or(parts)).toBeVisible();
  if (await parts.isVisible()) return;
  await page.getByRole('radio', { name: 'Self-monitoring' }).check({ force: true });
  await page.getByRole('button', { name: 'Read the log' }).click();
  await expect(parts).toBeVisible();
}

/** Address of the demonstration's task force, as the signed-in person's own session knows it. */
export async function taskForce(page: Page): Promise<string> {
  const operations = (await (await page.request.get(new URL('/api/v1/operations', page.url()).href)).json()) as {
    id: string;
    codeName: string;
  }[];
  const found = operations.find((one) => one.codeName === 'VIDTF-17');
  if (!found) throw new Error('the task force is not there');
  return `/o/${found.id}`;
}

import { expect, type Browser, type Page } from '@playwright/test';

/** A machine without a network: whatever `address` asks for beside itself fails the test. */
export async function offline(
  browser: Browser,
  address: string,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const context = await browser.newContext({ offline: true, colorScheme });
  const opened = await context.newPage();
  opened.on('request', (request) => expect(request.url()).toBe(address));
  opened.on('console', (said) => expect(said.type(), said.text()).not.toBe('error'));
  opened.on('pageerror', (error) => expect(error).toBeNull());
  await opened.goto(address);
  return opened;
}

/** What the page says of the whole extract. */
export const verdict = (look: Page) => look.getByRole('status').first();
export const records = (look: Page) => look.getByRole('table', { name: 'Records' }).getByRole('row');

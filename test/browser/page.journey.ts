import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

test('the page opens under its policy, without a complaint and without a barrier', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const foreign: string[] = [];
  page.on('request', (request) => !request.url().startsWith(new URL('/', page.url()).origin) && foreign.push(request.url()));
  await page.goto('/');
  await expect(page.getByRole('heading').first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => violation.id)).toEqual([]);
  expect(complaints).toEqual([]);
});

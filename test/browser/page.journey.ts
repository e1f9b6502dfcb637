import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

test('the page opens under its policy, asks nobody else, and has no barrier', async ({ page, baseURL }) => {
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => new URL(request.url()).origin !== baseURL && foreign.push(request.url()));
  await page.goto('/');
  await expect(page.getByRole('heading').first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => violation.id)).toEqual([]);
  expect(complaints).toEqual([]);
  expect(foreign).toEqual([]);
});

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
  // Who is there is asked of the server, and nobody is: the browser itself notes that answer.
  expect(complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  expect(foreign).toEqual([]);
});

test('the first screen costs at most 330 kB of script over the wire', async ({ page, baseURL }) => {
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js'))
      scripts.push(
        response
          .request()
          .sizes()
          .then((size) => size.responseBodySize),
      );
  });
  await page.goto(baseURL ?? '/');
  await expect(page.getByRole('heading').first()).toBeVisible();
  const total = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(330_000);
});

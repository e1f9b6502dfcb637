import { expect, type Page } from '@playwright/test';
import { signedIn, taskForce, test } from './people.js';

const grid = (page: Page) => page.getByRole('grid', { name: 'Access records, newest first' });
const lines = (page: Page) => grid(page).getByRole('row');

test('an auditor asks by reference, opens a record by keyboard and goes on asking', async ({ browser }) => {
  const ana = await signedIn(browser, 'ana.visser@nl');
  const operation = await taskForce(ana);
  const register = await ana.request.get(`/api/v1/operations/${operation.slice(3)}/register?limit=500`);
  const { items } = (await register.json()) as { items: { ref: string; dataset: string; originator: string }[] };
  const me = (await (await ana.request.get('/api/v1/me')).json()) as { agency: { id: string } };
  const own = items.find((one) => one.originator === me.agency.id);
  await ana.request.get(`/api/v1/datasets/${own?.dataset ?? ''}?ground=Victim%20identification`);

  const page = await signedIn(browser, 'ruben.van.dijk@nl', 'dark');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByText('NL people anywhere · NL information anywhere')).toBeVisible();
  await page.getByRole('textbox', { name: 'Reference' }).focus();
  await page.keyboard.type((own?.ref ?? '').toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Take away reference' })).toBeVisible();
  const seen = lines(page).filter({ hasText: 'dataset.view' }).filter({ hasText: 'Ana Visser' }).first();
  await expect(seen).toContainText('Victim identification');

  await seen.getByRole('gridcell').first().focus();
  await page.keyboard.press('Enter');
  const record = page.getByRole('complementary', { name: 'Record' });
  await expect(record).toContainText('dataset.view#');
  await expect(record).toContainText('every field is shown');
  await record.getByRole('button', { name: 'What was this person ever denied?' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/outcome=failure/);
  await expect(page.getByText('Until content is sealed at rest')).toBeVisible();
});

for (const width of [640, 1024]) {
  test(`the log keeps to its window at ${width} pixels: it fetches what is in sight and shows the record that is opened`, async ({
    browser,
  }) => {
    const page = await signedIn(browser, 'ruben.van.dijk@nl');
    await page.setViewportSize({ width, height: 900 });
    let lookUps = 0;
    page.on('request', (request) => (lookUps += request.url().includes('/api/v1/log?') ? 1 : 0));
    await page.goto('/log?within=all');
    await expect(page.getByText(/^\d+ records shown/)).toBeVisible();
    await expect(grid(page)).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(900);
    await lines(page).nth(1).getByRole('gridcell').first().focus();
    await page.keyboard.press('Enter');
    const record = page.getByRole('complementary', { name: 'Record' });
    await expect(record.getByRole('heading').first()).toBeInViewport();
    await record.getByRole('button', { name: 'Close' }).click();
    await expect(record).toHaveCount(0);
    expect(lookUps).toBeLessThanOrEqual(2);
  });
}

test('who leads reads no log', async ({ browser }) => {
  const page = await signedIn(browser, 'sofia.marin@europol');
  await expect(page.getByRole('link', { name: 'Access log' })).toHaveCount(0);
  await page.goto('/log');
  await expect(page.getByRole('alert')).toContainText('The log could not be read');
});

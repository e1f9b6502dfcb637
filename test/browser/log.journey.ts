import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { readsTheLog, signedIn, taskForce, test } from './people.js';

const grid = (page: Page) => page.getByRole('grid', { name: 'Access records, newest first' });
const lines = (page: Page) => grid(page).getByRole('row');
const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of the access log' }).getByRole('link', { name });

interface Owned {
  readonly ref: string;
  readonly dataset: string;
  readonly originator: string;
}

/** A dataset of the person's own agency, opened by them on a ground. */
async function opened(page: Page): Promise<Owned> {
  const operation = await taskForce(page);
  const register = await page.request.get(`/api/v1/operations/${operation.slice(3)}/register?limit=500`);
  const { items } = (await register.json()) as { items: readonly Owned[] };
  const me = (await (await page.request.get('/api/v1/me')).json()) as { agency: { id: string } };
  const own = items.find((one) => one.originator === me.agency.id);
  if (!own) throw new Error('the agency has no dataset');
  await page.request.get(`/api/v1/datasets/${own.dataset}?ground=Victim%20identification`);
  return own;
}

test('an auditor states a ground once, asks by reference, opens a record by keyboard and goes on asking', async ({
  browser,
}) => {
  const own = await opened(await signedIn(browser, 'ana.visser@nl'));
  const page = await signedIn(browser, 'ruben.van.dijk@nl', 'dark');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByText('NL people anywhere · NL information anywhere')).toBeVisible();
  await expect(page.getByRole('grid')).toHaveCount(0);
  await page.getByRole('radio', { name: 'To verify that processing was lawful' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Read for lawfulness of processing')).toBeVisible();
  await expect(page.locator('#main')).toBeFocused();

  await expect(grid(page)).toBeVisible();
  await expect(lines(page).filter({ hasText: 'Ruben van Dijk' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Take away own acts' }).press('Enter');
  await expect(lines(page).filter({ hasText: 'Ruben van Dijk' })).not.toHaveCount(0);
  await page.keyboard.press('f');
  await page.keyboard.type(own.ref.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Take away reference' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Reference' })).toBeFocused();
  const seen = lines(page).filter({ hasText: 'dataset.view' }).filter({ hasText: 'Ana Visser' }).first();
  await expect(seen).toContainText('Victim identification');

  await seen.getByRole('gridcell').first().focus();
  await page.keyboard.press('Enter');
  const record = page.getByRole('complementary', { name: 'Record' });
  await expect(record).toContainText('Why it was decided so');
  // The name is the server's word, the id what the record holds.
  await expect(record).toContainText(/Ana Visser [0-9a-f]{8}/);
  await expect(record).toContainText('dataset.view#');
  await expect(record).toContainText('What they could see then');
  await expect(record).toContainText('every field is shown');
  await page.reload();
  await expect(record).toContainText('dataset.view#');
  await record.getByRole('button', { name: 'What was this person ever denied?' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/outcome=failure/);
  await expect(page.getByText('Until content is sealed at rest')).toBeVisible();
});

test('who opened a dataset last week, and on what ground; and what could they see', async ({ browser }) => {
  const own = await opened(await signedIn(browser, 'ana.visser@nl'));
  const page = await signedIn(browser, 'ruben.van.dijk@nl');
  await readsTheLog(page);
  await part(page, 'Who opened it').click();
  await page.keyboard.press('f');
  await page.keyboard.type(own.ref);
  await page.keyboard.press('Enter');
  const answer = page.getByRole('grid', { name: `Who opened ${own.ref}` });
  const line = answer.getByRole('row').filter({ hasText: 'Ana Visser' }).first();
  await expect(line).toContainText('Victim identification');
  await expect(line).toContainText('opened');
  await line.getByRole('gridcell').first().focus();
  await page.keyboard.press('Enter');
  const record = page.getByRole('complementary', { name: 'Record' });
  await record.getByRole('button', { name: 'Verify in this browser' }).press('Enter');
  await expect(record.getByText(/^Verified in this browser/)).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(record).toHaveCount(0);
  await expect(line.getByRole('gridcell').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await record.getByRole('button', { name: 'What could this person see then?' }).click();
  await expect(page.getByRole('heading', { name: /^Ana Visser at/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Compartments they could read' })).toContainText('VIDTF-17');
});

/** The newest record of somebody else's people that shows to this auditor. */
async function ofAnotherAgency(page: Page): Promise<string> {
  for (let next: string | null = ''; next !== null;) {
    const log = await page.request.get(`/api/v1/log?ownActs=hidden${next && `&next=${encodeURIComponent(next)}`}`);
    const found = (await log.json()) as { items: { id: string; seenAs: string }[]; next: string | null };
    const other = found.items.find((one) => one.seenAs === 'information');
    if (other) return other.id;
    next = found.next;
  }
  throw new Error('nobody else has touched this agency’s information');
}

test('of other agencies’ people the cut fields are named, and whose auditors to ask', async ({ browser }) => {
  const page = await signedIn(browser, 'ruben.van.dijk@nl');
  await readsTheLog(page);
  await page.goto(`/log?within=all&record=${await ofAnotherAgency(page)}`);
  const record = page.getByRole('complementary', { name: 'Record' });
  await expect(record.getByText('not shown to you', { exact: true })).not.toHaveCount(0);
  await expect(record).toContainText(/shown to the auditors of \w+ alone/);
  await expect(record).not.toContainText('127.0.0.1');
});

test('every figure has its table, and the server makes and records their file', async ({ browser }) => {
  const page = await signedIn(browser, 'ruben.van.dijk@nl');
  await readsTheLog(page);
  await part(page, 'Figures').click();
  const when = page.getByRole('region', { name: 'Hour and weekday' });
  await when.getByRole('button', { name: 'Hour and weekday as a table' }).click();
  await expect(when.getByRole('rowheader', { name: 'Monday' })).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV of the pictures' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('access-log-counts.csv');
  // With the mark by which spreadsheets know UTF-8.
  expect((await readFile(await file.path())).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  await expect(page.getByText('The table is taken, and recorded.')).toBeVisible();
  const exported = await page.request.get('/api/v1/log?act=log.export');
  expect(((await exported.json()) as { items: unknown }).items).toMatchObject([
    { act: 'log.export', outcome: 'success' },
  ]);
  await page
    .getByRole('region', { name: 'By class' })
    .getByRole('button', { name: /^consultation/ })
    .click();
  await expect(page.getByRole('button', { name: 'Take away class' })).toBeVisible();
  await expect(page).toHaveURL(/view=figures/);
});

for (const theme of ['light', 'dark'] as const)
  test(`no barrier in any part of the log, ${theme}`, async ({ browser }) => {
    const page = await signedIn(browser, 'ruben.van.dijk@nl', theme);
    await page.goto('/log');
    await expect(page.getByRole('heading', { name: 'Why do you read the log?' })).toBeVisible();
    const free = async (): Promise<void> =>
      expect((await new AxeBuilder({ page }).analyze()).violations.map((one) => one.id)).toEqual([]);
    await free();
    await readsTheLog(page);
    for (const link of await page
      .getByRole('navigation', { name: 'Parts of the access log' })
      .getByRole('link')
      .all()) {
      await link.click();
      await expect(page.getByRole('main').getByLabel(/^(Reading|Looking|Counting)/)).toHaveCount(0);
      await free();
    }
  });

test('no barrier where something stands out', async ({ browser }) => {
  const coordinator = await signedIn(browser, 'karin.sandberg@se');
  const hours = { zone: 'UTC', weekdays: [((new Date().getUTCDay() + 1) % 7) + 1], from: 8, to: 9 };
  const stated = await coordinator.request.patch('/api/v1/agency', { headers: { 'x-liaison': '1' }, data: { hours } });
  expect(stated.status()).toBe(200);
  const page = await signedIn(browser, 'gunilla.akesson@se');
  await readsTheLog(page, '/log?view=anomalies');
  await page.goto('/log?view=anomalies&days=30');
  await expect(page.getByRole('listitem', { name: /^out of hours/ }).first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map((one) => one.id)).toEqual([]);
});

for (const width of [640, 1024]) {
  test(`the log keeps to its window at ${width} pixels: it fetches what is in sight and shows the record that is opened`, async ({
    browser,
  }) => {
    const page = await signedIn(browser, 'ruben.van.dijk@nl');
    await page.setViewportSize({ width, height: 900 });
    let lookUps = 0;
    page.on('request', (request) => (lookUps += request.url().includes('/api/v1/log?') ? 1 : 0));
    await readsTheLog(page, '/log?within=all');
    await expect(page.getByText(/^\d+ records shown/)).toBeVisible();
    await expect(grid(page)).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(900);
    await lines(page).nth(1).getByRole('gridcell').first().focus();
    await page.keyboard.press('Enter');
    const record = page.getByRole('complementary', { name: 'Record' });
    await expect(record.getByRole('heading').first()).toBeInViewport();
    await record.getByRole('button', { name: 'Close' }).press('Escape');
    await expect(record).toHaveCount(0);
    await expect(lines(page).nth(1).getByRole('gridcell').first()).toBeFocused();
    expect(lookUps).toBeLessThanOrEqual(2);
  });
}

test('who leads reads no log', async ({ browser }) => {
  const page = await signedIn(browser, 'sofia.marin@europol');
  await expect(page.getByRole('link', { name: 'Access log' })).toHaveCount(0);
  await page.goto('/log');
  await expect(page.getByRole('alert')).toContainText('The log could not be read');
});

test('oversight sees who looked at the log, and is offered no question that has no answer', async ({ browser }) => {
  await readsTheLog(await signedIn(browser, 'ruben.van.dijk@nl'));
  const page = await signedIn(browser, 'isabelle.thevenin@europol');
  await readsTheLog(page);
  await expect(part(page, 'Figures')).toBeVisible();
  await expect(part(page, 'Enquiries')).toHaveCount(0);
  await page.getByRole('button', { name: 'Any class' }).press('Enter');
  const classes = page.getByRole('group', { name: 'Classes of acts' });
  await expect(classes.getByRole('checkbox', { name: 'Log access' })).toBeVisible();
  await expect(classes.getByRole('checkbox', { name: 'Sign-in' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.goto('/log?act=log.read&within=hour');
  const look = lines(page).filter({ hasText: 'Ruben van Dijk' }).first();
  await look.getByRole('gridcell').first().focus();
  await page.keyboard.press('Enter');
  const record = page.getByRole('complementary', { name: 'Record' });
  await expect(record).toContainText('not what was asked');
  await expect(record.getByRole('button', { name: 'What else did this person do that hour?' })).toBeVisible();
  await expect(record.getByRole('button', { name: 'What could this person see then?' })).toHaveCount(0);
  await expect(record.getByRole('button', { name: /^Ask the auditors/ })).toHaveCount(0);
});

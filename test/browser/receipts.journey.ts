import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { asOperator } from './operator.js';
import { enter, taskForce, test } from './people.js';

/** The records that this browser holds receipts for. */
const sampled = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((name) => name.startsWith('liaison:receipt:'))
      .map((name) => (name.split(':')[3] ?? '').replaceAll('-', '+').replaceAll('_', '/'))
      .map((note) => atob(note).split('\n')[2] ?? ''),
  );

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^You:/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Sign-in name')).toBeVisible();
}

test('receipts that wait are there after the next sign-in, and asked about then', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  await context.addInitScript(() => (Math.random = () => 0));
  await context.clock.install();
  const page = await context.newPage();
  await page.goto('/');
  await enter(page, 'ana.visser@nl');
  await expect.poll(async () => (await sampled(page)).length).toBeGreaterThan(0);
  const before = await sampled(page);
  await signOut(page);
  expect(await sampled(page)).toEqual(expect.arrayContaining([...before]));
  // A session of less than a minute looks too: as soon as somebody is in.
  await context.clock.fastForward(61_000);
  const asking = page.waitForRequest((one) => one.url().endsWith('/api/v1/receipts'));
  await enter(page, 'ana.visser@nl');
  const { records } = (await asking).postDataJSON() as { records: readonly string[] };
  expect(records).toEqual(expect.arrayContaining([...before]));
});

test('a record that the log has lost is an alarm on the screen of the person whose act it was', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } });
  // Each act is in the sample.
  await context.addInitScript(() => (Math.random = () => 0));
  await context.clock.install();
  const page = await context.newPage();
  await page.goto('/');
  await enter(page, 'ana.visser@nl');
  const alarm = page.getByRole('alert').filter({ hasText: 'The access log may have lost a record' });

  await expect.poll(async () => (await sampled(page)).length).toBeGreaterThan(0);
  const kept = await sampled(page);
  await expect(async () => {
    await context.clock.fastForward(61_000);
    expect((await sampled(page)).filter((one) => kept.includes(one))).toEqual([]);
  }).toPass();
  await expect(alarm).toHaveCount(0);

  const before = await sampled(page);
  await asOperator('revoke insert on access_entry from liaison_log');
  try {
    await page.goto(await taskForce(page));
    await expect.poll(async () => (await sampled(page)).some((one) => !before.includes(one))).toBe(true);
    const lost = (await sampled(page)).find((one) => !before.includes(one)) ?? '';
    await asOperator(
      `delete from access_pending where record = '${lost}'`,
      `delete from access_body where record = '${lost}'`,
      `delete from access_record where id = '${lost}'`,
    );
  } finally {
    await asOperator('grant insert on access_entry to liaison_log');
  }
  // Each act is sampled, and 32 are asked about at a time.
  await expect(async () => {
    await context.clock.fastForward(61_000);
    await expect(alarm).toContainText('does not know the record', { timeout: 3_000 });
  }).toPass();
  await page.reload();
  await expect(alarm).toContainText('give it to your agency’s auditor');

  expect((await new AxeBuilder({ page }).include('[role=alert]').analyze()).violations).toEqual([]);

  // After the next sign-in it still says so; only what was saved can be put away.
  await signOut(page);
  await enter(page, 'ana.visser@nl');
  await expect(alarm).toContainText('does not know the record');
  await expect(alarm.getByRole('button', { name: 'My auditor has it' })).toBeDisabled();
  const saving = page.waitForEvent('download');
  await alarm.getByRole('button', { name: 'Save the receipt' }).click();
  const saved = readFileSync(await (await saving).path(), 'utf8');
  expect(saved).toContain('liaison receipt v1');
  await alarm.getByRole('button', { name: 'My auditor has it' }).click();
  await expect(alarm).toHaveCount(0);
});

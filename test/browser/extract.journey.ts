import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { CommandLine } from '../kit/command-line.js';
import { offline, records, verdict } from './offline.js';
import { readsTheLog, signedIn, taskForce, test } from './people.js';

const minute = 60_000;
const day = 24 * 60 * minute;
// Nobody listens there: who checks an extract needs no server.
const line = new CommandLine('http://127.0.0.1:9');
test.afterAll(() => line.close());

/** Presses what saves a file, and answers where it was put. */
async function saved(page: Page, name: string, path: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).press('Enter')]);
  await file.saveAs(path);
  return path;
}

/** An extract ends a minute ago: so long ago somebody must have done something in the operation. */
async function somethingDone(page: Page, operation: string): Promise<void> {
  const asked = (): string =>
    `/api/v1/log?operation=${operation}&to=${new Date(Date.now() - minute).toISOString()}&ownActs=hidden`;
  const found = async (): Promise<number> => {
    const { items } = (await (await page.request.get(asked())).json()) as { items: readonly unknown[] };
    return items.length;
  };
  await expect.poll(found, { timeout: 2 * minute }).toBeGreaterThan(0);
}

test('an auditor takes an extract by keyboard; it holds without a network, and with one byte changed it is refused', async ({
  browser,
}, info) => {
  test.setTimeout(4 * minute);
  const page = await signedIn(browser, 'ruben.van.dijk@nl');
  await readsTheLog(page, '/log?view=tree');
  const policy = await saved(page, 'Save the policy', info.outputPath('policy'));
  const operation = (await taskForce(page)).slice('/o/'.length);
  await somethingDone(page, operation);

  await page.goto('/log');
  await page.getByRole('button', { name: 'Extract…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Take an extract' });
  const yesterday = new Date(Date.now() - day).toISOString().slice(0, 16);
  await dialog.getByLabel('From (UTC)').fill(yesterday);
  await dialog.getByLabel('Before (UTC)').fill(yesterday);
  await dialog.getByRole('button', { name: /Operation/ }).press('Enter');
  await page.getByRole('option', { name: 'VIDTF-17' }).press('Enter');
  await dialog.getByRole('button', { name: 'Take the extract' }).press('Enter');
  await expect(dialog.getByText(/^Must be before/i)).toBeVisible();
  await expect(dialog.getByLabel('From (UTC)')).toHaveValue(yesterday);
  await dialog.getByLabel('Before (UTC)').fill('');
  const zip = await saved(page, 'Take the extract', info.outputPath('extract.zip'));
  await expect(page.getByText('The extract is taken, and recorded.')).toBeVisible();
  await expect(dialog).toHaveCount(0);

  const bytes = readFileSync(zip);
  const files = unzipSync(bytes);
  const lookAt = info.outputPath('LOOK.html');
  writeFileSync(lookAt, files['LOOK.html'] ?? '');
  const changed = info.outputPath('changed.zip');
  const first = bytes.indexOf(files['records.jsonl'] ?? '');
  const place = bytes.indexOf('"operation', first);
  expect(place).toBeGreaterThan(first);
  writeFileSync(
    changed,
    bytes.map((byte, i) => (i === place + 1 ? byte ^ 1 : byte)),
  );

  const look = await offline(browser, pathToFileURL(lookAt).href);
  await look.getByLabel('Policy that your agency keeps').setInputFiles(policy);
  await look.getByLabel('Extract (.zip)').setInputFiles(zip);
  await expect(verdict(look)).toContainText('Clean');
  expect(await records(look).count()).toBeGreaterThan(1);
  expect(await line.run(['log', 'verify', zip, '--policy', policy])).toMatchObject({ exit: 0, err: '' });

  await look.getByLabel('Extract (.zip)').setInputFiles(changed);
  await expect(verdict(look)).toContainText('Refused');
  const hit = [/The file records\.jsonl was changed after the extract was made\./, /Record \d+ is not what/];
  const ran = await line.run(['log', 'verify', changed, '--policy', policy]);
  expect(ran.exit).toBe(1);
  for (const words of hit) {
    await expect(verdict(look)).toContainText(words);
    expect(ran.out).toMatch(words);
  }
});

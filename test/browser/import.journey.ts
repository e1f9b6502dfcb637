import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { signedIn, taskForce, test } from './people.js';

const table = (page: Page, name: string) => page.getByRole('table', { name });
const stamp = Date.now() % 1_000_000;

/** Three good rows, of which one has a word that nobody has met; one without a reference, one with a bad day. */
const register = [
  'Dossier;Herkomst;Ontvangen;Foto’s;State;Opmerking;Intern',
  `NL/${stamp}/1;NL;2025-06-03;12;triaged;two devices;x`,
  `NL/${stamp}/2;NL;2025-06-04;7;wacht ${stamp};audio track;x`,
  `NL/${stamp}/3;NL;2025-06-05;;triaged;;x`,
  ';NL;2025-06-05;1;triaged;;x',
  `NL/${stamp}/5;NL;2025-13-45;1;triaged;;x`,
].join('\r\n');

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text, 'utf8') });

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page
    .getByRole('option', { name: new RegExp(`^${option}`) })
    .first()
    .click();
}

test('a register in the agency’s own columns comes in: mapped, mended, shared, and what failed is kept', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'ana.visser@nl');
  await page.goto(`${await taskForce(page)}/import`);
  await page.getByLabel('File to import').setInputFiles(file('register.csv', register));

  await expect(table(page, 'Columns of the file and what they mean')).toContainText('two devices');
  for (const [column, field] of [
    ['Dossier', 'External reference'],
    ['Herkomst', 'Origin'],
    ['Ontvangen', 'Received on'],
    ['Foto’s', 'Images'],
    ['State', 'Status'],
    ['Opmerking', 'Note'],
  ] as const)
    await choose(page, `Meaning of ${column}`, field);
  await page.getByRole('button', { name: 'Read the file and show what would come' }).click();

  const errors = table(page, 'Rows with errors');
  await expect(errors).toContainText(`wacht ${stamp}`);
  await page.getByRole('button', { name: 'Back to columns and words' }).click();
  await choose(page, `Meaning of wacht ${stamp} in Status`, 'received');
  await page.getByRole('button', { name: 'Read the file and show what would come' }).click();

  await expect(page.getByRole('heading', { name: '2 rows with errors' })).toBeVisible();
  await expect(errors.getByRole('row')).toHaveCount(3);
  await expect(errors).toContainText('2025-13-45');
  await expect(page.getByText(/Dropped unread: Intern/)).toBeVisible();
  await expect(page.getByText('2 people of 1 agency')).toBeVisible();
  await choose(page, 'Share in the same step', 'All participants');
  await expect(page.getByText(/29 people of 24 agencies/)).toBeVisible();
  await page.getByRole('button', { name: 'Register the 3 good rows' }).click();

  await expect(page.getByText('3 registered')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the failed rows' }).click();
  const failed = await readFile(await (await download).path(), 'utf8');
  expect(failed).toContain('2025-13-45');
  expect(failed).toContain('How to mend it');

  await page.getByRole('button', { name: 'Import another file' }).click();
  await page.getByLabel('File to import').setInputFiles(file('register.csv', register));
  await expect(page.getByText('Every word has a meaning.')).toBeVisible();
  await page.getByRole('button', { name: 'Read the file and show what would come' }).click();
  await expect(page.getByText('3 known', { exact: true })).toBeVisible();
  await page.getByText('Update them').click();
  await page.getByRole('button', { name: 'Register the 3 good rows' }).click();
  await expect(page.getByText('3 updated')).toBeVisible();
});

test('a picture is refused before anything is kept', async ({ browser }) => {
  const page = await signedIn(browser, 'ana.visser@nl');
  await page.goto(`${await taskForce(page)}/import`);
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  await page.getByLabel('File to import').setInputFiles({ name: 'plate.csv', mimeType: 'text/csv', buffer: png });
  await expect(page.getByRole('alert')).toContainText('This file cannot be imported');
  await expect(page.getByRole('button', { name: 'Choose a file…' })).toBeVisible();
});

test('the own register goes out with its reason', async ({ browser }) => {
  const page = await signedIn(browser, 'ana.visser@nl');
  await page.goto(`${await taskForce(page)}/datasets`);
  await page.getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Export as CSV' })).toBeDisabled();
  await dialog.getByLabel('What is it for?').fill('Monthly comparison with the national register');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export as CSV' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text.split('\r\n').length).toBeGreaterThan(3);
  expect(text).not.toMatch(/\bFR\/VID\//);
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { formatPolicy } from '@liaison/transparency-log';
import { sampleExtract, type Sample } from '../kit/extract-sample.js';
import { offline, records, verdict } from './offline.js';

const page = pathToFileURL(fileURLToPath(new URL('../../dist/look/LOOK.html', import.meta.url))).href;
const folder = mkdtempSync(join(tmpdir(), 'liaison-look-'));
const at = (name: string): string => join(folder, name);
let sample: Sample;
let chosen = '';

test.beforeAll(async () => {
  sample = await sampleExtract({ records: 30 });
  writeFileSync(at('genuine.zip'), sample.bytes);
  writeFileSync(at('policy'), formatPolicy(sample.policy));
  const place = sample.bytes.indexOf('analyst');
  writeFileSync(
    at('changed.zip'),
    Uint8Array.from(sample.bytes, (byte, i) => (i === place ? byte ^ 1 : byte)),
  );
});

/** Asked for before any key is pressed: a dialog that nobody waits for yet would be lost. */
async function opened(browser: Browser, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const look = await offline(browser, page, colorScheme);
  look.on('filechooser', (chooser) => chooser.setFiles(at(chosen)));
  return look;
}

async function chooseByKeyboard(look: Page, label: string, file: string): Promise<void> {
  await look.getByLabel(label).focus();
  chosen = file;
  await look.keyboard.press('Enter');
}

for (const theme of ['light', 'dark'] as const)
  test(`an extract is checked without a network, by keyboard alone (${theme})`, async ({ browser }) => {
    const look = await opened(browser, theme);
    await chooseByKeyboard(look, 'Extract (.zip)', 'genuine.zip');
    await expect(verdict(look)).toContainText('Holds together, but not confirmed');
    await chooseByKeyboard(look, 'Policy that your agency keeps', 'policy');
    await expect(verdict(look)).toContainText('Clean');
    await expect(records(look)).toHaveCount(31);
    await expect(look.getByText('30 in the range; 6 around it show that none is missing')).toBeVisible();

    await look.getByRole('searchbox').focus();
    await look.keyboard.type(`"agency":"${sample.agency}"`);
    await expect(records(look)).toHaveCount(16);
    await records(look).nth(1).getByText('fields').focus();
    await look.keyboard.press('Enter');
    await expect(records(look).nth(1)).toContainText('192.0.2.17');
    await expect(records(look).nth(1)).toContainText('Brigitte’s Kundin 🦘');
    await expect(records(look).nth(1).getByRole('cell').nth(3)).toHaveText('NL');
    expect((await new AxeBuilder({ page: look }).analyze()).violations).toEqual([]);
    await look.screenshot({ path: test.info().outputPath(`clean-${theme}.png`), fullPage: true });
  });

for (const theme of ['light', 'dark'] as const)
  test(`one byte changed is refused (${theme})`, async ({ browser }) => {
    const look = await opened(browser, theme);
    await look.getByLabel('Policy that your agency keeps').setInputFiles(at('policy'));
    await look.getByLabel('Extract (.zip)').setInputFiles(at('changed.zip'));
    await expect(verdict(look)).toContainText('Refused');
    await expect(verdict(look)).toContainText('The file records.jsonl was changed after the extract was made.');
    await expect(verdict(look)).toContainText(/Record \d+ is not what the access log holds\./);
    await expect(look.getByRole('table', { name: 'Faults' })).toContainText('records.jsonl');
    expect((await new AxeBuilder({ page: look }).analyze()).violations).toEqual([]);
    await look.screenshot({ path: test.info().outputPath(`refused-${theme}.png`), fullPage: true });
  });

test('what is dropped on the page is checked, and what is no extract is refused', async ({ browser }) => {
  const look = await opened(browser);
  const transfer = await look.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['no zip'], 'x.zip'));
    return data;
  });
  await look.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(verdict(look)).toContainText('Refused');
  await expect(look.getByRole('table', { name: 'Faults' })).toContainText('is no zip, or a damaged one');
  await look.getByLabel('Policy that your agency keeps').setInputFiles(at('changed.zip'));
  await expect(verdict(look)).toContainText('changed.zip is no policy');
});

import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { Certified, JsonReceiver } from '../kit/receivers.js';
import { leaver } from './leaver.js';
import { OwnServer } from './own-server.js';
import { readsTheLog, signedIn, test } from './people.js';

const coordinator = 'karin.sandberg@se';
const auditor = 'gunilla.akesson@se';

/** As whoever has no mouse. */
async function press(page: Page | Locator, name: string | RegExp, keys: Page): Promise<void> {
  await page.getByRole('button', { name }).focus();
  await keys.keyboard.press('Enter');
}

/** Without what was said a moment ago: for some seconds react-aria keeps it, by the name of a button that is gone. */
async function violations(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze();
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

const dialog = (page: Page): Locator => page.getByRole('dialog').or(page.getByRole('alertdialog'));

test('a coordinator asks for an erasure; an auditor is stopped by a hold, lifts it, and carries it out', async ({
  browser,
}) => {
  const karin = await signedIn(browser, coordinator);
  const { name } = await leaver(karin);
  // The second window was opened before the first one asked.
  const late = await karin.context().newPage();
  for (const page of [late, karin]) {
    await page.goto('/agency');
    await press(page, `Erase ${name}`, page);
    await expect(dialog(page).getByRole('button', { name: 'Ask for the erasure' })).toBeDisabled();
    await dialog(page).getByRole('radio', { name: 'The person’s right to erasure' }).focus();
    await page.keyboard.press('Space');
  }
  await karin.keyboard.press('Enter');
  const line = karin.getByRole('table', { name: 'Erasures' }).getByRole('row').filter({ hasText: name });
  await expect(line).toContainText('waits for an auditor');
  await expect(karin.getByRole('button', { name: `Erase ${name}` })).toHaveCount(0);
  await late.keyboard.press('Enter');
  await expect(dialog(late).getByRole('alert')).toContainText('An erasure of this person waits for an auditor already');
  await expect(dialog(late).getByRole('radio', { name: 'The person’s right to erasure' })).toBeChecked();

  const page = await signedIn(browser, auditor, 'dark');
  await readsTheLog(page, '/log?view=keeping');
  const erasure = page.getByRole('listitem', { name: `Erasure of ${name}` });
  await expect(erasure).toContainText('Asked for by Karin Sandberg');
  await press(page, 'Set a hold…', page);
  const person = dialog(page).getByRole('combobox', { name: 'Person of your agency' });
  await person.fill(name);
  await expect(page.getByRole('option', { name })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog(page).getByLabel('Records from (UTC)').fill('2026-02-01T00:00');
  await dialog(page).getByLabel('Until before (UTC)').fill('2026-01-01T00:00');
  await dialog(page).getByLabel('Why').fill('Proceedings B 17-26');
  await press(dialog(page), 'Set the hold', page);
  await expect(dialog(page).getByText('Must be after from.')).toBeVisible();
  await expect(dialog(page).getByLabel('Why')).toHaveValue('Proceedings B 17-26');
  expect(await violations(page)).toEqual([]);
  await dialog(page).getByLabel('Until before (UTC)').fill('');
  await dialog(page).getByLabel('Records from (UTC)').fill('');
  await press(dialog(page), 'Set the hold', page);
  const hold = page.getByRole('listitem', { name: `Hold on ${name}` });
  await expect(hold).toContainText('Proceedings B 17-26');
  await expect(erasure).toContainText('blocked');

  await press(erasure, /^Carry out/, page);
  await expect(dialog(page)).toContainText('What remains');
  expect(await violations(page)).toEqual([]);
  await press(dialog(page), 'Erase now', page);
  await expect(dialog(page).getByRole('alert')).toContainText('Nothing was erased');
  await expect(dialog(page).getByRole('list', { name: 'What blocks it' })).toContainText('Proceedings B 17-26');
  await page.keyboard.press('Escape');

  await press(hold, /^Lift/, page);
  await expect(dialog(page)).toContainText('What is erased does not come back');
  await page.keyboard.type('Judgement of 3 March is final');
  await press(dialog(page), 'Lift it', page);
  await expect(hold).toHaveCount(0);
  await page.getByText(/^\d+ lifted$/).click();
  await expect(page.getByText('Judgement of 3 March is final')).toBeVisible();

  await press(erasure, /^Carry out/, page);
  await press(dialog(page), 'Erase now', page);
  await expect(page.getByText(/^Erased: values of \d+ records/)).toBeVisible();
  await expect(erasure).toHaveCount(0);
  await page.getByText(/^\d+ carried out or refused$/).click();
  await expect(
    page.getByRole('table', { name: 'Erasures carried out or refused' }).getByRole('row').nth(1),
  ).toContainText('not named any more');
  await expect(page.getByText(name)).toHaveCount(0);

  // What they did stays, says what of it is gone, and is proven as before.
  await page.goto('/log?within=all&act=session.start');
  await page.getByRole('row').filter({ hasText: 'SE · erased' }).first().getByRole('gridcell').first().focus();
  await page.keyboard.press('Enter');
  const record = page.getByRole('complementary', { name: 'Record' });
  await expect(record).toContainText(/Person\s*erased/);
  await expect(record).toContainText(/Address\s*erased/);
  await press(record, 'Verify in this browser', page);
  await expect(record.getByText(/^Verified in this browser/)).toBeVisible();
  await expect(record).toContainText(/Erased, and so compared with nothing: .*person/);

  await karin.goto('/agency');
  await expect(karin.getByRole('table', { name: 'Erasures' }).getByRole('row').nth(1)).toContainText('carried out');
  await expect(karin.getByRole('button', { name: /Erased person/ })).toHaveCount(0);
});

test('an auditor refuses an erasure, and every value stays', async ({ browser }) => {
  const karin = await signedIn(browser, coordinator);
  const { id, name } = await leaver(karin);
  const asked = await karin.request.post('/api/v1/agency/erasures', {
    headers: { 'x-liaison': '1' },
    data: { person: id, basis: 'order' },
  });
  expect(asked.ok()).toBe(true);
  const page = await signedIn(browser, auditor);
  await readsTheLog(page, '/log?view=keeping');
  await press(page, `Refuse the erasure of ${name}`, page);
  await expect(dialog(page)).toContainText('Every value stays');
  await press(dialog(page), 'Refuse it', page);
  await expect(page.getByRole('listitem', { name: `Erasure of ${name}` })).toHaveCount(0);
  // What was pressed is gone: the keyboard goes on in the screen, not at the top of the page.
  await expect(page.getByRole('main')).toBeFocused();
  await page.getByText(/^\d+ carried out or refused$/).click();
  await expect(
    page.getByRole('table', { name: 'Erasures carried out or refused' }).getByRole('row').filter({ hasText: name }),
  ).toContainText('refused');
});

test('a coordinator shortens how long a class is kept; auditors see what is announced, and change nothing', async ({
  browser,
}) => {
  const karin = await signedIn(browser, coordinator);
  await karin.goto('/agency');
  await press(karin, 'Change how long sign-in is kept', karin);
  const days = dialog(karin).getByLabel('Days');
  await days.fill('12');
  await karin.keyboard.press('Enter');
  await expect(dialog(karin).getByText('Must be a number of days from 365 to 3650.')).toBeVisible();
  await expect(days).toHaveValue('12');
  await days.fill('400');
  await karin.keyboard.press('Enter');
  const kept = (page: Page) =>
    page.getByRole('table', { name: 'How long values are kept' }).getByRole('row').filter({ hasText: 'sign-in' });
  await expect(kept(karin)).toContainText(/400 days from \d/);

  const page = await signedIn(browser, auditor);
  await readsTheLog(page, '/log?view=keeping');
  await expect(kept(page)).toContainText(/1,095 days \(3 years\).*400 days from \d/);
  await expect(page.getByRole('button', { name: /^Change how long/ })).toHaveCount(0);
});

test('a hold is set from a record, and by a reference', async ({ browser }) => {
  const page = await signedIn(browser, auditor);
  await readsTheLog(page, '/log?view=keeping');
  await press(page, 'Set a hold…', page);
  await dialog(page).getByRole('radio', { name: 'An object' }).focus();
  await page.keyboard.press('Space');
  await dialog(page).getByLabel('Reference or id').fill('nothing such');
  await dialog(page).getByLabel('Why').fill('For a court');
  await press(dialog(page), 'Set the hold', page);
  await expect(dialog(page).getByText('Must be a reference such as VIDTF17-7K3Q.')).toBeVisible();
  await dialog(page).getByLabel('Reference or id').fill('VIDTF17-0000');
  await press(dialog(page), 'Set the hold', page);
  await expect(dialog(page).getByText(/^Is in no record that you may see/)).toBeVisible();
  await expect(dialog(page).getByLabel('Why')).toHaveValue('For a court');
  await page.keyboard.press('Escape');

  await page.goto('/log?within=all');
  const named = page.getByRole('row').filter({ hasText: /VIDTF17-\w{4}/ });
  await named.first().getByRole('gridcell').first().focus();
  await page.keyboard.press('Enter');
  const record = page.getByRole('complementary', { name: 'Record' });
  const name = await record
    .getByRole('button', { name: /^Hold records of/ })
    .first()
    .textContent();
  const reference = /VIDTF17-\w{4}/.exec(name ?? '')?.[0] ?? '';
  await press(record, `Hold records of ${reference}…`, page);
  await dialog(page).getByLabel('Why').fill(`For a court, ${reference}`);
  await press(dialog(page), 'Set the hold', page);
  await expect(page.getByText('The hold is set: nothing that it covers is erased.')).toBeVisible();
  await page.goto('/log?view=keeping');
  await expect(page.getByRole('listitem', { name: `Hold on ${reference}` }).first()).toContainText(
    `For a court, ${reference}`,
  );
});

test('oversight keeps and sends, and erases nobody', async ({ browser }) => {
  const page = await signedIn(browser, 'isabelle.thevenin@europol');
  await readsTheLog(page, '/log?view=keeping');
  await expect(page.getByRole('button', { name: 'Set a hold…' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^(Erasures|Retention)/ })).toHaveCount(0);
  await page.goto('/log?view=sending');
  await expect(page.getByText('There is nowhere to send it')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send it on…' })).toHaveCount(0);
});

test.describe('sent on', () => {
  let certified: Certified;
  let receiver: JsonReceiver;
  let server: OwnServer;

  test.beforeAll(async () => {
    certified = new Certified();
    receiver = await new JsonReceiver(certified).listen();
    const list = join(certified.folder, 'destinations.json');
    const place = { agency: 'SE', for: 'auditors', format: 'json', ca: 'ca.pem' };
    writeFileSync(
      list,
      JSON.stringify([
        { name: 'se-siem', address: `https://127.0.0.1:${receiver.port}/in`, ...place },
        { name: 'se-archive', address: 'https://archive.se.example/in', ...place },
      ]),
    );
    server = await OwnServer.start({ LIAISON_LOG_DESTINATIONS: list });
  });
  test.afterAll(async () => {
    await server.stop();
    receiver.close();
    certified.remove();
  });

  for (const theme of ['light', 'dark'] as const)
    test(`an auditor has the log sent on, sees what is not taken, and stops it, by keyboard, ${theme}`, async ({
      browser,
    }) => {
      const page = await signedIn(browser, auditor, theme, server.wire.url);
      await readsTheLog(page, '/log?view=sending');
      receiver.manner = 'refusing';
      await press(page, 'Send it on…', page);
      await dialog(page).getByRole('radio', { name: 'se-siem' }).focus();
      await page.keyboard.press('Space');
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Enter');
      const item = page.getByRole('listitem', { name: 'Sent to se-siem' }).filter({ hasText: 'Send again' });
      await expect(item).toContainText(`127.0.0.1:${receiver.port}`);
      await press(page, 'Send it on…', page);
      await expect(dialog(page).getByRole('radio', { name: 'se-siem' })).toBeDisabled();
      await page.keyboard.press('Escape');
      const looking = async (words: string | RegExp): Promise<void> =>
        expect(async () => {
          await press(page, 'Look again', page);
          await expect(item).toContainText(words, { timeout: 1_000 });
        }).toPass({ timeout: 60_000 });
      await looking('The destination answered 503.');
      await expect(item).toContainText('not taken');
      expect(await violations(page)).toEqual([]);
      receiver.manner = 'well';
      await receiver.until(() => receiver.lines().some((line) => line.includes('log.subscribe')));
      await looking(/records up to \d{4}-/);

      const before = receiver.lines().length;
      await press(item, /^Send again/, page);
      await dialog(page).getByLabel('From (UTC)').fill('2020-01-01T00:00');
      await page.keyboard.press('Enter');
      await expect(dialog(page)).toHaveCount(0);
      await receiver.until(() => receiver.lines().length > before + 20);

      await press(item, /^Stop/, page);
      await press(dialog(page), 'Stop sending', page);
      await expect(item).toHaveCount(0);
      await page.getByText(/^\d+ stopped$/).click();
      await expect(page.getByText('stopped', { exact: true }).first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
});

for (const width of [320, 640, 1440])
  test(`what stays and what goes fits into ${width} pixels`, async ({ browser }) => {
    const page = await signedIn(browser, auditor);
    await page.setViewportSize({ width, height: 800 });
    for (const view of ['keeping', 'sending']) {
      await readsTheLog(page, `/log?view=${view}`);
      await expect(page.getByRole('main').getByLabel(/^Reading/)).toHaveCount(0);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over, view).toBeLessThanOrEqual(0);
    }
  });

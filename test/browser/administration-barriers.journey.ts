import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { signedIn, taskForce, test } from './people.js';

/** Every screen of people, agencies, registers and the log: whose, where, and what says that it is drawn. */
const screens: readonly (readonly [string, string, string])[] = [
  ['sofia.marin@europol', '/account', 'Reading and writing'],
  ['sofia.marin@europol', '/open', 'Limits'],
  ['sofia.marin@europol', '$op/datasets', 'Sums of what is shown'],
  ['sofia.marin@europol', '$op/import', 'Choose a file'],
  ['sofia.marin@europol', '$op/members', 'People of the operation'],
  ['sofia.marin@europol', '$op/members?view=agencies', 'Agencies of the operation'],
  ['sofia.marin@europol', '$op/members?view=audiences', 'How many people of each agency'],
  ['sofia.marin@europol', '$op/members?view=about', 'Legal basis'],
  ['karin.sandberg@se', '/agency', 'People of SE'],
  ['administrator@platform', '/agency', 'Agencies of the installation'],
  ['gunilla.akesson@se', '/log', 'Why do you read the log?'],
];

async function violations(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

/** Text, a label or a name that says that the screen is drawn. */
async function drawn(page: Page, sign: string): Promise<void> {
  await expect(page.getByText(sign).or(page.getByLabel(sign)).first()).toBeAttached({ timeout: 15_000 });
}

for (const theme of ['light', 'dark'] as const)
  for (const person of [...new Set(screens.map(([who]) => who))])
    test(`no barrier on the screens of ${person}, ${theme}`, async ({ browser }) => {
      const page = await signedIn(browser, person, theme);
      for (const [who, path, sign] of screens) {
        if (who !== person) continue;
        await page.goto(path.startsWith('$op') ? path.replace('$op', await taskForce(page)) : path);
        await drawn(page, sign);
        expect(await violations(page), path).toEqual([]);
      }
    });

test('no barrier on a dataset’s page and in its dialogs', async ({ browser }) => {
  const page = await signedIn(browser, 'ana.visser@nl', 'dark');
  const operation = await taskForce(page);
  const register = await page.request.get(`/api/v1/operations/${operation.slice(3)}/register?limit=500`);
  const { items } = (await register.json()) as { items: { dataset: string; originator: string }[] };
  const me = (await (await page.request.get('/api/v1/me')).json()) as { agency: { id: string } };
  const own = items.find((one) => one.originator === me.agency.id)?.dataset ?? '';
  await page.request.get(`/api/v1/datasets/${own}?ground=Victim%20identification`);
  await page.goto(`${operation}/datasets/${own}`);
  await expect(page.getByRole('heading', { name: 'Facts' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  for (const name of ['Edit…', 'Raise the marking…', 'Share…', 'Record a judgement…']) {
    await page.getByRole('button', { name }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(page), name).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('at half as much text again everything is still there, without scrolling sideways', async ({ browser }) => {
  const page = await signedIn(browser, 'sofia.marin@europol');
  const operation = await taskForce(page);
  await page.goto('/account');
  await page.getByRole('button', { name: /Text size/ }).click();
  await page.getByRole('option', { name: '150 %' }).click();
  for (const path of ['/account', '/open', `${operation}/members`, `${operation}/datasets`, `${operation}/import`]) {
    await page.goto(path);
    await expect(page.getByRole('main')).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { signedIn, taskForce, test } from './people.js';

const investigator = 'ana.visser@nl';

/** The screens of talk, with somebody whose screen it is and a heading or a table that says it has come. */
const screens: readonly {
  readonly name: string;
  readonly who: string;
  readonly path: (operation: string) => string;
}[] = [
  { name: 'inbox', who: investigator, path: () => '/inbox' },
  { name: 'operation room', who: investigator, path: (operation) => `${operation}/threads` },
  { name: 'search', who: investigator, path: () => '/search' },
];

const people = [...new Set(screens.map((screen) => screen.who))];

async function barriersOn(page: Page): Promise<string[]> {
  await expect(page.getByRole('heading').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`);
}

for (const theme of ['light', 'dark'] as const)
  for (const who of people)
    test(`no barrier on the screens of ${who}, ${theme}`, async ({ browser }) => {
      const page = await signedIn(browser, who, theme);
      const mine = screens.filter((screen) => screen.who === who);
      const operation = mine.some((screen) => screen.path('x').startsWith('x')) ? await taskForce(page) : '';
      for (const screen of mine) {
        await page.goto(screen.path(operation));
        expect.soft(await barriersOn(page), screen.name).toEqual([]);
      }
      await page.context().close();
    });

test('the buttons of a dialog stay in sight, however long it is and however small the window', async ({ browser }) => {
  const page = await signedIn(browser, investigator);
  await page.goto(`${await taskForce(page)}/threads`);
  await page.getByRole('button', { name: 'Start a thread' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Some agencies…').click();
  await dialog.getByText('INTERPOL', { exact: true }).click();
  for (const size of [
    { width: 1440, height: 900 },
    { width: 640, height: 480 },
  ]) {
    await page.setViewportSize(size);
    for (const name of ['Close', 'Cancel', 'Write to them'])
      await expect(dialog.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
  }
  expect(await barriersOn(page)).toEqual([]);
});

import { expect, type Browser, type Page } from '@playwright/test';
import { signedIn, taskForce, test } from './people.js';

const grid = (page: Page) => page.getByRole('grid', { name: /^Datasets of/ });
const rowOf = (page: Page, reference: string) => grid(page).getByRole('row').filter({ hasText: reference });

/** References of datasets that nobody holds, as this person’s own session sees them. */
async function unheld(page: Page, operation: string): Promise<readonly string[]> {
  const register = await page.request.get(
    `/api/v1/operations/${operation.slice(3)}/register?status=received&limit=500`,
  );
  const { items } = (await register.json()) as {
    items: { ref: string; claimedBy: string | null; assignee: string | null }[];
  };
  return items.filter((one) => one.claimedBy === null && one.assignee === null).map((one) => one.ref);
}

/** Asks the register for one dataset and stands on its line, by keyboard. */
async function standOn(page: Page, reference: string): Promise<void> {
  await page.keyboard.press('f');
  await page.keyboard.type(reference);
  await expect(grid(page).getByRole('row')).toHaveCount(2);
  // The grid is drawn anew when the filter bites; Enter goes into what is drawn.
  await expect(async () => {
    await page.getByRole('searchbox', { name: 'Reference' }).press('Enter');
    await expect(rowOf(page, reference).getByRole('checkbox')).toBeFocused({ timeout: 1_000 });
  }).toPass();
}

test('a dataset is claimed, opened and judged by keyboard alone', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  const operation = await taskForce(page);
  await page.goto(`${operation}/datasets`);
  await expect(grid(page)).toBeVisible();
  const [reference = ''] = await unheld(page, operation);

  await standOn(page, reference);
  await page.keyboard.press('c');
  await expect(rowOf(page, reference)).toContainText('Luc Martin');
  await expect(rowOf(page, reference)).toContainText('claimed');

  // The claim is the ground: nothing is asked.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: reference })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const record = page.getByRole('button', { name: 'Record a judgement…' });
  await record.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /Record a judgement/ });
  await dialog.getByRole('radio', { name: 'Checked, and it is not of' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Portug');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Record', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Checked, not Portugal (PT)' })).toBeVisible();

  await page.goto(`${operation}/datasets?not=PT`);
  await expect(rowOf(page, reference)).toBeVisible();
});

test('who claims last is told why not, and the rest is done', async ({ browser }) => {
  const luc = await signedIn(browser, 'luc.martin@fr');
  const ana = await signedIn(browser, 'ana.visser@nl');
  const operation = await taskForce(luc);
  const [, first = '', second = ''] = await unheld(luc, operation);
  await luc.goto(`${operation}/datasets?q=${first}`);
  await rowOf(luc, first).getByRole('checkbox').focus();
  await luc.keyboard.press('c');
  await expect(rowOf(luc, first)).toContainText('Luc Martin');

  await ana.goto(`${operation}/datasets`);
  await expect(grid(ana)).toBeVisible();
  for (const reference of [first, second]) {
    await ana.getByRole('searchbox', { name: 'Reference' }).fill(reference);
    await rowOf(ana, reference)
      .getByText('Choose')
      .or(rowOf(ana, reference).getByRole('checkbox'))
      .first()
      .check({ force: true });
  }
  await ana.getByRole('searchbox', { name: 'Reference' }).fill('');
  const tools = ana.getByRole('toolbar', { name: 'With the chosen datasets' });
  await expect(tools).toContainText('2 chosen');
  await tools.getByRole('button', { name: 'Claim' }).click();
  const note = ana.getByRole('alert');
  await expect(note).toContainText('1 of 2 done');
  await expect(note).toContainText(first);
  await ana.getByRole('searchbox', { name: 'Reference' }).fill(second);
  await expect(rowOf(ana, second)).toContainText('Ana Visser');
});

test('what somebody else changes stands under one’s own words at once, and nothing is lost', async ({ browser }) => {
  const { ana, daan } = await editors(browser);
  await changeSeries(daan, 'Daan’s words');
  await expect(daan.getByRole('dialog')).toHaveCount(0);

  const dialog = ana.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('changed');
  await expect(dialog.getByText('Meanwhile changed to: Daan’s words')).toBeVisible();
  await dialog.getByLabel('Series').fill('Ana’s words');
  await saveOverTheirs(ana);
});

test('who has not heard of a change meets it on saving, and nothing is lost', async ({ browser }) => {
  const deaf = { now: false };
  const { ana, daan } = await editors(browser, (page) => loseFramesWhile(page, deaf));
  deaf.now = true;
  await changeSeries(daan, 'Daan’s words');
  await expect(daan.getByRole('dialog')).toHaveCount(0);

  const dialog = ana.getByRole('dialog');
  await changeSeries(ana, 'Ana’s words');
  await expect(dialog.getByRole('alert').first()).toContainText('nothing was written');
  await expect(dialog.getByText('Meanwhile changed to: Daan’s words')).toBeVisible();
  await expect(dialog.getByLabel('Series')).toHaveValue('Ana’s words');
  await saveOverTheirs(ana);
});

/** Two of one agency, each with the same new dataset open to edit. */
async function editors(
  browser: Browser,
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly ana: Page; readonly daan: Page }> {
  const ana = await signedIn(browser, 'ana.visser@nl');
  const daan = await signedIn(browser, 'daan.bakker@nl');
  await prepare(ana);
  await ana.goto(`${await taskForce(ana)}/datasets`);
  await ana.getByRole('button', { name: 'Register by hand…' }).click();
  await ana.getByRole('dialog').getByLabel('Series').fill('First words');
  await ana.getByRole('dialog').getByRole('button', { name: 'Register', exact: true }).click();
  await expect(ana).toHaveURL(/datasets\/[0-9a-f-]{36}$/);
  await stateGround(ana);
  await expect(ana.getByText('First words')).toBeVisible();

  await daan.goto(new URL(ana.url()).pathname);
  await stateGround(daan);
  for (const page of [ana, daan]) await page.getByRole('button', { name: 'Edit…' }).click();
  return { ana, daan };
}

/** The connection stands, commands are answered, and frames do not arrive. */
async function loseFramesWhile(page: Page, deaf: { now: boolean }): Promise<void> {
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!deaf.now || !String(message).startsWith('42["frame"')) socket.send(message);
    });
  });
}

async function changeSeries(page: Page, words: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Series').fill(words);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
}

async function saveOverTheirs(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Images').fill('12');
  await dialog.getByRole('button', { name: 'Save mine over theirs' }).click();
  await expect(page.getByText('Ana’s words')).toBeVisible();
  await expect(page.getByText('12 images')).toBeVisible();
}

/** Answers the question for a ground when it comes. */
async function stateGround(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Why do you open this?' });
  const facts = page.getByRole('heading', { name: 'Facts' });
  await expect(dialog.or(facts).first()).toBeVisible();
  if (!(await dialog.isVisible())) return;
  await dialog.getByText('Victim identification').click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(facts).toBeVisible();
}

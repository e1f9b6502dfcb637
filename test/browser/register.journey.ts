import { expect, test, type Page } from '@playwright/test';
import { signedIn, taskForce } from './people.js';

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

test('two who edit the same dataset see each other’s words, and nothing is lost', async ({ browser }) => {
  const ana = await signedIn(browser, 'ana.visser@nl');
  const daan = await signedIn(browser, 'daan.bakker@nl');
  const operation = await taskForce(ana);
  const made = await ana.request.get(`/api/v1/operations/${operation.slice(3)}`);
  const { compartments } = (await made.json()) as { compartments: { id: string; kind: string }[] };
  const home = compartments.find((one) => one.kind === 'agency')?.id ?? '';

  await ana.goto(`${operation}/datasets`);
  await ana.getByRole('button', { name: 'Register by hand…' }).click();
  await ana.getByRole('dialog').getByLabel('Series').fill('First words');
  await ana.getByRole('dialog').getByRole('button', { name: 'Register', exact: true }).click();
  await expect(ana).toHaveURL(/datasets\/[0-9a-f-]{36}$/);
  await stateGround(ana);
  await expect(ana.getByText('First words')).toBeVisible();
  expect(home).not.toBe('');

  await daan.goto(new URL(ana.url()).pathname);
  await stateGround(daan);
  for (const page of [ana, daan]) await page.getByRole('button', { name: 'Edit…' }).click();
  await daan.getByRole('dialog').getByLabel('Series').fill('Daan’s words');
  await daan.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(daan.getByRole('dialog')).toHaveCount(0);

  const dialog = ana.getByRole('dialog');
  await dialog.getByLabel('Series').fill('Ana’s words');
  await dialog.getByLabel('Images').fill('12');
  // Daan's change is heard while Ana still writes, or met when she saves what she saw; either way nothing is lost.
  await dialog
    .getByRole('button', { name: 'Save', exact: true })
    .click({ timeout: 2_000 })
    .catch(() => undefined);
  await expect(dialog.getByRole('alert').first()).toContainText('changed', { timeout: 20_000 });
  await expect(dialog.getByText('Meanwhile changed to: Daan’s words')).toBeVisible();
  await expect(dialog.getByLabel('Series')).toHaveValue('Ana’s words');
  await dialog.getByRole('button', { name: 'Save mine over theirs' }).click();
  await expect(ana.getByText('Ana’s words')).toBeVisible();
  await expect(ana.getByText('12 images')).toBeVisible();
});

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

import { expect, type Locator, type Page } from '@playwright/test';
import { signedIn, taskForce, test } from './people.js';

/** Goes to a thread by its title, wherever it stands in the list at this hour, stating a ground when one is asked for. */
async function openThread(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Go to, or do' }).click();
  await page.getByPlaceholder('A thread, an operation, an act').fill(title);
  await page.getByRole('menuitem', { name: title }).first().click();
  const composer = page.getByRole('region', { name: 'Write a message' });
  const dialog = page.getByRole('dialog');
  await expect(composer.or(dialog).first()).toBeVisible();
  if (await dialog.isVisible()) {
    await dialog.getByText('Victim identification').click();
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  }
  await expect(composer).toBeVisible();
}

async function say(page: Page, text: string): Promise<void> {
  const box = page.getByRole('region', { name: 'Write a message' }).getByRole('textbox');
  await box.fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(box).toHaveValue('');
}

/** By the Tab key alone, as far as it takes to come round once. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the Tab key does not come there');
}

const messages = (page: Page) => page.getByRole('list', { name: /^Messages of/ });

test('two agencies talk live in two browsers, and a message taken back is gone from both', async ({ browser }) => {
  const ana = await signedIn(browser, 'ana.visser@nl');
  const luc = await signedIn(browser, 'luc.martin@fr');
  const room = `${await taskForce(ana)}/threads`;
  await Promise.all([ana.goto(room), luc.goto(room)]);
  await openThread(ana, 'Coordination and logistics');
  await openThread(luc, 'Coordination and logistics');

  const hour = new Date().toISOString().slice(11, 23);
  await say(ana, 'Which room for the afternoon?');
  await expect(messages(luc).getByText('Which room for the afternoon?').last()).toBeVisible();
  await say(luc, `Room **four**, from ${hour}.`);
  await expect(messages(ana).getByText(`from ${hour}`)).toContainText('Room four');

  const mine = messages(luc)
    .getByRole('listitem')
    .filter({ hasText: `from ${hour}` });
  await mine.hover();
  await mine.getByRole('button', { name: 'Actions' }).click();
  await luc.getByRole('menuitem', { name: 'Take back', exact: true }).click();
  const dialog = luc.getByRole('alertdialog');
  await dialog.getByText('Duplicate').click();
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await expect(messages(ana).getByText(`from ${hour}`)).toHaveCount(0);
  await expect(messages(luc).getByText(`from ${hour}`)).toHaveCount(0);
});

test('a conversation by keyboard alone', async ({ browser }) => {
  const page = await signedIn(browser, 'ana.visser@nl');
  await page.goto(`${await taskForce(page)}/threads`);
  await expect(page.getByText('Start a thread')).toBeVisible();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Start a thread' });
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole('radio', { name: 'All participants' }));
  await page.keyboard.press('Space');
  await tabTo(page, dialog.getByRole('button', { name: 'Write to them' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Title' }));
  await page.keyboard.type('Lunch');
  await tabTo(page, page.getByRole('textbox', { name: 'First message to All participants' }));
  await page.keyboard.type('Lunch at noon, canteen on the ground floor.');
  await page.keyboard.press('Control+Enter');
  await expect(messages(page).getByText('Lunch at noon')).toBeVisible();
});

import { expect, type Page } from '@playwright/test';
import { enter, passwordOf, signedIn, taskForce, test } from './people.js';
import { box, list, longThread } from './talk.js';

/** Two windows of one browser on the same thread. */
async function twoWindows(page: Page): Promise<readonly [Page, Page]> {
  const other = await page.context().newPage();
  const address = await longThread(page, await taskForce(page), 2);
  for (const window of [page, other]) {
    await window.goto(address);
    await expect(list(window).getByRole('listitem')).toHaveCount(2);
  }
  return [page, other];
}

test('what is typed in one window stands in the other, and is gone from both once it is sent', async ({ browser }) => {
  const [one, other] = await twoWindows(await signedIn(browser, 'luc.martin@fr'));
  await box(one).fill('Begun in one window');
  await expect(box(other)).toHaveValue('Begun in one window');
  await other.bringToFront();
  await box(other).press('End');
  await box(other).pressSequentially(' and ended in the other');
  await expect(box(one)).toHaveValue('Begun in one window and ended in the other');
  await other.keyboard.press('Control+Enter');
  await expect(list(one).getByText('Begun in one window and ended in the other')).toHaveCount(1);
  for (const window of [one, other]) await expect(box(window)).toHaveValue('');
  await one.reload();
  await expect(list(one).getByRole('listitem')).toHaveCount(3);
  await expect(box(one)).toHaveValue('');
});

test('locked in one window is locked in all, and so is unlocked; input in one keeps all open', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  await page.context().clock.install();
  const [one, other] = await twoWindows(page);
  await one.clock.fastForward('20:00');
  await other.keyboard.press('Shift');
  await one.clock.fastForward('20:00');
  await expect(box(one)).toBeVisible();
  await box(one).fill('A word');
  await one.clock.fastForward('31:00');
  for (const window of [one, other]) await expect(window.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await other.getByLabel('Password').fill(passwordOf('luc.martin@fr'));
  await other.keyboard.press('Enter');
  for (const window of [one, other]) await expect(box(window)).toHaveValue('A word');
});

test('signed out in one window is signed out in all, and in again in all', async ({ browser }) => {
  const [one, other] = await twoWindows(await signedIn(browser, 'luc.martin@fr'));
  await one.getByRole('button', { name: /^You:/ }).click();
  await one.getByRole('menuitem', { name: 'Sign out' }).click();
  for (const window of [one, other]) await expect(window.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await enter(other, 'luc.martin@fr');
  await expect(one.getByRole('navigation').first()).toBeVisible();
});

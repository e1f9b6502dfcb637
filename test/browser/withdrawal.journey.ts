import { expect } from '@playwright/test';
import { signedIn, taskForce, test } from './people.js';

// Last by its name: the agency does not come back, and other journeys count who is in the task force.
test('a coordinator takes the agency out, then keeps one of its datasets and takes the others back, by keyboard', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'gabor.toth@hu');
  const press = async (name: string | RegExp): Promise<void> => {
    await page.getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
  };
  await page.goto(`${await taskForce(page)}/members`);
  await page.getByRole('tab', { name: 'Agencies' }).click();
  await press('Withdraw HU');
  await press('Withdraw now');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);

  await page.goto('/agency');
  const left = page.getByRole('table', { name: 'Datasets left in VIDTF-17' });
  const rows = left.getByRole('rowheader');
  await expect(left).toContainText(/All participants: \d+ agencies, \d+ people/);
  const count = await rows.count();
  const [first = '', taken = ''] = await rows.allTextContents();
  await page.getByRole('checkbox', { name: `Choose ${first}` }).focus();
  await page.keyboard.press('Space');
  await press('Keep as they are');
  await expect(left.getByRole('row', { name: first })).toContainText('kept');
  await expect(page.getByText(`${count - 1} datasets to decide on`)).toBeVisible();

  await page.getByRole('checkbox', { name: `All ${count}` }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('checkbox', { name: `Choose ${first}` }).focus();
  await page.keyboard.press('Space');
  await press('Take back…');
  await press('Take back now');
  await expect(rows).toHaveCount(1);
  await expect(page.getByText('Nothing waits for your answer.').first()).toBeVisible();

  // Those who are still in see that it was withdrawn, and by whom.
  const ana = await signedIn(browser, 'ana.visser@nl');
  await ana.goto(`${await taskForce(ana)}/datasets?q=${taken}`);
  await expect(ana.getByText('withdrawn by HU').first()).toBeVisible();
});

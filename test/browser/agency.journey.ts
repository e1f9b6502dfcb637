import { expect, type Page } from '@playwright/test';
import { signedIn, test } from './people.js';

const table = (page: Page, name: string) => page.getByRole('table', { name });

/** Adds somebody to the coordinator’s agency, and returns the link that is shown once. */
async function addPerson(page: Page, name: string): Promise<string> {
  await page.goto('/agency');
  await page.getByRole('button', { name: 'Add a person' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  const link = page.getByLabel(`Link for ${name}`);
  await expect(link).toBeVisible();
  const shown = await link.inputValue();
  await page.getByRole('button', { name: 'I have copied the link' }).focus();
  await page.keyboard.press('Enter');
  return shown;
}

test('a coordinator states when the agency works', async ({ browser }) => {
  const page = await signedIn(browser, 'karin.sandberg@se');
  await page.goto('/agency');
  const hours = page.getByRole('form', { name: 'Hours' });
  // What comes in above moves the form.
  await expect(page.getByRole('row', { name: /^Karin Sandberg/ })).toBeVisible();
  await hours.getByRole('checkbox', { name: 'Saturday' }).press('Space');
  await expect(hours.getByRole('checkbox', { name: 'Saturday' })).toBeChecked();
  const zone = hours.getByRole('combobox', { name: 'Time zone' });
  await zone.focus();
  // A list closes where its page is scrolled: to the field, for this focus.
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  await zone.fill('Stockh');
  await expect(page.getByRole('option', { name: 'Europe/Stockholm' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(zone).toHaveValue('Europe/Stockholm');
  await hours.getByRole('button', { name: 'State these hours' }).click();
  await expect(page.getByText(/Friday, Saturday, 07:00 to 19:00, Europe\/Stockholm/)).toBeVisible();
});

test('a coordinator adds a person, who comes in by a link, changes the password, and is gone when deactivated', async ({
  browser,
}) => {
  const coordinator = await signedIn(browser, 'karin.sandberg@se');
  const name = `Åsa Öberg ${Date.now() % 100_000}`;
  const link = await addPerson(coordinator, name);
  const signInName = `asa.oberg.${name.split(' ')[2] ?? ''}@se`;
  await expect(table(coordinator, 'People of SE')).toContainText(signInName);
  await expect(table(coordinator, 'People of SE').getByRole('row', { name })).toContainText('no password yet');

  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.getByLabel('New password').fill('orange kettle harbour nine');
  await page.getByLabel('The same again').fill('orange kettle harbour nine');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Sign-in name').fill(signInName);
  await page.getByLabel('Password').fill('orange kettle harbour nine');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Operations' })).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await expect(page.getByRole('heading', { name: 'My account' })).toBeVisible();
  await page.getByLabel('Present password').fill('not this one at all');
  await page.getByLabel('New password').fill('purple ladder window two');
  await page.getByLabel('The same again').fill('purple ladder window two');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This is not your present password. It was not changed.')).toBeVisible();
  await expect(page.getByLabel('New password')).toHaveValue('purple ladder window two');
  await page.getByLabel('Present password').fill('orange kettle harbour nine');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your password is changed.')).toBeVisible();

  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await coordinator.getByRole('button', { name: `Change ${name}` }).click();
  await coordinator.getByRole('button', { name: 'Deactivate' }).click();
  await expect(table(coordinator, 'People of SE').getByRole('row', { name })).toContainText('deactivated');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('an agency that has only one coordinator left is told so, and nothing is changed', async ({ browser }) => {
  const administrator = await signedIn(browser, 'administrator@platform');
  await administrator.goto('/agency');
  await administrator.getByRole('button', { name: 'Add an agency' }).click();
  const code = `X${Date.now() % 1_000_000}`;
  const dialog = administrator.getByRole('dialog');
  await dialog.getByLabel('Code').fill(code);
  await dialog.getByRole('combobox', { name: 'Country' }).fill('Malt');
  await administrator.keyboard.press('ArrowDown');
  await administrator.keyboard.press('Enter');
  await dialog.getByLabel('Name of the agency').fill('Police Force, Malta');
  await dialog.getByLabel('Name', { exact: true }).fill('Maria Borg');
  await dialog.getByRole('button', { name: 'Add and make the link' }).click();
  const link = await administrator.getByLabel('Link for Maria Borg').inputValue();

  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.getByLabel('New password').fill('orange kettle harbour nine');
  await page.getByLabel('The same again').fill('orange kettle harbour nine');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Sign-in name').fill(`maria.borg@${code.toLowerCase()}`);
  await page.getByLabel('Password').fill('orange kettle harbour nine');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Operations' })).toBeVisible();
  await page.goto('/agency');
  await expect(page.getByText('An agency needs two before it can accept an invitation')).toBeVisible();
  await page.getByRole('button', { name: 'Change Maria Borg' }).click();
  await page.getByRole('dialog').getByText('Coordinator', { exact: true }).click();
  await page.getByRole('button', { name: 'Save the duties' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('no coordinator left');
});

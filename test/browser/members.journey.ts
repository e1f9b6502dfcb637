import { expect, type Page } from '@playwright/test';
import { signedIn, test } from './people.js';

const table = (page: Page, name: string) => page.getByRole('table', { name });

test('from an empty form to a working operation of two agencies', async ({ browser }) => {
  const lead = await signedIn(browser, 'sofia.marin@europol');
  const codeName = `HARBOUR-${Date.now() % 1_000_000}`;
  await lead.goto('/open');
  await lead.getByLabel('Code name').fill(codeName);
  await lead.getByLabel('Grounds for consultation').fill('One\n\nTwo');
  await lead.getByLabel('Last day').fill('2020-01-01');
  await lead.getByRole('combobox', { name: 'Deputy lead' }).fill('Viktor');
  await lead.keyboard.press('ArrowDown');
  await lead.keyboard.press('Enter');
  await lead.getByRole('button', { name: 'Open the operation' }).click();
  await expect(lead.getByText('Must not be before the start.')).toBeVisible();
  await expect(lead.getByLabel('Grounds for consultation')).toHaveValue('One\n\nTwo');
  await lead.getByLabel('Last day').fill('2099-01-01');
  await lead.getByRole('button', { name: 'Open the operation' }).click();
  await expect(lead).toHaveURL(/\/members$/);
  await expect(lead.getByRole('heading', { name: /First steps/ })).toContainText('0 of 5 done');

  await lead.getByRole('link', { name: 'Invite the agencies' }).click();
  await lead.getByRole('button', { name: 'Invite agencies' }).click();
  await lead.getByRole('dialog').getByText('SE', { exact: true }).click();
  await lead.getByRole('dialog').getByText('NL', { exact: true }).click();
  await lead.getByRole('button', { name: 'Invite 2 agencies' }).click();
  await expect(table(lead, 'Agencies of the operation').getByRole('row', { name: /^SE/ })).toContainText('invited');

  const se = await signedIn(browser, 'karin.sandberg@se');
  await se.goto('/agency');
  await table(se, 'Operations of the agency').getByRole('link', { name: codeName }).click();
  await expect(se.getByRole('heading', { name: 'Europol invites SE as participant' })).toBeVisible();
  await se.getByRole('button', { name: /Legal regime/ }).click();
  await se.getByRole('option', { name: 'EU member state' }).click();
  await se.getByRole('button', { name: 'Accept' }).click();
  await expect(se.getByRole('heading', { name: /invites SE/ })).toHaveCount(0);

  // The lead hears of it without asking.
  await expect(table(lead, 'Agencies of the operation').getByRole('row', { name: /^SE/ })).toContainText(
    'EU member state',
  );

  await se.getByRole('button', { name: 'Paste a list…' }).click();
  const list = se.getByRole('dialog').getByRole('textbox');
  await list.fill('elsa.nystrom;investigator\nnobody.here;analyst\nelsa.nystrom;painter');
  await se.getByRole('button', { name: 'Nominate all' }).click();
  const errors = table(se, 'Lines that cannot be taken');
  await expect(errors.getByRole('row')).toHaveCount(3);
  await expect(errors).toContainText('is nobody of your agency');
  await se.getByRole('button', { name: 'Nominate the good lines' }).click();
  await expect(list).toHaveValue('nobody.here;analyst\nelsa.nystrom;painter');
  await se.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await expect(table(se, 'People of the operation')).toContainText('Elsa Nyström');

  const elsa = await signedIn(browser, 'elsa.nystrom@se');
  await elsa.goto(new URL(se.url()).pathname);
  await elsa.getByRole('tab', { name: 'Who reads what' }).click();
  const matrix = table(elsa, 'How many people of each agency read in each compartment');
  await expect(matrix.getByRole('row', { name: /All participants/ })).toBeVisible();
  await elsa.getByRole('button', { name: 'Show' }).click();
  await expect(elsa.getByText(/^All participants: 3 people of 2 agencies/)).toBeVisible();

  await lead.getByRole('tab', { name: 'The operation' }).click();
  await lead.getByRole('button', { name: 'Start the operation…' }).click();
  await lead.getByRole('button', { name: 'Change to active' }).click();
  await expect(elsa.getByText('active', { exact: true })).toBeVisible();

  await se.getByRole('button', { name: 'Change Elsa Nyström' }).click();
  await se.getByRole('button', { name: 'Remove from the operation…' }).click();
  await se.getByRole('button', { name: 'Remove now' }).click();
  await expect(table(se, 'People of the operation')).not.toContainText('Elsa Nyström');
  await expect(elsa.getByRole('table')).toHaveCount(0);
});

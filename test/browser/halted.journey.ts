import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { asOperator } from './operator.js';
import { readsTheLog, signedIn, taskForce, test } from './people.js';

const reason = 'tile/0/000 hash 0 does not follow from entry 0 of tile/entries/000';
const lifted = 'update log_head set halted = null, halted_at = null';
test.afterEach(() => asOperator(lifted));

for (const theme of ['light', 'dark'] as const)
  test(`while the log is halted every screen says so, and to auditors and administrators where they see why (${theme})`, async ({
    browser,
  }, info) => {
    const [auditor, analyst, administrator] = [
      await signedIn(browser, 'ruben.van.dijk@nl', theme),
      await signedIn(browser, 'ana.visser@nl', theme),
      await signedIn(browser, 'administrator@platform', theme),
    ];
    await readsTheLog(auditor);
    const room = await taskForce(analyst);
    await asOperator(`update log_head set halted = '${reason}', halted_at = now()`);

    const told = [auditor, administrator].map((page) =>
      page.getByRole('alert').filter({ hasText: 'The access log is halted since' }),
    );
    const plain = analyst
      .getByRole('status')
      .filter({ hasText: 'Nothing can be changed at the moment. The access log is halted since' });
    for (const words of [...told, plain]) await expect(words).toBeVisible({ timeout: 30_000 });
    await expect(analyst.getByText('tile/0/000')).toHaveCount(0);
    await expect(told[0] ?? plain).toContainText('tell your agency’s witness');
    await expect(told[1] ?? plain).toContainText('the server’s own log');
    await auditor.getByRole('alert').getByRole('link', { name: 'the log itself' }).press('Enter');
    await expect(auditor.getByText(reason)).toBeVisible();

    await analyst.goto(room);
    await expect(plain).toBeVisible();
    for (const [name, page] of Object.entries({ auditor, analyst, administrator })) {
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.screenshot({ path: info.outputPath(`halted-${name}-${theme}.png`) });
    }
    await asOperator(lifted);
    for (const words of [...told, plain]) await expect(words).toHaveCount(0, { timeout: 30_000 });
  });

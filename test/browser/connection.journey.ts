import { expect, type Page } from '@playwright/test';
import { OwnServer } from './own-server.js';
import { enter, passwordOf, signedIn, taskForce, test } from './people.js';
import { box, list, longThread, onTheirWay, sayInto, send } from './talk.js';

const bar = (page: Page) => page.getByText(/^No connection\. What you see may be old/);

/** As a machine does that wakes up: the page is shown again. */
const wakeUp = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

test.describe('a server of its own', () => {
  let server: OwnServer;
  test.beforeEach(async () => {
    server = await OwnServer.start();
  });
  test.afterEach(() => server.stop());

  test('what is written while the server is away arrives once and in order when it is back', async ({ browser }) => {
    const page = await signedIn(browser, 'luc.martin@fr', 'light', server.wire.url);
    await page.goto(await longThread(page, await taskForce(page), 1));
    await expect(list(page).getByRole('listitem')).toHaveCount(1);
    await server.kill();
    await expect(bar(page)).toBeVisible();
    await send(page, 'First, from the dark');
    await send(page, 'Second, from the dark');
    await box(page).fill('Half a sentence');
    await expect(onTheirWay(page).getByText('waiting for the connection')).toHaveCount(2);
    await expect(page.getByText('2 messages waiting to be sent.')).toBeVisible();
    await server.start();
    await expect(list(page).getByRole('listitem')).toHaveCount(3, { timeout: 40_000 });
    await expect(list(page).getByRole('listitem').nth(1)).toContainText('First, from the dark');
    await expect(list(page).getByRole('listitem').nth(2)).toContainText('Second, from the dark');
    await expect(onTheirWay(page).getByRole('listitem')).toHaveCount(0);
    await expect(bar(page)).toHaveCount(0);
    await expect(box(page)).toHaveValue('Half a sentence');
  });

  test('after a sleep a dead link is noticed within seconds, and what passed meanwhile is there', async ({
    browser,
  }) => {
    const page = await signedIn(browser, 'ana.visser@nl', 'light', server.wire.url);
    const address = await longThread(page, await taskForce(page), 1);
    await page.goto(address);
    await expect(list(page).getByRole('listitem')).toHaveCount(1);
    server.wire.die();
    await wakeUp(page);
    // The transport itself would take twenty seconds.
    await expect(page.getByText('Checking the connection…')).toBeVisible({ timeout: 3_000 });
    await expect(bar(page)).toBeVisible({ timeout: 8_000 });
    server.wire.revive();
    await sayInto(page, address, 'Said while you slept', server.directUrl);
    await wakeUp(page);
    await expect(list(page).getByText('Said while you slept')).toBeVisible();
    await expect(bar(page)).toHaveCount(0);
  });
});

test('a message on its way outlives a locked screen, and goes when its author is back', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  await page.clock.install();
  await page.goto(await longThread(page, await taskForce(page), 1));
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  await page.context().setOffline(true);
  await send(page, 'Written before the break');
  await box(page).fill('And not finished');
  await page.clock.fastForward('31:00');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await expect(page.getByText('Written before the break')).toHaveCount(0);
  await page.context().setOffline(false);
  await page.getByLabel('Password').fill(passwordOf('luc.martin@fr'));
  await page.keyboard.press('Enter');
  await expect(list(page).getByText('Written before the break')).toHaveCount(1);
  await expect(onTheirWay(page).getByRole('listitem')).toHaveCount(0);
  await expect(box(page)).toHaveValue('And not finished');
});

test('a session that ended takes nothing unsent along: signing in leads back to it', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  const address = await longThread(page, await taskForce(page), 1);
  await page.goto(address);
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  await page.context().setOffline(true);
  await expect(bar(page)).toBeVisible();
  await send(page, 'Nobody has heard this yet');
  await box(page).fill('Begun without a connection');
  const elsewhere = await signedIn(browser, 'luc.martin@fr');
  await endOtherSessions(elsewhere);
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByText('Nobody has heard this yet')).toHaveCount(0);
  await enter(page, 'luc.martin@fr');
  expect(new URL(page.url()).pathname).toBe(address);
  await expect(list(page).getByText('Nobody has heard this yet')).toHaveCount(1);
  await expect(box(page)).toHaveValue('Begun without a connection');
});

test('somebody else who signs in finds nothing of the one before', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  const address = await longThread(page, await taskForce(page), 1);
  await page.goto(address);
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  await page.context().setOffline(true);
  await expect(bar(page)).toBeVisible();
  await send(page, 'For the French alone');
  await endOtherSessions(await signedIn(browser, 'luc.martin@fr'));
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  const sent: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await enter(page, 'ana.visser@nl');
  await expect(page.getByText('waiting to be sent')).toHaveCount(0);
  await page.goto('/inbox');
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.join()).not.toContain('For the French alone');
});

test('leaving the page asks first while something is unsent, and not otherwise', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  await page.goto(await longThread(page, await taskForce(page), 1));
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.context().setOffline(true);
  await expect(bar(page)).toBeVisible();
  await send(page, 'Not out yet');
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await page.context().setOffline(false);
  await expect(list(page).getByText('Not out yet')).toBeVisible();
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(asked).toEqual(['beforeunload']);
});

test('without a connection the other screens open too, and nothing typed goes', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  const scripts = page.waitForResponse((response) => /\/assets\/search-.*\.js$/.test(response.url()));
  await page.goto(await longThread(page, await taskForce(page), 1));
  await scripts;
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await box(page).fill('Still here');
  await page.getByRole('link', { name: 'Search' }).click();
  await expect(page.getByRole('heading', { name: 'Search' })).toBeVisible();
  await page.goBack();
  await expect(page.getByText('The thread could not be opened')).toBeVisible();
  await page.context().setOffline(false);
  await expect(box(page)).toHaveValue('Still here');
});

test('a page that finds nobody to ask who is there keeps asking', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  await page.route('**/api/v1/session', (route) => route.abort());
  await page.goto('/inbox');
  await expect(page.getByRole('heading', { name: 'The server cannot be reached' })).toBeVisible();
  await page.unroute('**/api/v1/session');
  await expect(page.getByRole('heading', { name: 'Inbox', exact: true })).toBeVisible();
});

for (const hours of [-7, 7])
  test(`a machine whose clock is ${hours} hours off sends, and says what is due rightly`, async ({ browser }) => {
    const page = await signedIn(browser, 'sofia.marin@europol');
    await page.clock.install({ time: Date.now() + hours * 3_600_000 });
    await page.goto(await longThread(page, await taskForce(page), 1));
    await expect(list(page).getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByText('Require acknowledgement').click();
    await page.getByRole('button', { name: /Due/ }).click();
    await page.getByRole('option', { name: 'in an hour' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await send(page, 'Read this within the hour');
    const sent = list(page).getByRole('listitem').filter({ hasText: 'Read this within the hour' });
    await expect(sent).toContainText('Acknowledge by');
    await expect(onTheirWay(page).getByRole('listitem')).toHaveCount(0);
    await expect(page.getByText('Not sent')).toHaveCount(0);
  });

/** Signs this person out everywhere but here. */
async function endOtherSessions(page: Page): Promise<void> {
  const sessions = (await (await page.request.get('/api/v1/me/sessions')).json()) as { id: string; current: boolean }[];
  for (const { id, current } of sessions)
    if (!current) await page.request.delete(`/api/v1/me/sessions/${id}`, { headers: { 'x-liaison': '1' } });
}

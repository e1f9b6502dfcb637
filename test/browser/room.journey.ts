import { expect } from '@playwright/test';
import { passwordOf, signedIn, taskForce, test } from './people.js';
import { box, list, longThread, onTheirWay } from './talk.js';

test('older pages come in front and what is being read does not move', async ({ browser }) => {
  const page = await signedIn(browser, 'ana.visser@nl');
  await page.goto(await longThread(page, await taskForce(page), 160));
  await expect(list(page).getByRole('listitem').last()).toContainText('159');
  const moved = await list(page).evaluate(async (items) => {
    const scroller = items.parentElement;
    if (!scroller) throw new Error('nothing scrolls');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    let most = 0;
    for (let step = 0; step < 60; step += 1) {
      scroller.scrollTop -= 300;
      await frame();
      const edge = scroller.getBoundingClientRect().top;
      const anchor = [...items.children].find((item) => item.getBoundingClientRect().bottom > edge);
      const before = anchor?.getBoundingClientRect().top ?? 0;
      for (let frames = 0; frames < 8; frames += 1) await frame();
      if (anchor?.isConnected) most = Math.max(most, Math.abs(anchor.getBoundingClientRect().top - before));
    }
    return most;
  });
  expect(moved).toBeLessThanOrEqual(2);
  await expect(list(page).getByText('0', { exact: true })).toBeVisible();
});

test('a permalink brings its message into view, however far back', async ({ browser }) => {
  const page = await signedIn(browser, 'ana.visser@nl');
  const address = await longThread(page, await taskForce(page), 90);
  const answer = await page.request.get(`/api/v1/threads/${address.split('/').at(-1) ?? ''}/messages?after=0&limit=20`);
  const { messages } = (await answer.json()) as { messages: readonly { readonly id: string }[] };
  await page.goto(`${address}?message=${messages[10]?.id ?? ''}`);
  const pointed = list(page).locator('[data-pointed]');
  await expect(pointed).toContainText('10');
  await expect(pointed).toBeInViewport();
  await page.getByRole('button', { name: 'Latest' }).click();
  await expect(list(page).getByText(/^89 /)).toBeInViewport();
});

test('a window of 320 by 640 shows what is read, and the box to answer is in reach', async ({ browser }) => {
  const page = await signedIn(browser, 'ana.visser@nl');
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(await longThread(page, await taskForce(page), 3));
  await expect(list(page).getByRole('listitem').last()).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Send', exact: true }).scrollIntoViewIfNeeded();
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeInViewport({ ratio: 1 });
});

test('half an hour without input covers the screen; place and draft are there again', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  await page.clock.install();
  const address = await longThread(page, await taskForce(page), 3);
  await page.goto(address);
  await box(page).fill('Half a sentence');
  await page.clock.fastForward('31:00');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await expect(list(page)).toHaveCount(0);
  await expect(page.getByText('Half a sentence')).toHaveCount(0);
  await page.getByLabel('Password').fill(passwordOf('luc.martin@fr'));
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue('Half a sentence');
  expect(new URL(page.url()).pathname).toBe(address);
});

test('words written without a connection are never lost and never doubled', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  await page.goto(await longThread(page, await taskForce(page), 3));
  await expect(list(page).getByRole('listitem')).toHaveCount(3);
  await page.context().setOffline(true);
  await box(page).fill('Written in a tunnel');
  await page.keyboard.press('Control+Enter');
  await expect(onTheirWay(page)).toContainText('Written in a tunnel');
  await page.context().setOffline(false);
  await expect(list(page).getByText('Written in a tunnel')).toHaveCount(1, { timeout: 30_000 });
  await expect(onTheirWay(page).getByRole('listitem')).toHaveCount(0);
});

test('whoever has it open too often is told so, and comes in when a window is closed', async ({ browser }) => {
  const page = await signedIn(browser, 'ana.visser@nl');
  const address = await taskForce(page);
  for (let window = 2; window <= 8; window += 1) {
    const next = await page.context().newPage();
    await next.goto(address);
    await expect(next.getByRole('list', { name: 'Threads' }).getByRole('listitem').first()).toBeVisible();
  }
  const ninth = await page.context().newPage();
  await ninth.goto(address);
  const why = ninth.getByText('Liaison is open 8 times already. Close one of them.');
  await expect(why).toBeVisible();
  await page.close();
  await expect(why).toHaveCount(0);
  await expect(ninth.getByRole('list', { name: 'Threads' }).getByRole('listitem').first()).toBeVisible();
});

test('nothing that was read is in any storage of the browser', async ({ browser }) => {
  const page = await signedIn(browser, 'ana.visser@nl');
  await page.goto(await longThread(page, await taskForce(page), 3));
  await expect(list(page).getByRole('listitem')).toHaveCount(3);
  await box(page).fill('A draft');
  const kept = await page.evaluate(async () => ({
    local: Object.values(localStorage).join(),
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
  expect(kept).toMatchObject({ session: 0, databases: 0, caches: 0 });
  expect(kept.local).not.toMatch(/words|draft/i);
});

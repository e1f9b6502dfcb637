import { expect, type Page } from '@playwright/test';
import { signedIn, taskForce, test } from './people.js';
import { box, list, longThread, onTheirWay, send } from './talk.js';

/** How often this page has been fetched since. */
function countPages(page: Page): { readonly count: () => number } {
  let pages = 0;
  page.on('request', (request) => (pages += request.isNavigationRequest() ? 1 : 0));
  return { count: () => pages };
}

test('a newer page is offered, and reloading loses nothing typed', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  const address = await longThread(page, await taskForce(page), 1);
  const pages = countPages(page);
  // The page that this one came with is another than the server has now; after the reload it is not.
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) =>
      socket.send(pages.count() > 1 ? message : String(message).replace(/"page":"[^"]+"/, '"page":"newer"')),
    );
  });
  await page.goto(address);
  const offer = page.getByText('There is a newer version of Liaison. What you typed is kept.');
  await expect(offer).toBeVisible();
  await box(page).fill('Typed a moment before');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  await expect(box(page)).toHaveValue('Typed a moment before');
  await expect(offer).toHaveCount(0);
  expect(pages.count()).toBe(2);
});

test('a page of another contract is told so, and what it has to send still goes', async ({ browser }) => {
  const page = await signedIn(browser, 'luc.martin@fr');
  let isOld = false;
  let cut = (): unknown => undefined;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    cut = () => Promise.all([server.close(), socket.close()]);
    socket.onMessage((message) =>
      server.send(isOld ? String(message).replace('"contract":1', '"contract":0') : message),
    );
  });
  await page.goto(await longThread(page, await taskForce(page), 1));
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  isOld = true;
  await cut();
  await expect(page.getByText('This page is too old for the server. Reload it: what you typed is kept.')).toBeVisible();
  await send(page, 'By the other door');
  await expect(onTheirWay(page).getByText('sent', { exact: true })).toBeVisible();
  isOld = false;
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(list(page).getByText('By the other door')).toHaveCount(1);
});

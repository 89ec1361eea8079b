import { expect, ready, serve, test } from '../fixtures/index.js';
import { register } from '../fixtures/people.js';
import { hasProbe, noProbe, showProbe } from '../fixtures/probe.js';

/** Store, bus and exposes across separately built wasm modules: `probe`, `ui-components` and `auth`. */

test.skip(!hasProbe, noProbe);
serve();

test.beforeEach(async ({ page }) => {
  await register(page.request);
  await showProbe(page);
  await ready(page);
});

test('the store is one for all', async ({ page, vigil }) => {
  await expect(page.locator('#probe-user')).toHaveText('Ana Liza Reyes');
  await page.locator('#mf-0 .ui-switch').getByRole('button', { name: 'Dark' }).click();
  await expect(page.locator('#probe-theme')).toHaveText('dark');
  await page.locator('#probe-light').click();
  await expect(page.locator('#mf-0 .ui-switch').getByRole('button', { name: 'Light' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.locator('#probe-sidebar')).toHaveText('closed');
  await page.locator('#probe-side').click();
  await expect(page.locator('#probe-sidebar')).toHaveText('open');
  await page.reload();
  await ready(page);
  await expect(page.locator('#probe-sidebar'), 'the sidebar is remembered').toHaveText('open');
  expect(vigil.troubles).toEqual([]);
});

test('the bus: emit, replay, once, unsubscribe, DOM events, contained handlers', async ({ page }) => {
  await page.evaluate(() => {
    const { mf } = /** @type {any} */ (window);
    const seen = (/** @type {any} */ (window).__seen = /** @type {string[]} */ ([]));
    addEventListener('mf:subscription:changed', (event) => seen.push(/** @type {CustomEvent} */ (event).detail.join('+')));
    mf.bus.on('subscription:changed', () => {
      throw new Error('a handler that fails');
    });
    for (const name of ['a', 'b', 'c', 'd']) mf.bus.emit('subscription:changed', JSON.stringify([name]));
  });
  await expect(page.locator('#probe-heard')).toHaveText('a,b,c,d');
  await expect(page.locator('#probe-once')).toHaveText('1');
  await page.locator('#probe-emit').click();
  await expect(page.locator('#probe-heard')).toHaveText('a,b,c,d,from-probe');
  expect(await page.evaluate(() => /** @type {any} */ (window).__seen)).toEqual(['a', 'b', 'c', 'd', 'from-probe']);
  await page.locator('#probe-listen').click();
  await page.locator('#probe-emit').click();
  await expect(page.locator('#probe-heard')).toHaveText('a,b,c,d,from-probe');
  // A late subscriber gets the last three.
  await page.locator('#probe-listen').click();
  await expect(page.locator('#probe-heard')).toHaveText('a,b,c,d,from-probe,d,from-probe,from-probe');
});

test('a function and a hook of another remote', async ({ page }) => {
  await page.locator('#probe-ask').click();
  await expect(page.locator('#probe-access')).toHaveText(/^(yes|no)$/);
  await page.locator('#probe-follow').click();
  await expect(page.locator('#probe-auth')).toHaveText('AL');
  await page.evaluate(() => /** @type {any} */ (window).mf.store.set('user', 'null'));
  await expect(page.locator('#probe-auth')).toHaveText('nobody');
  await page.locator('#probe-ask').click();
  await expect(page.locator('#probe-access')).toHaveText('no');
});

test('a view of another remote: props follow, unmounting while it loads is safe', async ({ page, vigil }) => {
  const nested = page.locator('#probe-nested [data-mf-remote=auth]');
  await page.locator('#probe-open').click();
  await expect(nested).toHaveAttribute('data-mf-state', 'ready');
  await expect(nested).toContainText('first');
  await page.locator('#probe-props').click();
  await expect(nested).toContainText('second');
  for (let round = 0; round < 10; round++) await page.locator('#probe-open').click();
  await expect(nested).toHaveAttribute('data-mf-state', 'ready');
  await page.locator('#probe-open').click();
  await expect(nested).toBeEmpty();
  expect(vigil.troubles).toEqual([]);
});

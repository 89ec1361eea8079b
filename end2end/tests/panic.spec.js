import { expect, ready, serve, test } from '../fixtures/index.js';
import { hasProbe, noProbe, showProbe } from '../fixtures/probe.js';

/** A remote that panics is contained, and Retry gives a fresh instance. */

test.skip(!hasProbe, noProbe);
serve();

test('a panic on a click shows the card, and Retry works', async ({ page }) => {
  await showProbe(page);
  await ready(page);
  const slot = page.locator('#mf-probe');
  await page.locator('#probe-count').click();
  await page.locator('#probe-count').click();
  await expect(page.locator('#probe-count')).toHaveText('Counted: 2');
  await page.evaluate(() => Object.assign(window, { __mark: 1 }));
  await page.locator('#probe-panic').click();
  // The gallery beside it shows an error card of its own.
  const card = page.locator('.mf-error[role=alert]').filter({ hasText: 'the probe was told to' });
  await expect(card).toContainText('after 2 clicks');
  await expect(slot).toHaveAttribute('data-mf-state', 'failed');
  // The other remote and the shell go on.
  await page.locator('#mf-0').getByRole('button', { name: 'Count' }).click();
  await expect(page.locator('#mf-0')).toContainText('Clicked 1 times');
  await page.locator('#mf-0 .ui-switch').getByRole('button', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await card.getByRole('button', { name: 'Retry' }).click();
  await expect(slot).toHaveAttribute('data-mf-state', 'ready');
  await expect(page.locator('#probe-count')).toHaveText('Counted: 0');
  await expect(page.locator('#probe-theme'), 'the store is what it was').toHaveText('dark');
  await page.locator('#probe-count').click();
  await expect(page.locator('#probe-count')).toHaveText('Counted: 1');
  expect(await page.evaluate(() => /** @type {any} */ (window).__mark)).toBe(1);
});

test('again and again', async ({ page }) => {
  await showProbe(page);
  await ready(page);
  for (let round = 0; round < 5; round++) {
    await page.locator('#probe-panic').click();
    await page.locator('.mf-error[role=alert]').getByRole('button', { name: 'Retry' }).click();
    await expect(page.locator('#mf-probe')).toHaveAttribute('data-mf-state', 'ready');
  }
  await page.locator('#probe-count').click();
  await expect(page.locator('#probe-count')).toHaveText('Counted: 1');
});

test('what a dead remote had subscribed to is silent', async ({ page, vigil }) => {
  await showProbe(page);
  await ready(page);
  await page.locator('#probe-panic').click();
  await expect(page.locator('#mf-probe')).toHaveAttribute('data-mf-state', 'failed');
  const before = vigil.troubles.length;
  await page.evaluate(() => {
    const { mf } = /** @type {any} */ (window);
    mf.store.set('theme', '"light"');
    mf.bus.emit('subscription:changed', '["after"]');
  });
  await page.waitForTimeout(500);
  expect(vigil.troubles.slice(before)).toEqual([]);
});

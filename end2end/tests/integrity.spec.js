import { expect, ready, serve, test } from '../fixtures/index.js';
import { register } from '../fixtures/people.js';
import { Release, copyDist } from '../fixtures/release.js';

/** What is not byte for byte what was published does not run. */

let dist = '';
serve(() => {
  dist = copyDist();
  new Release(dist, 'nursing').flipByte('client');
  const auth = new Release(dist, 'auth');
  const glue = auth.read('glue');
  auth.overwrite('glue', Buffer.concat([Buffer.from('globalThis.__ran = true;'), glue]));
  new Release(dist, 'dashboard').hide('client');
  return { dist };
});

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    // Everything that could turn bytes into code.
    const ran = (/** @type {any} */ (window).__compiled = /** @type {number[]} */ ([]));
    const note = (/** @type {BufferSource} */ bytes) => ran.push(bytes.byteLength);
    for (const name of /** @type {const} */ (['compile', 'instantiate'])) {
      const original = /** @type {any} */ (WebAssembly[name]);
      /** @type {any} */ (WebAssembly)[name] = (/** @type {any[]} */ ...all) => {
        note(all[0]);
        return original(...all);
      };
    }
  });
});

test('a flipped byte in the wasm module', async ({ page }) => {
  await register(page.request);
  await page.goto('/exam/mixed');
  const card = page.locator('.mf-error[role=alert]');
  await expect(card).toContainText('is not the file that was published', { timeout: 30_000 });
  await expect(page.locator('.mf-slot')).toHaveAttribute('data-mf-state', 'failed');
  expect(await page.evaluate(() => /** @type {any} */ (window).__compiled), 'nothing was compiled').toEqual([]);
  await expect(page.locator('.exam-question')).toBeVisible();
  await expect(card.getByRole('button', { name: 'Retry' })).toBeVisible();
});

test('a changed exam page is still a form that works', async ({ page }) => {
  await register(page.request);
  await page.goto('/exam/mixed');
  await expect(page.locator('.mf-slot')).toHaveAttribute('data-mf-state', 'failed', { timeout: 30_000 });
  await page.locator('.option').nth(1).tap();
  await page.locator('.exam-actions button[value=next]').tap();
  await expect(page).toHaveURL(/\?q=2$/);
  await expect(page.locator('.exam')).toContainText('1 answered');
});

test('glue with one more statement', async ({ page }) => {
  await page.goto('/login');
  await expect(page.locator('.mf-error[role=alert]')).toContainText(/published|fetched/, { timeout: 30_000 });
  expect(await page.evaluate(() => /** @type {any} */ (window).__ran)).toBeUndefined();
  expect(await page.evaluate(() => /** @type {any} */ (window).__compiled.length)).toBeLessThanOrEqual(1);
  await expect(page.locator('main form')).toBeVisible();
});

test('a file that is missing', async ({ page }) => {
  await register(page.request);
  await page.goto('/dashboard');
  await expect(page.locator('.mf-error[role=alert]')).toContainText('404', { timeout: 30_000 });
  await expect(page.locator('main h1')).toContainText('Ana');
  // The rest of the page works.
  await page.locator('.shell-nav').getByRole('link', { name: 'Home' }).click();
  await expect(page.locator('.hero')).toBeVisible();
});

test('an unharmed remote on the same container', async ({ page }) => {
  await page.goto('/gallery');
  await ready(page);
});

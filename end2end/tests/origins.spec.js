import { expect, ready, serve, test } from '../fixtures/index.js';
import { Origin } from '../fixtures/origin.js';
import { register } from '../fixtures/people.js';

/** Remotes from other origins: one that is down, slow or spoilt harms nobody else. */

const nursing = new Origin();
const auth = new Origin();
const dashboard = new Origin();

serve(async () => {
  for (const origin of [nursing, auth, dashboard]) await origin.start();
  return {
    flags: [
      ...['--origin', `nursing=${nursing.url}`],
      ...['--origin', `auth=${auth.url}`],
      ...['--origin', `dashboard=${dashboard.url}`, '--fallback', 'dashboard=self'],
    ],
  };
});

test.beforeEach(async ({ page }) => {
  for (const origin of [nursing, auth, dashboard]) {
    origin.duration = () => 0;
    origin.instead = () => undefined;
    origin.asked.length = 0;
    if (!origin.server) await origin.start();
  }
  await register(page.request);
});

test.afterAll(async () => {
  for (const origin of [nursing, auth, dashboard]) await origin.stop();
});

const card = (/** @type {import('@playwright/test').Page} */ page) => page.locator('.mf-error[role=alert]');

test('remotes of two origins work side by side', async ({ page, vigil }) => {
  await page.goto('/exam/mixed');
  await ready(page);
  await page.goto('/dashboard');
  await ready(page);
  expect(nursing.asked.some((path) => path.endsWith('.wasm'))).toBe(true);
  expect(dashboard.asked.some((path) => path.endsWith('.wasm'))).toBe(true);
  expect(vigil.troubles).toEqual([]);
  expect(vigil.twice).toEqual([]);
});

test('one origin is killed: the other works; it comes back: Retry succeeds without a reload', async ({ page }) => {
  await nursing.stop();
  await page.goto('/dashboard');
  await ready(page);
  await page.goto('/exam/mixed');
  await expect(card(page)).toBeVisible({ timeout: 30_000 });
  await expect(card(page)).toContainText(`127.0.0.1:${nursing.port}`);
  await expect(page.locator('.mf-slot')).toHaveAttribute('data-mf-state', 'failed');
  // The server rendered it all the same, and it stays readable.
  await expect(page.locator('.exam-question')).toBeVisible();
  await page.evaluate(() => Object.assign(window, { __mark: 1 }));
  await card(page).getByRole('button', { name: 'Retry' }).click();
  await expect(card(page)).toBeVisible({ timeout: 30_000 });
  await nursing.start();
  await card(page).getByRole('button', { name: 'Retry' }).click();
  await ready(page);
  await expect(card(page)).toHaveCount(0);
  expect(await page.evaluate(() => /** @type {any} */ (window).__mark)).toBe(1);
});

test('a nested remote whose origin is down leaves the exam working', async ({ page, context }) => {
  await page.goto('/exam/mixed');
  await ready(page);
  await auth.stop();
  await page.locator('.option').first().tap();
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  await context.clearCookies({ name: 'session' });
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.locator('.option').nth(1).tap();
  const dialog = page.getByRole('dialog', { name: 'Log in to continue' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('alert')).toContainText('not available', { timeout: 30_000 });
  await auth.start();
  await dialog.getByRole('button', { name: 'Retry' }).click();
  await expect(dialog.locator('#email')).toBeVisible();
  await dialog.getByRole('button', { name: 'Later' }).click();
  await page.getByRole('button', { name: 'Next' }).tap();
  await expect(page.locator('.exam')).toContainText('Question 3 of 25');
});

test('an origin that dribbles is slow, not broken', async ({ page }) => {
  test.setTimeout(120_000);
  // Longer in all than any silence that counts as a failure.
  nursing.duration = (path) => (path.endsWith('.wasm') ? 16_000 : 0);
  const began = Date.now();
  await page.goto('/exam/mixed', { waitUntil: 'domcontentloaded' });
  await expect(page.locator('.exam-question')).toBeVisible();
  await ready(page, 60_000);
  expect(Date.now() - began).toBeGreaterThan(14_000);
  await expect(card(page)).toHaveCount(0);
  expect(nursing.asked.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
});

test('the fallback origin stands in as a whole', async ({ page, baseURL }) => {
  dashboard.instead = (path) => (path.endsWith('.wasm') ? { status: 503 } : undefined);
  const urls = /** @type {string[]} */ ([]);
  page.on('request', (request) => urls.push(request.url()));
  await page.goto('/dashboard');
  await ready(page, 30_000);
  await expect(card(page)).toHaveCount(0);
  const own = urls.filter((url) => url.startsWith(`${baseURL}/mf/dashboard/`)).map((url) => url.split('?')[0].split('.').pop());
  expect(own.sort(), 'glue and wasm came from the same place').toEqual(['js', 'wasm']);
  // Three tries before that, the later ones around caches.
  expect(urls.filter((url) => url.startsWith(dashboard.url) && url.includes('.wasm'))).toHaveLength(3);
  expect(new Set(urls.filter((url) => url.startsWith(dashboard.url) && url.includes('.wasm'))).size).toBe(3);
});

test('a page in place of a file is not run, and the fallback helps', async ({ page }) => {
  dashboard.instead = () => ({ status: 200, type: 'text/html', body: '<!doctype html><title>Log in to this Wi-Fi</title>' });
  await page.goto('/dashboard');
  await ready(page, 30_000);
});

test('an answer that was spoilt once is asked for again', async ({ page }) => {
  let spoilt = 0;
  nursing.instead = (path) => (path.endsWith('.wasm') && spoilt++ === 0 ? { status: 200, type: 'application/wasm', body: 'half of it' } : undefined);
  await page.goto('/exam/mixed');
  await ready(page, 30_000);
  expect(spoilt).toBe(2);
});

import { expect, ready, serve, test } from '../fixtures/index.js';
import { register } from '../fixtures/people.js';

/** One theme for the shell, every remote and every tab. */

serve();

const html = (/** @type {import('@playwright/test').Page} */ page) => page.locator('html');

test('a remote sets it: the shell and a second tab follow, and it stays', async ({ page, context, vigil }) => {
  await page.goto('/gallery');
  await ready(page);
  const second = await context.newPage();
  await register(second.request);
  await second.goto('/account');
  await ready(second);
  await page.locator('main .ui-switch').getByRole('button', { name: 'Dark' }).click();
  await expect(html(page)).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('main .ui-switch').getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.shell-header button[value=dark]')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.shell-header button[value=system]')).toHaveAttribute('aria-pressed', 'false');
  // Another remote, in another tab.
  await expect(html(second)).toHaveAttribute('data-theme', 'dark');
  await expect(second.locator('main .ui-switch').getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
  const raw = await (await page.request.get('/exams')).text();
  expect(raw, 'the server renders it: no flash').toContain('data-theme="dark"');
  await page.reload();
  await ready(page);
  await expect(html(page)).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('main .ui-switch').getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
  // The other way round, from the shell of the second tab.
  await second.locator('.shell-header summary[aria-label=Theme]').click();
  await second.locator('.shell-header button[value=light]').click();
  await expect(html(page)).toHaveAttribute('data-theme', 'light');
  await expect(page.locator('main .ui-switch').getByRole('button', { name: 'Light' })).toHaveAttribute('aria-pressed', 'true');
  expect(vigil.troubles).toEqual([]);
});

test('no other colours are shown before', async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: 'theme', value: 'dark', url: baseURL ?? '' }]);
  await page.addInitScript(() => {
    const seen = (/** @type {any} */ (window).__themes = /** @type {(string | undefined)[]} */ ([]));
    new MutationObserver(() => {
      const theme = document.documentElement?.dataset.theme;
      if (theme !== seen.at(-1)) seen.push(theme);
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
  await page.goto('/gallery');
  await ready(page);
  expect(await page.evaluate(() => /** @type {any} */ (window).__themes)).toEqual(['dark']);
});

test('light and dark look different, and system follows the device', async ({ page }) => {
  await page.goto('/gallery');
  await ready(page);
  const colours = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await colours();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await colours();
  expect(dark).not.toBe(light);
  await page.locator('main .ui-switch').getByRole('button', { name: 'Light' }).click();
  await expect.poll(colours).toBe(light);
});

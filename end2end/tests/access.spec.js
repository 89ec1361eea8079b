import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { launchOptions } from '../fixtures/browser.js';
import { expect, ready, serve, test } from '../fixtures/index.js';
import { newcomer } from '../fixtures/people.js';
import { password, temporary } from '../fixtures/place.js';

/** The way in, where people tap twice, where keyboards differ, and where a browser keeps nothing. */

const container = serve();

/** @param {import('@playwright/test').Page} page @param {Record<string, string>} fields */
async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.locator(`main [name=${name}]`).fill(value);
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('Create account tapped twice ends signed in', async ({ page }) => {
    const { name, email } = newcomer();
    await page.goto('/register');
    await fill(page, { name, email, password });
    // The first answer is late, so that the second tap is sent as well.
    const sent = /** @type {string[]} */ ([]);
    await page.route('**/register', async (route) => {
      sent.push(route.request().url());
      if (sent.length === 1) {
        // It reaches the server, and its answer nobody: the page stays.
        await route.fetch({ maxRedirects: 0 });
        return route.fulfill({ status: 204 });
      }
      return route.continue();
    });
    const button = page.locator('main form button[type=submit]');
    await button.click({ noWaitAfter: true });
    await expect.poll(() => sent.length).toBe(1);
    await button.click();
    await expect.poll(() => sent.length).toBe(2);
    await expect(page).toHaveURL(/\/dashboard$/);
    await expect(page.locator('main h1')).toContainText('Ana');
  });

  test('a person who opens an address for programs gets a page with a way home', async ({ page }) => {
    const response = await page.goto('/api/v1/auth/login');
    expect(response?.status()).toBe(405);
    await expect(page.locator('main h1')).toHaveText('Method not allowed');
    await page.locator('main').getByRole('link', { name: 'Go to the start page' }).click();
    await expect(page).toHaveURL(/:\d+\/$/);
  });
});

test('two taps at once make one account and sign in', async ({ page }) => {
  const { name, email } = newcomer();
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto('/register');
  await fill(page, { name, email, password });
  await page.evaluate(() => {
    const form = /** @type {HTMLFormElement} */ (document.querySelector('main form'));
    form.requestSubmit();
    form.requestSubmit();
  });
  await expect(page).toHaveURL(/\/dashboard$/);
});

test('a password with ñ is the same from every keyboard', async ({ page }) => {
  const { name, email } = newcomer();
  await page.goto('/register');
  await ready(page);
  await fill(page, { name, email, password: 'ma\u00f1ana na lang' });
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  await page.context().clearCookies();
  await page.goto('/login');
  await ready(page);
  await fill(page, { email, password: 'man\u0303ana na lang' });
  await page.locator('main form button[type=submit]').click();
  await expect(page).toHaveURL(/\/dashboard$/);
});

for (const javaScriptEnabled of [true, false]) {
  test(`a browser that keeps no cookies is told so, with scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({}) => {
    // As somebody would forbid them: in the browser's settings.
    const profile = temporary('profile');
    mkdirSync(join(profile, 'Default'), { recursive: true });
    const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(settings));
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, baseURL: container.url, javaScriptEnabled });
    try {
      const page = await context.newPage();
      await page.goto('/login?next=/exam/np1');
      if (javaScriptEnabled) await ready(page);
      await fill(page, { email: 'maria@example.ph', password });
      await page.locator('main form button[type=submit]').click();
      await expect(page.getByRole('alert')).toContainText('Your browser does not keep cookies for this site');
      await expect(page).toHaveURL(/\/login\?/);
      // Where it leads is not forgotten.
      await expect(page.locator('main [name=next]')).toHaveValue('/exam/np1');
      expect(await context.cookies()).toEqual([]);
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
}

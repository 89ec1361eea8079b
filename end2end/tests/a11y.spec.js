import AxeBuilder from '@axe-core/playwright';

import { expect, ready, serve, test } from '../fixtures/index.js';
import { finish, newcomer, register, start } from '../fixtures/people.js';

/** Screens for everybody: axe, small phones, large text, a keyboard alone. */

serve();

const screens = ['/', '/login', '/register', '/gallery', '/no/such/page', '/account', '/dashboard', '/exams', '/exam/np1', '/exam/mixed', '/exam/formats?q=2', '/review'];

/** Goes to a screen as a student with some history. @param {import('@playwright/test').Page} page @param {string} screen */
async function open(page, screen) {
  let path = screen;
  if (!/^\/(login|register|gallery|no.*)?$/.test(screen)) {
    await register(page.request);
    const attempt = await finish(page.request, 'mixed', 6);
    await start(page.request, 'mixed');
    if (screen === '/review') path = `/exam/mixed/review/${attempt}`;
  }
  await page.goto(path);
  if (await page.locator('.mf-slot').count()) await ready(page);
}

for (const screen of screens) {
  test(`axe finds nothing on ${screen}`, async ({ page, context, baseURL }) => {
    test.setTimeout(120_000);
    await open(page, screen);
    for (const theme of ['light', 'dark']) {
      await context.addCookies([{ name: 'theme', value: theme, url: baseURL ?? '' }]);
      await page.reload();
      if (await page.locator('.mf-slot').count()) await ready(page);
      for (const [width, height] of [[390, 844], [360, 640]]) {
        await page.setViewportSize({ width, height });
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
        const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('\n  ')}`);
        expect(found, `${theme} ${width}×${height}`).toEqual([]);
      }
    }
  });
}

test('no screen scrolls sideways, not even with text twice as large', async ({ page }) => {
  test.setTimeout(180_000);
  for (const screen of screens) {
    await page.setViewportSize({ width: 360, height: 640 });
    await open(page, screen);
    const wide = () => page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return '';
      const out = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
      return `${scrollWidth} > ${clientWidth}: ${out.slice(0, 5).map((element) => `${element.tagName}.${element.className}`).join(', ')}`;
    });
    expect.soft(await wide(), `${screen} at 360`).toBe('');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    expect.soft(await wide(), `${screen} with text at 200 %`).toBe('');
    // What a browser's own zoom of 200 % leaves of a phone held sideways, and of a small desktop window.
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
    await page.setViewportSize({ width: 320, height: 480 });
    expect.soft(await wide(), `${screen} at 320`).toBe('');
    await page.context().clearCookies();
  }
});

test.describe('with a keyboard alone', () => {
  test.use({ isMobile: false, hasTouch: false });

  test('register, answer and hand in', async ({ page }) => {
    const person = newcomer();
    const press = async (/** @type {string[]} */ ...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    /** Tabs until the focus is on what matches. @param {string} selector @param {string} [key] */
    const tabTo = async (selector, key = 'Tab') => {
      for (let step = 0; step < 120; step++) {
        if (await page.evaluate((wanted) => !!document.activeElement?.matches(wanted), selector)) return;
        await press(key);
      }
      throw new Error(`the keyboard does not reach ${selector}`);
    };
    await page.goto('/register?next=/exam/mixed');
    await ready(page);
    await press('Tab');
    await expect(page.locator('.skip-link')).toBeFocused();
    await press('Enter');
    await tabTo('#name');
    await page.keyboard.type(person.name);
    await press('Tab');
    await page.keyboard.type(person.email);
    await tabTo('#password');
    await page.keyboard.type(person.password);
    await press('Enter');
    await expect(page).toHaveURL(/\/exam\/mixed$/);
    await ready(page);
    await tabTo('input[type=radio]');
    await press('Space');
    await expect(page.locator('.option.selected')).toHaveCount(1);
    await press('ArrowDown');
    await expect(page.locator('.option').nth(1)).toHaveClass(/selected/);
    await press('Enter');
    await expect(page.locator('.exam')).toContainText('Question 2 of 25');
    await tabTo('.exam-nav summary');
    await press('Enter');
    await tabTo('.exam-nav button[value=submit]');
    await press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Finish the exam?' });
    await expect(dialog).toBeVisible();
    // The focus is in the dialog and stays there.
    expect(await page.evaluate(() => !!document.activeElement?.closest('dialog'))).toBe(true);
    await press('Escape');
    await expect(dialog).toBeHidden();
    await tabTo('.exam-nav button[value=submit]');
    await press('Enter');
    await tabTo('dialog .ui-button--primary');
    await press('Enter');
    await expect(page).toHaveURL(/\/review\//);
    await ready(page);
    await expect(page.locator('main h1')).toBeFocused();
  });
});

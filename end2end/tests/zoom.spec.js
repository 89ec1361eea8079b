import { begin, openExam, secondDevice } from '../fixtures/devices.js';
import { expect, serve, test } from '../fixtures/index.js';
import { register, start } from '../fixtures/people.js';

/** What 400 % zoom leaves of a window: 320 × 256. Nothing covers the question, and the focus is always seen. */

test.use({ viewport: { width: 320, height: 256 }, isMobile: false, hasTouch: false });
serve();

/** @typedef {import('@playwright/test').Page} Page */

/** Whether the focused element is in view, and nothing lies over its middle or its upper edge. @param {Page} page */
const focus = (page) =>
  page.evaluate(() => {
    const focused = /** @type {Element} */ (document.activeElement);
    // A field whose look is its label's.
    const shown = focused.closest('.option') ?? focused;
    const { top, bottom, left, right } = shown.getBoundingClientRect();
    const [upper, lower] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    const name = `${focused.tagName} ${focused.className} ${focused.textContent?.trim().slice(0, 30)}`;
    if (lower - upper < Math.min(24, bottom - top) || left < -1 || right > innerWidth + 1) return `${name}: out of view`;
    for (const y of [upper + 2, (upper + lower) / 2]) {
      const there = document.elementFromPoint((Math.max(left, 0) + Math.min(right, innerWidth)) / 2, y);
      if (there && !shown.contains(there) && !there.contains(shown)) return `${name}: covered by ${there.tagName} ${there.className}`;
    }
    return '';
  });

/** Tabs from where the focus is until it comes round. @param {Page} page @param {number} most @returns {Promise<string[]>} what was reached */
async function tabThrough(page, most) {
  const reached = [];
  for (let keys = 0; keys < most; keys++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => (document.activeElement === document.body ? '' : `${document.activeElement?.tagName}.${document.activeElement?.className}`));
    if (!name) break;
    expect(await focus(page), `after ${keys + 1} keys`).toBe('');
    reached.push(name);
  }
  return reached;
}

/** @param {Page} page */
async function nothingSticksOrOverflows(page) {
  const { stuck, width } = await page.evaluate(() => {
    const sticks = (/** @type {Element} */ element) => /sticky|fixed/.test(getComputedStyle(element).position) && element.getBoundingClientRect().height > 0;
    return {
      stuck: [...document.querySelectorAll('main, main *, body > *')].filter((element) => !element.closest('dialog') && sticks(element)).map(({ className }) => className),
      width: document.documentElement.scrollWidth,
    };
  });
  expect(stuck).toEqual([]);
  expect(width).toBeLessThanOrEqual(320);
}

/** A dialog is read and answered in a window that is lower than itself. @param {Page} page */
async function dialogFits(page) {
  const { top, bottom, wide, scrolls } = await page.evaluate(() => {
    const dialog = /** @type {HTMLElement} */ (document.querySelector('dialog[open]'));
    const { top, bottom } = dialog.getBoundingClientRect();
    return { top, bottom, wide: dialog.scrollWidth - dialog.clientWidth, scrolls: /auto|scroll/.test(getComputedStyle(dialog).overflowY) };
  });
  expect(top).toBeGreaterThanOrEqual(-1);
  expect(bottom).toBeLessThanOrEqual(257);
  expect([wide, scrolls]).toEqual([0, true]);
}

test('the start page', async ({ page }) => {
  await register(page.request);
  await openExam(page);
  await nothingSticksOrOverflows(page);
  const reached = await tabThrough(page, 40);
  expect(reached.some((name) => /ui-button--primary/.test(name))).toBe(true);
});

test('a question, its options and its buttons', async ({ page }) => {
  await register(page.request);
  await start(page.request, 'formats');
  await openExam(page, '/exam/formats?q=2');
  await nothingSticksOrOverflows(page);
  const reached = await tabThrough(page, 60);
  expect(reached.filter((name) => /option__input/.test(name)).length).toBeGreaterThan(0);
  expect(reached.some((name) => /exam-nav__summary/.test(name))).toBe(true);
});

test('the dialog before handing in', async ({ page }) => {
  await register(page.request);
  await start(page.request, 'mixed');
  await openExam(page, '/exam/mixed?q=25');
  await page.getByRole('button', { name: 'Finish', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Finish the exam?' })).toBeVisible();
  await page.waitForTimeout(300);
  await dialogFits(page);
  expect(await tabThrough(page, 2)).toHaveLength(2);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Finish and see the review' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Handed in on this phone, not yet received' });
  await expect(dialog).toBeVisible();
  await dialogFits(page);
  expect(await tabThrough(page, 1)).toHaveLength(1);
});

test('the question whether to continue here', async ({ page }) => {
  await register(page.request);
  await begin(page);
  const other = await secondDevice(page, { isMobile: false, hasTouch: false });
  await openExam(other);
  await expect(other.getByRole('dialog', { name: 'Continue here?' })).toBeVisible();
  await other.waitForTimeout(300);
  await dialogFits(other);
  expect(await tabThrough(other, 2)).toHaveLength(2);
  await other.keyboard.press('Enter');
  await expect(other.getByRole('dialog', { name: 'Continue here?' })).toBeHidden();
});

import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register, start } from '../fixtures/people.js';

/** A question begins where it can be read, on every screen, and a number is what was typed. */

serve();

/** The part of the window that no bar covers. @param {import('@playwright/test').Page} page */
const free = (page) =>
  page.evaluate(() => {
    const sticks = (/** @type {Element | null} */ element) => element && /sticky|fixed/.test(getComputedStyle(element).position);
    const bar = document.querySelector('.exam-bar');
    const actions = document.querySelector('.exam-actions');
    return {
      top: sticks(bar) ? Math.max(0, bar?.getBoundingClientRect().bottom ?? 0) : 0,
      bottom: sticks(actions) ? (actions?.getBoundingClientRect().top ?? innerHeight) : innerHeight,
    };
  });

/** @param {import('@playwright/test').Page} page @param {string} selector */
async function isFree(page, selector) {
  const { top, bottom } = await free(page);
  const box = await page.locator(selector).first().boundingBox();
  return !!box && box.y >= top - 1 && box.y + Math.min(box.height, 40) <= bottom + 1;
}

for (const [width, height] of [[390, 844], [360, 640], [320, 256]]) {
  test.describe(`at ${width} × ${height}`, () => {
    test.use({ viewport: { width, height } });

    test('a number tapped in the grid shows its question from the beginning, and the focus is there', async ({ page }) => {
      await register(page.request);
      await start(page.request, 'np1');
      await page.goto('/exam/np1');
      await ready(page);
      await page.locator('.exam-nav summary').tap();
      for (const number of [20, 39, 3]) {
        await page.locator(`.exam-nav__item[value="${number}"]`).tap();
        await expect(page.locator('#question')).toHaveText(`Question ${number} of 39`);
        await expect(page.locator('#question')).toBeFocused();
        await expect.poll(() => isFree(page, '#question')).toBe(true);
        await expect.poll(() => isFree(page, '.exam-question__stem')).toBe(true);
      }
    });

    test('no focused option hides behind a bar', async ({ page }) => {
      await register(page.request);
      await start(page.request, 'formats');
      await page.goto('/exam/formats?q=1');
      await ready(page);
      await page.locator('.option__input').first().focus();
      for (let keys = 0; keys < 4; keys++) {
        expect(await isFree(page, ':focus'), `after ${keys} keys`).toBe(true);
        await page.keyboard.press('ArrowDown');
      }
    });
  });
}

test('on a short screen nothing sticks', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await register(page.request);
  await start(page.request, 'mixed');
  for (const path of ['/', '/exams', '/dashboard', '/exam/mixed']) {
    await page.goto(path);
    const stuck = await page.evaluate(() => {
      const sticks = (/** @type {Element} */ element) => /sticky|fixed/.test(getComputedStyle(element).position);
      const seen = (/** @type {Element} */ element) => element.getBoundingClientRect().height > 0;
      return [...document.querySelectorAll('body *')].filter((element) => sticks(element) && seen(element)).map(({ className }) => className);
    });
    expect(stuck, path).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
  }
});

test('a number with a comma, typed key by key, is the number', async ({ page }) => {
  await register(page.request);
  const { questions } = await start(page.request, 'formats');
  const numbers = questions.flatMap((/** @type {any} */ { kind }, /** @type {number} */ at) => (kind === 'numeric' ? [at] : []));
  const [first, second] = numbers;
  const stored = async () => (await paper(page.request, 'formats')).answers[questions[first].id];
  await page.goto(`/exam/formats?q=${first + 1}`);
  await ready(page);
  const field = page.getByRole('textbox');
  await field.pressSequentially('2', { delay: 30 });
  await expect.poll(stored).toBe('2');
  await field.pressSequentially(',', { delay: 30 });
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await page.waitForTimeout(500);
  expect(await stored(), 'on the way to a number').toBe('2');
  await field.pressSequentially('5', { delay: 30 });
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await expect.poll(stored).toBe('2.5');
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  await field.fill('1,234.5');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  // Another number's field is empty, and says nothing of this one.
  await page.locator('.exam-nav summary').tap();
  await page.locator(`.exam-nav__item[value="${second + 1}"]`).tap();
  await expect(page.locator('#question')).toHaveText(`Question ${second + 1} of ${questions.length}`);
  await expect(field).toHaveValue('');
  await expect(field).not.toHaveAttribute('aria-invalid', 'true');
  expect(await stored()).toBe('2.5');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 640 } });

  test('an address with a number shows that question from the beginning', async ({ page }) => {
    await register(page.request);
    await start(page.request, 'np1');
    await page.goto('/exam/np1?q=20');
    await expect(page.locator('#question')).toBeInViewport();
    await expect(page.locator('.exam-question__stem')).toBeInViewport();
    await page.goto('/exam/np1?q=20#question');
    await expect(page.locator('#question')).toBeInViewport();
  });
});

import AxeBuilder from '@axe-core/playwright';

import { begin, openExam, secondDevice } from '../fixtures/devices.js';
import { expect, serve, test } from '../fixtures/index.js';
import { paper, register } from '../fixtures/people.js';

/** One exam on two devices: who sits there, and which answer counts. */

serve();

/** @typedef {import('@playwright/test').Page} Page */
const seat = (/** @type {Page} */ page) => page.getByRole('dialog', { name: 'Continue here?' });
const rival = (/** @type {Page} */ page) => page.getByRole('dialog', { name: 'Another device' });
const option = (/** @type {Page} */ page, /** @type {number} */ index) => page.locator('.option').nth(index);
const chip = (/** @type {Page} */ page) => page.locator('.save-chip').first();
const wake = (/** @type {Page} */ page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
/** @param {Page} page */
async function finish(page) {
  await page.locator('.exam-nav summary').tap();
  await page.getByRole('button', { name: 'Finish the exam' }).tap();
  await page.getByRole('button', { name: 'Finish and see the review' }).tap();
  await expect(page).toHaveURL(/\/review\//);
}

/** As the other device says it. @param {Page} page */
const sits = async (page) => (await (await page.request.get('/api/v1/exams/mixed/paper')).json()).sitting?.device;

test('an exam that is open on another device asks, and whoever goes on takes the place', async ({ page }) => {
  await register(page.request);
  await begin(page);
  const first = await sits(page);
  expect(first).toBeTruthy();
  await wake(page);

  const other = await secondDevice(page);
  // As if it were two minutes later.
  await other.route('**/state', async (route) => {
    const answer = await route.fetch();
    const state = await answer.json();
    if (state.sitting) state.sitting.seen_at -= 120_000;
    await route.fulfill({ response: answer, json: state });
  });
  await openExam(other);
  await expect(seat(other)).toContainText('another device (Linux computer), last used 2 minutes ago');
  await expect(seat(page)).toBeHidden();
  await seat(other).getByRole('button', { name: 'Continue here' }).tap();
  await expect(seat(other)).toBeHidden();
  await expect.poll(() => sits(page)).not.toBe(first);

  // The first one hears of it when it is answered on again.
  await option(page, 1).tap();
  await expect(seat(page)).toContainText('less than a minute ago');
  await seat(page).getByRole('link', { name: 'Leave it there' }).tap();
  await expect(page).toHaveURL(/\/exams$/);
  expect(Object.values((await paper(page.request, 'mixed')).answers), 'answers of both are kept').toEqual(['B']);
});

test('a device that wakes up learns that another one has gone on; its own reload asks nothing', async ({ page }) => {
  await register(page.request);
  await begin(page);
  await openExam(page);
  await page.waitForTimeout(1_000);
  await expect(seat(page)).toBeHidden();
  const other = await secondDevice(page);
  await openExam(other);
  await seat(other).getByRole('button', { name: 'Continue here' }).tap();
  await expect(seat(other)).toBeHidden();
  await expect.poll(async () => {
    await wake(page);
    return seat(page).isVisible();
  }).toBe(true);
  await page.keyboard.press('Escape');
  await wake(page);
  await page.waitForTimeout(1_000);
  await expect(seat(page), 'closed, it is not asked again').toBeHidden();
});

test('without scripts the page says so, and a form takes the place', async ({ page }) => {
  await register(page.request);
  await begin(page);
  const other = await secondDevice(page, { javaScriptEnabled: false });
  await other.goto('/exam/mixed');
  await expect(other.locator('.exam-seat')).toContainText(/open on another device \(Linux computer\), last used at \d\d:\d\d/);
  await other.locator('.exam-seat').getByRole('button', { name: 'Continue here' }).click();
  await expect(other).toHaveURL(/\/exam\/mixed$/);
  await expect(other.locator('.exam-seat')).toHaveCount(0);
  await option(page, 1).tap();
  await expect(seat(page)).toContainText('another device (a page without scripts)');
  await seat(page).getByRole('button', { name: 'Continue here' }).tap();
  await expect.poll(() => sits(page)).not.toBe('form');
  await other.reload();
  await expect(other.locator('.exam-seat')).toBeVisible();
});

/** Both have answered question 1, without having seen the other's answer. @param {Page} page */
async function fork(page) {
  await register(page.request);
  await begin(page);
  const other = await secondDevice(page);
  await openExam(other);
  await seat(other).getByRole('button', { name: 'Continue here' }).tap();
  await other.route('**/changes', (route) => route.abort('internetdisconnected'));
  await option(other, 2).tap();
  await expect(chip(other)).toHaveAttribute('data-state', 'kept');
  await option(page, 1).tap();
  await expect.poll(async () => Object.values((await paper(page.request, 'mixed')).answers)).toEqual(['B']);
  await other.unroute('**/changes');
  // Both are of one kind here.
  await expect(rival(other)).toContainText(/Question 1 was also answered on another Linux computer, \w+ \d+, 20\d\d, \d+:\d\d/, { timeout: 30_000 });
  return other;
}

for (const [width, height, theme] of /** @type {[number, number, string][]} */ ([[360, 640, 'light'], [360, 640, 'dark'], [320, 256, 'light']])) {
  test.describe(`at ${width} × ${height}, ${theme}`, () => {
    test.use({ viewport: { width, height }, isMobile: false, hasTouch: true });

    test('two answers are chosen between by the keyboard alone', async ({ page, context, baseURL }) => {
      await context.addCookies([{ name: 'theme', value: theme, url: baseURL ?? '' }]);
      const other = await fork(page);
      const { violations } = await new AxeBuilder({ page: other }).include('.ui-dialog[open]').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`)).toEqual([]);
      const inside = () => other.evaluate(() => !!document.activeElement?.closest('dialog[open]'));
      expect(await inside(), 'the focus is in the dialog').toBe(true);
      const box = () => other.evaluate(() => {
        const { top, bottom, left, right } = /** @type {Element} */ (document.activeElement).getBoundingClientRect();
        return top >= -1 && left >= -1 && bottom <= innerHeight + 1 && right <= innerWidth + 1;
      });
      for (let keys = 0; keys < 3 && !(await other.evaluate(() => document.activeElement?.textContent?.startsWith('Take B'))); keys++) {
        await other.keyboard.press('Tab');
        expect(await box(), 'the focus is in view').toBe(true);
      }
      await other.keyboard.press('Enter');
      await expect(rival(other)).toBeHidden();
      await expect(option(other, 1)).toHaveClass(/selected/);
      await expect.poll(async () => Object.values((await paper(page.request, 'mixed')).answers)).toEqual(['B']);
    });
  });
}

test('what is chosen between is there in words, and one question comes after the other', async ({ page }) => {
  await register(page.request);
  await begin(page);
  const other = await secondDevice(page);
  await openExam(other);
  await seat(other).getByRole('button', { name: 'Continue here' }).tap();
  await other.route('**/changes', (route) => route.abort('internetdisconnected'));
  const { questions } = await paper(page.request, 'mixed');
  /** @param {Page} device @param {number} index */
  const answerTwo = async (device, index) => {
    for (const number of [1, 2]) {
      await option(device, index).tap();
      await expect(option(device, index)).toHaveClass(/selected/);
      if (number > 1) continue;
      // The other one has gone on meanwhile.
      if (device === page) await seat(page).getByRole('button', { name: 'Continue here' }).tap();
      await device.getByRole('button', { name: 'Next' }).tap();
    }
  };
  await answerTwo(other, 2);
  await expect(chip(other)).toContainText('2 kept');
  await answerTwo(page, 1);
  await expect.poll(async () => Object.values((await paper(page.request, 'mixed')).answers)).toEqual(['B', 'B']);
  await other.unroute('**/changes');
  const dialog = rival(other);
  for (const number of [1, 2]) {
    await expect(dialog).toContainText(`Question ${number} was also answered`, { timeout: 30_000 });
    const plain = (/** @type {string} */ html) => html.replace(/<[^>]*>/g, '').slice(0, 20);
    for (const option of questions[number - 1].groups[0].options) {
      const told = expect(dialog.locator('.exam-rival'));
      await (/[BC]/.test(option.id) ? told : told.not).toContainText(plain(option.text));
    }
    await dialog.getByRole('button', { name: number === 1 ? 'Take B' : 'Keep C' }).tap();
  }
  await expect(dialog).toBeHidden();
  await expect.poll(async () => Object.values((await paper(page.request, 'mixed')).answers)).toEqual(['B', 'C']);
});

test('handed in on the other device: this one ends, too, as soon as somebody looks at it', async ({ page }) => {
  await register(page.request);
  await begin(page);
  const other = await secondDevice(page);
  await openExam(other);
  await seat(other).getByRole('button', { name: 'Continue here' }).tap();
  await option(other, 1).tap();
  await expect(chip(other)).toHaveAttribute('data-state', 'saved');
  await finish(other);
  await wake(page);
  await expect(page).toHaveURL(/\/review\//);
});

test('what nobody chose between, and what came late, is in the review', async ({ page }) => {
  const other = await fork(page);
  await other.keyboard.press('Escape');
  const { attempt, questions } = await paper(page.request, 'mixed');
  // Given before the end, and still on its way when the other device hands in.
  await page.route('**/changes', (route) => route.abort('internetdisconnected'));
  await openExam(page, '/exam/mixed?q=3');
  await seat(page).getByRole('button', { name: 'Continue here' }).tap();
  await option(page, 0).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'kept');
  await finish(other);
  await page.unroute('**/changes');
  const review = async () => (await page.request.get(`/api/v1/attempts/${attempt.id}/review`)).json();
  await expect.poll(async () => (await review()).questions[2].late, { timeout: 30_000 }).toBe(true);
  // And one that nobody can take for one given in time.
  const at = (await review()).attempt.submitted_at + 60_000;
  const changes = [{ n: 1, item: questions[4].id, response: 'D', base: 0, at }];
  const taken = await page.request.post(`/api/v1/attempts/${attempt.id}/changes`, { data: { device: 'tablet-9', device_name: 'Tablet', changes } });
  expect((await taken.json()).results[0].outcome).toBe('after-end');

  await other.reload();
  const note = (/** @type {number} */ number) => other.locator(`#question-${number} .review-question__notes`);
  await expect(note(1)).toContainText(/Two devices\s*Answer C from Linux computer, .* counts\. Answer B from Linux computer, .* does not\./);
  await expect(note(3)).toContainText(/Arrived late\s*Your answer from Linux computer was given at \d\d:\d\d, before the end, .* It counts\./);
  await expect(note(5)).toContainText(/After the end\s*Answer D from Tablet, .* does not count\./);
  await expect(other.locator('.review-question__notes')).toHaveCount(3);
  await other.getByRole('link', { name: 'Question 3', exact: true }).tap();
  await expect(note(3)).toBeInViewport();
  const { violations } = await new AxeBuilder({ page: other }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`)).toEqual([]);
  await other.setViewportSize({ width: 320, height: 640 });
  expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

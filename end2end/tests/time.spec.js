import { endSoon } from '../fixtures/deadline.js';
import { expect, ready, serve, test } from '../fixtures/index.js';
import { register, start } from '../fixtures/people.js';

/** Time is the server's: a phone that slept, and a deadline that passes while answers are on their way. */

const container = serve();

/** @typedef {import('@playwright/test').Page} Page */

/** Seconds that the timer shows. @param {Page} page */
async function left(page) {
  const text = (await page.locator('.ui-timer__value').textContent()) ?? '';
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

test('a phone that slept for ten minutes shows the server\'s time when it wakes up', async ({ page }) => {
  await page.addInitScript(() => {
    const running = performance.now.bind(performance);
    let slept = 0;
    // It stands still while the phone sleeps; by the clock on the wall it is ten minutes behind afterwards.
    performance.now = () => running() - slept;
    Object.assign(window, { sleep: (/** @type {number} */ ms) => (slept += ms) });
  });
  await register(page.request);
  const { attempt } = await start(page.request, 'np1');
  await page.goto('/exam/np1');
  await ready(page);
  const truly = () => (attempt.deadline - Date.now()) / 1000;
  await expect.poll(async () => Math.abs((await left(page)) - truly())).toBeLessThan(4);

  await page.evaluate(() => /** @type {any} */ (window).sleep(600_000));
  await expect.poll(async () => (await left(page)) - truly(), 'the page alone can not know').toBeGreaterThan(590);
  const asked = page.waitForRequest('**/healthz');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await asked;
  await expect.poll(async () => Math.abs((await left(page)) - truly())).toBeLessThan(4);
});

test('answers of the last seconds on a slow connection are scored, though the time is over when they arrive', async ({ page }) => {
  test.setTimeout(120_000);
  await register(page.request);
  const { attempt, questions } = await start(page.request, 'mixed');
  const deadline = await endSoon(container, attempt, 40);
  await page.goto('/exam/mixed?q=23');
  await ready(page);
  /** @type {string[]} */
  const calls = [];
  await page.route('**/api/v1/attempts/**', async (route) => {
    const call = route.request().url().split('/').pop() ?? '';
    calls.push(`${call} >`);
    await new Promise((done) => setTimeout(done, 2_500));
    await route.continue().catch(() => {});
  });
  page.on('response', (response) => {
    if (response.url().includes('/attempts/')) calls.push(`${response.url().split('/').pop()} ${response.status()}`);
  });
  expect(deadline - Date.now(), 'the page came before the last seconds').toBeGreaterThan(4_000);
  // In the page, so that a busy machine does not tap too late.
  await page.evaluate(async (deadline) => {
    const until = (/** @type {number} */ time) => new Promise((done) => setTimeout(done, time - Date.now()));
    const press = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector)).click();
    for (const before of [3_000, 2_200, 1_400]) {
      await until(deadline - before);
      press('.option:nth-of-type(2) input');
      await until(deadline - before + 300);
      if (before > 2_000) press('.exam-actions .ui-button--primary');
    }
    if (Date.now() >= deadline) throw new Error('the taps came too late');
  }, deadline);
  expect(calls.filter((call) => /^changes \d/.test(call)).length, 'the last one is on its way').toBeLessThan(calls.filter((call) => call === 'changes >').length);
  // Nobody presses anything.
  await expect(page).toHaveURL(/\/review\//, { timeout: 40_000 });
  const submitted = calls.findIndex((call) => call === 'submit >');
  expect(calls.slice(submitted), 'all were sent before the hand-in').not.toContain('changes >');
  expect(calls.slice(0, submitted)).toContain('changes 200');

  const review = await (await page.request.get(`/api/v1/attempts/${attempt.id}/review`)).json();
  expect(review.attempt.submitted_at).toBe(deadline);
  const answered = review.questions.filter((/** @type {any} */ one) => one.answered).map((/** @type {any} */ one) => one.id);
  expect(answered).toEqual(questions.slice(22).map((/** @type {any} */ { id }) => id));
});

import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register, start } from '../fixtures/people.js';

/** One exam in several tabs, of which some sleep. */

serve();

const chip = (/** @type {import('@playwright/test').Page} */ page) => page.locator('.save-chip').first();

/** @param {import('@playwright/test').Page} page */
async function sit(page) {
  await register(page.request);
  const started = await start(page.request, 'mixed');
  await page.goto('/exam/mixed?q=1');
  await ready(page);
  await expect.poll(() => page.evaluate(() => !!navigator.serviceWorker.controller)).toBe(true);
  return started;
}

test('a tab that hears that it is frozen while it is the one that sends: another one sends', async ({ page, context }) => {
  const { questions } = await sit(page);
  const other = await context.newPage();
  await other.goto('/exam/mixed?q=2');
  await ready(other);
  // The event alone: a page that nothing hides isn't frozen by the browser.
  await other.evaluate(() => document.dispatchEvent(new Event('freeze')));
  /** @type {string[]} */
  const senders = [];
  for (const [name, tab] of Object.entries({ page, other })) tab.on('request', (request) => request.url().endsWith('/changes') && senders.push(name));
  await page.locator('.option').nth(1).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  expect(senders).toEqual(['page']);
  expect((await paper(page.request, 'mixed')).answers).toEqual({ [questions[0].id]: 'B' });
  await other.evaluate(() => document.dispatchEvent(new Event('resume')));
  await expect(other.locator('.exam-bar')).toContainText('1 answered');
  await other.locator('.option').nth(2).tap();
  await expect(chip(other)).toHaveAttribute('data-state', 'saved');
  expect(Object.keys((await paper(page.request, 'mixed')).answers)).toHaveLength(2);
});

test('two tabs without a network, and the exam finished in both: both end at the review, with the answers of both', async ({ page, context }) => {
  const { attempt, questions } = await sit(page);
  const other = await context.newPage();
  await other.goto('/exam/mixed?q=2');
  await ready(other);
  await context.setOffline(true);
  for (const [index, tab] of [page, other].entries()) {
    await tab.locator('.option').nth(index + 1).tap();
    await expect(chip(tab)).toContainText('kept on this phone');
  }
  for (const tab of [page, other]) {
    await tab.locator('.exam-nav summary').tap();
    await tab.getByRole('button', { name: 'Finish the exam' }).tap();
  }
  // At once: a moment later the other tab has heard of it, and its button is gone.
  const finish = (/** @type {HTMLElement} */ button) => button.click();
  await Promise.all([page, other].map((tab) => tab.getByText('Finish and see the review').evaluate(finish)));
  for (const tab of [page, other]) await expect(tab.getByRole('dialog')).toContainText('Handed in on this phone, not yet received');
  await context.setOffline(false);
  for (const tab of [page, other]) await expect(tab).toHaveURL(/\/review\//, { timeout: 30_000 });
  const review = await (await page.request.get(`/api/v1/attempts/${attempt.id}/review`)).json();
  const answered = review.questions.filter((/** @type {any} */ one) => one.answered).map((/** @type {any} */ one) => one.id);
  expect(answered).toEqual(questions.slice(0, 2).map((/** @type {any} */ one) => one.id));
});

import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register, start } from '../fixtures/people.js';

/** What went wrong in the sittings of other systems, and in earlier ones of this. */

const container = serve();

/** @typedef {import('@playwright/test').Page} Page */
const chip = (/** @type {Page} */ page) => page.locator('.save-chip').first();
const option = (/** @type {Page} */ page, /** @type {number} */ index) => page.locator('.option').nth(index);
const later = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

/** An exam that has begun. @param {Page} page @param {string} [query] */
async function sit(page, query = '') {
  await register(page.request);
  const started = await start(page.request, 'mixed');
  await page.goto(`/exam/mixed${query}`);
  await ready(page);
  return started;
}

test('what is changed while the exam starts is what is stored', async ({ page }) => {
  await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  await page.route('**/attempts', async (route) => {
    await later(1_500);
    await route.continue();
  });
  await option(page, 1).tap();
  await later(400);
  await option(page, 3).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'saved', { timeout: 10_000 });
  await expect.poll(async () => Object.values((await paper(page.request, 'mixed')).answers)).toEqual(['D']);
});

test('an exam that is only looked at does not start, whatever an earlier attempt left', async ({ page, context }) => {
  const { attempt } = await sit(page);
  await context.setOffline(true);
  await option(page, 1).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'kept');
  await context.setOffline(false);
  await page.request.post(`/api/v1/attempts/${attempt.id}/submit`);
  await page.goto('/exam/mixed');
  await ready(page);
  await page.getByRole('button', { name: 'Next' }).click({ timeout: 500 }).catch(() => {});
  await later(1_000);
  expect((await paper(page.request, 'mixed')).attempt).toBeNull();
});

test('looking further before the start says what to do', async ({ page }) => {
  await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  await expect(page.locator('.exam-start')).toContainText('Ready to go offline');
  await page.locator('.exam-nav summary').tap();
  await page.getByRole('button', { name: 'Question 5' }).tap();
  await expect(page.getByRole('alert')).toContainText('Press Start');
  expect((await paper(page.request, 'mixed')).attempt).toBeNull();
  await page.locator('.exam-start').getByRole('button', { name: 'Start' }).tap();
  await expect(page.locator('.exam-start')).toBeHidden();
  expect((await paper(page.request, 'mixed')).attempt).not.toBeNull();
});

test('answers of the last seconds go out before the hand-in', async ({ page }) => {
  const { attempt, questions } = await sit(page, '?q=23');
  await page.route('**/changes', async (route) => {
    await later(2_500);
    await route.continue();
  });
  for (let tapped = 0; tapped < 3; tapped++) {
    await option(page, 1).tap();
    await page.getByRole('button', { name: tapped < 2 ? 'Next' : 'Finish', exact: true }).tap();
  }
  await page.getByRole('button', { name: 'Finish and see the review' }).tap();
  await expect(page).toHaveURL(/\/review\//);
  const review = await (await page.request.get(`/api/v1/attempts/${attempt.id}/review`)).json();
  const answered = review.questions.filter((/** @type {any} */ one) => one.answered).map((/** @type {any} */ one) => one.id);
  expect(answered).toEqual(questions.slice(22).map((/** @type {any} */ one) => one.id));
});

test('what was left unsent goes out from any other page', async ({ page }) => {
  const { questions } = await sit(page);
  await page.route('**/changes', (route) => route.abort('internetdisconnected'));
  await option(page, 2).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'kept');
  await page.unroute('**/changes');
  await page.goto('/dashboard');
  await expect.poll(async () => (await paper(page.request, 'mixed')).answers).toEqual({ [questions[0].id]: 'C' });
});

test('where nothing can be kept the page says so', async ({ page, context }) => {
  await page.addInitScript(() => {
    // As in a browser that forbids both.
    Object.defineProperty(window, 'indexedDB', { get: () => undefined });
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await sit(page);
  await context.setOffline(true);
  await option(page, 1).tap();
  await expect(chip(page)).toContainText('1 not kept: leave this page open');
  await context.setOffline(false);
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
});

test('a page without BroadcastChannel comes alive', async ({ page }) => {
  await page.addInitScript(() => {
    // @ts-ignore missing in some browsers
    delete window.BroadcastChannel;
  });
  await sit(page);
  await option(page, 0).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
});

test('without a network the exam opens again, and other pages are ours', async ({ page, context }) => {
  await sit(page);
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).some((name) => name.startsWith('mf-exam '))), { timeout: 15_000 }).toBe(true);
  await option(page, 1).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Save and leave' }).tap();
  await expect(page.getByRole('heading', { name: 'This phone has no network right now' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the exam' }).tap();
  await ready(page);
  await expect(option(page, 1)).toHaveClass(/selected/);
  await page.getByRole('button', { name: 'Next' }).tap();
  await option(page, 2).tap();
  await expect(chip(page)).toContainText('1 kept on this phone');
  await page.reload();
  await ready(page);
  await expect(page.locator('.exam-bar')).toContainText('2 answered');
  await context.setOffline(false);
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
});

test('an exam goes on at its first open question', async ({ page }) => {
  await register(page.request);
  const { attempt, questions } = await start(page.request, 'mixed');
  for (const [index, question] of questions.slice(0, 5).entries()) {
    await page.request.put(`/api/v1/attempts/${attempt.id}/answers/${question.id}`, { data: { response: question.groups[0].options[0].id, seq: index + 1 } });
  }
  await page.goto('/exams');
  await page.getByRole('link', { name: /^Continue/ }).tap();
  await expect(page.locator('.exam')).toContainText('Question 6 of 25');
});

test('two devices that answered differently: the student sees both and chooses', async ({ page, browser }) => {
  const { attempt, questions } = await sit(page);
  const [{ id: item }] = questions;
  await page.route('**/changes', (route) => route.abort('internetdisconnected'));
  await option(page, 1).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'kept');
  const other = { device: 'tablet-1', device_name: 'Tablet', changes: [{ n: 1, item, response: 'C', base: 0, at: null }] };
  expect((await page.request.post(`/api/v1/attempts/${attempt.id}/changes`, { data: other })).ok()).toBe(true);
  await page.unroute('**/changes');
  const dialog = page.getByRole('dialog', { name: 'Another device' });
  await expect(dialog).toContainText('Question 1 was also answered on Tablet', { timeout: 20_000 });
  await dialog.getByRole('button', { name: 'Take C' }).tap();
  await expect(option(page, 2)).toHaveClass(/selected/);
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  await expect.poll(async () => (await paper(page.request, 'mixed')).answers).toEqual({ [item]: 'C' });
  expect(browser.isConnected()).toBe(true);
});

test('a request that never ends holds up nothing', async ({ page }) => {
  const { questions } = await sit(page);
  let held = 0;
  await page.route('**/changes', (route) => {
    // The first one neither ends nor fails.
    if (held++) return route.continue();
  });
  await option(page, 1).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'sending');
  await page.locator('.exam-nav summary').tap();
  await page.getByRole('button', { name: 'Finish the exam' }).tap();
  await page.getByRole('button', { name: 'Finish and see the review' }).tap();
  await expect(page.getByRole('dialog')).toContainText('Handed in on this phone, not yet received');
  await expect(page).toHaveURL(/\/review\//, { timeout: 30_000 });
  const review = await (await page.request.get(`/api/v1/attempts/${page.url().split('/').pop()}/review`)).json();
  expect(review.questions.filter((/** @type {any} */ one) => one.answered).map((/** @type {any} */ one) => one.id)).toEqual([questions[0].id]);
});

test('a form\'s address that is reloaded leads to its page', async ({ page }) => {
  await register(page.request);
  for (const [address, leads] of [['/exam/mixed/answer', /\/exam\/mixed$/], ['/exam/mixed/submit', /\/exam\/mixed$/], ['/logout', /:\d+\/$/], ['/theme', /:\d+\/$/]]) {
    await page.goto(/** @type {string} */ (address));
    await expect(page).toHaveURL(leads);
    await expect(page.locator('main')).not.toBeEmpty();
  }
});

test('the same with the container killed and a second device meanwhile', async ({ playwright }) => {
  test.setTimeout(150_000);
  const { journeyOffline } = await import('../fixtures/killed.js');
  const { answered, receipts } = await journeyOffline(playwright.chromium, container, async (attempt, items, api) => {
    const changes = [{ n: 1, item: items[0], response: 'D', base: 0, at: null }];
    const other = await api.post(`/api/v1/attempts/${attempt}/changes`, { data: { device: 'tablet-1', device_name: 'Tablet', changes } });
    expect((await other.json()).results[0].outcome).toBe('stored');
    await container.kill();
    await container.start();
  });
  expect(answered).toBe(30);
  expect(receipts).toBe(1);
});

test('the browser is killed, twenty answers later, without a network; all thirty count', async ({ playwright }) => {
  test.setTimeout(150_000);
  const { journeyOffline } = await import('../fixtures/killed.js');
  const { answered, receipts } = await journeyOffline(playwright.chromium, container);
  expect(answered).toBe(30);
  expect(receipts).toBe(1);
});

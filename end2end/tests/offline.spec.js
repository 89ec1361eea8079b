import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register, start } from '../fixtures/people.js';

/** The network goes away in the middle of an exam. */

serve();

const chip = (/** @type {import('@playwright/test').Page} */ page) => page.locator('.save-chip');

test('answers given offline are shown as such, and saved once the network is back', async ({ page, context }) => {
  await register(page.request);
  await start(page.request, 'mixed');
  await page.goto('/exam/mixed');
  await ready(page);
  await context.setOffline(true);
  await page.locator('.option').nth(1).tap();
  await expect(page.locator('.option').nth(1)).toHaveClass(/selected/);
  await expect(chip(page)).toHaveAttribute('data-state', 'kept');
  await expect(chip(page)).toContainText('kept on this phone');
  await page.getByRole('button', { name: 'Next' }).tap();
  await expect(page.locator('.exam')).toContainText('Question 2 of 25');
  await page.locator('.option').nth(3).tap();
  await expect(page.locator('.option').nth(3)).toHaveClass(/selected/);
  await context.setOffline(false);
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  const { questions, answers } = await paper(page.request, 'mixed');
  expect(answers).toEqual({ [questions[0].id]: 'B', [questions[1].id]: 'D' });
});

test('a reload before they were sent keeps them', async ({ page }) => {
  await register(page.request);
  await start(page.request, 'mixed');
  await page.goto('/exam/mixed');
  await ready(page);
  // The answers' way is blocked, the pages' isn't: as if the phone had lost the network only in between.
  await page.route('**/changes', (route) => route.abort('internetdisconnected'));
  await page.locator('.option').nth(1).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'kept');
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.locator('.option').nth(2).tap();
  await page.goto('/exam/mixed');
  await ready(page);
  await expect(page.locator('.option').nth(1)).toHaveClass(/selected/);
  await expect(page.locator('.exam-bar')).toContainText('2 answered');
  expect((await paper(page.request, 'mixed')).answers).toEqual({});
  await page.unroute('**/changes');
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  const { questions, answers } = await paper(page.request, 'mixed');
  expect(answers).toEqual({ [questions[0].id]: 'B', [questions[1].id]: 'C' });
});

/** From now on this page's database takes its time: what is written ends after 300 ms, if the page is still there. @param {import('@playwright/test').Page} page */
async function slowDown(page) {
  await page.evaluate(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...args) {
      const made = transaction.apply(this, args);
      const end = performance.now() + 300;
      const more = () => {
        if (performance.now() < end) made.objectStore('meta').get('nothing').addEventListener('success', more);
      };
      more();
      return made;
    };
  });
}

/** The page shows B to question 1, and the server has it. @param {import('@playwright/test').Page} page */
async function hasFirst(page) {
  await expect(page.locator('.option').nth(1)).toHaveClass(/selected/);
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  const { questions, answers } = await paper(page.request, 'mixed');
  expect(answers).toEqual({ [questions[0].id]: 'B' });
}

for (const [where, leave] of /** @type {const} */ ([
  ['a reload', (page) => page.reload()],
  ['another page', (page) => page.goto('/dashboard')],
  ['a closed tab', async (page) => page.close()],
])) {
  test(`an answer just before ${where}, while the phone is still writing it, is there`, async ({ page, context }) => {
    await register(page.request);
    await start(page.request, 'mixed');
    await page.goto('/exam/mixed');
    await ready(page);
    // Read once: the database is open, and the device has its id.
    await page.waitForTimeout(500);
    await slowDown(page);
    await page.locator('.option').nth(1).tap();
    await expect(page.locator('.option').nth(1)).toHaveClass(/selected/);
    await leave(page);
    const next = where === 'a closed tab' ? await context.newPage() : page;
    await next.goto('/exam/mixed');
    await ready(next);
    await hasFirst(next);
  });
}

test('an answer that begins the exam, and a reload before the server has said that it has begun', async ({ page }) => {
  await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  /** @type {() => void} */
  let begun = () => {};
  const begins = new Promise((done) => (begun = () => done(undefined)));
  await page.route('**/attempts', async (route) => {
    await route.fetch();
    begun();
  });
  await page.locator('.option').nth(1).tap();
  await begins;
  await page.unroute('**/attempts');
  await page.reload();
  await ready(page);
  await hasFirst(page);
});

test('an answer before the file that keeps answers has come, and a reload', async ({ page }) => {
  await register(page.request);
  await start(page.request, 'mixed');
  await page.route(/outbox/, () => {});
  await page.goto('/exam/mixed', { waitUntil: 'commit' });
  await ready(page);
  await page.locator('.option').nth(1).tap();
  await expect(page.locator('.option').nth(1)).toHaveClass(/selected/);
  await page.unroute(/outbox/);
  await page.reload();
  await ready(page);
  await hasFirst(page);
});

test('handing in offline says so, and happens once the network is back', async ({ page, context }) => {
  await register(page.request);
  await start(page.request, 'mixed');
  await page.goto('/exam/mixed');
  await ready(page);
  await page.locator('.option').nth(1).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  await context.setOffline(true);
  await page.locator('.exam-nav summary').tap();
  await page.getByRole('button', { name: 'Finish the exam' }).tap();
  await page.getByRole('button', { name: 'Finish and see the review' }).tap();
  await expect(page.locator('.ui-dialog[open]')).toContainText('All your answers have arrived. The hand-in is on its way.');
  await context.setOffline(false);
  await expect(page).toHaveURL(/\/review\//);
});

test('a server that breaks keeps the answer for later', async ({ page }) => {
  await register(page.request);
  await start(page.request, 'mixed');
  await page.goto('/exam/mixed');
  await ready(page);
  let broken = true;
  await page.route('**/changes', (route) => (broken ? route.fulfill({ status: 502, body: 'Bad Gateway' }) : route.continue()));
  await page.locator('.option').nth(1).tap();
  await expect(page.locator('.option').nth(1)).toHaveClass(/selected/);
  await expect(chip(page)).not.toHaveAttribute('data-state', 'saved');
  broken = false;
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  const { questions, answers } = await paper(page.request, 'mixed');
  expect(answers).toEqual({ [questions[0].id]: 'B' });
});

test('an answer that was changed before the reload stays changed', async ({ page }) => {
  await register(page.request);
  await start(page.request, 'mixed');
  await page.goto('/exam/mixed');
  await ready(page);
  await page.locator('.option').nth(0).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  await page.route('**/changes', (route) => route.abort('internetdisconnected'));
  await page.locator('.option').nth(2).tap();
  await expect(chip(page)).toHaveAttribute('data-state', 'kept');
  await page.goto('/exam/mixed?q=1');
  await ready(page);
  // The server's page says A; what the phone kept is newer.
  await expect(page.locator('.option').nth(2)).toHaveClass(/selected/);
  await page.unroute('**/changes');
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  await expect(page.locator('.option').nth(2)).toHaveClass(/selected/);
  const { questions, answers } = await paper(page.request, 'mixed');
  expect(answers).toEqual({ [questions[0].id]: 'C' });
});

test('handing in takes answers along that are still on their way', async ({ page }) => {
  await register(page.request);
  const { questions } = await start(page.request, 'mixed');
  await page.goto('/exam/mixed?q=24');
  await ready(page);
  await page.route('**/changes', async (route) => {
    await new Promise((done) => setTimeout(done, 1_500));
    await route.continue();
  });
  await page.locator('.option').nth(1).tap();
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.locator('.option').nth(1).tap();
  await page.getByRole('button', { name: 'Finish', exact: true }).tap();
  await page.getByRole('button', { name: 'Finish and see the review' }).tap();
  await expect(page).toHaveURL(/\/review\//);
  const review = await (await page.request.get(`/api/v1/attempts/${page.url().split('/').pop()}/review`)).json();
  const answered = review.questions.filter((/** @type {any} */ one) => one.answered);
  const chosen = Object.fromEntries(answered.map((/** @type {any} */ { id, groups }) => [id, groups[0].options.find((/** @type {any} */ option) => option.chosen).id]));
  expect(chosen).toEqual({ [questions[23].id]: 'B', [questions[24].id]: 'B' });
});

import { expect, markDocument, ready, serve, test } from '../fixtures/index.js';
import { newcomer, paper, register, start } from '../fixtures/people.js';

/** A student's way through the product, with scripts. */

serve();

test('register, dashboard, exams, exam, review', async ({ page, vigil }) => {
  const person = newcomer();
  await page.goto('/');
  const isSameDocument = await markDocument(page);
  await page.getByRole('link', { name: 'Start free' }).click();
  await expect(page).toHaveURL(/\/register$/);
  await ready(page);
  await page.locator('#name').fill(person.name);
  await page.locator('#email').fill(person.email);
  await page.locator('#password').fill(person.password);
  await page.locator('main form button[type=submit]').click();
  await expect(page).toHaveURL(/\/dashboard$/);
  await ready(page);
  await expect(page.locator('main h1')).toContainText('Ana');
  await expect(page.locator('main')).toContainText('No exam yet');
  await page.locator('main').getByRole('link', { name: /exams/i }).first().click();
  await expect(page).toHaveURL(/\/exams$/);
  await ready(page);
  await expect(page.locator('.exam-card')).toHaveCount(7);
  await page.getByRole('link', { name: 'Start: PNLE mixed practice' }).click();
  await expect(page).toHaveURL(/\/exam\/mixed$/);
  await ready(page);
  expect(await isSameDocument(), 'no document was loaded on the way').toBe(true);

  const option = (/** @type {number} */ at) => page.locator('.exam-question .option').nth(at);
  await option(1).tap();
  await expect(option(1)).toHaveClass(/selected/);
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  await expect(page.getByRole('timer')).toHaveText(/^(29|30):\d\d$/);
  const timer = await page.getByRole('timer').textContent();
  await page.getByRole('button', { name: 'Next' }).tap();
  await expect(page.locator('.exam')).toContainText('Question 2 of 25');
  await expect(page).toHaveURL(/\?q=2$/);
  await option(0).tap();
  await page.getByRole('button', { name: 'Previous' }).tap();
  await expect(page.locator('.exam')).toContainText('Question 1 of 25');
  await expect(option(1)).toHaveClass(/selected/);
  await page.locator('.exam-nav summary').tap();
  await page.getByRole('button', { name: /^Question 7/ }).tap();
  await expect(page.locator('.exam')).toContainText('Question 7 of 25');
  await option(3).tap();
  await expect(page.locator('.exam-bar')).toContainText('3 answered');
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  await expect(page.getByRole('timer')).not.toHaveText(timer ?? '');
  expect(await isSameDocument()).toBe(true);

  const { questions, answers } = await paper(page.request, 'mixed');
  expect(answers).toEqual({ [questions[0].id]: 'B', [questions[1].id]: 'A', [questions[6].id]: 'D' });

  await page.reload();
  await ready(page);
  await expect(page.locator('.exam')).toContainText('Question 7 of 25');
  await expect(option(3)).toHaveClass(/selected/);
  await expect(page.locator('.exam-bar')).toContainText('3 answered');

  await page.locator('.exam-nav summary').tap();
  await page.getByRole('button', { name: 'Finish the exam' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Finish the exam?' });
  await expect(dialog).toContainText('22 questions have no answer yet.');
  await dialog.getByRole('button', { name: 'Keep working' }).tap();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Finish the exam' }).tap();
  await dialog.getByRole('button', { name: 'Finish and see the review' }).tap();
  await expect(page).toHaveURL(/\/exam\/mixed\/review\//);
  await ready(page);
  await expect(page.locator('.review-question')).toHaveCount(25);
  await expect(page.locator('.option__why')).toHaveCount(100);

  await page.goto('/dashboard');
  await ready(page);
  await expect(page.locator('main')).toContainText('PNLE mixed practice');
  await expect(page.locator('main svg').first()).toBeVisible();
  expect(vigil.troubles).toEqual([]);
});

test('back and forward, title and focus, without loading a document', async ({ page, vigil }) => {
  await register(page.request);
  await page.goto('/exams');
  await ready(page);
  const isSameDocument = await markDocument(page);
  const at = async (/** @type {RegExp} */ url, /** @type {RegExp} */ title) => {
    await expect(page).toHaveURL(url);
    await expect(page).toHaveTitle(title);
    await ready(page);
    expect(await isSameDocument()).toBe(true);
    await expect(page.locator('main h1').first()).toBeFocused();
    await expect(page.locator('#mf-announce')).toHaveText(title);
  };
  await page.getByRole('link', { name: /Community Health/ }).click();
  await at(/\/exam\/np1$/, /Community Health Nursing/);
  await expect(page.locator('.shell-nav [aria-current=page]')).toHaveText('Exams');
  await page.goBack();
  await at(/\/exams$/, /Exams/);
  await page.goForward();
  await at(/\/exam\/np1$/, /Community Health Nursing/);
  await page.getByRole('link', { name: 'Save and leave' }).click();
  await at(/\/exams$/, /Exams/);
  await page.locator('.shell-nav').getByRole('link', { name: 'Dashboard' }).click();
  await at(/\/dashboard$/, /Dashboard/);
  await page.locator('.shell-nav').getByRole('link', { name: 'Account' }).click();
  await at(/\/account$/, /account/i);
  await page.goBack();
  await at(/\/dashboard$/, /Dashboard/);
  await page.goBack();
  await at(/\/exams$/, /Exams/);
  expect(vigil.troubles).toEqual([]);
  expect(vigil.twice.filter((line) => line.includes('/mf/'))).toEqual([]);
});

test('a deep link into the middle of an exam', async ({ page }) => {
  await register(page.request);
  const { questions } = await start(page.request, 'mixed');
  await page.goto('/exam/mixed?q=12');
  await ready(page);
  await expect(page.locator('.exam-question__stem')).toHaveText(questions[11].stem);
});

test('nothing is handed in without the question, however fast the fingers', async ({ page }) => {
  await register(page.request);
  await start(page.request, 'mixed');
  await page.goto('/exam/mixed');
  await ready(page);
  await page.locator('.exam-nav summary').tap();
  const finish = page.getByRole('button', { name: 'Finish the exam' });
  const dialog = page.getByRole('dialog', { name: 'Finish the exam?' });
  await finish.tap();
  await expect(dialog).toBeVisible();
  // Closed and pressed again before the browser has told that it was closed.
  await finish.evaluate((/** @type {HTMLButtonElement} */ button) => {
    document.querySelector('dialog[open]')?.close();
    button.click();
    button.click();
  });
  await page.waitForTimeout(500);
  await expect(dialog).toBeVisible();
  await expect(page).toHaveURL(/\/exam\/mixed$/);
  await dialog.getByRole('button', { name: 'Finish and see the review' }).tap();
  await expect(page).toHaveURL(/\/review\//);
});

test('an option ticked before the remote is alive is not lost', async ({ page }) => {
  await register(page.request);
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((done) => (release = () => done(undefined)));
  await page.route(/nursing.*\.wasm/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/exam/mixed', { waitUntil: 'domcontentloaded' });
  await page.locator('.option').nth(2).tap();
  await expect(page.locator('input[type=radio]').nth(2)).toBeChecked();
  await expect(page.locator('.mf-slot')).toHaveAttribute('data-mf-state', 'loading');
  release();
  await ready(page);
  await expect(page.locator('.option').nth(2)).toHaveClass(/selected/);
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  const { questions, answers } = await paper(page.request, 'mixed');
  expect(answers).toEqual({ [questions[0].id]: 'C' });
});

test('an unknown page is a 404 with a way back', async ({ page }) => {
  const response = await page.goto('/no/such/page');
  expect(response?.status()).toBe(404);
  await expect(page.locator('main h1')).toHaveText('Page not found');
  await expect(page).toHaveTitle(/Page not found/);
  const isSameDocument = await markDocument(page);
  await page.getByRole('link', { name: 'Go to the start page' }).click();
  await expect(page).toHaveURL(/\/$/);
  expect(await isSameDocument()).toBe(true);
});

test('a soft navigation to an unknown page shows it, too', async ({ page }) => {
  await page.goto('/gallery');
  await ready(page);
  const isSameDocument = await markDocument(page);
  await page.evaluate(() => /** @type {any} */ (window).mf.navigate('/nowhere'));
  await expect(page.locator('main h1')).toHaveText('Page not found');
  await expect(page).toHaveURL(/\/nowhere$/);
  expect(await isSameDocument()).toBe(true);
});

test('logging out from the account page', async ({ page }) => {
  await register(page.request);
  await page.goto('/account');
  await ready(page);
  await page.locator('main').getByRole('button', { name: 'Log out' }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator('.shell-header__end').getByRole('link', { name: 'Log in' })).toBeVisible();
  expect((await (await page.request.get('/api/v1/session')).json()).user).toBeNull();
});

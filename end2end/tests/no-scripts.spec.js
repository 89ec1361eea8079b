import { expect, serve, test } from '../fixtures/index.js';
import { newcomer, paper, register, start } from '../fixtures/people.js';
import { password } from '../fixtures/place.js';

/** Everything that a student needs works without any script. */

test.use({ javaScriptEnabled: false });
serve();

const logIn = async (page, email, secret) => {
  await page.locator('main [name=email]').fill(email);
  await page.locator('main [name=password]').fill(secret);
  await page.locator('main form button[type=submit]').click();
};

test('the demo account logs in and lands on the exam with its first question', async ({ page }) => {
  await page.goto('/exam/np1');
  await expect(page).toHaveURL(/\/login\?next=%2Fexam%2Fnp1$/);
  await logIn(page, 'maria@example.ph', password);
  await expect(page).toHaveURL(/\/exam\/np1$/);
  const { questions } = await paper(page.request, 'np1');
  const raw = await (await page.request.get('/exam/np1')).text();
  expect(raw).toContain('data-mf-state="server"');
  await expect(page.locator('.exam-question__stem')).toHaveText(questions[0].stem);
  for (const option of questions[0].groups[0].options) await expect(page.locator('.option', { hasText: option.text })).toBeVisible();
});

test('a wrong password is said, and the address is kept', async ({ page }) => {
  await page.goto('/login');
  await logIn(page, 'maria@example.ph', 'not the password');
  await expect(page).toHaveURL(/\/login\?error=wrong-credentials/);
  await expect(page.locator('main')).toContainText('The e-mail address or the password is not right.');
  await expect(page.locator('main [name=email]')).toHaveValue('maria@example.ph');
  await expect(page.locator('main [name=password]')).toHaveValue('');
});

test('answering, leafing, handing in and reading the review', async ({ page }) => {
  await register(page.request);
  await page.goto('/exam/mixed');
  const card = page.locator('.exam-question');
  await card.locator('.option').nth(1).click();
  await page.locator('.exam-actions button[value=next]').click();
  await expect(page).toHaveURL(/\/exam\/mixed\?q=2$/);
  await expect(page.locator('.exam')).toContainText('Question 2 of 25');
  const { questions } = await paper(page.request, 'mixed');
  await expect(page.locator('.exam-question__stem')).toHaveText(questions[1].stem);
  await card.locator('.option').nth(2).click();
  await page.locator('.exam-actions button[value=prev]').click();
  await expect(page).toHaveURL(/\?q=1$/);
  await expect(card.locator('input[type=radio]').nth(1)).toBeChecked();
  // The navigator is native, too.
  await page.locator('.exam-nav summary').click();
  await page.locator('.exam-nav__item[value="5"]').click();
  await expect(page).toHaveURL(/\?q=5$/);
  await expect(page.locator('.exam-nav__item--answered')).toHaveCount(2);
  expect((await paper(page.request, 'mixed')).answers).toEqual({ [questions[0].id]: 'B', [questions[1].id]: 'C' });
  await page.locator('.exam-nav summary').click();
  await page.locator('.exam-nav button[value=submit]').click();
  await expect(page).toHaveURL(/\/exam\/mixed\/review\/[0-9a-z-]+$/);
  await expect(page.locator('main h1')).toContainText(/passed/i);
  await expect(page.locator('.review-question')).toHaveCount(25);
  await expect(page.locator('.option__why')).toHaveCount(100);
  for (const rationale of await page.locator('.option__why').allTextContents()) expect(rationale.trim()).not.toBe('');
  await expect(page.locator('.option__tag', { hasText: /Your answer/ })).toHaveCount(2);
});

test('the last question hands in with its own button', async ({ page }) => {
  await register(page.request);
  await start(page.request, 'mixed');
  await page.goto('/exam/mixed?q=25');
  await page.locator('.option').first().click();
  await page.locator('.exam-actions button[value=submit]').click();
  await expect(page).toHaveURL(/\/review\//);
});

test('the theme is a form', async ({ page }) => {
  await page.goto('/gallery');
  await page.locator('.shell-header summary[aria-label=Theme]').click();
  await page.locator('.shell-header button[value=dark]').click();
  await expect(page).toHaveURL(/\/gallery$/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.locator('main .ui-switch button[value=light]').click();
  await expect(page).toHaveURL(/\/gallery$/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('registering says what is wrong and keeps the rest', async ({ page }) => {
  const person = newcomer();
  await page.goto('/register');
  await page.locator('main [name=name]').fill(person.name);
  await page.locator('main [name=email]').fill(person.email);
  await page.locator('main [name=password]').fill('password123');
  await page.locator('main form button[type=submit]').click();
  await expect(page).toHaveURL(/\/register\?error=weak-password/);
  await expect(page.locator('main')).toContainText('Please choose a password of 8 to 128 characters that is not a common one.');
  await expect(page.locator('main [name=name]')).toHaveValue(person.name);
  await expect(page.locator('main [name=email]')).toHaveValue(person.email);
  await page.locator('main [name=password]').fill(person.password);
  await page.locator('main form button[type=submit]').click();
  await expect(page).toHaveURL(/\/dashboard$/);
  await expect(page.locator('main h1')).toContainText('Ana');
});

test('logging out ends the session', async ({ page }) => {
  await register(page.request);
  await page.goto('/account');
  await page.locator('summary[aria-label="Account menu"]').click();
  await page.locator('.shell-header form[action="/logout"] button').click();
  await expect(page.locator('.shell-header__end').getByRole('link', { name: 'Log in' })).toBeVisible();
  await page.goto('/dashboard');
  await expect(page).toHaveURL(/\/login\?next=%2Fdashboard$/);
});

test('a logged-in visitor of the log-in page is sent on', async ({ page }) => {
  await register(page.request);
  await page.goto('/login');
  await expect(page).toHaveURL(/\/dashboard$/);
});

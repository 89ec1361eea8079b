import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register } from '../fixtures/people.js';

/** The session ends in the middle of an exam: nothing is lost. */

serve();

test('answers are kept, and sent after logging in in the dialog', async ({ page, context }) => {
  const person = await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  await page.locator('.option').nth(0).tap();
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  await page.evaluate(() => Object.assign(window, { __mark: 1 }));
  await context.clearCookies({ name: 'session' });
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.locator('.option').nth(1).tap();
  const dialog = page.getByRole('dialog', { name: 'Log in to continue' });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText('Your answers are kept');
  const nested = dialog.locator('[data-mf-remote=auth]');
  await expect(nested).toHaveAttribute('data-mf-state', 'ready');
  await expect(dialog.locator('#email')).toHaveValue(person.email);
  await dialog.locator('#password').fill('wrong password');
  await dialog.getByRole('button', { name: 'Log in', exact: true }).tap();
  await expect(dialog).toContainText('is not right');
  await dialog.locator('#password').fill(person.password);
  await dialog.getByRole('button', { name: 'Log in', exact: true }).tap();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  await expect(page.locator('.exam')).toContainText('Question 2 of 25');
  const { questions, answers } = await paper(page.request, 'mixed');
  expect(answers).toEqual({ [questions[0].id]: 'A', [questions[1].id]: 'B' });
  expect(await page.evaluate(() => /** @type {any} */ (window).__mark)).toBe(1);
});

test('a start that needs a log-in happens after it, with the answer', async ({ page, context }) => {
  const person = await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  await context.clearCookies({ name: 'session' });
  await page.locator('.option').nth(0).tap();
  const dialog = page.getByRole('dialog', { name: 'Log in to continue' });
  await dialog.locator('#password').fill(person.password);
  await dialog.getByRole('button', { name: 'Log in', exact: true }).tap();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  const { questions, answers } = await paper(page.request, 'mixed');
  expect(answers).toEqual({ [questions[0].id]: 'A' });
});

test('"Later" keeps them on the phone; the next log-in sends them', async ({ page, context }) => {
  const person = await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  await page.locator('.option').nth(0).tap();
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  await context.clearCookies({ name: 'session' });
  await page.locator('.option').nth(2).tap();
  const dialog = page.getByRole('dialog', { name: 'Log in to continue' });
  await dialog.getByRole('button', { name: 'Later' }).tap();
  await expect(dialog).toBeHidden();
  await page.goto('/exam/mixed');
  await expect(page).toHaveURL(/\/login\?next=/);
  await ready(page);
  await page.locator('#email').fill(person.email);
  await page.locator('#password').fill(person.password);
  await page.locator('main form button[type=submit]').tap();
  await expect(page).toHaveURL(/\/exam\/mixed$/);
  await ready(page);
  // It goes on at the first open question.
  await page.getByRole('button', { name: 'Previous' }).tap();
  await expect(page.locator('.option').nth(2)).toHaveClass(/selected/);
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  const { questions, answers } = await paper(page.request, 'mixed');
  expect(answers).toEqual({ [questions[0].id]: 'C' });
});

test('another student on the same phone does not get them', async ({ page, context }) => {
  await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  await page.locator('.option').nth(0).tap();
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  await context.clearCookies({ name: 'session' });
  await page.locator('.option').nth(2).tap();
  await expect(page.getByRole('dialog', { name: 'Log in to continue' })).toBeVisible();
  await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  await expect(page.locator('.option.selected')).toHaveCount(0);
  expect((await paper(page.request, 'mixed')).answers).toEqual({});
});

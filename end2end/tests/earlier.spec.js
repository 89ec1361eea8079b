import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register, start } from '../fixtures/people.js';

/** A phone on which a page from before the outbox has left answers in localStorage. */

serve();

/** @param {import('@playwright/test').Page} page */
const left = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('mf-keep:')));

test('what was given in the open attempt is sent, what is older is shown as not sent, and another’s stays', async ({ page }) => {
  await register(page.request);
  const { attempt, questions } = await start(page.request, 'mixed');
  const { user } = await (await page.request.get('/api/v1/session')).json();
  const answers = [
    [questions[0].id, { response: 'B', seq: attempt.started_at + 1_000 }],
    [questions[1].id, { response: 'C', seq: attempt.started_at - 86_400_000 }],
  ];
  const other = 'mf-keep:somebody-else:answers:mixed';
  await page.goto('/exams');
  await page.evaluate(([own, other, list]) => {
    for (const key of [own, other]) localStorage.setItem(key, list);
  }, [`mf-keep:${user.id}:answers:mixed`, other, JSON.stringify(answers)]);
  await page.goto('/exam/mixed?q=1');
  await ready(page);
  await expect(page.locator('.option').nth(1)).toHaveClass(/selected/);
  await expect(page.getByRole('alert')).toContainText(`question 2 could not be saved. It is of an earlier attempt, which never sent: ${questions[1].id} C.`);
  await expect.poll(async () => (await paper(page.request, 'mixed')).answers).toEqual({ [questions[0].id]: 'B' });
  expect(await left(page)).toEqual([other]);
});

import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register, start } from '../fixtures/people.js';

/** Select all, select a number, calculate: answered, scored with partial credit, explained. */

serve();

/** The first question of a kind, and its place from 1. @param {any[]} questions @param {string} kind */
function find(questions, kind) {
  const at = questions.findIndex((question) => question.kind === kind);
  return { question: questions[at], at: at + 1 };
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('every format is answered, kept and explained', async ({ page, vigil }) => {
      await register(page.request);
      const { attempt, questions } = await start(page.request, 'formats');
      const show = async (/** @type {number} */ at) => {
        await page.goto(`/exam/formats?q=${at}`);
        if (javaScriptEnabled) await ready(page);
      };
      const kept = async (/** @type {any} */ question, /** @type {string} */ response) => {
        if (!javaScriptEnabled) await page.locator('.exam-actions .ui-button--primary').click();
        await expect.poll(async () => (await paper(page.request, 'formats')).answers[question.id]).toBe(response);
      };

      const all = find(questions, 'select-all');
      await show(all.at);
      await expect(page.getByText('Choose everything that is right.')).toBeVisible();
      await page.getByRole('checkbox').nth(0).check();
      await page.getByRole('checkbox').nth(2).check();
      await kept(all.question, 'A,C');
      await show(all.at);
      await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2);
      await page.getByRole('checkbox').nth(0).uncheck();
      await kept(all.question, 'C');

      const number = find(questions, 'numeric');
      await show(number.at);
      await page.getByRole('textbox').fill('12.5');
      await kept(number.question, '12.5');
      await show(number.at);
      await expect(page.getByRole('textbox')).toHaveValue('12.5');

      const some = find(questions, 'select-n');
      const { most } = some.question.groups[0];
      await show(some.at);
      await expect(page.getByText(`Choose ${most}.`)).toBeVisible();
      for (let at = 0; at < most; at++) await page.getByRole('checkbox').nth(at).check();
      if (javaScriptEnabled) {
        await page.getByRole('checkbox').nth(most).click();
        await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(most);
      }
      await kept(some.question, ['A', 'B', 'C', 'D', 'E'].slice(0, most).join(','));

      await page.request.post(`/api/v1/attempts/${attempt.id}/submit`);
      const review = await (await page.request.get(`/api/v1/attempts/${attempt.id}/review`)).json();
      await page.goto(`/exam/formats/review/${attempt.id}`);
      const card = (/** @type {number} */ at) => page.locator('.review-question').nth(at - 1);
      const { earned, max } = review.questions[all.at - 1];
      await expect(card(all.at)).toContainText(`${earned} of ${max} points`);
      await expect(card(all.at)).toContainText('one off for each wrong one');
      await expect(card(number.at)).toContainText('12.5');
      await expect(card(number.at).locator('.review-question__entry')).toContainText('Correct answer');
      await expect(card(some.at)).toContainText('A point for each right choice.');
      // A page without scripts has no use for what was preloaded.
      if (javaScriptEnabled) expect(vigil.troubles).toEqual([]);
    });
  });
}

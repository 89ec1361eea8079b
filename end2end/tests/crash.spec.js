import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register, start } from '../fixtures/people.js';

/** The container is killed while answers are being saved: what it has acknowledged is there afterwards. */

const container = serve();

/** A small generator, so that a failure can be repeated. @param {number} seed */
function random(seed) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

for (const seed of [1, 2, 3, 4, 5]) {
  test(`killed in the middle of saving, seed ${seed}`, async ({ request }) => {
    const next = random(seed);
    await register(request);
    const { attempt, questions } = await start(request, 'np1');
    /** The last acknowledged sequence and option, and the last that was sent, by question. @type {Map<string, { seq: number, option: string }>} */
    const acknowledged = new Map();
    const sent = new Map();
    let seq = 0;
    let over = false;
    const student = async (/** @type {number} */ place) => {
      while (!over) {
        // Each of the four changes its own questions again and again.
        const own = questions.filter((/** @type {any} */ _, /** @type {number} */ at) => at % 4 === place);
        const question = own[Math.floor(next() * own.length)];
        const option = question.groups[0].options[Math.floor(next() * 4)].id;
        const mine = ++seq;
        sent.set(question.id, [...(sent.get(question.id) ?? []), { seq: mine, option }]);
        const answer = await request
          .put(`/api/v1/attempts/${attempt.id}/answers/${question.id}`, { data: { response: option, seq: mine } })
          .catch(() => undefined);
        if (answer?.status() === 200) acknowledged.set(question.id, { seq: mine, option });
        else if (answer) throw new Error(`${answer.status()} ${await answer.text()}`);
      }
    };
    const students = [0, 1, 2, 3].map(student);
    await new Promise((done) => setTimeout(done, 300 + next() * 700));
    await container.kill('SIGKILL');
    over = true;
    await Promise.all(students);
    expect(acknowledged.size).toBeGreaterThan(3);
    await container.start();
    const { answers, attempt: resumed } = await paper(request, 'np1');
    expect(resumed.id).toBe(attempt.id);
    for (const [item, { seq: from }] of acknowledged) {
      // A later one may have been stored without its acknowledgement having arrived.
      const possible = sent.get(item).filter((/** @type {any} */ one) => one.seq >= from).map((/** @type {any} */ one) => one.option);
      expect(possible, `${item} after ${from}`).toContain(answers[item]);
    }
  });
}

test('a student in the middle of an exam does not lose one answer', async ({ page }) => {
  await register(page.request);
  const { questions } = await start(page.request, 'mixed');
  await page.goto('/exam/mixed');
  await ready(page);
  const given = /** @type {Record<string, string>} */ ({});
  const answer = async (/** @type {number} */ at, /** @type {number} */ option) => {
    await expect(page.locator('.exam-question__stem')).toHaveText(questions[at].stem);
    await page.locator('.option').nth(option).tap();
    await expect(page.locator('.option').nth(option)).toHaveClass(/selected/);
    given[questions[at].id] = questions[at].groups[0].options[option].id;
  };
  for (let at = 0; at < 4; at++) {
    await answer(at, at % 4);
    await page.getByRole('button', { name: 'Next' }).tap();
  }
  await container.kill('SIGKILL');
  for (let at = 4; at < 7; at++) {
    await answer(at, 3);
    await page.getByRole('button', { name: 'Next' }).tap();
  }
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'kept');
  await container.start();
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved', { timeout: 30_000 });
  expect((await paper(page.request, 'mixed')).answers).toEqual(given);
});

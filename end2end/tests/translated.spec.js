import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register, start } from '../fixtures/people.js';
import { translate } from '../fixtures/translator.js';

/** The browser translates the page, before it came alive or after: nothing stands still, and nobody is alarmed. */

serve();

for (const early of [true, false]) {
  const when = early ? 'before it came alive' : 'after it came alive';

  test(`an exam that was translated ${when}`, async ({ page, vigil }) => {
    await register(page.request);
    const { questions } = await start(page.request, 'mixed');
    if (early) await translate(page, true);
    await page.goto('/exam/mixed?q=23');
    await ready(page);
    if (!early) await translate(page, false);
    await expect(page.locator('font').first()).toBeAttached();
    await expect(page.locator('.mf-error')).toHaveCount(0);

    const timer = page.getByRole('timer');
    const at = await timer.textContent();
    await expect(timer).not.toHaveText(at ?? '');
    await expect(page.locator('.exam-actions__where')).toHaveText('23 / 25');
    for (const number of [23, 24, 25]) {
      await expect(page.locator('#question')).toHaveText(`Question ${number} of 25`);
      await page.locator('.option').nth(1).tap();
      await expect(page.locator('.option').nth(1)).toHaveClass(/selected/);
      await expect(page.locator('.exam-bar__meta')).toContainText(`${number - 22} answered`);
      await expect(page.locator('.save-chip')).toHaveText('Saved');
      await expect(page.locator('.exam-question__stem')).toContainText(questions[number - 1].stem.slice(0, 20));
      if (number < 25) await page.locator('.exam-actions .ui-button--primary').tap();
    }
    await expect(page.locator('.exam-actions .ui-button--primary')).toHaveText('Finish');
    expect(Object.values((await paper(page.request, 'mixed')).answers)).toEqual(['B', 'B', 'B']);
    await page.locator('.exam-actions .ui-button--primary').tap();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(vigil.troubles).toEqual([]);
  });

  for (const [path, session] of /** @type {[string, boolean][]} */ ([['/login', false], ['/register', false], ['/gallery', false], ['/dashboard', true], ['/exams', true]])) {
    test(`${path} translated ${when}`, async ({ page, vigil }) => {
      if (session) await register(page.request);
      if (early) await translate(page, true);
      await page.goto(path);
      await ready(page);
      if (!early) await translate(page, false);
      await expect(page.locator('.mf-slot font').first()).toBeAttached();
      if (path === '/login') {
        await page.locator('main form button[type=submit]').tap();
        await expect(page.locator('#email-error')).toContainText('complete e-mail address');
      }
      if (path === '/gallery') {
        await page.locator('#mf-0').locator('button', { hasText: 'Count' }).tap();
        await expect(page.locator('#mf-0')).toContainText('Clicked 1 times');
      }
      expect(vigil.troubles).toEqual([]);
    });
  }
}

test('what was chosen before a changed page came alive is kept, though the page can’t be hydrated', async ({ page }) => {
  await register(page.request);
  const { questions } = await start(page.request, 'mixed');
  let go = () => {};
  const held = new Promise((done) => (go = () => done(undefined)));
  await page.route('**/nursing*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/exam/mixed', { waitUntil: 'domcontentloaded' });
  await page.locator('.option').nth(2).tap();
  // An extension puts something in between.
  await page.evaluate(() => document.querySelector('.exam-body')?.replaceChildren(document.createElement('b'), ...(document.querySelector('.exam-body')?.children ?? [])));
  go();
  await ready(page);
  await expect(page.locator('.mf-error')).toHaveCount(0);
  await expect(page.locator('.option').nth(2)).toHaveClass(/selected/);
  await expect.poll(async () => (await paper(page.request, 'mixed')).answers).toEqual({ [questions[0].id]: 'C' });
});

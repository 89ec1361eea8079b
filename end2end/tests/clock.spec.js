import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register, start } from '../fixtures/people.js';

/** A phone's clock that is set while there is no network. */

serve();

const DAY = 86_400_000;
const chip = (/** @type {import('@playwright/test').Page} */ page) => page.locator('.save-chip').first();
/** Minutes left. @param {import('@playwright/test').Page} page */
const left = async (page) => {
  const [, hours = '0', minutes = ''] = /(?:(\d+):)?(\d+):\d+/.exec(await page.getByRole('timer').first().innerText()) ?? [];
  return Number(hours) * 60 + Number(minutes);
};

for (const [way, set] of /** @type {[string, number][]} */ ([['forward', DAY], ['back', -DAY]])) {
  test(`set ${way} by a day, then a reload: never more time, and every answer counts`, async ({ page, context }) => {
    await register(page.request);
    const { questions } = await start(page.request, 'mixed');
    await page.goto('/exam/mixed?q=1');
    await ready(page);
    await expect.poll(() => page.evaluate(async () => (await caches.keys()).some((name) => name.startsWith('mf-exam '))), { timeout: 15_000 }).toBe(true);
    const before = await left(page);
    expect(before).toBeGreaterThan(5);
    /** @type {any[]} */
    const sent = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/changes')) sent.push(...request.postDataJSON().changes);
    });
    await context.setOffline(true);
    await page.addInitScript((by) => {
      const { now } = Date;
      Date.now = () => now() + by;
    }, set);
    // The page doesn't see that it is left: as if the browser had been killed, and the clock set before it was opened again.
    await page.evaluate(() => addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true));
    await page.reload();
    await ready(page);
    expect(await left(page)).toBeLessThanOrEqual(way === 'forward' ? 0 : before);
    await page.locator('.option').nth(1).tap();
    await expect(chip(page)).toContainText('1 kept on this phone');
    await context.setOffline(false);
    await expect(chip(page)).toHaveAttribute('data-state', 'saved');
    expect(sent.at(-1).at).toBeLessThanOrEqual(Date.now() + 1_000);
    await expect(page.getByRole('alert').filter({ hasText: 'came after the end' })).toHaveCount(0);
    expect((await paper(page.request, 'mixed')).answers).toEqual({ [questions[0].id]: 'B' });
    // The server has set it right.
    await expect.poll(() => left(page)).toBeGreaterThanOrEqual(before - 2);
  });
}

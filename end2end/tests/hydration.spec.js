import { expect, ready, serve, test } from '../fixtures/index.js';
import { finish, register } from '../fixtures/people.js';

/** Every slot goes from the server's HTML to a live remote, on the same elements, and nothing goes wrong on the way. */

serve();

/** [page, remote, whether it needs a session] @type {[string, string, boolean][]} */
const pages = [
  ['/', '', false],
  ['/login', 'auth', false],
  ['/register', 'auth', false],
  ['/gallery', 'ui-components', false],
  ['/account', 'auth', true],
  ['/dashboard', 'dashboard', true],
  ['/exams', 'nursing', true],
  ['/exam/np1', 'nursing', true],
  ['/exam/mixed?q=2', 'nursing', true],
  ['/review', 'nursing', true],
  ['/no/such/page', '', false],
];

for (const [path, remote, session] of pages) {
  test(`${path} comes alive`, async ({ page, vigil, request }) => {
    let at = path;
    if (session) {
      await register(page.request);
      const attempt = await finish(page.request, 'mixed');
      await page.request.post('/api/v1/exams/mixed/attempts', { data: {} });
      if (path === '/review') at = `/exam/mixed/review/${attempt}`;
    }
    await page.addInitScript(() => {
      const seen = (/** @type {any} */ (window).__states = /** @type {string[]} */ ([]));
      addEventListener('mf:slot', (event) => seen.push(/** @type {CustomEvent} */ (event).detail.state));
      // `interactive` comes before deferred scripts: all that is there now came from the server.
      document.addEventListener('readystatechange', () => {
        if (document.readyState !== 'interactive') return;
        for (const slot of document.querySelectorAll('.mf-slot')) {
          seen.push(/** @type {HTMLElement} */ (slot).dataset.mfState ?? '');
          for (const element of slot.querySelectorAll('*')) /** @type {any} */ (element).__served = true;
        }
      });
    });
    const response = await page.goto(at);
    const html = (await response?.text()) ?? '';
    if (path === '/no/such/page') vigil.troubles.length = 0;
    if (remote) {
      expect(html).toContain(`data-mf-remote="${remote}"`);
      expect(html).toContain('data-mf-state="server"');
      // The gallery shows one on purpose.
      if (remote !== 'ui-components') expect(html).not.toContain('mf-skeleton"');
      await ready(page);
      expect(await page.evaluate(() => /** @type {any} */ (window).__states)).toEqual(['server', 'loading', 'ready']);
      const kept = await page.evaluate(() => {
        const heading = document.querySelector('.mf-slot h1');
        return { heading: !!heading, served: /** @type {any} */ (heading)?.__served === true };
      });
      expect(kept, 'the heading is the element that the server sent').toEqual({ heading: true, served: true });
    } else {
      await expect(page.locator('.mf-slot')).toHaveCount(0);
    }
    // What comes late counts, too: prefetches, timers, reports.
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(1_000);
    expect(vigil.troubles).toEqual([]);
    expect(vigil.twice).toEqual([]);
    const metrics = await (await request.get('/metrics')).text();
    expect(metrics).not.toContain('csp_reports_total{');
    expect(metrics).not.toContain('mf_render_failures_total{');
  });
}

test('pages name what they will need, and it is used as it came', async ({ page, vigil }) => {
  await register(page.request);
  await page.goto('/exam/np1');
  await ready(page);
  await page.waitForLoadState('networkidle');
  const hints = await page.evaluate(() => ({
    wasm: document.querySelectorAll('link[rel=preload][as=fetch][type="application/wasm"][crossorigin]').length,
    glue: document.querySelectorAll('link[rel=modulepreload][integrity]').length,
    styles: document.querySelectorAll('link[rel=stylesheet][integrity]').length,
  }));
  expect(hints.wasm).toBe(1);
  // The remote's, and the outbox.
  expect(hints.glue).toBe(2);
  expect(hints.styles).toBeGreaterThan(0);
  expect(vigil.troubles.filter((trouble) => /preload/.test(trouble))).toEqual([]);
});

test('the next likely remote comes when the page is idle, but not where bytes are dear', async ({ browser, page }) => {
  const asked = async (/** @type {import('@playwright/test').Page} */ view) => {
    await register(view.request);
    const wasm = /** @type {string[]} */ ([]);
    view.on('request', (request) => {
      if (/\.wasm/.test(request.url())) wasm.push(request.url());
    });
    await view.goto('/account');
    await ready(view);
    await view.waitForLoadState('networkidle');
    await view.waitForTimeout(1_000);
    return wasm.filter((url) => !url.includes('/auth/'));
  };
  expect((await asked(page)).length).toBeGreaterThan(0);
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const careful = await context.newPage();
  await careful.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });
  });
  expect(await asked(careful)).toEqual([]);
  await context.close();
});

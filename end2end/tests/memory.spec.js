import { alive } from '../fixtures/heap.js';
import { expect, ready, serve, test } from '../fixtures/index.js';
import { register } from '../fixtures/people.js';

/** What is unmounted gives its memory back. */

serve();

const mounts = (/** @type {import('@playwright/test').Page} */ page) => page.evaluate(() => /** @type {any} */ (window).mf.slots().length);

test('50 mounts by soft navigation leave one memory', async ({ page }) => {
  test.setTimeout(180_000);
  await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  expect(await alive(page, 'WebAssembly.Memory')).toBe(1);
  const paths = ['/exam/np1', '/account', '/exam/mixed', '/dashboard', '/gallery'];
  for (let round = 0; round < 50; round++) {
    const path = paths[round % paths.length];
    await page.evaluate((to) => /** @type {any} */ (window).mf.navigate(to), path);
    await expect(page).toHaveURL(new RegExp(`${path}$`));
    await ready(page);
  }
  expect(await mounts(page)).toBe(1);
  expect(await alive(page, 'WebAssembly.Memory')).toBeLessThanOrEqual(1);
  expect(await alive(page, 'WebAssembly.Instance')).toBeLessThanOrEqual(1);
});

test('50 restarts of one remote leave one memory', async ({ page }) => {
  await page.goto('/gallery');
  await ready(page);
  await page.evaluate(async () => {
    const { mf } = /** @type {any} */ (window);
    for (let round = 0; round < 50; round++) {
      const again = new Promise((done) => {
        const look = (/** @type {any} */ event) => {
          if (event.detail.state !== 'ready') return;
          removeEventListener('mf:slot', look);
          done(undefined);
        };
        addEventListener('mf:slot', look);
      });
      mf.slots()[0].start();
      await again;
    }
  });
  expect(await alive(page, 'WebAssembly.Memory')).toBeLessThanOrEqual(1);
});

test('a remote that is unmounted while it loads leaves nothing', async ({ page }) => {
  await page.goto('/gallery');
  await ready(page);
  await page.evaluate(async () => {
    const { mf } = /** @type {any} */ (window);
    for (let round = 0; round < 20; round++) {
      mf.slots()[0].start();
      if (round % 3 === 0) await new Promise((done) => setTimeout(done));
    }
    const [mount] = mf.slots();
    mount.start();
    mount.unmount();
    await new Promise((done) => setTimeout(done, 500));
  });
  expect(await mounts(page)).toBe(0);
  expect(await alive(page, 'WebAssembly.Memory')).toBe(0);
});

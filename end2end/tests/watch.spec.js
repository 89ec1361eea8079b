import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { test as base, expect } from '@playwright/test';

import { root, temporary, freePort, password } from '../fixtures/place.js';

/** `cargo leptos watch`: an edit is on the open page without a reload. It compiles the container for the host: minutes. */

const test = base;
test.skip(!process.env.MF_WATCH, 'compiles everything for development: MF_WATCH=1');

/** @type {import('node:child_process').ChildProcess} */
let watch;
let port = 0;
let log = '';
let said = 0;

test.beforeAll(async () => {
  test.setTimeout(1_800_000);
  port = await freePort();
  watch = spawn('cargo', ['leptos', 'watch'], {
    cwd: root,
    detached: true,
    env: { ...process.env, MF_ADDR: `127.0.0.1:${port}`, LEPTOS_SITE_ADDR: `127.0.0.1:${port}`, MF_DATA: temporary('watch'), MF_DEMO_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [watch.stdout, watch.stderr]) {
    stream?.on('data', (bytes) => {
      log += bytes;
      said = Date.now();
    });
  }
  const up = () => fetch(`http://127.0.0.1:${port}/api/micro-frontends`).then(async (answer) => (await answer.json()).length > 3, () => false);
  await expect.poll(up, { timeout: 1_700_000, intervals: [2_000] }).toBe(true);
});

/** Whatever builds says so every few seconds: then the remotes are built for the first time, or nothing is. */
const quiet = () => expect.poll(() => Date.now() - said, { timeout: 900_000, intervals: [1_000] }).toBeGreaterThan(15_000);

/** @param {import('@playwright/test').Page} page */
const overlay = (page) => page.locator('.mf-dev-overlay');

test.afterAll(() => {
  if (watch?.pid) process.kill(-watch.pid, 'SIGTERM');
});

test('an edit of nursing is swapped in with the store kept; a compile error is an overlay', async ({ page }) => {
  test.setTimeout(1_500_000);
  await quiet();
  const source = join(root, 'nursing/src/list.rs');
  const text = readFileSync(source, 'utf8');
  const save = (/** @type {string} */ headline) => writeFileSync(source, text.replaceAll('Practice exams', headline));
  await page.goto(`http://127.0.0.1:${port}/login?next=/exams`);
  await page.locator('#email').fill('maria@example.ph');
  await page.locator('#password').fill(password);
  await page.locator('main form button[type=submit]').click();
  await expect(page.locator('main h1')).toHaveText('Practice exams', { timeout: 60_000 });
  await page.evaluate(() => {
    Object.assign(window, { __mark: 1 });
    /** @type {any} */ (window).mf.store.set('sidebar', '{"open":true}');
  });
  try {
    // The first edit may compile more than one crate.
    save('The first edit');
    await expect(page.locator('main h1')).toHaveText('The first edit', { timeout: 300_000 });
    await quiet();
    const began = Date.now();
    save('The second edit');
    await expect(page.locator('main h1')).toHaveText('The second edit', { timeout: 60_000 });
    console.log(`on the page after ${Date.now() - began} ms`);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(await page.evaluate(() => /** @type {any} */ (window).__mark), 'without a reload').toBe(1);
    expect(await page.evaluate(() => /** @type {any} */ (window).mf.store.get('sidebar'))).toBe('{"open":true}');
    writeFileSync(source, `${text}\nfn broken( {`);
    await expect(overlay(page)).toContainText('nursing does not compile', { timeout: 60_000 });
    await expect(overlay(page)).toContainText('nursing/src/list.rs');
    expect(log).toContain('broken');
  } finally {
    writeFileSync(source, text);
  }
  await expect(overlay(page)).toBeHidden({ timeout: 60_000 });
  expect(await page.evaluate(() => /** @type {any} */ (window).__mark), 'still without a reload').toBe(1);
});

test('a container that does not compile is an overlay; one that does reloads the page', async ({ page }) => {
  test.setTimeout(600_000);
  const source = join(root, 'container/src/page/document.rs');
  const text = readFileSync(source, 'utf8');
  await page.goto(`http://127.0.0.1:${port}/`);
  await expect(page).toHaveTitle(/Lampara$/);
  try {
    writeFileSync(source, `${text}\nfn broken() -> u8 { missing }\n`);
    await expect(overlay(page)).toContainText('container does not compile', { timeout: 120_000 });
    await expect(overlay(page)).toContainText('cannot find value `missing`');
    writeFileSync(source, text);
    await expect(overlay(page)).toBeHidden({ timeout: 120_000 });
    writeFileSync(source, text.replace('"Lampara"', '"Parola"'));
    await expect(page).toHaveTitle(/Parola$/, { timeout: 240_000 });
  } finally {
    writeFileSync(source, text);
  }
  await expect(page).toHaveTitle(/Lampara$/, { timeout: 240_000 });
});

// Pictures of what a sitting can meet, at four sizes, for people to look at: node screenshots-sitting.mjs [size]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { launchOptions } from './fixtures/browser.js';
import { Container } from './fixtures/container.js';
import { register } from './fixtures/people.js';

const SIZES = [
  { name: '390x844', width: 390, height: 844, theme: 'light' },
  { name: '360x640', width: 360, height: 640, theme: 'light' },
  { name: '360x640-dark', width: 360, height: 640, theme: 'dark' },
  { name: '320x256', width: 320, height: 256, theme: 'light' },
];

const folder = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, 'screenshots/sitting');
mkdirSync(folder, { recursive: true });
const container = await new Container().start();
const browser = await chromium.launch(launchOptions);
try {
  for (const size of SIZES.filter(({ name }) => !process.argv[2] || name === process.argv[2])) await shoot(size);
} finally {
  await browser.close();
  await container.stop();
}

/** @param {typeof SIZES[0]} size */
async function shoot({ name: size, width, height, theme }) {
  const device = async (/** @type {any} */ cookies = []) => {
    const context = await browser.newContext({ baseURL: container.url, viewport: { width, height }, isMobile: true, hasTouch: true });
    await context.addCookies([{ name: 'theme', value: theme, url: container.url }, ...cookies]);
    return context.newPage();
  };
  const page = await device();
  const alive = (on = page) => on.waitForFunction(() => !document.querySelector('.mf-slot:not([data-mf-state=ready])'), null, { timeout: 30_000 });
  const open = async (/** @type {string} */ path, on = page) => {
    await on.goto(path);
    await alive(on);
    await on.waitForTimeout(700);
  };
  const picture = async (/** @type {string} */ name, on = page, fullPage = false) => {
    await on.waitForTimeout(400);
    await on.screenshot({ path: join(folder, `${name}-${size}.png`), fullPage });
    console.log(`${name}-${size}.png`);
  };
  const option = (/** @type {number} */ index, on = page) => on.locator('.option').nth(index);
  const isState = (/** @type {string} */ state, on = page) => on.locator(`.save-chip[data-state=${state}]`).first().waitFor();

  await register(page.request);
  await open('/exam/mixed');
  await page.waitForTimeout(1_000);
  await picture('start', page, true);
  await page.locator('.exam-start').getByRole('button', { name: 'Start' }).click();
  await page.locator('.exam-start').waitFor({ state: 'hidden' });
  await page.waitForFunction(async () => (await caches.keys()).some((name) => name.startsWith('mf-exam ')), null, { timeout: 20_000 });

  await page.context().setOffline(true);
  await option(1).tap();
  await isState('kept');
  await page.evaluate(() => scrollTo(0, 0));
  await picture('kept');
  await page.context().setOffline(false);
  await isState('saved');
  await page.route('**/changes', () => {});
  await option(2).tap();
  await isState('sending');
  await page.evaluate(() => scrollTo(0, 0));
  await picture('sending');
  await page.unroute('**/changes');
  await open('/exam/mixed?q=1');
  await isState('saved');

  const other = await device(await page.context().cookies());
  await open('/exam/mixed?q=4', other);
  await picture('elsewhere', other);
  await other.getByRole('button', { name: 'Continue here' }).tap();
  await other.route('**/changes', (route) => route.abort('internetdisconnected'));
  await option(0, other).tap();
  await isState('kept', other);
  await open('/exam/mixed?q=4');
  await page.getByRole('button', { name: 'Continue here' }).tap();
  await option(3).tap();
  await isState('saved');
  await other.unroute('**/changes');
  await other.getByRole('dialog', { name: 'Another device' }).waitFor({ timeout: 40_000 });
  await picture('conflict', other);
  await other.keyboard.press('Escape');
  await other.close();

  const bare = await browser.newContext({ baseURL: container.url, viewport: { width, height }, javaScriptEnabled: false });
  await bare.addCookies([{ name: 'theme', value: theme, url: container.url }, ...(await page.context().cookies())]);
  const plain = await bare.newPage();
  await plain.goto('/exam/mixed');
  await picture('elsewhere-no-scripts', plain);
  await bare.close();

  await open('/exam/mixed?q=5');
  await page.waitForTimeout(1_000);
  if (await page.locator('dialog[open]').count()) await page.keyboard.press('Escape');
  await page.locator('.exam-nav summary').tap();
  await page.getByRole('button', { name: 'Finish the exam' }).tap();
  await picture('finish');
  await page.getByRole('button', { name: 'Keep working' }).tap();
  await page.context().setOffline(true);
  await open('/dashboard');
  await picture('offline-page');
  await open('/exam/mixed?q=5');
  await option(1).tap();
  await isState('kept');
  await page.locator('.exam-nav summary').tap();
  await page.getByRole('button', { name: 'Finish the exam' }).tap();
  await page.getByRole('button', { name: 'Finish and see the review' }).tap();
  await picture('handed-in-offline');
  const { attempt, questions } = await (await page.request.get('/api/v1/exams/mixed/paper')).json();
  const { submitted_at: end } = { submitted_at: Date.now() };
  // Handed in elsewhere meanwhile: what this phone has comes late.
  await page.request.post(`/api/v1/attempts/${attempt.id}/submit`);
  await page.context().setOffline(false);
  await page.waitForURL(/\/review\//, { timeout: 40_000 });
  const changes = [{ n: 1, item: questions[5].id, response: 'D', base: 0, at: end + 3_600_000 }];
  await page.request.post(`/api/v1/attempts/${attempt.id}/changes`, { data: { device: 'tablet-9', device_name: 'Tablet', changes } });
  await page.reload();
  await picture('review');
  for (const number of [4, 5, 6]) {
    await page.locator(`#question-${number}`).scrollIntoViewIfNeeded();
    await page.locator(`#question-${number}`).screenshot({ path: join(folder, `review-${number}-${size}.png`) });
  }
  await page.context().close();

  // A browser that keeps nothing.
  const unkept = await device();
  await unkept.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { get: () => undefined });
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await register(unkept.request);
  await unkept.request.post('/api/v1/exams/mixed/attempts', { data: {} });
  await open('/exam/mixed', unkept);
  await unkept.context().setOffline(true);
  await option(1, unkept).tap();
  await isState('unkept', unkept);
  await unkept.evaluate(() => scrollTo(0, 0));
  await picture('unkept', unkept);
  await unkept.context().close();
}

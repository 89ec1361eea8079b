// Pictures of every screen in both themes, for people to look at: node screenshots.mjs
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { launchOptions } from './fixtures/browser.js';
import { Container } from './fixtures/container.js';
import { finish, register, start } from './fixtures/people.js';

const folder = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, 'screenshots');
mkdirSync(folder, { recursive: true });
const container = await new Container().start();
const browser = await chromium.launch(launchOptions);
try {
  for (const theme of ['light', 'dark']) await shoot(theme);
} finally {
  await browser.close();
  await container.stop();
}

/** @param {string} theme */
async function shoot(theme) {
  const context = await browser.newContext({
    baseURL: container.url,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  await context.addCookies([{ name: 'theme', value: theme, url: container.url }]);
  const page = await context.newPage();
  const open = async (/** @type {string} */ path) => {
    await page.goto(path);
    await page.waitForFunction(() => !document.querySelector('.mf-slot:not([data-mf-state=ready])'), null, { timeout: 20_000 });
    await page.waitForTimeout(300);
  };
  const picture = async (/** @type {string} */ name, fullPage = false) => {
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`), fullPage });
    console.log(`${name}-${theme}.png`);
  };
  for (const [name, path] of [['home', '/'], ['login', '/login'], ['register', '/register'], ['not-found', '/no/such/page']]) {
    await open(path);
    await picture(name);
  }
  await open('/gallery');
  await picture('gallery', true);
  await open('/login');
  await page.locator('#email').fill('nobody');
  await page.locator('main form button[type=submit]').tap();
  await picture('login-errors');
  await register(page.request);
  await open('/dashboard');
  await picture('dashboard-new');
  await open('/exams');
  await picture('exams-new', true);
  let attempt = '';
  for (const answered of [5, 12, 18, 9, 20, 25]) attempt = await finish(page.request, 'mixed', answered);
  await open('/exam/np1');
  await picture('exam-start');
  await start(page.request, 'np1');
  await open('/exam/np1?q=3');
  await page.locator('.option').nth(1).tap();
  await page.waitForTimeout(500);
  await picture('exam');
  await page.locator('.exam-nav summary').tap();
  await picture('exam-navigator', true);
  await page.getByRole('button', { name: 'Finish the exam' }).tap();
  await page.waitForTimeout(300);
  await picture('exam-finish');
  await page.getByRole('button', { name: 'Keep working' }).tap();
  await context.setOffline(true);
  await page.locator('.option').nth(2).tap();
  await page.waitForTimeout(500);
  await page.evaluate(() => scrollTo(0, 0));
  await picture('exam-offline');
  await context.setOffline(false);
  await page.waitForTimeout(500);
  const kept = await context.cookies();
  await context.clearCookies({ name: 'session' });
  await page.locator('.option').nth(3).tap();
  await page.locator('dialog [data-mf-state=ready]').waitFor();
  await page.waitForTimeout(300);
  await picture('exam-login');
  await context.addCookies(kept);
  await page.setViewportSize({ width: 360, height: 640 });
  await open('/exam/np1?q=4');
  await picture('exam-360');
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [name, path] of [['dashboard', '/dashboard'], ['exams', '/exams'], ['account', '/account'], ['review', `/exam/mixed/review/${attempt}`]]) {
    await open(path);
    await picture(name);
    await picture(`${name}-full`, true);
  }
  await page.locator('summary[aria-label="Account menu"]').tap();
  await page.evaluate(() => scrollTo(0, 0));
  await picture('menu');
  await open('/exam/np9');
  await picture('unknown-exam');
  // A remote that does not come.
  await page.route(/\/mf\/nursing\/.*\.wasm/, (route) => route.abort());
  await page.goto('/exam/mixed');
  await page.locator('.mf-error').waitFor({ timeout: 30_000 });
  await picture('error-card');
  await context.close();
}

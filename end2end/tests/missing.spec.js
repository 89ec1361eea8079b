import { readFileSync } from 'node:fs';

import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register } from '../fixtures/people.js';

/** Browsers in which something is missing, forbidden or silent: an exam is sat all the same, and the page says what the student must know. */

serve();

const chip = (/** @type {import('@playwright/test').Page} */ page) => page.locator('.save-chip').first();
const READY = 'Ready to go offline';
const ONLINE = 'can’t open the exam again without a network. Stay online';
const UNSAFE = 'can’t keep answers safely';

/** What is wrong, how it comes to that, and what the start page says. @type {[string, () => void, string][]} */
const FAULTS = [
  ['no service worker', () => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'), ONLINE],
  ['a service worker that is refused', () => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('denied', 'SecurityError'));
  }, ONLINE],
  ['no room in Cache Storage', () => {
    Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  }, ONLINE],
  ['Cache Storage forbidden', () => {
    CacheStorage.prototype.open = () => Promise.reject(new DOMException('denied', 'SecurityError'));
  }, ONLINE],
  ['no locks', () => Reflect.deleteProperty(Navigator.prototype, 'locks'), READY],
  ['locks that throw', () => {
    LockManager.prototype.request = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  }, READY],
  ['locks that are never given', () => {
    LockManager.prototype.request = () => new Promise(() => {});
  }, READY],
  ['BroadcastChannel throws', () => {
    // @ts-ignore a stand-in
    window.BroadcastChannel = class {
      constructor() {
        throw new DOMException('denied', 'SecurityError');
      }
    };
  }, READY],
  ['what browsers of 2021 lack', () => {
    Reflect.deleteProperty(AbortSignal, 'timeout');
    Reflect.deleteProperty(AbortSignal, 'any');
    Reflect.deleteProperty(Array.prototype, 'at');
    Reflect.deleteProperty(Array.prototype, 'findLast');
    Reflect.deleteProperty(window, 'structuredClone');
    Reflect.deleteProperty(window, 'requestIdleCallback');
    Reflect.deleteProperty(window, 'BroadcastChannel');
  }, READY],
  ['a database that never opens', () => {
    IDBFactory.prototype.open = () => /** @type {any} */ ({});
  }, UNSAFE],
  ['a database that fails to open', () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  }, UNSAFE],
  ['localStorage throws', () => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  }, READY],
  ['an address that can’t be changed', () => {
    // As Safari after 100 times in half a minute.
    history.pushState = history.replaceState = () => {
      throw new DOMException('too often', 'SecurityError');
    };
  }, READY],
];

for (const [what, break_, words] of FAULTS) {
  test(`${what}: the exam is sat, and the start page says what that means`, async ({ page }) => {
    await page.addInitScript(break_);
    await register(page.request);
    await page.goto('/exam/mixed');
    await ready(page);
    await expect(page.locator('[data-mf-ready]')).toContainText(words);
    await page.locator('.exam-start').getByRole('button', { name: 'Start' }).tap();
    await expect(page.locator('.exam-start')).toBeHidden();
    await page.locator('.option').nth(1).tap();
    await page.getByRole('button', { name: 'Next' }).tap();
    await expect(page.locator('.exam')).toContainText('Question 2 of 25');
    await page.locator('.option').nth(2).tap();
    await expect(chip(page)).toHaveAttribute('data-state', 'saved', { timeout: 20_000 });
    const { questions, answers } = await paper(page.request, 'mixed');
    expect(answers).toEqual({ [questions[0].id]: 'B', [questions[1].id]: 'C' });
    await page.locator('.exam-nav summary').tap();
    await page.getByRole('button', { name: 'Finish the exam' }).tap();
    await page.getByRole('button', { name: 'Finish and see the review' }).tap();
    await expect(page).toHaveURL(/\/review\//);
  });
}

test('a connection to the database that dies between two answers: both are kept', async ({ page, context }) => {
  await page.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    /** @type {IDBDatabase[]} */
    const connections = [];
    IDBFactory.prototype.open = function (...args) {
      const request = open.apply(this, args);
      request.addEventListener('success', () => connections.push(request.result));
      return request;
    };
    // What is done with a closed one is an InvalidStateError.
    Object.assign(window, { die: () => connections.forEach((connection) => connection.close()) });
  });
  await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  await page.locator('.exam-start').getByRole('button', { name: 'Start' }).tap();
  await expect(page.locator('.exam-start')).toBeHidden();
  await context.setOffline(true);
  await page.locator('.option').nth(1).tap();
  await expect(chip(page)).toContainText('1 kept on this phone');
  await page.evaluate('die()');
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.locator('.option').nth(2).tap();
  await expect(chip(page)).toContainText('2 kept on this phone');
});

test('nowhere to keep an answer and no network: it can be copied, and saved as a file', async ({ page, context }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { get: () => undefined });
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  await expect(page.locator('[data-mf-ready]')).toContainText(UNSAFE);
  await page.locator('.exam-start').getByRole('button', { name: 'Start' }).tap();
  await expect(page.locator('.exam-start')).toBeHidden();
  await context.setOffline(true);
  await page.locator('.option').nth(1).tap();
  await expect(chip(page)).toContainText('1 not kept: leave this page open');
  await page.getByText('Save a copy of what is not sent').tap();
  const { attempt, questions } = await paper(context.request, 'mixed');
  const line = new RegExp(`^${attempt.id} ${questions[0].id} B \\d{4}-`);
  await expect(page.getByLabel('Not sent')).toHaveValue(line);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as a file' }).tap()]);
  expect(download.suggestedFilename()).toBe('not-sent.txt');
  expect(readFileSync(await download.path(), 'utf8')).toMatch(line);
  await context.setOffline(false);
  await expect(chip(page)).toHaveAttribute('data-state', 'saved', { timeout: 30_000 });
  await expect(page.getByText('Save a copy of what is not sent')).toHaveCount(0);
});

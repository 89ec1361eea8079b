import { expect, ready, serve, test } from '../fixtures/index.js';
import { paper, register, start } from '../fixtures/people.js';
import { Release, copyDist } from '../fixtures/release.js';

/** The service worker, and what the browser keeps for it: releases, evictions and other people come in between. */

const dist = copyDist();
const container = serve(() => ({ dist }));

/** @typedef {import('@playwright/test').Page} Page */
const chip = (/** @type {Page} */ page) => page.locator('.save-chip').first();
const option = (/** @type {Page} */ page, /** @type {number} */ index) => page.locator('.option').nth(index);
const version = (/** @type {Page} */ page) => page.locator('.mf-slot').first().getAttribute('data-mf-version');
const exams = (/** @type {Page} */ page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('mf-exam ')));

/** An exam that has begun, and can be opened without a network. @param {Page} page */
async function sit(page) {
  await register(page.request);
  const started = await start(page.request, 'mixed');
  await page.goto('/exam/mixed');
  await ready(page);
  await expect.poll(() => exams(page), { timeout: 15_000 }).toHaveLength(1);
  return started;
}

/** What the worker that has this page calls itself, once the browser has looked for a newer one. @param {Page} page */
async function worker(page) {
  return page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update().catch(() => {});
    await new Promise((done) => setTimeout(done, 500));
    const { port1, port2 } = new MessageChannel();
    navigator.serviceWorker.controller?.postMessage({ type: 'which' }, [port2]);
    return Promise.race([
      new Promise((answer) => (port1.onmessage = ({ data }) => answer(data))),
      new Promise((answer) => setTimeout(answer, 500, 'the one that it began with')),
    ]);
  });
}

test('new releases wait until the exam is over', async ({ page, context }) => {
  const { attempt, questions } = await sit(page);
  const old = new Release(dist, 'nursing');
  const nursing = old.copyAs('1.0.1+0000beef');
  const loader = new Release(dist, 'loader').withEdit('1.0.1+0000feed', 'worker', (text) =>
    `${text}\nself.addEventListener('message', ({ data, ports }) => data.type === 'which' && ports[0].postMessage('a newer one'));\n`,
  );
  await context.setOffline(true);
  await option(page, 1).tap();
  await expect(chip(page)).toContainText('1 kept on this phone');
  expect((await container.activate('nursing', nursing.version)).status).toBe(200);
  expect((await container.activate('loader', loader.version)).status).toBe(200);
  await page.reload();
  await ready(page);
  expect(await version(page)).toBe(old.version);
  await expect(option(page, 1)).toHaveClass(/selected/);

  // Online the page is the new one, and nothing is lost on the way to it.
  await page.route('**/changes', (route) => route.abort('internetdisconnected'));
  await context.setOffline(false);
  await page.reload();
  await ready(page);
  expect(await version(page)).toBe(nursing.version);
  await expect(option(page, 1)).toHaveClass(/selected/);
  await page.unroute('**/changes');
  await expect(chip(page)).toHaveAttribute('data-state', 'saved');
  expect((await paper(page.request, 'mixed')).answers).toEqual({ [questions[0].id]: 'B' });

  // Neither while a page is open nor after the last one was closed does another worker take over.
  expect(await worker(page)).toBe('the one that it began with');
  await page.close();
  const second = await context.newPage();
  await second.goto('/exams');
  expect(await worker(second)).toBe('the one that it began with');
  await context.setOffline(true);
  await second.goto('/exam/mixed');
  await ready(second);
  expect(await version(second)).toBe(old.version);
  await expect(option(second, 1)).toHaveClass(/selected/);
  await context.setOffline(false);

  await second.reload();
  await ready(second);
  await second.locator('.exam-nav summary').tap();
  await second.getByRole('button', { name: 'Finish the exam' }).tap();
  await second.getByRole('button', { name: 'Finish and see the review' }).tap();
  await expect(second).toHaveURL(new RegExp(`/review/${attempt.id}`));
  await expect.poll(() => exams(second)).toEqual([]);
  await worker(second);
  await second.close();
  await expect.poll(async () => {
    const third = await context.newPage();
    await third.goto('/exams');
    const found = await worker(third);
    await third.close();
    return found;
  }, { timeout: 20_000 }).toBe('a newer one');
});

/** As a browser that runs out of room does. @param {Page} page @param {string} storageTypes */
async function evict(page, storageTypes) {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: container.url, storageTypes });
  await session.detach();
}

for (const storageTypes of ['indexeddb', 'cache_storage', 'indexeddb,cache_storage']) {
  test(`the browser throws away ${storageTypes} in mid-exam: what the page still has is written again`, async ({ page, context }) => {
    const { questions } = await sit(page);
    await context.setOffline(true);
    await option(page, 1).tap();
    await expect(chip(page)).toContainText('1 kept on this phone');
    await page.getByRole('button', { name: 'Next' }).tap();
    await evict(page, storageTypes);
    // At once, not when it is next needed: the browser may die before that.
    await expect.poll(() => waiting(page), { timeout: 5_000 }).toEqual(['B']);
    await option(page, 2).tap();
    await expect(option(page, 2)).toHaveClass(/selected/);
    await expect(chip(page)).toContainText('2 kept on this phone');
    expect(await waiting(page)).toEqual(['B', 'C']);
    await context.setOffline(false);
    await expect(chip(page)).toHaveAttribute('data-state', 'saved');
    expect((await paper(page.request, 'mixed')).answers).toEqual({ [questions[0].id]: 'B', [questions[1].id]: 'C' });
    // The page, too, is kept again as soon as there is a network.
    await expect.poll(() => exams(page)).toHaveLength(1);
  });
}

/** The answers in the browser's database. @param {Page} page @returns {Promise<string[]>} */
function waiting(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open('mf-outbox');
        // Whoever only looks makes no database, and holds none open: the page could not mend it.
        request.onupgradeneeded = () => request.transaction?.abort();
        request.onsuccess = () => {
          const database = request.result;
          if (!database.objectStoreNames.contains('changes')) {
            database.close();
            return resolve([]);
          }
          const all = database.transaction('changes').objectStore('changes').getAll();
          all.onsuccess = () => {
            database.close();
            resolve(all.result.map(({ response }) => response).sort());
          };
        };
        request.onerror = () => resolve([]);
      }),
  );
}

test('no page is open when the network is back: the browser has the worker send what waits, and hand in', async ({ page, context }) => {
  const { questions, attempt } = await sit(page);
  await context.setOffline(true);
  await option(page, 1).tap();
  await expect(chip(page)).toContainText('1 kept on this phone');
  await page.locator('.exam-nav summary').tap();
  await page.getByRole('button', { name: 'Finish the exam' }).tap();
  await page.getByRole('button', { name: 'Finish and see the review' }).tap();
  await expect(page.getByRole('dialog', { name: 'Handed in on this phone' })).toBeVisible();
  const asked = () => page.evaluate(async () => /** @type {any} */ (await navigator.serviceWorker.ready).sync.getTags());
  await expect.poll(asked).toEqual(['mf-outbox']);
  const blank = await context.newPage();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);

  // As the browser does by itself after it was without a network; this one never really was.
  const session = await context.newCDPSession(blank);
  /** @type {Promise<string>} */
  const registration = new Promise((found) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) =>
      registrations.filter(({ scopeURL }) => scopeURL.startsWith(container.url)).forEach(({ registrationId }) => found(registrationId)),
    ),
  );
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.dispatchSyncEvent', { origin: container.url, registrationId: await registration, tag: 'mf-outbox', lastChance: false });
  const review = async () => (await context.request.get(`/api/v1/attempts/${attempt.id}/review`)).json();
  await expect.poll(async () => (await review()).attempt?.submitted_at ?? null).not.toBeNull();
  expect((await review()).questions.find((/** @type {any} */ question) => question.id === questions[0].id).answered).toBe(true);
  await blank.goto('/exams');
  await expect.poll(() => waiting(blank)).toEqual([]);
  await expect.poll(() => exams(blank)).toEqual([]);
});

test('on a shared phone the next person finds nothing of the first, whose answers wait', async ({ page, context }) => {
  const { questions } = await sit(page);
  const first = await context.cookies();
  // The second signs in while the first one's answer can't be sent.
  await page.route('**/changes', (route) => route.abort('internetdisconnected'));
  await option(page, 1).tap();
  await expect(chip(page)).toContainText('1 kept on this phone');
  await page.goto('/dashboard');
  await context.clearCookies();
  await register(page.request);
  await page.goto('/dashboard');
  await expect(page.locator('#mf-waiting')).toHaveText('Log in as Ana Liza Reyes to send 1 answer');
  await expect.poll(() => exams(page)).toEqual([]);
  const texts = await page.evaluate(async () => {
    const found = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) if (!url.includes('/mf/')) found.push(new URL(url).pathname);
    }
    return found;
  });
  expect(texts).toEqual(['/offline']);
  await context.setOffline(true);
  await page.goto('/exam/mixed');
  await expect(page.getByRole('heading', { name: 'This phone has no network right now' })).toBeVisible();
  await context.setOffline(false);
  await page.unroute('**/changes');
  await page.goto('/exam/mixed');
  await ready(page);
  expect((await paper(page.request, 'mixed')).attempt).toBeNull();
  await start(page.request, 'mixed');
  await page.goto('/exam/mixed');
  await ready(page);
  await expect(page.locator('.exam-bar')).toContainText('0 answered');
  await expect(option(page, 1)).not.toHaveClass(/selected/);
  expect((await paper(page.request, 'mixed')).answers).toEqual({});
  // Back again, the first one's answer goes where it belongs.
  await context.clearCookies();
  await context.addCookies(first);
  await page.goto('/dashboard');
  await expect.poll(async () => (await paper(page.request, 'mixed')).answers).toEqual({ [questions[0].id]: 'B' });
});

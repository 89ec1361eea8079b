/**
 * The service worker, with a Cache Storage and a network of the test's own.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { network, settle } from './page.js';

const ORIGIN = 'https://lampara.test';
const KEEP = { type: 'keep', person: 'ana', attempt: 'a1', path: '/exam/np1' };
const NAME = 'mf-exam ana a1 /exam/np1';
let copies = 0;

/** Cache Storage; `broken` makes a method throw. */
function createCaches() {
  const all = new Map();
  const broken = {};
  const check = (name) => {
    if (broken[name]) throw broken[name];
  };
  const key = (input) => new URL(input.url ?? input, ORIGIN).href;
  const open = (name) => {
    if (!all.has(name)) all.set(name, new Map());
    const entries = all.get(name);
    return {
      match: async (input) => entries.get(key(input))?.clone(),
      put: async (input, answer) => {
        check('put');
        entries.set(key(input), answer);
      },
    };
  };
  return {
    all,
    broken,
    open: async (name) => open(name),
    keys: async () => {
      check('keys');
      return [...all.keys()];
    },
    delete: async (name) => all.delete(name),
    match: async (input, { cacheName } = {}) => {
      check('match');
      for (const [name, entries] of all) {
        const found = (!cacheName || cacheName === name) && entries.get(key(input));
        if (found) return found.clone();
      }
    },
  };
}

const navigation = (path, method) => ({ url: ORIGIN + path, method, mode: 'navigate', headers: new Headers(), toString: () => ORIGIN + path });

/** A worker, its browser, and a server that has Ana's exam. */
async function start({ active = null } = {}) {
  const listeners = {};
  const took = [];
  globalThis.location = new URL(ORIGIN);
  globalThis.caches = createCaches();
  globalThis.self = {
    addEventListener: (type, listener) => (listeners[type] = listener),
    registration: { active },
    skipWaiting: async () => took.push('over'),
    clients: { claim: async () => {} },
  };
  const pages = {
    '/exam/np1': '<script id="mf-page"></script><link href="/mf/a.css"><script src="/mf/a.js"></script> the attempt a1, from the server',
    '/offline': '<script id="mf-page"></script>calm',
    '/mf/a.css': 'css',
    '/mf/a.js': 'js',
  };
  network((url) => {
    const { pathname } = new URL(url, ORIGIN);
    const page = pages[pathname];
    if (page === undefined) return new TypeError('offline');
    if (page instanceof Promise || page instanceof Response) return page;
    const answer = new Response(page, { headers: { date: new Date().toUTCString() } });
    Object.defineProperty(answer, 'url', { value: ORIGIN + pathname });
    return answer;
  });
  await import(`../worker/worker.js?copy=${copies++}`);
  /** An event whose work is waited for; what it answered. */
  const tell = async (type, event = {}) => {
    const work = [];
    let answer;
    listeners[type]({ ...event, waitUntil: (one) => work.push(one), respondWith: (one) => (answer = one) });
    const text = answer && (await answer).text ? await (await answer).text() : await answer;
    await Promise.all(work);
    return text;
  };
  return {
    pages,
    took,
    tell,
    order: async (data) => {
      let done;
      await tell('message', { data, ports: [{ postMessage: (ok) => (done = ok) }] });
      return done;
    },
    visit: (path) => tell('fetch', { request: navigation(path, 'GET') }),
    post: (path) => tell('fetch', { request: navigation(path, 'POST') }),
    load: (path) => tell('fetch', { request: { ...navigation(path, 'GET'), mode: 'cors' } }),
  };
}

/** The same, with Ana's exam kept and the network gone. */
async function kept() {
  const worker = await start({ active: {} });
  await worker.order({ type: 'person', person: 'ana' });
  assert.equal(await worker.order(KEEP), true);
  const pages = { ...worker.pages };
  for (const path of Object.keys(pages)) delete worker.pages[path];
  assert.match(await worker.visit('/exam/np1'), /the attempt a1/);
  return { ...worker, online: () => Object.assign(worker.pages, pages) };
}

test('a page is kept with all its files, or nothing of it', async () => {
  const worker = await start();
  delete worker.pages['/mf/a.js'];
  assert.equal(await worker.order(KEEP), false);
  assert.deepEqual([...caches.all.keys()], []);
  worker.pages['/mf/a.js'] = 'js';
  caches.broken.put = new DOMException('full', 'QuotaExceededError');
  assert.equal(await worker.order(KEEP), false);
  assert.deepEqual([...caches.all.keys()], []);
  delete caches.broken.put;
  assert.equal(await worker.order(KEEP), true);
  assert.deepEqual([...caches.all.get(NAME).keys()], ['/mf/a.css', '/mf/a.js', '/exam/np1'].map((path) => ORIGIN + path));
});

test('what is not the page of that attempt is not kept under its name', async () => {
  const worker = await start();
  for (const page of ['<html>Log in to the Wi-Fi</html>', '<script id="mf-page"></script> the attempt b1, of somebody else']) {
    worker.pages['/exam/np1'] = page;
    assert.equal(await worker.order(KEEP), false);
    assert.deepEqual([...caches.all.keys()], []);
  }
});

test('another worker takes over at once, or while an exam is open not at all', async () => {
  const first = await start();
  await first.tell('install');
  assert.deepEqual(first.took, ['over']);
  const worker = await kept();
  worker.online();
  await assert.rejects(worker.tell('install'), /an exam is open/);
  assert.deepEqual(worker.took, []);
  await worker.order({ ...KEEP, type: 'drop' });
  await worker.tell('install');
  assert.deepEqual(worker.took, ['over']);
});

test('an exam that nobody has closed holds up other workers for a day', async () => {
  const worker = await kept();
  worker.online();
  const [address, page] = [...caches.all.get(NAME)].pop();
  const old = new Response(await page.text(), { headers: { date: new Date(Date.now() - 90_000_000).toUTCString() } });
  caches.all.get(NAME).set(address, old);
  await worker.tell('install');
  assert.deepEqual(worker.took, ['over']);
});

test('an attempt that the server’s page no longer knows has ended: its page goes', async () => {
  const worker = await kept();
  worker.online();
  await worker.visit('/exam/np1');
  assert.ok(caches.all.has(NAME));
  worker.pages['/exam/np1'] = '<html>Log in to the Wi-Fi</html>';
  await worker.visit('/exam/np1');
  assert.ok(caches.all.has(NAME), 'a portal knows nothing');
  worker.pages['/exam/np1'] = '<script id="mf-page"></script> the start page';
  assert.match(await worker.visit('/exam/np1'), /the start page/);
  assert.ok(!caches.all.has(NAME));
});

test('a Cache Storage that is gone or forbidden takes no page away from the network', async () => {
  const worker = await kept();
  worker.online();
  caches.broken.keys = caches.broken.match = new DOMException('denied', 'SecurityError');
  assert.match(await worker.visit('/exam/np1'), /from the server/);
  assert.equal(await worker.load('/mf/a.js'), 'js');
});

test('another person’s page drops the exams of the first', async () => {
  const worker = await kept();
  worker.online();
  assert.equal(await worker.order({ type: 'person', person: 'ben' }), true);
  assert.deepEqual([...caches.all.keys()], ['mf-offline ben.']);
  delete worker.pages['/exam/np1'];
  assert.equal(await worker.visit('/exam/np1'), '<script id="mf-page"></script>calm');
});

test('between a log-in and its page nobody sees an exam that is kept', async () => {
  const worker = await kept();
  await worker.post('/exam/np1/answer');
  assert.match(await worker.visit('/exam/np1'), /the attempt a1/);
  await worker.post('/login');
  assert.match(await worker.visit('/exam/np1'), /calm/);
  // It was the same person, or the log-in failed.
  await worker.order({ type: 'person', person: 'ana' });
  assert.match(await worker.visit('/exam/np1'), /the attempt a1/);
});

test('where the network is silent the kept page comes instead; a server that is gone counts as that', async (t) => {
  const worker = await kept();
  worker.pages['/exam/np1'] = new Response('Bad Gateway', { status: 502 });
  assert.match(await worker.visit('/exam/np1'), /the attempt a1/);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let answer;
  worker.pages['/exam/np1'] = new Promise((done) => (answer = done));
  const visit = worker.visit('/exam/np1');
  await settle();
  t.mock.timers.tick(3_000);
  await settle();
  answer(new Response('the server, late'));
  assert.match(await visit, /the attempt a1/);
});

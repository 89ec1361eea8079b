/**
 * What was done just before its page went, when the database had no time to take it.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { beforeEach, test } from 'node:test';
import { leave } from '../leaving.js';
import { takeLeft } from '../outbox/leaving.js';
import { startOutbox } from '../outbox/service.js';
import { network, open, settle, until } from './page.js';

const { IDBFactory } = createRequire(new URL('../../../end2end/package.json', import.meta.url))('fake-indexeddb');
const ANA = { id: 'ana', name: 'Ana' };
const CHANGE = { person: 'ana', who: 'Ana', attempt: 'a1', item: 'q1', response: 'B', base: 0, at: 1, device: '', n: 0 };

let taken;
beforeEach(() => {
  open('<main id="main"></main>');
  Object.defineProperty(document, 'hidden', { value: false, configurable: true });
  globalThis.indexedDB = new IDBFactory();
  globalThis.BroadcastChannel = undefined;
  taken = [];
  serve(() => new TypeError('offline'));
});

/** Takes changes, of pages from before, too; what else is asked for is answered by `other`. */
function serve(other) {
  return network((url, { body }) => {
    if (!url.endsWith('/changes')) return other(url);
    const { device, changes } = JSON.parse(body);
    const results = changes.map(({ n, item, response }) => {
      if (!taken.some((one) => one.device === device && one.n === n)) taken.push({ device, n, item, response });
      return { n, outcome: 'stored', no: n };
    });
    return Response.json({ results, submitted_at: null });
  });
}

function page() {
  const loader = {
    getSlice: () => JSON.stringify(ANA),
    setSlice() {},
    watchSlice: () => () => {},
    on: () => () => {},
    certainNow: () => 1_790_000_000_000,
    observeClock() {},
    remember() {},
  };
  return startOutbox(loader, { storage: 2_000, network: 2_000, lock: 20_000 });
}

/** The page goes before its database has even opened. */
async function goBefore(work) {
  globalThis.indexedDB = { open: () => ({}) };
  work();
  await settle();
  dispatchEvent(new Event('pagehide'));
  // Its world is gone with it; what it left is not.
  const left = { ...localStorage };
  open('<main id="main"></main>');
  for (const [key, text] of Object.entries(left)) localStorage.setItem(key, text);
  globalThis.indexedDB = new IDBFactory();
}

const never = () => false;
const left = () => Object.keys(localStorage).filter((key) => key.startsWith('mf-leaving:'));

test('the next page takes it over, in its order, and sends it', async () => {
  await goBefore(() => {
    const outbox = page();
    for (const response of ['B', 'D']) outbox.put(ANA, 'a1', 'q1', response, 0);
  });
  assert.equal(left().length, 1);
  page();
  await until(() => taken.length >= 2);
  assert.deepEqual(taken.map(({ n, response }) => [n, response]), [[1, 'B'], [2, 'D']]);
  assert.equal(left().length, 0);
});

test('a page that is open beside it takes it over at once', async () => {
  await goBefore(() => page().put(ANA, 'a1', 'q1', 'B', 0));
  const [key] = left();
  const text = localStorage.getItem(key);
  localStorage.clear();
  page();
  await settle();
  localStorage.setItem(key, text);
  dispatchEvent(Object.assign(new Event('storage'), { key }));
  await until(() => taken.length);
  assert.deepEqual(taken.map(({ response }) => response), ['B']);
  assert.equal(left().length, 0);
});

test('what is kept is not left behind, and where nothing can be left nothing breaks', async () => {
  page().put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => taken.length);
  dispatchEvent(new Event('pagehide'));
  assert.equal(left().length, 0);
  const { localStorage: storage } = globalThis;
  globalThis.localStorage = undefined;
  leave([CHANGE]);
  globalThis.localStorage = storage;
});

test('it stays where it is until there is a place for it; what is no change harms no other', async () => {
  leave([CHANGE]);
  assert.equal(await takeLeft(async () => ({ durable: 'none' }), never), false);
  assert.equal(left().length, 1);
  localStorage.setItem('mf-leaving:0 x', '{');
  const written = [];
  assert.equal(await takeLeft(async (change) => written.push(change) && { durable: 'second' }, never), true);
  assert.deepEqual(written, [CHANGE]);
  assert.deepEqual(left(), ['mf-leaving:0 x']);
});

test('back from the browser’s cache a page has nothing left behind', async () => {
  globalThis.indexedDB = { open: () => ({}) };
  page().put(ANA, 'a1', 'q1', 'B', 0);
  await settle();
  dispatchEvent(new Event('pagehide'));
  assert.equal(left().length, 1);
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  assert.equal(left().length, 0);
});

const EARLY = { ...CHANGE, attempt: 'start:np1', at: 1_790_000_000_000 };

/** What is written of an early answer, if the server says `answer` of the exam's paper. */
async function takeEarly(answer, { change = EARLY, isNewer = never } = {}) {
  localStorage.clear();
  leave([change]);
  const requests = serve(() => (answer instanceof Response || answer instanceof Error ? answer : Response.json(answer)));
  const written = [];
  await takeLeft(async (change) => written.push(change) && { durable: 'database' }, isNewer);
  const asked = requests.filter(({ url }) => url.includes('/exams/'));
  assert.deepEqual(asked.map(({ url, headers }) => [url, headers['x-mf-person']]), [['/api/v1/exams/np1/paper', 'ana']]);
  return written.map(({ attempt, response }) => [attempt, response]);
}

test('an answer that began its attempt is of the attempt that it began, and of no other', async () => {
  const begun = (started_at) => ({ attempt: { id: 'a7', started_at } });
  assert.deepEqual(await takeEarly(begun(EARLY.at + 2_000)), [['a7', 'B']]);
  assert.deepEqual(await takeEarly(begun(EARLY.at + 2_000), { change: { ...EARLY, at: null } }), [['a7', 'B']]);
  assert.deepEqual(await takeEarly(begun(EARLY.at + 3_600_000)), []);
  assert.deepEqual(await takeEarly(begun(EARLY.at), { isNewer: ({ attempt, item }) => `${attempt} ${item}` === 'a7 q1' }), []);
  assert.deepEqual(await takeEarly({ attempt: null }), []);
  assert.equal(left().length, 0);
});

test('who can’t be asked, or is somebody else, decides nothing about it', async () => {
  const refusal = () => Response.json({ type: '/problems/other-account' }, { status: 409 });
  for (const answer of [new TypeError('offline'), refusal(), new Response('<html>'), Response.json({})]) {
    assert.deepEqual(await takeEarly(answer), []);
    assert.equal(left().length, 1);
  }
});

test('answered before the start has been answered: left behind by a page that goes, and by no other', async () => {
  const outbox = page();
  serve((url) => (url.endsWith('/attempts') ? Response.json({ attempt: { id: 'a1' } }) : new TypeError('offline')));
  outbox.put(ANA, 'start:np1', 'q1', 'B', 0);
  dispatchEvent(new Event('pagehide'));
  assert.deepEqual(left().flatMap((key) => JSON.parse(localStorage.getItem(key))).map(({ attempt, response }) => [attempt, response]), [['start:np1', 'B']]);
  dispatchEvent(new Event('pageshow'));
  assert.equal(left().length, 0);
  await new Promise((done) => outbox.start(ANA, 'np1', done));
  dispatchEvent(new Event('pagehide'));
  assert.equal(left().length, 0);
});

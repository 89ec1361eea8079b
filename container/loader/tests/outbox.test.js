/**
 * The outbox in a page: from a tap to the server's confirmation, through what goes wrong in between.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, test } from 'node:test';
import { wordsFor } from '../outbox/report.js';
import { deviceName, sendRequest } from '../outbox/sender.js';
import { startOutbox } from '../outbox/service.js';
import { createDesk } from './outbox/desk.js';
import { errorsOf, network, open, settle, until } from './page.js';

const { IDBFactory, IDBObjectStore } = createRequire(new URL('../../../end2end/package.json', import.meta.url))('fake-indexeddb');
const ANA = { id: 'ana', name: 'Ana' };
const BEN = { id: 'ben', name: 'Ben' };
const PATIENCE = { storage: 5_000, network: 2_000, lock: 20_000 };

/** The browser's own, for what is no network. */
const fetchData = globalThis.fetch;

let server;
/** Whose the cookie is. */
let account;
let offline;
const channels = [];
const RealChannel = globalThis.BroadcastChannel;
let opened;

beforeEach(() => {
  opened = open('<form method="post" action="/logout"><button>Log out</button></form><main id="main"></main><div id="mf-announce"></div>');
  Object.defineProperty(document, 'hidden', { value: false, configurable: true });
  opened.window.HTMLDialogElement.prototype.showModal = function () { this.open = true; };
  opened.window.HTMLDialogElement.prototype.close = function () { this.open = false; this.dispatchEvent(new Event('close')); };
  globalThis.indexedDB = new IDBFactory();
  globalThis.BroadcastChannel = class extends RealChannel {
    constructor(name) {
      super(name);
      channels.push(this);
    }
  };
  server = createDesk({ a1: 'ana', a2: 'ana', b1: 'ben' });
  account = 'ana';
  offline = false;
  serve();
});
afterEach(() => {
  channels.splice(0).forEach((channel) => channel.close());
  globalThis.BroadcastChannel = RealChannel;
});

/** Answers as the server does. */
function serve() {
  return network((url, { headers, body }) => {
    if (offline) return new TypeError('offline');
    if (url === '/api/v1/session') return Response.json({ user: account ? { id: account, name: account } : null });
    const answer = server.answer({ path: url, body: JSON.parse(body), person: headers['x-mf-person'] }, account);
    return Response.json(answer.body, { status: answer.status });
  });
}

/** A page with its outbox; what the loader would lend it is of the page's own. */
function page(user = ANA, patience = PATIENCE) {
  const watchers = new Set();
  const handlers = new Set();
  const loader = {
    json: JSON.stringify(user),
    marks: [],
    getSlice: () => loader.json,
    setSlice(_slice, json) {
      loader.json = json;
      for (const watcher of watchers) watcher(json);
    },
    watchSlice(_slice, watcher) {
      watchers.add(watcher);
      queueMicrotask(() => watcher(loader.json));
      return () => watchers.delete(watcher);
    },
    on: (_event, handler) => handlers.add(handler),
    loggedIn: () => handlers.forEach((handler) => handler('{}')),
    now: 1_790_000_000_000,
    certainNow: () => loader.now,
    observeClock() {},
    remember: (waits) => loader.marks.push(waits),
  };
  const outbox = startOutbox(loader, patience);
  /** The latest report on an attempt. */
  const follow = (attempt, person = user) => {
    const seen = { reports: [] };
    seen.off = outbox.watch(person, attempt, (json) => seen.reports.push((seen.now = JSON.parse(json))));
    return seen;
  };
  return { outbox, loader, follow };
}

test('a tap is kept, then sent, and every step is told', async () => {
  const { outbox, follow, loader } = page();
  const seen = follow('a1');
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  assert.deepEqual(seen.now.answers, [{ item: 'q1', response: 'B', no: 0 }]);
  assert.match(seen.now.state, /^(keeping|unkept)$/);
  await until(() => seen.now.results.length);
  const kept = seen.reports.find(({ state }) => /^(kept|sending)$/.test(state));
  assert.deepEqual(kept.answers, [{ item: 'q1', response: 'B', no: 0 }]);
  assert.equal(seen.now.state, 'saved');
  assert.deepEqual(seen.now.results, [{ n: 1, item: 'q1', outcome: 'stored', no: 1, detail: '', response: '', device: '' }]);
  assert.deepEqual(server.history.map(({ item, response }) => [item, response]), [['q1', 'B']]);
  assert.ok(loader.marks.every(Boolean), 'an exam page keeps the mark');
});

test('offline it waits and says so; the next page of the person sends it without being asked', async () => {
  offline = true;
  const first = page();
  const seen = first.follow('a1');
  first.outbox.put(ANA, 'a1', 'q1', 'B', 0);
  first.outbox.put(ANA, 'a1', 'q2', 'C', 0);
  await until(() => seen.now.state === 'kept');
  const line = () => document.getElementById('mf-waiting')?.textContent;
  assert.equal(line(), '2 answers are kept on this phone and will be sent when you are online');
  offline = false;
  const { loader } = page();
  await until(() => server.history.length === 2);
  await until(() => !document.getElementById('mf-waiting'));
  assert.ok(loader.marks.length && loader.marks.every(Boolean));
  // They are erased a moment after they were sent.
  let mark = true;
  for (let tries = 0; mark && tries < 20; tries++) {
    const { loader: last } = page();
    await until(() => last.marks.length);
    mark = last.marks[0];
  }
  assert.equal(mark, false);
});

test('the hand-in goes last, and its receipt comes back', async () => {
  offline = true;
  const { outbox, follow } = page();
  const seen = follow('a1');
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  outbox.put(ANA, 'a1', '', '', 0);
  outbox.put(ANA, 'a1', '', '', 0);
  outbox.put(ANA, 'a1', 'q2', 'C', 0);
  await until(() => seen.now.handed_in && seen.now.state === 'kept');
  offline = false;
  const requests = serve();
  dispatchEvent(new Event('online'));
  await until(() => seen.now.done);
  assert.deepEqual(requests.map(({ url }) => url), ['/api/v1/attempts/a1/changes', '/api/v1/attempts/a1/submit']);
  assert.equal(seen.now.done.score, 2);
});

test('a hand-in is not said to be kept before it is', async () => {
  offline = true;
  const { outbox, follow } = page();
  const seen = follow('a1');
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => seen.now.state === 'kept');
  outbox.put(ANA, 'a1', '', '', 0);
  assert.deepEqual([seen.now.handed_in, seen.now.state], [true, 'keeping']);
  await until(() => seen.now.state === 'kept');
  offline = false;
  dispatchEvent(new Event('online'));
  await until(() => seen.now.done);
});

test('what can not be taken is told, kept until it was seen, and holds up nothing', async () => {
  const { outbox, follow } = page();
  const seen = follow('a1');
  outbox.put(ANA, 'a1', 'unknown', 'B', 0);
  outbox.put(ANA, 'a1', 'q2', 'C', 0);
  await until(() => server.history.length === 1 && seen.now.results.length === 2);
  assert.equal(seen.now.results.find(({ item }) => item === 'unknown').outcome, 'refused');
  // A remote that ends at once may not have shown it.
  seen.off();
  const next = page().follow('a1');
  await until(() => next.now.results.length);
  assert.equal(next.now.results[0].outcome, 'refused');
});

test('an attempt that the server does not know stops the stream, in words', async () => {
  const { outbox, follow } = page();
  const seen = follow('gone');
  outbox.put(ANA, 'gone', 'q1', 'B', 0);
  await until(() => seen.now.results.length);
  assert.deepEqual(seen.now.results.map(({ outcome }) => outcome), ['refused']);
});

test('a session that is over: nothing is sent until the person is back', async () => {
  account = '';
  const { outbox, follow, loader } = page();
  const seen = follow('a1');
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => seen.now.signed_out);
  const requests = serve();
  dispatchEvent(new Event('online'));
  await settle(40);
  assert.deepEqual(requests.map(({ url, body }) => url + body), []);
  account = 'ana';
  loader.loggedIn();
  await until(() => seen.now.state === 'saved');
  assert.equal(server.history.length, 1);
});

test('another account in another tab: refused, read again, and sent under nobody else', async () => {
  account = 'ben';
  const { outbox, follow, loader } = page();
  const seen = follow('a1');
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => JSON.parse(loader.json).id === 'ben');
  await until(() => seen.now.signed_out);
  outbox.put(ANA, 'a1', 'q2', 'C', 0);
  outbox.put(BEN, 'b1', 'q1', 'D', 0);
  await until(() => server.history.length === 1);
  assert.equal(server.history[0].attempt, 'b1');
  await until(() => /^Log in as Ana to send 2 answers$/.test(document.getElementById('mf-waiting')?.textContent));
  account = 'ana';
  loader.setSlice('user', JSON.stringify(ANA));
  await until(() => server.history.length === 3);
  assert.deepEqual(server.history.map(({ account }) => account), ['ben', 'ana', 'ana']);
});

test('a portal that answers for the session signs nobody out', async () => {
  const { outbox, follow, loader } = page();
  const seen = follow('a1');
  account = 'ben';
  const answer = globalThis.fetch;
  let asked = 0;
  globalThis.fetch = (url, options) => (url === '/api/v1/session' ? (asked++, Promise.resolve(Response.json({}))) : answer(url, options));
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => asked);
  await settle();
  assert.equal(loader.json, JSON.stringify(ANA));
  account = 'ana';
  dispatchEvent(new Event('pageshow'));
  await until(() => seen.now.state === 'saved');
});

test('neither locks nor a channel: it is sent all the same', async () => {
  globalThis.BroadcastChannel = class {
    constructor() {
      throw new DOMException('denied', 'SecurityError');
    }
  };
  opened.navigator.locks = { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) };
  const { outbox } = page();
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => server.history.length === 1);
});

test('a lock that is never given, not even to who takes it, holds up nothing for ever', async () => {
  opened.navigator.locks = { request: () => new Promise(() => {}) };
  const { outbox } = page(ANA, { ...PATIENCE, lock: 300 });
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await settle(40);
  assert.equal(server.history.length, 0);
  await until(() => server.history.length === 1);
});

test('a tab that freezes gives the lock back', async () => {
  let lock;
  opened.navigator.locks = {
    async request(_name, _options, run) {
      lock = 'held';
      await run();
      lock = 'free';
    },
  };
  page();
  await until(() => lock === 'held');
  document.dispatchEvent(new Event('freeze'));
  await until(() => lock === 'free');
});

test('back from the browser’s cache: a request that was left under way is made again', async () => {
  let held = 0;
  const answer = globalThis.fetch;
  globalThis.fetch = (url, options) =>
    held++ ? answer(url, options) : new Promise((_, fail) => options.signal.addEventListener('abort', () => fail(Error('aborted'))));
  const { outbox, follow } = page();
  const seen = follow('a1');
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => held);
  dispatchEvent(new Event('pagehide'));
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  outbox.put(ANA, 'a1', '', '', 0);
  await until(() => seen.now.done);
  assert.deepEqual(server.history.map(({ n, response }) => [n, response]), [[1, 'B']]);
});

test('of two tabs one sends, for both; the other hears of it; it takes over when the first sleeps', async () => {
  let held;
  const line = [];
  const next = () => {
    if (held || !line.length) return;
    const { run, resolve } = (held = line.shift());
    Promise.resolve(run()).then((value) => {
      held = undefined;
      resolve(value);
      next();
    });
  };
  // Takes nothing by force here: the second tab stands in line.
  opened.navigator.locks = { request: (_name, _options, run) => new Promise((resolve) => { line.push({ run, resolve }); next(); }) };
  const requests = serve();
  const [first, second] = [page(), page()];
  const seen = second.follow('a1');
  second.outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => seen.now.results.length);
  assert.equal(requests.filter(({ method }) => method === 'POST').length, 1);
  assert.equal(seen.now.state, 'saved');
  first.outbox.put(ANA, 'a1', 'q1', 'C', 1);
  await until(() => server.history.length === 2);
  dispatchEvent(new Event('pagehide'));
  dispatchEvent(new Event('pageshow'));
  second.outbox.put(ANA, 'a1', 'q1', 'D', 2);
  await until(() => server.history.length === 3);
  assert.deepEqual(server.history.map(({ n }) => n), [1, 2, 3]);
  dispatchEvent(new Event('pagehide'));
});

test('nowhere to keep it: said, warned of before leaving, and sent', async () => {
  offline = true;
  const { outbox, follow, loader } = page();
  const { put } = IDBObjectStore.prototype;
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const disk = Object.getPrototypeOf(localStorage);
  const { setItem } = disk;
  const leave = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
  await errorsOf(async () => {
    IDBObjectStore.prototype.put = disk.setItem = full;
    try {
      const seen = follow('a1');
      outbox.put(ANA, 'a1', 'q1', 'B', 0);
      await until(() => seen.now.state === 'unkept');
      assert.ok(leave());
      await until(() => document.querySelector('#mf-copy textarea')?.value.startsWith('a1 q1 B '));
      loader.setSlice('user', JSON.stringify(BEN));
      await until(() => !document.getElementById('mf-copy'));
      loader.setSlice('user', JSON.stringify(ANA));
      offline = false;
      dispatchEvent(new Event('online'));
      await until(() => server.history.length === 1 && seen.now.state === 'saved');
      assert.ok(!leave());
      assert.equal(document.getElementById('mf-copy'), null);
    } finally {
      IDBObjectStore.prototype.put = put;
      disk.setItem = setItem;
    }
  });
});

test('what fails to be sent for long can be copied and saved by its student, and by nobody else', async () => {
  offline = true;
  const { outbox, loader, follow } = page();
  const seen = follow('a1');
  outbox.put(ANA, 'a1', 'q1', 'B & "2,5"', 0);
  outbox.put(ANA, 'a1', '', '', 0);
  await until(() => seen.now.state === 'kept');
  const copy = () => document.getElementById('mf-copy');
  loader.now += 599_000;
  loader.setSlice('user', JSON.stringify(ANA));
  await settle();
  assert.equal(copy(), null);
  loader.now += 2_000;
  await until(() => copy());
  const time = '2026-09-21T14:13:20.000Z';
  const text = `a1 q1 B & "2,5" ${time}\na1 hand-in  ${time}`;
  assert.equal(copy().querySelector('textarea').value, text);
  assert.equal(await (await fetchData(copy().querySelector('a').href)).text(), text);
  loader.setSlice('user', JSON.stringify(BEN));
  await until(() => !copy());
  loader.setSlice('user', JSON.stringify(ANA));
  await until(() => copy());
  offline = false;
  dispatchEvent(new Event('online'));
  await until(() => seen.now.done);
  assert.equal(copy(), null);
});

test('a portal, a cut-off answer and silence are no answers; silence ends with the connection', async () => {
  const request = { person: 'ana', path: '/api/v1/attempts/a1/changes', body: { device: 'd', changes: [] } };
  const ask = () => sendRequest(request, 30, () => assert.fail('its clock counts for nothing'));
  for (const body of ['<html>Log in to the Wi-Fi</html>', '{"results":[', '']) {
    network(() => new Response(body));
    assert.deepEqual(await ask(), { status: 0 });
  }
  let aborted = 0;
  network((_url, { signal }) => new Promise((_, fail) => signal.addEventListener('abort', () => fail(Error(`${aborted++}`)))));
  assert.deepEqual(await ask(), { status: 0 });
  assert.equal(aborted, 1);
  // Headers, then nothing: jsdom's fetch ends the body with the signal, too.
  network((_url, { signal }) => new Response(new ReadableStream({ start: (body) => signal.addEventListener('abort', () => body.error(Error('aborted'))) })));
  assert.deepEqual(await ask(), { status: 0 });
});

test('an answer brings the clock along, and what the server asks for', async () => {
  const clock = [];
  network(() => Response.json({}, { status: 429, headers: { date: new Date(1_790_000_000_000).toUTCString(), 'retry-after': '7' } }));
  const answer = await sendRequest({ person: 'ana', path: '/x', body: {} }, 5_000, (at) => clock.push(at));
  assert.deepEqual([answer, clock], [{ status: 429, body: {}, retryAfter: 7 }, [1_790_000_000_000]]);
});

test('nothing is called kept or saved that is not', () => {
  assert.equal(wordsFor('saved', 0), 'Saved');
  assert.equal(wordsFor('keeping', 2), 'Saving…');
  assert.equal(wordsFor('sending', 1), 'Saving…');
  assert.equal(wordsFor('sending', 3), 'Sending 3…');
  assert.equal(wordsFor('kept', 20), '20 kept on this phone');
  assert.equal(wordsFor('unkept', 1), '1 not kept: leave this page open');
});

test('a device has a name that its owner knows', () => {
  assert.equal(deviceName('Mozilla/5.0 (Linux; Android 14) Mobile'), 'Android phone');
  assert.equal(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 17)'), 'iPhone');
  assert.equal(deviceName('Mozilla/5.0 (Windows NT 10.0)'), 'Windows computer');
  assert.equal(deviceName('x'), 'Another device');
});

test('logging out with unsent answers asks; sending first logs out when all is sent', async () => {
  offline = true;
  const { outbox, follow } = page();
  const seen = follow('a1');
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => seen.now.state === 'kept');
  const form = document.querySelector('form');
  let left = 0;
  form.submit = () => left++;
  const leave = () => form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  assert.ok(!leave(), 'the browser was to wait');
  const dialog = document.querySelector('dialog');
  assert.equal(dialog.querySelector('h2').textContent, 'Not sent yet: 1 answer');
  assert.match(dialog.querySelector('p').textContent, /stay on this phone and are sent when Ana logs in/);
  const [send, anyway] = dialog.querySelectorAll('button');
  anyway.click();
  assert.equal(left, 1);
  offline = false;
  send.click();
  await until(() => left === 2);
  assert.equal(server.history.length, 1);
  assert.equal(document.querySelector('dialog'), null);
  assert.ok(leave(), 'nothing waits: nothing is asked');
});

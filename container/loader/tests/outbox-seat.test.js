/**
 * One device sits at an exam: when a page asks whether to go on here, and what comes of it.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { beforeEach, test } from 'node:test';
import { startOutbox } from '../outbox/service.js';
import { network, open, settle, until } from './page.js';

const { IDBFactory } = createRequire(new URL('../../../end2end/package.json', import.meta.url))('fake-indexeddb');
const ANA = { id: 'ana', name: 'Ana' };
const NOW = 1_790_000_000_000;
const TABLET = { device: 'tablet-1', device_name: 'Tablet', seen_at: NOW - 125_000 };

let sitting;
let submitted;
let sat;
let dialog;
let requests;

beforeEach(() => {
  const { window } = open('<main id="main"></main><dialog data-mf-seat><p></p></dialog><dialog id="other"></dialog>');
  Object.defineProperty(document, 'hidden', { value: false, configurable: true });
  window.HTMLDialogElement.prototype.showModal = function () { this.open = true; };
  globalThis.indexedDB = new IDBFactory();
  // One page, which would hold the process.
  globalThis.BroadcastChannel = undefined;
  dialog = document.querySelector('[data-mf-seat]');
  [sitting, sat, submitted] = [TABLET, [], null];
  requests = network((url, { body }) => {
    if (url.endsWith('/state')) return Response.json({ now: NOW, deadline: NOW + 1, submitted_at: submitted, sitting });
    if (url.endsWith('/sitting')) sat.push(JSON.parse(body).device);
    if (url.endsWith('/submit')) return Response.json({ attempt: 'a1', exam: 'np1', score: { correct: 1, total: 1 } });
    if (!url.endsWith('/changes')) return Response.json({});
    const results = JSON.parse(body).changes.map(({ n }) => ({ n, outcome: 'stored', no: n }));
    return Response.json({ results, submitted_at: null, ...(sitting && { sitting }) });
  });
});

function page() {
  const loader = {
    getSlice: () => JSON.stringify(ANA),
    setSlice() {},
    watchSlice: () => () => {},
    on: () => () => {},
    serverNow: () => NOW,
    certainNow: () => NOW,
    observeClock() {},
    remember() {},
  };
  const outbox = startOutbox(loader, { storage: 2_000, network: 2_000 });
  const seen = {};
  seen.off = outbox.watch(ANA, 'a1', (json) => (seen.last = JSON.parse(json)));
  return { outbox, seen };
}

function answer(value) {
  dialog.open = false;
  dialog.returnValue = value;
  dialog.onclose();
}

const asked = () => requests.filter(({ url }) => url.endsWith('/state')).length;

test('an exam that is open on another device: which one, and when it was last used', async () => {
  page();
  await until(() => dialog.open);
  assert.match(dialog.textContent, /open on another device \(Tablet\), last used 2 minutes ago/);
  answer('here');
  await until(() => sat.length);
  assert.match(sat[0], /^[0-9a-f]{24}$/);
});

test('at this device nothing is asked', async () => {
  const { outbox } = page();
  await until(() => dialog.open);
  answer('here');
  await until(() => sat.length);
  sitting = { ...TABLET, device: sat[0] };
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => asked() === 2);
  await settle();
  assert.equal(dialog.open, false);
});

test('the other device went on: this one hears of it with its next answer, after what is already asked', async () => {
  sitting = null;
  const { outbox } = page();
  await until(() => asked() === 1);
  await settle();
  assert.equal(dialog.open, false);
  sitting = TABLET;
  document.querySelector('#other').showModal();
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => asked() === 2);
  await settle();
  assert.equal(dialog.open, false, 'one question at a time');
  document.querySelector('#other').open = false;
  outbox.put(ANA, 'a1', 'q1', 'C', 1);
  await until(() => dialog.open);
});

test('closed without an answer it is not asked again about that device', async () => {
  const { outbox } = page();
  await until(() => dialog.open);
  answer('');
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => asked() === 2);
  await settle();
  assert.deepEqual([dialog.open, sat], [false, []]);
  sitting = { ...TABLET, device: 'phone-2', device_name: 'iPhone' };
  dispatchEvent(new Event('pageshow'));
  await until(() => dialog.open);
  assert.match(dialog.textContent, /iPhone/);
});

test('handed in on another device: this page brings what it has, and then has the receipt', async () => {
  sitting = null;
  const { outbox, seen } = page();
  await until(() => asked() === 1);
  await settle();
  assert.equal(seen.last.handed_in, false);
  submitted = NOW - 1;
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  dispatchEvent(new Event('pageshow'));
  await until(() => seen.last.done);
  assert.deepEqual(requests.map(({ url }) => url.split('/').pop()).filter((call) => call !== 'state'), ['changes', 'submit']);
  assert.equal(dialog.open, false);
});

test('a page that has left, or handed in, asks nothing', async () => {
  const { outbox, seen } = page();
  seen.off();
  await settle();
  dispatchEvent(new Event('pageshow'));
  await settle();
  assert.equal(asked(), 0);
  sitting = null;
  const off = outbox.watch(ANA, 'a1', () => {});
  await until(() => asked() === 1);
  off();
  dispatchEvent(new Event('pageshow'));
  await settle();
  assert.equal(asked(), 1);
  outbox.watch(ANA, 'a1', () => {});
  await until(() => asked() === 2);
  // Of this one nobody has asked yet.
  sitting = { ...TABLET, device: 'phone-3' };
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  outbox.put(ANA, 'a1', '', '', 0);
  await until(() => requests.some(({ url }) => url.endsWith('/submit')));
  await settle();
  assert.equal(dialog.open, false);
});

test('without a database no page knows its device, and none asks', async () => {
  globalThis.indexedDB = undefined;
  const { outbox } = page();
  outbox.put(ANA, 'a1', 'q1', 'B', 0);
  await until(() => requests.some(({ url }) => url.endsWith('/changes')));
  await settle();
  assert.equal(asked(), 0);
});

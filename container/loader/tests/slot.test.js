import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { swapRelease } from '../dev.js';
import { emit } from '../bus.js';
import { services } from '../host.js';
import { callRemote, hookRemote } from '../call.js';
import { page } from '../page.js';
import { mounts } from '../slot.js';
import { mountNested, mountSlots, retryWhenOnline } from '../slots.js';
import { getSlice, setSlice, startStore } from '../store.js';
import { tuning } from '../tuning.js';
import { WASM, errorsOf, network, open, release, scripts, settle, until } from './page.js';

const STORE = { user: null, currentExam: null, examHistory: [], sidebar: { open: false }, theme: 'system' };
const INPUT = '{"expose":"./App","props":{"a":1},"request":{"path":"/x","params":{"id":"np1"}},"data":[{"status":200,"body":[]}]}';
const slotHtml = (state = 'server', content = '<form>served</form>') =>
  `<main id="main"><div class="mf-slot" id="mf-0" data-mf-remote="nursing" data-mf-expose="./App" data-mf-version="1.0.0+aa"` +
  ` data-mf-state="${state}">${content}</div><script type="application/json" data-mf-input="mf-0">${INPUT}</script></main>`;

/** What the remote was asked to do, in order. */
let log;
/** Each mount's host. */
let hosts;
let states;
/** What a mount does in addition. */
let onMount;
let slot;
let tabs;
let count = 0;

/** A remote whose view is its input's props. */
function create(guard) {
  let wasm;
  const bindings = async ({ module_or_path }) => {
    wasm = guard((await WebAssembly.instantiate(module_or_path)).exports);
  };
  return Object.assign(bindings, {
    mount(element, input, host, hydrate) {
      const { expose, props } = JSON.parse(input);
      log.push([hydrate ? 'hydrate' : 'mount', expose, element.childNodes.length]);
      hosts.push({ host, input, wasm });
      if (!hydrate) element.append(document.createElement('p'));
      onMount?.(host, wasm);
      return { update: (json) => log.push(['update', json]), unmount: () => log.push(['unmount', props.a ?? null]) };
    },
    call(name, argument) {
      if (name === 'refuse') throw 'no such function';
      if (name === 'trap') wasm.boom();
      return argument;
    },
    hook(name, argument, host, report) {
      hosts.push({ host, wasm });
      report(argument);
      host.watch('sidebar', report);
      return { stop: () => log.push(['stop', name]) };
    },
  });
}

function start(html = slotHtml(), { answer = () => WASM, releases = {} } = {}) {
  mounts.clear();
  const opened = open(html, { url: 'https://lampara.test/x?q=3' });
  tabs = startStore(STORE);
  Object.assign(tuning, { delays: [], hedge: 1000, stall: 1000, flush: 1, load: async () => ({ create }) });
  Object.assign(services, { mount: mountNested, call: callRemote, hook: hookRemote, navigate() {} });
  Object.assign(page, { refused: {}, releases: { nursing: release('nursing', { bases: [`https://b${count++}.test/`] }), ...releases } });
  addEventListener('mf:slot', ({ detail }) => states.push(detail.state));
  scripts();
  slot = document.getElementById('mf-0');
  return { ...opened, requests: network(answer) };
}

const inState = (state) => until(() => slot.dataset.mfState === state);

beforeEach(() => {
  log = [];
  hosts = [];
  states = [];
  onMount = undefined;
});
afterEach(() => tabs.close());

test('the server’s HTML is hydrated with the very input that it was rendered with', async () => {
  start();
  mountSlots();
  assert.equal(slot.dataset.mfState, 'loading');
  await inState('ready');
  assert.deepEqual(log, [['hydrate', './App', 1]]);
  assert.equal(hosts[0].input, INPUT);
  assert.deepEqual(states, ['loading', 'ready']);
  assert.equal(slot.textContent, 'served');
});

test('a skeleton gives way to a fresh mount', async () => {
  start(slotHtml('loading', '<i>…</i><i>…</i>'));
  mountSlots();
  await inState('ready');
  assert.deepEqual(log, [['mount', './App', 0]]);
  assert.equal(slot.innerHTML, '<p></p>');
});

test('HTML of another version is not hydrated', async () => {
  start();
  slot.dataset.mfVersion = '0.9.0+bb';
  mountSlots();
  await inState('ready');
  assert.equal(log[0][0], 'mount');
  assert.equal(slot.dataset.mfVersion, '1.0.0+aa');
});

test('slots in slots, and refused ones, are left alone', async () => {
  start(slotHtml('server', '<div data-mf-remote="auth" data-mf-expose="./In"></div>') + '<div data-mf-remote="auth" data-mf-state="failed"></div>');
  mountSlots();
  mountSlots();
  await inState('ready');
  assert.equal(mounts.size, 1);
});

test('when loading fails the server’s HTML stays, a card says why, and Retry hydrates', async () => {
  let down = true;
  start(slotHtml(), { answer: () => (down ? new TypeError('offline') : WASM) });
  mountSlots();
  await errorsOf(() => inState('failed'));
  const card = slot.previousElementSibling;
  assert.equal(card.className, 'mf-error');
  assert.equal(card.getAttribute('role'), 'alert');
  assert.match(card.textContent, /nursing\.wasm from b\d+\.test can't be fetched/);
  assert.equal(slot.innerHTML, '<form>served</form>');
  down = false;
  card.querySelector('button').focus();
  card.querySelector('button').click();
  await inState('ready');
  assert.deepEqual(log, [['hydrate', './App', 1]]);
  assert.equal(card.isConnected, false);
  assert.equal(document.activeElement, slot);
  assert.deepEqual(states, ['loading', 'failed', 'loading', 'ready']);
});

test('a failed skeleton becomes a card', async () => {
  start(slotHtml('loading', '<i>…</i>'), { answer: () => new Response('', { status: 404 }) });
  mountSlots();
  await errorsOf(() => inState('failed'));
  assert.equal(slot.children.length, 1);
  assert.match(slot.firstChild.textContent, /answered with 404/);
});

test('a template takes the card’s place', async () => {
  let down = true;
  start(slotHtml(), { answer: () => (down ? new TypeError('offline') : WASM) });
  const html = '<template data-mf-fallback="mf-0"><b>Exams are resting.</b><button data-mf-retry>Again</button></template>';
  document.getElementById('main').insertAdjacentHTML('beforeend', html);
  mountSlots();
  await errorsOf(() => inState('failed'));
  const card = slot.previousElementSibling;
  assert.equal(card.textContent, 'Exams are resting.Again');
  down = false;
  card.querySelector('button').click();
  await inState('ready');
});

test('back online, what failed for want of a network tries again by itself', async () => {
  let down = true;
  start(slotHtml(), { answer: () => (down ? new TypeError('offline') : WASM) });
  retryWhenOnline();
  mountSlots();
  await errorsOf(() => inState('failed'));
  down = false;
  dispatchEvent(new Event('online'));
  await inState('ready');
});

test('a trap of a running remote ends it, and Retry begins a fresh one', async () => {
  start();
  mountSlots();
  await inState('ready');
  let heard = 0;
  hosts[0].host.watch('sidebar', () => heard++);
  assert.throws(() => hosts[0].wasm.boom());
  assert.equal(slot.dataset.mfState, 'failed');
  setSlice('sidebar', '{"open":true}');
  assert.equal(heard, 0);
  assert.deepEqual(log.at(-1), ['unmount', 1]);
  assert.match(slot.querySelector('.mf-error').textContent, /nursing 1\.0\.0\+aa stopped/);
  slot.querySelector('button').click();
  await inState('ready');
  assert.deepEqual(log.at(-1), ['mount', './App', 0]);
  assert.notEqual(hosts[1].wasm, hosts[0].wasm);
  const { request, data } = JSON.parse(hosts[1].input);
  assert.deepEqual(request.params, { id: 'np1' });
  assert.deepEqual(request.query, { q: '3' });
  assert.deepEqual(request.store.sidebar, { open: true });
  assert.equal(data.length, 1);
});

test('a panic tells its message', async () => {
  start();
  mountSlots();
  await inState('ready');
  hosts[0].host.panicked('called `unwrap()` on a `None`');
  assert.match(slot.textContent, /called `unwrap\(\)`/);
});

test('a trap while hydrating leaves the HTML, and is told once', async () => {
  start();
  onMount = (_, wasm) => wasm.boom();
  mountSlots();
  await inState('failed');
  assert.equal(slot.textContent, 'served');
  assert.equal(document.querySelectorAll('.mf-error').length, 1);
  assert.deepEqual(states, ['loading', 'failed']);
  onMount = undefined;
  document.querySelector('.mf-error button').click();
  await inState('ready');
  assert.equal(log.at(-1)[0], 'mount');
});

test('a refusal of the remote itself is a failure with its words', async () => {
  start();
  onMount = () => {
    throw 'there is no expose `./App`';
  };
  mountSlots();
  await errorsOf(() => inState('failed'));
  assert.match(slot.previousElementSibling.textContent, /there is no expose/);
});

test('unmounted while loading: nothing mounts afterwards', async () => {
  let go;
  start(slotHtml(), { answer: () => new Promise((done) => (go = () => done(WASM))) });
  mountSlots();
  await until(() => go);
  [...mounts.values()][0].unmount();
  go();
  await settle(50);
  assert.deepEqual(log, []);
  assert.equal(mounts.size, 0);
  assert.equal(slot.innerHTML, '');
});

test('unmounted while it mounts: it is unmounted again', async () => {
  start();
  onMount = () => [...mounts.values()][0].unmount();
  mountSlots();
  await until(() => log.length === 2);
  assert.deepEqual(log, [['hydrate', './App', 1], ['unmount', 1]]);
  assert.equal(mounts.size, 0);
});

test('unmounting ends all that the mount began', async () => {
  start();
  mountSlots();
  await inState('ready');
  const heard = [];
  const { host } = hosts[0];
  host.watch('sidebar', (json) => heard.push(json));
  host.on('a', (json) => heard.push(json), 0);
  host.once('a', (json) => heard.push(json));
  globalThis.fetch = async () => new Response('{}');
  host.request('GET', '/api/v1/exams', undefined, (status) => heard.push(status));
  [...mounts.values()][0].unmount();
  setSlice('sidebar', '{"open":true}');
  emit('a', 'null');
  await settle();
  assert.deepEqual(heard, []);
  host.watch('sidebar', () => heard.push('late'));
  setSlice('sidebar', '{"open":false}');
  assert.deepEqual(heard, []);
});

test('a nested remote follows its props and ends with its owner', async () => {
  start(slotHtml(), { releases: { auth: release('auth', { bases: [`https://b${count++}.test/`] }) } });
  mountSlots();
  await inState('ready');
  const place = document.createElement('div');
  slot.append(place);
  const nested = hosts[0].host.mount(place, 'auth', './LoginForm', '{"a":2}');
  assert.equal(place.firstChild.className, 'mf-skeleton');
  nested.update('{"a":3}');
  await until(() => place.dataset.mfState === 'ready');
  const input = JSON.parse(hosts[1].input);
  assert.deepEqual([input.expose, input.props, input.data], ['./LoginForm', { a: 3 }, []]);
  assert.deepEqual(input.request.params, { id: 'np1' });
  nested.update('{"a":4}');
  assert.deepEqual(log.at(-1), ['update', '{"a":4}']);
  [...mounts.values()][0].unmount();
  assert.deepEqual(log.slice(-2), [['unmount', 1], ['unmount', 3]]);
  assert.equal(mounts.size, 0);
  nested.unmount();
});

test('a new release takes the place of a mounted one, with the latest props', async () => {
  start();
  mountSlots();
  await inState('ready');
  [...mounts.values()][0].update('{"a":9}');
  const next = release('nursing', { bases: [`https://b${count++}.test/`], version: '1.0.1+cc' });
  await swapRelease('nursing', next);
  await inState('ready');
  assert.deepEqual(log.slice(-2).map(([what]) => what), ['unmount', 'mount']);
  assert.deepEqual(JSON.parse(hosts[1].input).props, { a: 9 });
  assert.equal(slot.dataset.mfVersion, '1.0.1+cc');
  assert.equal(page.releases.nursing, next);
});

test('a new release that can not be loaded changes nothing', async () => {
  start();
  mountSlots();
  await inState('ready');
  const old = page.releases.nursing;
  network(() => new TypeError('offline'));
  await errorsOf(() => assert.rejects(swapRelease('nursing', release('nursing', { bases: ['https://gone.test/'] }))));
  assert.equal(page.releases.nursing, old);
  assert.equal(slot.dataset.mfState, 'ready');
});

test('a function answers once, with its result or its reason', async () => {
  start();
  const answer = (name) => new Promise((done) => callRemote('nursing', name, '[1]', (...got) => done(got)));
  assert.deepEqual(await answer('echo'), [true, '[1]']);
  await errorsOf(async () => {
    assert.deepEqual(await answer('refuse'), [false, 'nursing refuse doesn\'t fit: no such function']);
    assert.equal((await answer('trap'))[0], false);
    page.releases = {};
    assert.match((await answer('echo'))[1], /knows no "nursing"/);
  });
});

test('a hook reports until it is ended', async () => {
  start();
  const heard = [];
  const off = hookRemote('nursing', './useX', '1', INPUT, (json) => heard.push(json));
  await until(() => heard.length === 1);
  setSlice('sidebar', '{"open":true}');
  off();
  off();
  setSlice('sidebar', '{"open":false}');
  assert.deepEqual(heard, ['1', '{"open":true}']);
  assert.deepEqual(log, [['stop', './useX']]);
});

test('a hook that is ended while it loads never starts, and one that traps ends', async () => {
  start();
  const heard = [];
  hookRemote('nursing', './useX', '1', INPUT, (json) => heard.push(json))();
  await settle(50);
  assert.deepEqual([heard, hosts.length], [[], 0]);
  hookRemote('nursing', './useX', '2', INPUT, (json) => heard.push(json));
  await until(() => heard.length === 1);
  await errorsOf(() => assert.throws(() => hosts[0].wasm.boom()));
  setSlice('sidebar', '{"open":true}');
  assert.deepEqual(heard, ['2']);
  assert.equal(getSlice('sidebar'), '{"open":true}');
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { swapRelease } from '../dev.js';
import { emit } from '../bus.js';
import { services } from '../host.js';
import { callRemote, hookRemote } from '../call.js';
import { page } from '../page.js';
import { mounts } from '../slot.js';
import { mountNested, mountSlots, retryWhenOnline, unmountSlots } from '../slots.js';
import { getSlice, setSlice, startStore } from '../store.js';
import { tuning } from '../tuning.js';
import { SLICES, WASM, errorsOf, network, open, release, scripts, settle, until } from './page.js';

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

/** A remote that tells what it is asked to do. */
function create(guard) {
  let wasm;
  const bindings = async ({ module_or_path }) => {
    wasm = guard((await WebAssembly.instantiate(module_or_path)).exports);
  };
  return Object.assign(bindings, {
    mount(element, expose, input, host) {
      const { props } = JSON.parse(input);
      log.push(['hydrate', expose, element.innerHTML]);
      hosts.push({ host, input, wasm });
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

/** A remote with views alone. */
const bare = () => Object.assign(async () => {}, { mount() {} });

/** What `/slot` answers: a view of the asked props, by the release that the page has, or by another. */
function rendered(url, change = {}) {
  const { searchParams } = new URL(url, location.href);
  const remote = searchParams.get('remote');
  const it = change.release ?? page.releases[remote];
  const input = JSON.stringify({ props: JSON.parse(searchParams.get('props') ?? '{"a":1}') });
  return Response.json({ version: it.version, live: true, html: `<b>${remote} anew</b>`, input, release: it, ...change });
}

const isSlot = (url) => url.startsWith('/slot?');
const problem = (status, detail) => new Response(JSON.stringify({ type: 'about:blank', title: 'x', status, detail }), { status });
/** `down()`: no connection. `slot(url)`: what `/slot` answers. */
const server = ({ down = () => false, slot: answer = rendered } = {}) => (url) => (down() ? new TypeError('offline') : isSlot(url) ? answer(url) : WASM);

function start(html = slotHtml(), { answer = server(), releases = {} } = {}) {
  mounts.clear();
  const opened = open(html, { url: 'https://lampara.test/x?q=3' });
  tabs?.close();
  tabs = startStore(STORE, SLICES);
  Object.assign(tuning, { delays: [], hedge: 1000, stall: 1000, flush: 1, load: async () => ({ create }) });
  Object.assign(services, { mount: mountNested, call: callRemote, hook: hookRemote, navigate() {} });
  Object.assign(page, { refused: {}, releases: { nursing: release('nursing', { bases: [`https://b${count++}.test/`] }), ...releases } });
  addEventListener('mf:slot', ({ detail }) => states.push(detail.state));
  scripts();
  slot = document.getElementById('mf-0');
  const requests = network(answer);
  return { ...opened, requests, asked: () => requests.map(({ url }) => url).filter(isSlot).map((url) => Object.fromEntries(new URLSearchParams(url.slice(6)))) };
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
  const { asked } = start();
  mountSlots();
  assert.equal(slot.dataset.mfState, 'loading');
  await inState('ready');
  assert.deepEqual(log, [['hydrate', './App', '<form>served</form>']]);
  assert.equal(hosts[0].input, INPUT);
  assert.deepEqual(asked(), []);
  assert.deepEqual(states, ['loading', 'ready']);
  assert.equal(slot.textContent, 'served');
});

test('a skeleton gives way to what the server renders', async () => {
  let go;
  const slotAnswer = (url) => new Promise((done) => (go = () => done(rendered(url))));
  const { asked, requests } = start(slotHtml('loading', '<i>…</i>'), { answer: server({ slot: slotAnswer }) });
  mountSlots();
  await until(() => go && requests.length === 2);
  assert.equal(slot.innerHTML, '<i>…</i>');
  go();
  await inState('ready');
  assert.deepEqual(asked(), [{ remote: 'nursing', expose: './App', page: '/x?q=3' }]);
  assert.equal(requests.find(({ url }) => isSlot(url)).mode, 'same-origin');
  assert.deepEqual(log, [['hydrate', './App', '<b>nursing anew</b>']]);
  assert.equal(hosts[0].input, '{"props":{"a":1}}');
});

test('HTML of another version is not hydrated, and stays until there is some that is', async () => {
  let down = true;
  const { asked } = start(slotHtml(), { answer: server({ down: () => down }) });
  slot.dataset.mfVersion = '0.9.0+bb';
  mountSlots();
  await errorsOf(() => inState('failed'));
  assert.equal(slot.innerHTML, '<form>served</form>');
  assert.match(slot.previousElementSibling.textContent, /The server can't be reached\./);
  down = false;
  slot.previousElementSibling.querySelector('button').click();
  await inState('ready');
  assert.equal(asked().length, 2);
  assert.deepEqual(log, [['hydrate', './App', '<b>nursing anew</b>']]);
  assert.equal(slot.dataset.mfVersion, '1.0.0+aa');
});

test('what the server rendered with is what is loaded', async () => {
  const next = release('nursing', { bases: [`https://b${count++}.test/`], version: '1.0.1+cc' });
  const { requests } = start(slotHtml('loading', ''), { answer: server({ slot: (url) => rendered(url, { release: next }) }) });
  mountSlots();
  await inState('ready');
  assert.deepEqual(page.releases.nursing, next);
  assert.equal(slot.dataset.mfVersion, '1.0.1+cc');
  assert.equal(requests.at(-1).url, next.bases[0] + next.client.path);
});

test('a problem of the server is told in its words, what is no answer of it is no network', async () => {
  const told = async (answer) => {
    start(slotHtml('loading', ''), { answer: server({ slot: () => answer }) });
    mountSlots();
    await errorsOf(() => inState('failed'));
    return [[...mounts.values()][0].error.code, slot.querySelector('[data-mf-reason]').textContent];
  };
  assert.deepEqual(await told(problem(503, 'Exams are resting.')), ['status', 'Exams are resting.']);
  assert.deepEqual(await told(new Response('<h1>Bad gateway</h1>', { status: 502 })), ['network', "The server can't be reached."]);
  assert.deepEqual(await told(new Response('<h1>Welcome to our Wi-Fi</h1>')), ['network', "The server can't be reached."]);
});

test('a document is ready as it is', async () => {
  const { requests } = start(slotHtml().replace('data-mf-state', 'data-mf-live="no" data-mf-state'));
  mountSlots();
  assert.equal(slot.dataset.mfState, 'ready');
  assert.equal(states.at(-1), 'ready');
  await settle();
  assert.equal(slot.innerHTML, '<form>served</form>');
  assert.deepEqual([requests, log], [[], []]);
  unmountSlots(document.getElementById('main'));
  assert.equal(mounts.size, 0);
});

test('a document that the server renders is shown without code', async () => {
  start(slotHtml('loading', '<i>…</i>'), { answer: server({ slot: (url) => rendered(url, { live: false, input: undefined }) }) });
  mountSlots();
  await inState('ready');
  assert.equal(slot.innerHTML, '<b>nursing anew</b>');
  assert.deepEqual(log, []);
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
  const { asked } = start(slotHtml(), { answer: server({ down: () => down }) });
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
  assert.deepEqual(log, [['hydrate', './App', '<form>served</form>']]);
  assert.deepEqual(asked(), []);
  assert.equal(card.isConnected, false);
  assert.equal(document.activeElement, slot);
  assert.deepEqual(states, ['loading', 'failed', 'loading', 'ready']);
});

test('a failed skeleton becomes a card', async () => {
  start(slotHtml('loading', '<i>…</i>'), { answer: (url) => (isSlot(url) ? rendered(url) : new Response('', { status: 404 })) });
  mountSlots();
  await errorsOf(() => inState('failed'));
  assert.equal(slot.children.length, 1);
  assert.match(slot.firstChild.textContent, /answered with 404/);
});

test('a template takes the card’s place', async () => {
  let down = true;
  start(slotHtml(), { answer: server({ down: () => down }) });
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
  for (const state of ['server', 'loading']) {
    let down = true;
    start(slotHtml(state), { answer: server({ down: () => down }) });
    retryWhenOnline();
    mountSlots();
    await errorsOf(() => inState('failed'));
    down = false;
    dispatchEvent(new Event('online'));
    await inState('ready');
  }
});

test('a trap of a running remote ends it, and Retry begins a fresh one', async () => {
  const { asked } = start();
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
  assert.deepEqual(log.at(-1), ['hydrate', './App', '<b>nursing anew</b>']);
  assert.notEqual(hosts[1].wasm, hosts[0].wasm);
  assert.deepEqual(asked(), [{ remote: 'nursing', expose: './App', page: '/x?q=3' }]);
});

test('offline after a crash, Retry begins with what came with the page', async () => {
  let down = false;
  const { asked } = start(slotHtml(), { answer: server({ down: () => down }) });
  mountSlots();
  await inState('ready');
  slot.innerHTML = '<p>much later</p>';
  down = true;
  hosts[0].host.panicked('over');
  assert.equal(slot.textContent.includes('over'), true);
  slot.querySelector('button').focus();
  slot.querySelector('button').click();
  await inState('ready');
  assert.deepEqual(log.at(-1), ['hydrate', './App', '<form>served</form>']);
  assert.equal(hosts[1].input, INPUT);
  assert.equal(document.activeElement, slot);
  assert.equal(asked().length, 1);
  // What changed meanwhile still counts, once it lives.
  [...mounts.values()][0].update('{"a":7}');
  hosts[1].host.panicked('again');
  slot.querySelector('button').click();
  await inState('ready');
  assert.deepEqual(log.slice(-2), [['hydrate', './App', '<form>served</form>'], ['update', '{"a":7}']]);
});

test('what came with the page is no help when the page has another release by now', async () => {
  let down = false;
  start(slotHtml(), { answer: server({ down: () => down }) });
  mountSlots();
  await inState('ready');
  page.releases.nursing = release('nursing', { bases: [`https://b${count++}.test/`], version: '1.0.1+cc' });
  hosts[0].host.panicked('over');
  down = true;
  slot.querySelector('button').click();
  await errorsOf(() => until(() => states.at(-1) === 'failed'));
  assert.match(slot.textContent, /The server can't be reached\./);
});

test('a panic tells its message', async () => {
  start();
  mountSlots();
  await inState('ready');
  hosts[0].host.panicked('called `unwrap()` on a `None`');
  assert.match(slot.textContent, /called `unwrap\(\)`/);
});

test('a page that can’t be hydrated is drawn anew, with what was entered, and nobody is alarmed', async () => {
  const form = '<form><input type=radio name=option value=A><input type=radio name=option value=B checked><input name=why><input name=seen value=1></form>';
  const { asked } = start(slotHtml('server', form), { answer: server({ slot: (url) => rendered(url, { html: form }) }) });
  const [a, , why] = slot.querySelectorAll('input');
  a.checked = true;
  why.value = 'because';
  onMount = (_, wasm) => {
    onMount = undefined;
    a.checked = false;
    wasm.boom();
  };
  mountSlots();
  await inState('ready');
  assert.deepEqual(states, ['loading', 'loading', 'ready']);
  assert.equal(document.querySelector('.mf-error'), null);
  assert.equal(asked().length, 1);
  const fields = [...slot.querySelectorAll('input')];
  assert.equal(fields[0].isSameNode(a), false);
  assert.deepEqual(fields.map(({ checked }) => checked), [true, false, false, false]);
  assert.deepEqual(fields.map(({ value }) => value), ['A', 'B', 'because', '1']);
});

test('a trap that comes again is told once, and Retry begins anew', async () => {
  start();
  onMount = (_, wasm) => wasm.boom();
  mountSlots();
  await inState('failed');
  assert.equal(document.querySelectorAll('.mf-error').length, 1);
  assert.deepEqual(states, ['loading', 'loading', 'failed']);
  onMount = undefined;
  document.querySelector('.mf-error button').click();
  await inState('ready');
  assert.deepEqual(log.at(-1), ['hydrate', './App', '<b>nursing anew</b>']);
  assert.equal(document.querySelector('.mf-error'), null);
});

test('a page that can’t be hydrated, and the server out of reach: what came with the page is tried once more, then the card', async () => {
  let down = false;
  start(slotHtml(), { answer: server({ down: () => down }) });
  onMount = (_, wasm) => {
    down = true;
    wasm.boom();
  };
  mountSlots();
  await inState('failed');
  assert.deepEqual(log.map(([what]) => what), ['hydrate', 'hydrate']);
  assert.equal(document.querySelectorAll('.mf-error').length, 1);
});

test('a translated page is hydrated as the server sent it', async () => {
  start(slotHtml('server', '<p><font><font>Sunod</font></font><b> na </b><font><font>tanong</font></font></p>'));
  mountSlots();
  await inState('ready');
  assert.deepEqual(log, [['hydrate', './App', '<p>Sunod<b> na </b>tanong</p>']]);
  assert.deepEqual(states, ['loading', 'ready']);
});

test('a refusal of the remote itself is a failure with its words', async () => {
  start();
  onMount = () => {
    throw 'there is no expose `./App`';
  };
  mountSlots();
  await errorsOf(() => inState('failed'));
  assert.match(slot.textContent, /there is no expose/);
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

test('unmounted while the server renders: nothing mounts afterwards', async () => {
  let go;
  start(slotHtml('loading', ''), { answer: server({ slot: (url) => new Promise((done) => (go = () => done(rendered(url)))) }) });
  mountSlots();
  await until(() => go);
  unmountSlots(document.getElementById('main'));
  go();
  await settle(50);
  assert.deepEqual([log, slot.innerHTML, mounts.size], [[], '', 0]);
});

test('unmounted while it mounts: it is unmounted again', async () => {
  start();
  onMount = () => [...mounts.values()][0].unmount();
  mountSlots();
  await until(() => log.length === 2);
  assert.deepEqual(log, [['hydrate', './App', '<form>served</form>'], ['unmount', 1]]);
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
  const { asked } = start(slotHtml(), { releases: { auth: release('auth', { bases: [`https://b${count++}.test/`] }) } });
  mountSlots();
  await inState('ready');
  const place = document.createElement('div');
  slot.append(place);
  const nested = hosts[0].host.mount(place, 'auth', './LoginForm', '{"a":2}');
  assert.equal(place.firstChild.className, 'mf-skeleton');
  nested.update('{"a":3}');
  await until(() => place.dataset.mfState === 'ready');
  assert.deepEqual(asked(), [{ remote: 'auth', expose: './LoginForm', page: '/x?q=3', props: '{"a":2}' }]);
  assert.equal(hosts[1].input, '{"props":{"a":2}}');
  // They changed after it was rendered.
  assert.deepEqual(log.slice(-2), [['hydrate', './LoginForm', '<b>auth anew</b>'], ['update', '{"a":3}']]);
  nested.update('{"a":4}');
  assert.deepEqual(log.at(-1), ['update', '{"a":4}']);
  mounts.get(place).start();
  await until(() => log.length === 6);
  assert.equal(asked()[1].props, '{"a":4}');
  await settle();
  assert.deepEqual(log.slice(-2), [['unmount', 2], ['hydrate', './LoginForm', '<b>auth anew</b>']]);
  [...mounts.values()][0].unmount();
  assert.deepEqual(log.slice(-2), [['unmount', 1], ['unmount', 4]]);
  assert.equal(mounts.size, 0);
  nested.unmount();
});

test('a nested remote is rendered by the release that the server names, whether the page knows one or not', async () => {
  const auth = release('auth', { bases: [`https://b${count++}.test/`] });
  start(slotHtml(), { answer: server({ slot: (url) => rendered(url, { release: auth }) }) });
  const place = slot.parentElement.appendChild(document.createElement('div'));
  mountNested(place, 'auth', './LoginForm', '{}');
  await until(() => place.dataset.mfState === 'ready');
  assert.deepEqual(page.releases.auth, auth);
  assert.equal(place.innerHTML, '<b>auth anew</b>');
});

test('a nested remote that the server refuses is a card with its words', async () => {
  start(slotHtml(), { answer: server({ slot: () => problem(404, 'There is no "auth".') }) });
  const place = slot.parentElement.appendChild(document.createElement('div'));
  mountNested(place, 'auth', './LoginForm', '{}');
  await errorsOf(() => until(() => place.dataset.mfState === 'failed'));
  assert.equal(place.querySelector('[data-mf-reason]').textContent, 'There is no "auth".');
});

test('a document follows a new release, too', async () => {
  start(slotHtml().replace('data-mf-state', 'data-mf-live="no" data-mf-state'), {
    answer: server({ slot: (url) => rendered(url, { live: false }) }),
  });
  mountSlots();
  await swapRelease('nursing', release('nursing', { bases: [`https://b${count++}.test/`], version: '1.0.1+cc' }));
  await until(() => slot.innerHTML === '<b>nursing anew</b>');
  assert.equal(slot.dataset.mfVersion, '1.0.1+cc');
  assert.equal(slot.dataset.mfState, 'ready');
  assert.deepEqual(log, []);
});

test('a new release takes the place of a mounted one, with the latest props', async () => {
  let go;
  const slotAnswer = (url) => new Promise((done) => (go = () => done(rendered(url))));
  const { asked } = start(slotHtml(), { answer: server({ slot: slotAnswer }) });
  mountSlots();
  await inState('ready');
  [...mounts.values()][0].update('{"a":9}');
  const next = release('nursing', { bases: [`https://b${count++}.test/`], version: '1.0.1+cc' });
  await swapRelease('nursing', next);
  await until(() => go);
  // Until then the old one goes on.
  assert.deepEqual(log.at(-1), ['update', '{"a":9}']);
  assert.equal(slot.innerHTML, '<form>served</form>');
  go();
  await inState('ready');
  assert.deepEqual(log.slice(-2), [['unmount', 1], ['hydrate', './App', '<b>nursing anew</b>']]);
  assert.equal(asked()[0].props, '{"a":9}');
  assert.equal(hosts[1].input, '{"props":{"a":9}}');
  assert.equal(slot.dataset.mfVersion, '1.0.1+cc');
  assert.deepEqual(page.releases.nursing, next);
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
    tuning.load = async () => ({ create: bare });
    page.releases.nursing = release('nursing', { bases: [`https://b${count++}.test/`] });
    assert.deepEqual(await answer('echo'), [false, 'nursing echo doesn\'t fit: there is no expose `echo`']);
    page.releases = {};
    assert.match((await answer('echo'))[1], /knows no "nursing"/);
  });
});

test('a hook that is not there is a failure with its name', async () => {
  const { beacons } = start();
  tuning.load = async () => ({ create: bare });
  const logged = await errorsOf(async () => {
    hookRemote('nursing', './useX', '1', () => {});
    await until(() => beacons.length);
  });
  assert.deepEqual(logged, ['there is no expose `./useX`']);
});

test('a hook reports until it is ended', async () => {
  start();
  const heard = [];
  const off = hookRemote('nursing', './useX', '1', (json) => heard.push(json));
  await until(() => heard.length === 2);
  setSlice('sidebar', '{"open":true}');
  off();
  off();
  setSlice('sidebar', '{"open":false}');
  assert.deepEqual(heard, ['1', '{"open":false}', '{"open":true}']);
  assert.deepEqual(log, [['stop', './useX']]);
});

test('a hook that is ended while it loads never starts, and one that traps ends', async () => {
  start();
  const heard = [];
  hookRemote('nursing', './useX', '1', (json) => heard.push(json))();
  await settle(50);
  assert.deepEqual([heard, hosts.length], [[], 0]);
  hookRemote('nursing', './useX', '2', (json) => heard.push(json));
  await until(() => heard.length === 2);
  await errorsOf(() => assert.throws(() => hosts[0].wasm.boom()));
  setSlice('sidebar', '{"open":true}');
  assert.deepEqual(heard, ['2', '{"open":false}']);
  assert.equal(getSlice('sidebar'), '{"open":true}');
});

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { SLICES, errorsOf, open, settle, until } from './page.js';

const SERVED = { user: null, currentExam: null, examHistory: [], sidebar: { open: false }, theme: 'system' };
const ANA = '{"id":"u1","name":"Ana"}';
const channels = [];
let copies = 0;

/** Another tab: its own module, the same disk and channel. */
async function tab(served = SERVED) {
  const store = await import(`../store.js?tab=${copies++}`);
  channels.push(store.startStore(served, SLICES));
  return store;
}

// A tab of one test must not hear those of the next.
afterEach(() => channels.splice(0).forEach((channel) => channel.close()));

test('the server gives the first values', async () => {
  open();
  const store = await tab({ ...SERVED, user: JSON.parse(ANA) });
  assert.equal(store.getSlice('user'), ANA);
  assert.equal(store.getSlice('examHistory'), '[]');
  assert.equal(store.getSlice('sidebar'), '{"open":false}');
});

test('watchers hear what there is, then changes, and only changes', async () => {
  open();
  const store = await tab();
  const heard = [];
  const off = store.watchSlice('currentExam', (json) => heard.push(json));
  assert.deepEqual(heard, []);
  await settle();
  store.setSlice('currentExam', '{"examId":"np1"}');
  store.setSlice('currentExam', '{ "examId": "np1" }');
  off();
  store.setSlice('currentExam', 'null');
  await settle();
  assert.deepEqual(heard, ['null', '{"examId":"np1"}']);
});

test('a watcher hears a change of the first moment once, and nothing when it ends in it', async () => {
  open();
  const store = await tab();
  const heard = [];
  store.watchSlice('sidebar', (json) => heard.push(json));
  store.watchSlice('sidebar', () => heard.push('ended'))();
  store.setSlice('sidebar', '{"open":true}');
  await settle();
  assert.deepEqual(heard, ['{"open":true}']);
});

test('a watcher that fails harms no other', async () => {
  open();
  const store = await tab();
  const heard = [];
  store.watchSlice('sidebar', () => {
    throw Error('mine');
  });
  store.watchSlice('sidebar', (json) => heard.push(json));
  assert.equal((await errorsOf(settle)).length, 1);
  const logged = await errorsOf(() => store.setSlice('sidebar', '{"open":true}'));
  assert.equal(logged.length, 1);
  assert.equal(heard.length, 2);
});

test('a watcher that sets the slice again leaves nobody with the old value', async () => {
  open();
  const store = await tab();
  const heard = [];
  store.watchSlice('theme', (json) => json === '"dark"' && store.setSlice('theme', '"light"'));
  store.watchSlice('theme', (json) => heard.push(json));
  store.setSlice('theme', '"dark"');
  assert.deepEqual(heard, ['"light"']);
});

test('what a slice can not hold is refused without a throw', async () => {
  open();
  const store = await tab();
  const logged = await errorsOf(() => {
    store.setSlice('theme', '"dark; Path=/evil"');
    store.setSlice('sidebar', '7');
    store.setSlice('user', 'not json');
    store.setSlice('toString', '1');
  });
  assert.equal(logged.length, 4);
  assert.equal(store.getSlice('theme'), '"system"');
  assert.equal(document.cookie, '');
});

test('the theme goes to the page, to the cookie and to disk', async () => {
  open();
  const store = await tab();
  store.setSlice('theme', '"dark"');
  assert.equal(document.documentElement.dataset.theme, 'dark');
  assert.equal(document.cookie, 'theme=dark');
  assert.equal(localStorage.getItem('mf-store:theme'), '"dark"');
});

test('a kept theme counts where the cookie is gone, and restores it', async () => {
  open();
  localStorage.setItem('mf-store:theme', '"dark"');
  localStorage.setItem('mf-store:sidebar', '{"open":true}');
  const store = await tab();
  assert.equal(store.getSlice('theme'), '"dark"');
  assert.equal(store.getSlice('sidebar'), '{"open":true}');
  assert.equal(document.cookie, 'theme=dark');
});

test('a cookie counts more than a kept theme', async () => {
  open();
  localStorage.setItem('mf-store:theme', '"dark"');
  document.cookie = 'theme=light';
  assert.equal((await tab({ ...SERVED, theme: 'light' })).getSlice('theme'), '"light"');
});

test('garbage on disk and a forbidden disk are survived', async () => {
  open();
  localStorage.setItem('mf-store:theme', '{{{');
  localStorage.setItem('mf-store:sidebar', '[1,2');
  await errorsOf(async () => assert.equal((await tab()).getSlice('theme'), '"system"'));
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw Error('SecurityError');
    },
  });
  await errorsOf(async () => {
    const store = await tab();
    store.setSlice('sidebar', '{"open":true}');
    assert.equal(store.getSlice('sidebar'), '{"open":true}');
  });
});

test('tabs are in step, for what they share', async () => {
  open();
  const [here, there] = [await tab(), await tab()];
  here.setSlice('sidebar', '{"open":true}');
  here.setSlice('user', ANA);
  here.setSlice('currentExam', '{"examId":"np1"}');
  await until(() => there.getSlice('user') === ANA);
  assert.equal(there.getSlice('sidebar'), '{"open":true}');
  assert.equal(there.getSlice('currentExam'), 'null');
});

test('a tab that loads after a log-out tells the others', async () => {
  open();
  const old = await tab({ ...SERVED, user: JSON.parse(ANA) });
  const heard = [];
  old.watchSlice('user', (json) => heard.push(json));
  await tab();
  await until(() => heard.length > 1);
  assert.deepEqual(heard, [ANA, 'null']);
});

test('neither a channel nor cookies: the store works in its own tab', async () => {
  open();
  Object.defineProperty(document, 'cookie', {
    get() {
      throw new DOMException('denied', 'SecurityError');
    },
    set() {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  localStorage.setItem('mf-store:sidebar', '{"open":true}');
  localStorage.setItem('mf-store:theme', '"dark"');
  const { BroadcastChannel } = globalThis;
  const ways = [
    undefined,
    class {
      constructor() {
        throw new DOMException('denied', 'SecurityError');
      }
    },
  ];
  try {
    for (const way of ways) {
      globalThis.BroadcastChannel = way;
      await errorsOf(async () => {
        const store = await import(`../store.js?tab=${copies++}`);
        assert.equal(store.startStore(SERVED, SLICES), undefined);
        assert.equal(store.getSlice('sidebar'), '{"open":true}');
        store.setSlice('theme', '"light"');
        assert.equal(document.documentElement.dataset.theme, 'light');
        assert.equal(store.getSlice('theme'), '"light"');
      });
    }
  } finally {
    globalThis.BroadcastChannel = BroadcastChannel;
  }
});

test('a new page brings what changed on the server, and leaves our changes alone', async () => {
  open();
  const store = await tab();
  store.setSlice('currentExam', '{"examId":"np1"}');
  store.adoptStore({ ...SERVED, user: JSON.parse(ANA) }, SLICES);
  assert.equal(store.getSlice('user'), ANA);
  assert.equal(store.getSlice('currentExam'), '{"examId":"np1"}');
  store.adoptStore({ ...SERVED, examHistory: [{ examId: 'np2' }] }, SLICES);
  assert.equal(store.getSlice('user'), 'null');
  assert.equal(store.getSlice('examHistory'), '[{"examId":"np2"}]');
  await settle();
});

test('a slice takes what its declaration says, and nothing else', async () => {
  open();
  const declared = { maybe: { maybe: 'id' }, has: { has: 'open' }, one: { of: ['a', 'b'] }, list: { list: true }, number: { type: 'number' } };
  const store = await import(`../store.js?tab=${copies++}`);
  channels.push(store.startStore({ has: { open: 1 }, one: 'a', list: [], number: 0 }, declared));
  const good = { maybe: [null, { id: 1 }], has: [{ open: false }], one: ['b'], list: [[1], []], number: [7, -0.5] };
  const bad = { maybe: [{ name: 1 }, { id: '' }, 'id', 7], has: [null, {}, 'open', 3], one: ['c', null, ['a']], list: [null, {}, 'x'], number: ['7', null, [7]], other: [1] };
  for (const [slice, values] of Object.entries(good)) {
    for (const value of values) {
      store.setSlice(slice, JSON.stringify(value));
      assert.equal(store.getSlice(slice), JSON.stringify(value), slice);
    }
  }
  const before = Object.keys(declared).map(store.getSlice);
  const tried = Object.entries(bad).flatMap(([slice, values]) => values.map((value) => [slice, JSON.stringify(value)]));
  const errors = await errorsOf(() => tried.forEach(([slice, json]) => store.setSlice(slice, json)));
  assert.equal(errors.length, tried.length, 'each is said');
  assert.deepEqual(Object.keys(declared).map(store.getSlice), before);
});

/**
 * The loader's part of the outbox: loads it where it is needed, and says the truth until it is there.
 */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createHost } from '../host.js';
import { startStore } from '../store.js';
import { tuning } from '../tuning.js';
import { SLICES, errorsOf, network, open, scripts, settle, until } from './page.js';

const STORE = { user: { id: 'u1', name: 'Ana' }, currentExam: null, examHistory: [], sidebar: { open: false }, theme: 'system' };
let copies = 0;
let loaded;
let calls;

/** A stand-in for the other file. */
const service = {
  startOutbox: () => ({
    put: (...args) => calls.push(args),
    watch: (person, attempt, callback) => {
      callback(`"${attempt} of ${person.id}"`);
      return () => calls.push('off');
    },
    start: (person, exam, done) => done(200, `${exam} of ${person.id}`),
  }),
};

beforeEach(() => {
  open();
  calls = [];
  loaded = [];
  tuning.outbox = 5;
  tuning.load = async (url) => {
    loaded.push(url);
    return service;
  };
});

/** A page of its own: what is loaded once stays loaded. */
const fresh = () => import(`../outbox.js?copy=${copies++}`);

async function withStore(store, run) {
  const tabs = startStore(store, SLICES);
  try {
    await run();
  } finally {
    tabs?.close();
  }
}

test('a page where nothing waits loads nothing; the mark of an earlier page does', async () => {
  scripts();
  await withStore(STORE, async () => {
    (await fresh()).startWaiting();
    await settle();
    assert.deepEqual(loaded, []);
    localStorage.setItem('mf-waiting', '1');
    (await fresh()).startWaiting();
    await until(() => loaded.length === 1);
  });
});

test('where nothing can be remembered, whoever is signed in looks', async () => {
  scripts();
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw Error('SecurityError');
    },
  });
  await withStore({ ...STORE, user: null }, async () => {
    (await fresh()).startWaiting();
    await settle();
    assert.deepEqual(loaded, []);
  });
  await withStore(STORE, async () => {
    (await fresh()).startWaiting();
    await until(() => loaded.length === 1);
  });
});

test('its file is verified, and tried again until it is there; until then nothing is called kept', async () => {
  const seen = scripts(() => false);
  network(() => new TypeError('offline'));
  await withStore(STORE, async () => {
    const { putChange, watchAttempt } = await fresh();
    const reports = [];
    const ana = { id: 'u1', name: 'Ana' };
    const off = watchAttempt(ana, 'a1', (json) => reports.push(JSON.parse(json)));
    await errorsOf(async () => {
      putChange(ana, 'a1', 'q1', 'B', 3);
      putChange(ana, 'a2', 'q1', 'C', 0);
      await until(() => seen.length);
      assert.equal(seen[0].integrity, 'outbox-integrity');
      assert.deepEqual([reports.at(-1).state, reports.at(-1).answers], ['keeping', [{ item: 'q1', response: 'B', no: 0 }]]);
      await settle(20);
      assert.deepEqual(loaded, []);
      // A page that goes before that leaves them to the next one, and the mark that has it look.
      dispatchEvent(new Event('pagehide'));
      const [key] = Object.keys(localStorage).filter((key) => key.startsWith('mf-leaving:'));
      assert.deepEqual(JSON.parse(localStorage.getItem(key)).map(({ person, attempt, item, response, base }) => [person, attempt, item, response, base]), [
        ['u1', 'a1', 'q1', 'B', 3],
        ['u1', 'a2', 'q1', 'C', 0],
      ]);
      assert.equal(localStorage.getItem('mf-waiting'), '1');
      Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
      network(() => 'the file');
      await until(() => calls.length === 2);
    });
    delete crypto.subtle;
    assert.deepEqual(calls, [[ana, 'a1', 'q1', 'B', 3], [ana, 'a2', 'q1', 'C', 0]]);
    assert.equal(reports.at(-1), 'a1 of u1');
    off();
    assert.equal(calls.at(-1), 'off');
  });
});

test('a host acts for whom its page was made, and ends its watches', async () => {
  scripts();
  await withStore(STORE, async () => {
    const { host, release } = createHost({ remote: 'nursing', expose: './A', version: '1', die() {} });
    const { setSlice } = await import('../store.js');
    setSlice('user', '{"id":"u2","name":"Ben"}');
    const reports = [];
    host.outboxWatch('a1', (json) => reports.push(json));
    host.outboxPut('a1', 'q1', 'B', 2);
    host.outboxHandIn('a1');
    host.outboxStart('np1', (status, text) => reports.push(`${status} ${text}`));
    await until(() => calls.length === 2 && reports.includes('200 np1 of u1'));
    assert.deepEqual(calls.map(([{ id }, ...rest]) => [id, ...rest]), [['u1', 'a1', 'q1', 'B', 2], ['u1', 'a1', '', '', 0]]);
    assert.ok(reports.includes('"a1 of u1"'));
    release();
    assert.equal(calls.at(-1), 'off');
  });
});

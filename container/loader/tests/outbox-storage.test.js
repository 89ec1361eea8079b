/**
 * Where changes are kept: in IndexedDB, whatever becomes of its connection; else in localStorage; else nowhere, and said so.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { beforeEach, test } from 'node:test';
import { createDatabase } from '../outbox/database.js';
import { createKeeping } from '../outbox/keeping.js';
import { errorsOf, open, until } from './page.js';

const { IDBFactory, IDBDatabase, IDBObjectStore, IDBFactory: { prototype: factory }, forceCloseDatabase } = createRequire(
  new URL('../../../end2end/package.json', import.meta.url),
)('fake-indexeddb');
const CHANGE = { person: 'u1', who: 'Ana', attempt: 'a1', item: 'q1', response: 'A', base: 0, at: 1, device: '', n: 0 };
let ids = 0;
const connect = (patience = 5_000, onGone = () => {}) => createDatabase(() => `id${ids++}`, patience, onGone);

beforeEach(() => {
  open();
  globalThis.indexedDB = new IDBFactory();
});

/** Replaces a method for the length of `run`. */
async function instead(target, name, replacement, run) {
  const original = target[name];
  target[name] = replacement(original);
  try {
    return await run();
  } finally {
    target[name] = original;
  }
}

test('a change is numbered in its attempt, and there for the next page', async () => {
  const database = connect();
  const first = await database.add(CHANGE);
  assert.equal(first.n, 1);
  assert.deepEqual(await database.add({ ...CHANGE, response: 'B' }), { ...first, n: 2 });
  assert.deepEqual(await database.add({ ...CHANGE, attempt: 'a2' }), first);
  const { records } = await connect().all();
  assert.deepEqual(records.map(({ attempt, n, response }) => [attempt, n, response]), [['a1', 1, 'A'], ['a1', 2, 'B'], ['a2', 1, 'A']]);
  assert.equal(await connect().device(), first.device);
});

test('two tabs never take one number, nor two ids of one device', async () => {
  const tabs = [connect(), connect(), connect()];
  const written = await Promise.all([...Array(30).keys()].map((index) => tabs[index % 3].add({ ...CHANGE, response: `${index}` })));
  assert.equal(new Set(written.map(({ n }) => n)).size, 30);
  assert.equal(new Set(written.map(({ device }) => device)).size, 1);
});

test('a number is not taken again when its change is gone', async () => {
  const database = connect();
  const { device, n } = await database.add(CHANGE);
  await database.remove([{ ...CHANGE, device, n }]);
  assert.deepEqual(await database.all(), { records: [], device });
  assert.equal((await connect().add(CHANGE)).n, 2);
});

test('kept is said when the transaction is complete, and it asks for durability', async () => {
  const database = connect();
  await database.add(CHANGE);
  let asked;
  let complete = false;
  const watch = (original) =>
    function (stores, mode, options) {
      asked = options;
      const transaction = original.call(this, stores, mode, options);
      transaction.addEventListener('complete', () => (complete = true));
      return transaction;
    };
  await instead(IDBDatabase.prototype, 'transaction', watch, async () => {
    await database.add(CHANGE);
    assert.ok(complete);
  });
  assert.deepEqual(asked, { durability: 'strict' });
});

test('a dead connection is opened anew and the write tried again', async () => {
  const database = connect();
  await database.add(CHANGE);
  let deaths = 0;
  const dead = (original) =>
    function (...args) {
      if (deaths++ === 0) throw new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
      return original.apply(this, args);
    };
  await instead(IDBDatabase.prototype, 'transaction', dead, async () => assert.equal((await database.add(CHANGE)).n, 2));
  assert.equal(deaths, 2);
  assert.equal((await database.all()).records.length, 2);
});

test('a transaction that is aborted has kept nothing, and the next one has', async () => {
  const database = connect();
  let puts = 0;
  const abort = (original) =>
    function (...args) {
      const request = original.apply(this, args);
      if (this.name === 'changes' && puts++ === 0) this.transaction.abort();
      return request;
    };
  await instead(IDBObjectStore.prototype, 'put', abort, async () => assert.equal((await database.add(CHANGE)).n, 1));
  assert.equal((await database.all()).records.length, 1);
});

test('what hangs is given up: then it can not come true later', async () => {
  await connect().add(CHANGE);
  const database = connect(20);
  const hang = (original) =>
    function (...args) {
      const transaction = original.apply(this, args);
      // It never becomes complete: there is always one more request.
      const more = () => transaction.objectStore('meta').get('x').addEventListener('success', more);
      more();
      return transaction;
    };
  await instead(IDBDatabase.prototype, 'transaction', hang, () => assert.rejects(database.add({ ...CHANGE, response: 'late' })));
  assert.deepEqual((await connect().all()).records.map(({ response }) => response), ['A']);
});

test('another version of the page may take the database', async () => {
  const database = connect();
  await database.add(CHANGE);
  await new Promise((done, fail) => {
    const request = indexedDB.deleteDatabase('mf-outbox');
    request.onsuccess = done;
    request.onblocked = fail;
  });
  assert.equal((await database.add(CHANGE)).n, 1);
});

/** A database of that name, as others make it. @param {number} [version] @param {(database: IDBDatabase) => void} [upgrade] */
function foreign(version, upgrade = () => {}) {
  return new Promise((done, fail) => {
    const request = indexedDB.open('mf-outbox', version);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => done(request.result);
    request.onerror = fail;
  });
}

test('what others have made under its name, without its stores, gets them', async () => {
  (await foreign()).close();
  assert.equal((await connect().add(CHANGE)).n, 1);
  assert.equal((await connect().add(CHANGE)).n, 2);
});

test('a release that was rolled back finds what a newer one kept', async () => {
  await connect().add(CHANGE);
  (await foreign(7, (database) => database.createObjectStore('new'))).close();
  assert.equal((await connect().add(CHANGE)).n, 2);
  assert.equal((await connect().all()).records.length, 2);
});

test('the browser throws it away while it is open: heard of at once', async () => {
  let gone = 0;
  const opened = [];
  const watch = (original) =>
    function (...args) {
      const request = original.apply(this, args);
      request.addEventListener('success', () => opened.push(request.result));
      return request;
    };
  await instead(factory, 'open', watch, async () => {
    const database = connect(5_000, () => gone++);
    await database.add(CHANGE);
    forceCloseDatabase(opened[0]);
    await until(() => gone);
    assert.equal((await database.add(CHANGE)).n, 2);
  });
  assert.equal(gone, 1);
});

test('a database that never opens, throws or is missing: the second way, read by the next page', async () => {
  const ways = [
    () => instead(factory, 'open', () => () => ({}), keepOne),
    () => instead(factory, 'open', () => () => { throw new DOMException('denied', 'SecurityError'); }, keepOne),
    async () => {
      delete globalThis.indexedDB;
      await keepOne();
      globalThis.indexedDB = new IDBFactory();
    },
  ];
  async function keepOne() {
    const keeping = createKeeping(connect(20), 'page1');
    const written = await keeping.write(CHANGE);
    assert.deepEqual(written, { device: 'page1', n: 1, durable: 'second' });
    assert.equal((await keeping.write(CHANGE)).n, 2);
  }
  for (const way of ways) {
    localStorage.clear();
    await errorsOf(way);
    const { records, durable } = await createKeeping(connect(), 'page2').read();
    assert.deepEqual([durable, records.map(({ n }) => n)], ['database', [1, 2]]);
  }
});

test('a full database: the second way; when it is full, too, not kept', async () => {
  const database = connect();
  const keeping = createKeeping(database, 'page1');
  await keeping.write(CHANGE);
  const full = () => () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  await errorsOf(() =>
    instead(IDBObjectStore.prototype, 'put', full, async () => {
      assert.equal((await keeping.write(CHANGE)).durable, 'second');
      await instead(Object.getPrototypeOf(localStorage), 'setItem', full, async () => assert.equal((await keeping.write(CHANGE)).durable, 'none'));
      await instead(Object.getPrototypeOf(localStorage), 'getItem', () => () => null, async () => assert.equal((await keeping.write(CHANGE)).durable, 'none'));
    }),
  );
  // Room again: what had no place keeps its number and its device.
  assert.deepEqual(await keeping.write({ ...CHANGE, device: 'page1', n: 2 }), { device: 'page1', n: 2, durable: 'database' });
  assert.deepEqual((await database.all()).records.map(({ device, n }) => [device === 'page1', n]).sort(), [[false, 1], [true, 2]]);
});

test('a refusal is noted in either place, and only of what is still there', async () => {
  const keeping = createKeeping(connect(), 'page1');
  const { device, n } = await keeping.write(CHANGE);
  const result = { n, item: 'q1', device, outcome: 'refused' };
  await keeping.mark([{ ...CHANGE, device, n, result }, { ...CHANGE, device, n: 9, result }]);
  assert.deepEqual((await keeping.read()).records.map((record) => [record.n, record.result?.outcome]), [[1, 'refused']]);
  await keeping.erase([{ ...CHANGE, device, n }]);
  assert.deepEqual((await keeping.read()).records, []);
});

/**
 * Background Sync: the service worker sends what waits when no page is open.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { beforeEach, test } from 'node:test';
import { createDatabase } from '../outbox/database.js';
import { sendWaiting } from '../worker/sync.js';
import { createDesk } from './outbox/desk.js';
import { network, open } from './page.js';

const fake = createRequire(new URL('../../../end2end/package.json', import.meta.url))('fake-indexeddb');
const CHANGE = { person: 'ana', who: 'Ana', attempt: 'a1', item: 'q1', response: 'B', base: 0, at: 1, device: '', n: 0 };

let server;
let account;
let offline;
let requests;
let database;
let held;
const over = [];

beforeEach(() => {
  const { navigator } = open('');
  globalThis.indexedDB = new fake.IDBFactory();
  globalThis.IDBKeyRange = fake.IDBKeyRange;
  held = false;
  navigator.locks = { request: (_name, _options, run) => run(held ? null : {}) };
  server = createDesk({ a1: 'ana', a2: 'ana', b1: 'ben' });
  [account, offline] = ['ana', false];
  over.length = 0;
  database = createDatabase(() => 'phone', 5_000, () => {});
  requests = network((url, { headers, body }) => {
    if (url === '/api/v1/session') return offline === true ? new TypeError('offline') : Response.json({ user: account && { id: account } });
    if (offline) return new TypeError('offline');
    const answer = server.answer({ path: url, body: JSON.parse(body), person: headers['x-mf-person'] }, account);
    return Response.json(answer.body, { status: answer.status });
  });
});

const run = () => sendWaiting(async (attempt) => over.push(attempt));
const waiting = async () => (await database.all()).records.map(({ attempt, item, response }) => `${attempt} ${item} ${response}`);
const posts = () => requests.filter(({ method }) => method === 'POST').map(({ url }) => url.split('/').slice(-2).join(' '));

test('answers and then the hand-in are sent, and nothing waits any more', async () => {
  for (const change of [CHANGE, { ...CHANGE, response: 'D' }, { ...CHANGE, item: '', response: '' }, { ...CHANGE, attempt: 'a2' }]) await database.add(change);
  await run();
  assert.deepEqual(server.history.map(({ attempt, n, response }) => [attempt, n, response]), [['a1', 1, 'B'], ['a1', 2, 'D'], ['a2', 1, 'B']]);
  assert.deepEqual(posts(), ['a1 changes', 'a1 submit', 'a2 changes']);
  assert.deepEqual(over.map(({ attempt }) => attempt), ['a1']);
  assert.deepEqual(await waiting(), []);
});

test('another person’s answers wait for them, and nobody’s session sends nothing', async () => {
  await database.add(CHANGE);
  for (const somebody of ['ben', null]) {
    account = somebody;
    await run();
  }
  assert.deepEqual(posts(), []);
  assert.deepEqual(await waiting(), ['a1 q1 B']);
});

test('a session that ended, or became another’s, in between: they wait', async () => {
  await database.add(CHANGE);
  const answer = globalThis.fetch;
  for (const somebody of ['ben', null]) {
    globalThis.fetch = (url, options) => {
      if (url !== '/api/v1/session') account = somebody;
      return answer(url, options);
    };
    account = 'ana';
    await run();
    assert.deepEqual(await waiting(), ['a1 q1 B']);
  }
  assert.deepEqual(server.history, []);
});

test('without a network it fails, so that the browser tries again, and all is still there', async () => {
  await database.add(CHANGE);
  for (const kind of [true, 'after the session']) {
    offline = kind;
    await assert.rejects(run());
    assert.deepEqual(await waiting(), ['a1 q1 B']);
  }
  offline = false;
  await run();
  assert.deepEqual(await waiting(), []);
});

test('a page that is open sends by itself', async () => {
  await database.add(CHANGE);
  held = true;
  await run();
  assert.deepEqual(posts(), []);
});

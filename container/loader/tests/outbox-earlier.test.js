/**
 * What pages from before the outbox left on the device: taken over once, for the right person and attempt.
 */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { takeEarlier } from '../outbox/earlier.js';
import { network, open } from './page.js';

const BEGUN = 1_790_000_000_000;
const OF = { person: 'ana', who: 'Ana', attempt: 'a1' };
const KEY = 'mf-keep:ana:answers:np1';
const answer = (item, response, seq) => [item, { response, seq }];

let written;
let attempt;

beforeEach(() => {
  open();
  written = [];
  attempt = { id: 'a1', started_at: BEGUN };
});

/** Takes over what is `left` under `key`, on a device that has answered `known` since. */
async function take(left, { key = KEY, known = [], durable = 'database' } = {}) {
  localStorage.setItem(key, JSON.stringify(left));
  const requests = network(() => Response.json({ attempt }));
  const taken = await takeEarlier(OF, (item) => known.includes(item), async (change) => {
    written.push(change);
    return { durable };
  });
  return { taken, requests };
}

test('what was given in the open attempt goes into the outbox, dated as it was, and leaves its old place', async () => {
  const { taken, requests } = await take([answer('q2', 'C', BEGUN + 9), answer('q1', 'B', BEGUN)]);
  assert.ok(taken);
  assert.deepEqual(requests.map(({ url }) => url), ['/api/v1/exams/np1/paper']);
  assert.deepEqual(written.map(({ person, attempt, item, response, at, n }) => [person, attempt, item, response, at, n]), [
    ['ana', 'a1', 'q2', 'C', BEGUN + 9, 0],
    ['ana', 'a1', 'q1', 'B', BEGUN, 0],
  ]);
  assert.equal(localStorage.getItem(KEY), null);
});

test('what is of an earlier attempt is shown as not sent, and is sent nowhere', async () => {
  await take([answer('q1', 'B', BEGUN - 1), answer('q3', 'A', BEGUN + 1), answer('q2', 'C', BEGUN - 5)]);
  assert.deepEqual(written.map(({ item, result }) => [item, result?.outcome]), [['q3', undefined], ['q1', 'refused']]);
  assert.match(written[1].result.detail, /earlier attempt, which never sent: q1 B, q2 C\.$/);
  assert.equal(localStorage.getItem(KEY), null);
});

test('neither another person’s nor another exam’s, nor for an attempt that is not the open one', async () => {
  for (const key of ['mf-keep:ben:answers:np1', 'mf-keep:ana:other']) {
    assert.deepEqual((await take([answer('q1', 'B', BEGUN)], { key })).requests, []);
    assert.ok(localStorage.getItem(key));
  }
  for (const other of [null, { id: 'a2', started_at: BEGUN }]) {
    attempt = other;
    assert.equal((await take([answer('q1', 'B', BEGUN)])).taken, false);
    assert.ok(localStorage.getItem(KEY));
  }
  assert.deepEqual(written, []);
});

test('what this device has answered since is newer', async () => {
  await take([answer('q1', 'B', BEGUN), answer('q2', 'C', BEGUN)], { known: ['q1'] });
  assert.deepEqual(written.map(({ item }) => item), ['q2']);
  assert.equal(localStorage.getItem(KEY), null);
});

test('what has no place yet stays where it is', async () => {
  assert.equal((await take([answer('q1', 'B', BEGUN)], { durable: 'none' })).taken, false);
  assert.ok(localStorage.getItem(KEY));
});

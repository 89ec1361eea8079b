import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { observeClock, serverNow } from '../clock.js';
import { createHost } from '../host.js';
import { setSlice, startStore } from '../store.js';
import { flushTelemetry, report, startTelemetry } from '../telemetry.js';
import { tuning } from '../tuning.js';
import { SLICES, network, open } from './page.js';

const STORE = { user: null, currentExam: null, examHistory: [], sidebar: { open: false }, theme: 'system' };
let host;
let opened;
let tabs;

beforeEach(() => {
  opened = open('', { url: 'https://lampara.test/exam/np1?q=2' });
  tabs = startStore(STORE, SLICES);
  tuning.flush = 1;
  ({ host } = createHost({ remote: 'nursing', expose: './App', version: '1.0.0', die() {} }));
});
afterEach(() => tabs.close());

const ask = (method, path, body) => new Promise((done) => host.request(method, path, body, (...got) => done(got)));

test('a request sends JSON to our own origin and hands the answer over as text', async () => {
  const requests = network(() => new Response('{"saved":1}', { status: 201 }));
  assert.deepEqual(await ask('PUT', '/api/v1/x', '{"a":1}'), [201, '{"saved":1}']);
  const [{ method, body, mode, headers, keepalive }] = requests;
  assert.deepEqual([method, body, mode, keepalive], ['PUT', '{"a":1}', 'same-origin', true]);
  assert.equal(headers['content-type'], 'application/json');
});

test('no network is status 0', async () => {
  network(() => new TypeError('offline'));
  assert.deepEqual(await ask('GET', '/api/v1/x', undefined), [0, '']);
});

test('an answer that breaks off is status 0, too', async () => {
  network(() => new Response(new ReadableStream({ start: (controller) => controller.error(Error('reset')) })));
  assert.deepEqual(await ask('GET', '/api/v1/x', undefined), [0, '']);
});

test('what is kept belongs to the person', () => {
  host.keep('answers', '[1]');
  assert.equal(localStorage.getItem('mf-keep:anonymous:answers'), '[1]');
  setSlice('user', '{"id":"u1"}');
  assert.equal(host.kept('answers'), undefined);
  host.keep('answers', '[2]');
  assert.equal(host.kept('answers'), '[2]');
  host.keep('answers', undefined);
  assert.equal(host.kept('answers'), undefined);
  assert.equal(localStorage.getItem('mf-keep:anonymous:answers'), '[1]');
});

test('the path is the page’s', () => {
  assert.equal(host.path(), '/exam/np1?q=2');
});

test('the clock is the server’s, whatever the device says, and only goes forward', async () => {
  observeClock(1_790_000_000_000);
  const date = mock.method(Date, 'now', () => 0);
  assert.ok(Math.abs(serverNow() - 1_790_000_000_000) < 1000);
  date.mock.restore();
  observeClock(1_780_000_000_000);
  assert.ok(serverNow() >= 1_790_000_000_000);
  // A device that slept: the next answer says how late it is.
  network(() => new Response('', { headers: { date: new Date(1_790_000_600_000).toUTCString() } }));
  await ask('GET', '/api/v1/x', undefined);
  assert.ok(host.now() >= 1_790_000_600_000);
  network(() => new Response(''));
  await ask('GET', '/api/v1/x', undefined);
  assert.ok(host.now() < 1_790_000_700_000);
});

test('telemetry is gathered, without the query, and sent as one array', async () => {
  flushTelemetry();
  opened.beacons.length = 0;
  for (let n = 0; n < 60; n++) host.report('slow', `m${n}`);
  flushTelemetry();
  flushTelemetry();
  assert.equal(opened.beacons.length, 1);
  const [{ url, body }] = opened.beacons;
  assert.equal(url, '/api/v1/telemetry');
  assert.equal(body.type, 'application/json');
  const entries = JSON.parse(await body.text());
  assert.equal(entries.length, 50);
  const { kind, message, remote, version, path } = entries[0];
  assert.deepEqual([kind, message, remote, version, path], ['slow', 'm0', 'nursing', '1.0.0', '/exam/np1']);
});

test('telemetry that the browser did not take stays, and goes when the page is hidden', () => {
  startTelemetry();
  const { sendBeacon } = opened.navigator;
  opened.navigator.sendBeacon = () => false;
  report('a', 'b');
  flushTelemetry();
  opened.navigator.sendBeacon = sendBeacon;
  dispatchEvent(new Event('pagehide'));
  assert.equal(opened.beacons.length, 1);
});

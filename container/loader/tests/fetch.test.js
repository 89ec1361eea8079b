import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchVerified } from '../fetch.js';
import { tuning } from '../tuning.js';
import { WASM, integrity, network, open } from './page.js';

open();
const FILE = { path: 'a.wasm', integrity: integrity(WASM), size: WASM.length };
const URL_ = 'https://cdn.test/a.wasm';
const code = (expected, text) => (error) => error.code === expected && (!text || text.test(error.message));

/** A body that sends its chunks `gap` ms apart, and falls silent for good after `chunks`, unless it `ends`. */
function trickle(chunks, gap, signal, ends = true) {
  return new Response(
    new ReadableStream({
      async start(controller) {
        signal.addEventListener('abort', () => controller.error(signal.reason));
        for (const chunk of chunks) {
          await new Promise((done) => setTimeout(done, gap));
          if (signal.aborted) return;
          controller.enqueue(chunk);
        }
        if (ends) controller.close();
      },
    }),
  );
}

test('the published bytes come back', async () => {
  const requests = network(() => WASM);
  assert.deepEqual(new Uint8Array(await fetchVerified(URL_, FILE)), WASM);
  // Options that a preload wouldn't match would fetch the file twice.
  assert.deepEqual(Object.keys(requests[0]), ['url', 'signal', 'integrity']);
  assert.equal(requests[0].integrity, '');
});

test('other bytes are refused, with file and host', async () => {
  network(() => 'something else');
  await assert.rejects(fetchVerified(URL_, FILE), code('integrity', /a\.wasm from cdn\.test/));
});

test('a file without a known hash is refused', async () => {
  network(() => WASM);
  await assert.rejects(fetchVerified(URL_, { path: 'a.wasm', integrity: '' }), code('integrity'));
  await assert.rejects(fetchVerified(URL_, { path: 'a.wasm', integrity: 'sha256-abc' }), code('integrity'));
});

test('an error status says which', async () => {
  network(() => new Response('gone', { status: 404 }));
  await assert.rejects(fetchVerified(URL_, FILE), code('status', /404/));
});

test('a web page in place of a file is refused', async () => {
  network(() => new Response('<h1>Welcome to our Wi-Fi</h1>', { headers: { 'content-type': 'text/html; charset=utf-8' } }));
  await assert.rejects(fetchVerified(URL_, FILE), code('status', /web page/));
});

test('no connection is a network error', async () => {
  network(() => new TypeError('failed to fetch'));
  await assert.rejects(fetchVerified(URL_, FILE), code('network', /cdn\.test/));
});

test('slow but steady is not stalled', async () => {
  tuning.stall = 45;
  const chunks = [...WASM].reduce((all, _, at) => (at % 4 ? all : [...all, WASM.slice(at, at + 4)]), []);
  network((_, { signal }) => trickle(chunks, 5, signal));
  // Longer in all than the stall time.
  assert.ok(chunks.length * 5 > tuning.stall);
  assert.equal((await fetchVerified(URL_, FILE)).byteLength, WASM.length);
});

test('silence is a stall', async () => {
  tuning.stall = 20;
  network((_, { signal }) => trickle([WASM.slice(0, 8)], 1, signal, false));
  await assert.rejects(fetchVerified(URL_, FILE), code('stalled', /stopped coming/));
});

test('without crypto.subtle the browser checks, and its silence is no stall', async () => {
  tuning.stall = 5;
  const { crypto } = globalThis;
  Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
  try {
    const requests = network((_, { signal }) => trickle([WASM], 25, signal));
    assert.equal((await fetchVerified(URL_, FILE)).byteLength, WASM.length);
    assert.equal(requests[0].integrity, FILE.integrity);
  } finally {
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
  }
});

test('whoever gives up the release ends its downloads', async () => {
  tuning.stall = 1000;
  network((_, { signal }) => trickle([WASM.slice(0, 8)], 1, signal, false));
  const aborter = new AbortController();
  const load = fetchVerified(URL_, FILE, aborter.signal);
  setTimeout(() => aborter.abort(), 5);
  await assert.rejects(load, code('network'));
});

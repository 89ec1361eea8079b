/**
 * A page for the loader to live in: jsdom's window as the globals that the modules expect, and answers in place of a network.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../end2end/package.json', import.meta.url));
const { JSDOM } = require('jsdom');

const NAMES = [
  'window', 'document', 'location', 'history', 'localStorage', 'CustomEvent', 'Event', 'MouseEvent', 'PopStateEvent', 'DOMParser', 'scrollY',
];

const { setTimeout: real } = globalThis;
/** Nobody waits for the end of a long patience when all tests are done. */
globalThis.setTimeout = (run, ms, ...rest) => (ms >= 10_000 ? real(run, ms, ...rest).unref() : real(run, ms, ...rest));

/** Opens a page. Listeners of the one before went with its window. */
export function open(body = '', { url = 'https://lampara.test/', head = '' } = {}) {
  const { window } = new JSDOM(`<!DOCTYPE html><html lang="en"><head>${head}</head><body>${body}</body></html>`, { url });
  for (const name of NAMES) Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) globalThis[name] = window[name].bind(window);
  const scrolled = [];
  globalThis.scrollTo = ({ top }) => scrolled.push(top);
  const beacons = [];
  const navigator = { userAgent: 'Mozilla/5.0 (Linux; Android 14) Mobile', sendBeacon: (url, body) => beacons.push({ url, body }) > 0 };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true, writable: true });
  globalThis.requestIdleCallback = (run) => setTimeout(run, 0);
  return { window, scrolled, beacons, navigator };
}

/** A module with `live()`, which returns 7, and `boom()`, which traps. */
export const WASM = Uint8Array.from(
  ('0061736d01000000' + '0105016000017f' + '0303020000' + '070f02046c697665000004626f6f6d0001' + '0a0a02' + '040041070b' + '0300000b')
    .match(/../g)
    .map((byte) => parseInt(byte, 16)),
);

/** What the product declares of its store. */
export const SLICES = {
  user: { tabs: true, maybe: 'id' },
  currentExam: { maybe: 'examId' },
  examHistory: { list: true },
  sidebar: { tabs: true, kept: true, has: 'open' },
  theme: { tabs: true, kept: true, shown: true, of: ['system', 'light', 'dark'] },
};

export const integrity = (bytes) => 'sha384-' + createHash('sha384').update(bytes).digest('base64');

/** A release whose bytes are `WASM`, in folders of its own. */
export function release(name = 'nursing', { bases = [`https://cdn.test/${name}/`, `https://lampara.test/${name}/`], version = '1.0.0+aa', style = null } = {}) {
  const glue = { path: `${name}.js`, integrity: integrity('glue'), size: 4 };
  const client = { path: `${name}.wasm`, integrity: integrity(WASM), size: WASM.length };
  return { version, bases, glue, client, style };
}

/** Answers requests by `answer(url, options, count)`; what it returns is a body, a Response, or an error to throw. */
export function network(answer) {
  const requests = [];
  globalThis.fetch = async (input, options = {}) => {
    const url = String(input);
    requests.push({ url, ...options });
    options.signal?.throwIfAborted();
    const body = await answer(url, options, requests.length);
    if (body instanceof Error) throw body;
    if (body instanceof Response) return body;
    return new Response(body, { headers: { 'content-type': /\.wasm/.test(url) ? 'application/wasm' : 'text/javascript' } });
  };
  return requests;
}

/** Runs the injected module scripts: `ok(url)` says whether one loads; undefined leaves it pending. */
export function scripts(ok = () => true) {
  const seen = [];
  const { append } = document.head;
  document.head.append = (node) => {
    append.call(document.head, node);
    if (node.localName !== 'script' && node.localName !== 'link') return;
    seen.push(node);
    const verdict = ok(node.src || node.href);
    if (verdict !== undefined) queueMicrotask(() => (verdict ? node.onload?.() : node.onerror?.()));
  };
  return seen;
}

/** Waits as briefly as it can until something has happened, however busy the machine is. */
export async function until(happened) {
  for (const end = performance.now() + 10_000; !happened(); ) {
    assert.ok(performance.now() < end, `it never came to that: ${happened}`);
    await new Promise((done) => setTimeout(done, 1));
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(turns = 12) {
  for (let turn = 0; turn < turns; turn++) await new Promise((done) => setImmediate(done));
}

/** Silences and collects what is logged as an error while `run` runs. */
export async function errorsOf(run) {
  const { error } = console;
  const seen = [];
  console.error = (...args) => seen.push(args[0]);
  try {
    await run();
  } finally {
    console.error = error;
  }
  return seen;
}

/**
 * The service worker against seeds of releases, lost connections, missing files, evictions and its own death: what opens without a
 * network is the exam as it began, whole and of one release set. And mutants of the worker that the same seeds must find.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { random } from './outbox/chance.js';

const SEEDS = Number(process.env.SEEDS ?? 500);
/** Without what sends in the background: none of that is kept pages' business. */
const TEXT = readFileSync(new URL('../worker/worker.js', import.meta.url), 'utf8').replace(/^import .*$/gm, '');
const ORIGIN = 'https://lampara.example';
const PEOPLE = ['ana', 'ben'];
const EXAMS = ['np1', 'np2'];

/** As much of a response as the worker looks at. */
function response(url, status, text, redirected = false) {
  const headers = new Map([['date', new Date().toUTCString()]]);
  return { url, status, ok: status < 300, redirected, headers, text: async () => text, clone: () => response(url, status, text, redirected) };
}

/** Cache Storage that survives the worker. */
function createCaches() {
  /** @type {Map<string, Map<string, any>>} */
  const all = new Map();
  const key = (asked) => new URL(asked.url ?? asked, ORIGIN).href;
  const cacheOf = (entries) => ({
    match: async (asked) => entries.get(key(asked)),
    put: async (asked, answer) => void entries.set(key(asked), answer),
    keys: async () => [...entries.keys()].map((url) => ({ url })),
  });
  return {
    all,
    open: async (name) => {
      if (!all.has(name)) all.set(name, new Map());
      return cacheOf(all.get(name));
    },
    keys: async () => [...all.keys()],
    delete: async (name) => all.delete(name),
    match: async (asked) => [...all.values()].map((entries) => entries.get(key(asked))).find(Boolean),
  };
}

/** @param {string} text of the worker @param {any} caches @param {(asked: any) => Promise<any>} fetch */
function startWorker(text, caches, fetch) {
  const handlers = {};
  const self = { addEventListener: (type, handler) => (handlers[type] = handler), clients: { claim: async () => {} }, skipWaiting: async () => {}, registration: {} };
  // Nobody waits for the network here: it answers at once, or it is gone.
  const run = new Function('self', 'caches', 'fetch', 'location', 'setTimeout', 'expire', `'use strict';${text}`);
  run(self, caches, fetch, { origin: ORIGIN }, () => 0, () => undefined);
  return {
    order: (data) =>
      new Promise((resolve) => {
        handlers.message({ data, ports: [{ postMessage: resolve }], waitUntil() {} });
      }),
    ask: async (path, mode) => {
      let answer;
      const request = { url: ORIGIN + path, method: 'GET', mode, headers: new Map() };
      handlers.fetch({ request, respondWith: (promise) => (answer = promise), waitUntil() {} });
      return answer ?? fetch(request);
    },
  };
}

/** @param {string} text @param {number} seed @param {Map<string, number>} struck */
async function live(text, seed, struck) {
  const chance = random(seed * 7919);
  const pick = (list) => list[Math.floor(chance() * list.length)];
  const caches = createCaches();
  let release = 1;
  let online = true;
  /** Files and answers that get lost, of a hundred. */
  let lossy = 0;
  /** What began on this phone, with the release of its page. @type {Map<string, { person: string, exam: string, release: number }>} */
  const kept = new Map();
  const strike = (name) => struck.set(name, (struck.get(name) ?? 0) + 1);

  async function fetch(asked) {
    const url = new URL(asked.url ?? asked, ORIGIN);
    if (!online) throw Error('offline');
    if (chance() * 100 < lossy) {
      if (chance() < 0.5) throw Error('lost');
      return response(url.href, pick([404, 502]), 'not here');
    }
    const of = /^\/mf\/\w+\/(\d+)\//.exec(url.pathname)?.[1];
    if (of) return response(url.href, 200, `file of ${of}`);
    const files = ['loader', 'nursing', 'style'].map((name) => `<link rel="preload" href="/mf/${name}/${release}/${name}.js">`);
    const attempts = PEOPLE.map((person) => `${person}-${url.pathname.split('/').pop()}`);
    return response(url.href, 200, `<head data-release="${release}">${files.join('')}</head><script id="mf-page">${attempts}</script>`);
  }

  let worker = startWorker(text, caches, fetch);

  /** The browser stops it whenever it likes, and starts it anew. */
  const revive = () => (worker = startWorker(text, caches, fetch));

  async function openOffline({ person, exam, release: began }) {
    online = false;
    const page = await worker.ask(`/exam/${exam}`, 'navigate').catch(() => undefined);
    assert.ok(page, `seed ${seed}: ${person}'s ${exam} does not open`);
    const html = await page.text();
    assert.equal(Number(/data-release="(\d+)"/.exec(html)?.[1]), began, `seed ${seed}: ${person}'s ${exam} opens with another release set`);
    for (const [, file] of html.matchAll(/href="([^"]+)"/g)) {
      const answer = await worker.ask(file, 'cors').catch(() => undefined);
      assert.equal(await answer?.text(), `file of ${began}`, `seed ${seed}: ${file} is missing`);
    }
    online = true;
  }

  for (let step = 0; step < 25; step++) {
    const what = chance();
    const person = pick(PEOPLE);
    const exam = pick(EXAMS);
    const attempt = `${person}-${exam}`;
    if (what < 0.35) {
      lossy = chance() < 0.4 ? 25 : 0;
      if (lossy) strike('lost while it is kept');
      const began = kept.get(attempt)?.release ?? release;
      const others = [...kept.keys()].some((key) => !key.startsWith(person));
      // Only ever the exams of whoever is signed in.
      if (!others && (await worker.order({ type: 'keep', person, attempt, path: `/exam/${exam}` }))) kept.set(attempt, { person, exam, release: began });
      lossy = 0;
    } else if (what < 0.5) {
      release++;
      strike('other release');
    } else if (what < 0.6) {
      revive();
      strike('worker killed');
    } else if (what < 0.65) {
      await worker.order({ type: 'drop', person, attempt });
      kept.delete(attempt);
    } else if (what < 0.7) {
      await worker.order({ type: 'person', person });
      for (const [key, one] of kept) if (one.person !== person) kept.delete(key);
      strike('other account');
    } else if (what < 0.74) {
      caches.all.clear();
      kept.clear();
      strike('evicted');
    } else {
      for (const one of kept.values()) {
        await openOffline(one);
        strike('opened offline');
      }
    }
  }
}

test(`an exam opens offline as it began, in ${SEEDS} seeds`, async (t) => {
  const struck = new Map();
  for (let seed = 1; seed <= SEEDS; seed++) await live(TEXT, seed, struck);
  for (const [name, count] of struck) t.diagnostic(`${String(count).padStart(8)}  ${name}`);
  for (const [name, count] of struck) assert.ok(count > SEEDS / 5, `${name} struck ${count} times`);
});

/** Name, by what the seeds find it, what stands there, what stands there in the mutant. */
const MUTANTS = [
  ['another release set after a reload', /another release set/, 'if (await cache.match(path)) return;', ''],
  ['a page without its files', /is missing/, 'await Promise.all(answers.map((answer, index) => cache.put(files[index], answer)));', ''],
  ['whatever the server says is a file', /is missing/, "if (answers.some((answer) => !answer.ok)) throw Error('a file of the page is missing');", ''],
  ['one place for all exams', /does not open|another release set/, /const name = `\$\{EXAM\}[^`]*`;/, 'const name = EXAM;'],
];

for (const [name, finding, sound, broken] of MUTANTS) {
  test(`the seeds find the mutant "${name}"`, async (t) => {
    const mutant = TEXT.replace(sound, () => broken);
    assert.notEqual(mutant, TEXT, `worker.js has changed: "${name}" no longer is a mutant of it`);
    for (let seed = 1; seed <= 500; seed++) {
      const found = await live(mutant, seed, new Map()).then(() => undefined, (error) => error);
      if (!found) continue;
      t.diagnostic(`mutant "${name}": ${found.message.split('\n')[0]}`);
      return assert.match(found.message, finding);
    }
    assert.fail(`"${name}" survives 500 seeds`);
  });
}

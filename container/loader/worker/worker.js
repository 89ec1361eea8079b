import { expire } from '../expire.js';
import { sendWaiting } from './sync.js';

/**
 * The service worker: an exam that has begun can be opened again, answered and handed in without a network.
 *
 * It keeps only the pages that it is told to keep, each whole, with the files that it needs, in a cache of its own. Answers of the
 * API are never kept, and nothing is served from a cache that the network can give, except files, whose names change with their
 * contents.
 */

/** What the page of an exam (`mf-exam <person> <attempt> <path>`), and the one that stands in for all others, are kept under. */
const EXAM = 'mf-exam ';
const SHELL = 'mf-offline ';
const OFFLINE = '/offline';
/** Leads from there to the exam. */
const BACK = '/offline/exam';
/** How long the network may take where there is something else to show, in milliseconds. */
const PATIENCE = 3_000;
/** How long a page, or a file of it, may take to be kept, in milliseconds: after that it is tried anew. */
const KEEPING = 60_000;
/** By then an exam is over, whatever this device has heard of it. */
const DAY = 86_400_000;

/** The types of a worker's globals exclude those of a page's. */
const worker = /** @type {any} */ (self);

/** Somebody has just logged in or out by a plain form. Whose exams are kept is not shown before a page has said who it is now. */
let unsure = false;

/** The files that a page names in its head. @param {string} html @param {string} base @returns {string[]} */
function filesOf(html, base) {
  const tags = html.match(/<(?:link|script)\b[^>]*>/g) ?? [];
  const addresses = tags.map((tag) => /\s(?:href|src)="([^"]+)"/.exec(tag)?.[1] ?? '');
  return [...new Set(addresses.filter((address) => /\/mf\/|^https?:/.test(address)).map((address) => new URL(address, base).href))];
}

/**
 * Keeps a page with its files: all of them, or nothing.
 * @param {string} name of the cache
 * @param {string} path
 * @param {string} mark what the page must hold: others answer in the server's place, and another person may be signed in by now
 */
async function keepPage(name, path, mark) {
  const cache = await caches.open(name);
  if (await cache.match(path)) return;
  const page = await fetch(path, { cache: 'no-store', signal: expire(KEEPING) });
  const html = await page.clone().text();
  // A redirect leads to another page, such as the log-in.
  if (!page.ok || page.redirected || !html.includes(mark)) throw Error(`${path} was answered with ${page.status}`);
  const files = filesOf(html, page.url);
  const answers = await Promise.all(files.map((file) => fetch(file, { mode: 'cors', credentials: 'omit', signal: expire(KEEPING) })));
  if (answers.some((answer) => !answer.ok)) throw Error('a file of the page is missing');
  await Promise.all(answers.map((answer, index) => cache.put(files[index], answer)));
  // Last: a cache without it counts as none.
  await cache.put(path, page);
}

/** @param {string} kind the beginning of what goes @param {string} [keep] the beginning of what stays of that */
async function drop(kind, keep) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(kind) && !(keep && name.startsWith(keep))).map((name) => caches.delete(name)));
}

/** @type {Record<string, (message: any) => Promise<unknown>>} */
const orders = {
  /** @param {{ person: string, attempt: string, path: string }} message */
  keep: async ({ person, attempt, path }) => {
    const name = `${EXAM}${person} ${attempt} ${path}`;
    try {
      await keepPage(name, path, attempt);
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
  },
  drop: ({ person, attempt }) => drop(`${EXAM}${person} ${attempt} `),
  /** Nobody else's exams, or name, are to be seen on a shared phone. */
  person: async ({ person }) => {
    await drop(EXAM, person && `${EXAM}${person} `);
    unsure = false;
    await keepPage(`${SHELL}${person}.`, OFFLINE, 'mf-page');
    await drop(SHELL, `${SHELL}${person}.`);
  },
};

/** Every exam that is kept. Looked into without opening its cache: that would bring back one that has just been dropped. */
async function keptExams() {
  const found = [];
  for (const cacheName of unsure ? [] : await caches.keys()) {
    const [kind, , attempt, path] = cacheName.split(' ');
    const page = `${kind} ` === EXAM && (await caches.match(path, { cacheName }));
    if (page) found.push({ cacheName, attempt, path, page });
  }
  return found;
}

/**
 * The server's page of an exam that doesn't name the attempt: it has ended, here or elsewhere.
 * @param {{ cacheName: string, attempt: string }} kept
 * @param {Response} answer
 */
async function dropEnded({ cacheName, attempt }, answer) {
  if (!answer.ok || answer.redirected) return;
  const html = await answer.text();
  if (html.includes('mf-page') && !html.includes(attempt)) await caches.delete(cacheName);
}

/** @param {any} event @param {URL} url */
async function answerPage(event, url) {
  const { request } = event;
  const network = fetch(request).then((answer) => {
    // What stands before a server says so where the server is gone.
    if ([502, 503, 504].includes(answer.status)) throw Error(`${answer.status}`);
    return answer;
  });
  network.catch(() => {});
  // A browser that has lost what it kept still has the network.
  const exams = await keptExams().catch(() => []);
  const kept = exams.find(({ path }) => path === url.pathname);
  if (kept) {
    event.waitUntil(network.then((answer) => dropEnded(kept, answer.clone())).catch(() => {}));
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept.page));
    return Promise.race([network, late]).catch(() => kept.page);
  }
  // The loader has a way of its own where it can't fetch a page.
  if (request.mode !== 'navigate') return network;
  return network.catch(async (error) => {
    if (url.pathname === BACK && exams.length) return Response.redirect(exams[0].path);
    const offline = await caches.match(OFFLINE);
    if (!offline) throw error;
    return offline;
  });
}

/** @param {Request} request @returns {Promise<Response>} */
async function answerFile(request) {
  const kept = await caches.match(request.url).catch(() => undefined);
  return kept ?? fetch(request);
}

/** An exam goes on with the worker that it began with: another one takes over at once or, while an exam is open, not at all. */
async function install() {
  const open = (/** @type {{ page: Response }} */ { page }) => Date.now() - Date.parse(page.headers.get('date') ?? '') < DAY;
  if (worker.registration.active && (await keptExams()).some(open)) throw Error('an exam is open: the browser tries again later');
  await keepPage(SHELL, OFFLINE, 'mf-page');
  await worker.skipWaiting();
}

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));

worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('message', (/** @type {any} */ event) => {
  const [port] = event.ports;
  const done = orders[event.data.type]?.(event.data).then(
    () => port?.postMessage(true),
    () => port?.postMessage(false),
  );
  event.waitUntil(done);
});

worker.addEventListener('sync', (/** @type {any} */ event) => event.waitUntil(sendWaiting(orders.drop)));

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  const own = url.origin === location.origin;
  if (request.method !== 'GET') unsure ||= own && /^\/(login|logout|register)$/.test(url.pathname);
  else if (own && (request.mode === 'navigate' || request.headers.has('x-mf-navigation'))) event.respondWith(answerPage(event, url));
  else if (!own || url.pathname.startsWith('/mf/')) event.respondWith(answerFile(request));
});

/**
 * The service worker: an exam that has begun can be opened again, answered and handed in without a network.
 *
 * It keeps only the pages that it is told to keep, each whole, with the files that it needs, in a cache of its own. Answers of the
 * API are never kept, and nothing is served from a cache that the network can give, except files, whose names change with their
 * contents.
 */

/** What the page of an exam, and the one that stands in for all others, are kept under. */
const EXAM = 'mf-exam ';
const SHELL = 'mf-offline ';
const OFFLINE = '/offline';
/** Leads from there to the exam. */
const BACK = '/offline/exam';
/** How long the network may take where there is something else to show, in milliseconds. */
const PATIENCE = 3_000;

/** The types of a worker's globals exclude those of a page's. */
const worker = /** @type {any} */ (self);

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
 */
async function keepPage(name, path) {
  const cache = await caches.open(name);
  if (await cache.match(path)) return;
  const page = await fetch(path, { cache: 'no-store' });
  // A redirect leads to another page, such as the log-in.
  if (!page.ok || page.redirected) throw Error(`${path} was answered with ${page.status}`);
  const files = filesOf(await page.clone().text(), page.url);
  const answers = await Promise.all(files.map((file) => fetch(file, { mode: 'cors', credentials: 'omit' })));
  if (answers.some((answer) => !answer.ok)) throw Error('a file of the page is missing');
  await Promise.all(answers.map((answer, index) => cache.put(files[index], answer)));
  // Last: a cache without it counts as none.
  await cache.put(path, page);
}

/** @param {string} kind @param {string} keep the beginning of what stays of that kind */
async function dropOthers(kind, keep) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(kind) && !name.startsWith(keep)).map((name) => caches.delete(name)));
}

/** @type {Record<string, (message: any) => Promise<unknown>>} */
const orders = {
  /** @param {{ person: string, attempt: string, path: string }} message */
  keep: async ({ person, attempt, path }) => {
    const name = `${EXAM}${person} ${attempt}`;
    try {
      await keepPage(name, path);
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
  },
  drop: ({ person, attempt }) => caches.delete(`${EXAM}${person} ${attempt}`),
  /** Nobody else's exams, or name, are to be seen on a shared phone. */
  person: async ({ person }) => {
    await dropOthers(EXAM, person ? `${EXAM}${person} ` : 'nobody');
    await keepPage(`${SHELL}${person}.`, OFFLINE);
    await dropOthers(SHELL, `${SHELL}${person}.`);
  },
};

/** The exam that is kept, if there is one. @returns {Promise<string | undefined>} */
async function keptExam() {
  for (const name of await caches.keys()) {
    if (!name.startsWith(EXAM)) continue;
    const pages = (await (await caches.open(name)).keys()).filter(({ url }) => new URL(url).pathname.startsWith('/exam/'));
    if (pages.length) return pages[0].url;
  }
  return undefined;
}

/** @param {Request} request @param {URL} url */
async function answerPage(request, url) {
  const path = url.origin + url.pathname;
  const network = fetch(request).then((answer) => {
    // What stands before a server says so where the server is gone.
    if ([502, 503, 504].includes(answer.status)) throw Error(`${answer.status}`);
    return answer;
  });
  network.catch(() => {});
  const kept = await caches.match(path);
  if (kept) {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
    return Promise.race([network, late]).catch(() => kept);
  }
  // The loader has a way of its own where it can't fetch a page.
  if (request.mode !== 'navigate') return network;
  return network.catch(async (error) => {
    const exam = url.pathname === BACK && (await keptExam());
    if (exam) return Response.redirect(exam);
    const offline = await caches.match(OFFLINE);
    if (!offline) throw error;
    return offline;
  });
}

worker.addEventListener('install', (/** @type {any} */ event) => {
  // Not waiting for it to replace another one: an open exam keeps the worker that it began with.
  event.waitUntil(keepPage(SHELL, OFFLINE));
});

worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('message', (/** @type {any} */ event) => {
  const [port] = event.ports;
  const done = orders[event.data.type]?.(event.data).then(
    () => port?.postMessage(true),
    () => port?.postMessage(false),
  );
  event.waitUntil(done);
});

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET') return;
  const own = url.origin === location.origin;
  if (own && (request.mode === 'navigate' || request.headers.has('x-mf-navigation'))) event.respondWith(answerPage(request, url));
  else if (!own || url.pathname.startsWith('/mf/')) {
    event.respondWith(caches.match(request.url).then((kept) => kept ?? fetch(request)));
  }
});

/**
 * The page's side of the service worker: which exam is kept on this device, and what a student has to know before they start.
 */

/** As large as an exam with all that it needs, and its answers. */
const ROOM = 1_000_000;

/** @type {Promise<ServiceWorkerRegistration> | undefined} */
let registration;

/** The worker, once it runs. Throws where there is none: in private windows, and in browsers inside other apps. */
async function worker() {
  registration ??= navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  await registration;
  const { active } = await navigator.serviceWorker.ready;
  return /** @type {ServiceWorker} */ (active);
}

/** @param {{ type: string, [key: string]: string }} message @returns {Promise<boolean>} */
async function order(message) {
  const to = await worker();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    to.postMessage(message, [port2]);
  });
}

/** @type {Promise<boolean> | undefined} */
let keeping;

/** Keeps an attempt's page, unless it is just being done. @param {{ person: string, attempt: string, path: string }} of @returns {Promise<boolean>} */
export function keepExam(of) {
  keeping ??= order({ type: 'keep', ...of })
    .catch(() => false)
    .finally(() => (keeping = undefined));
  return keeping;
}

/** @param {string} person @param {string} attempt */
export function dropExam(person, attempt) {
  if (navigator.serviceWorker?.controller) order({ type: 'drop', person, attempt }).catch(console.error);
}

/** Exams of others are no longer kept. @param {string} person */
export function keepOnly(person) {
  if (navigator.serviceWorker?.controller) order({ type: 'person', person }).catch(console.error);
}

/** Has the browser send what waits once there is a network, if by then no page does. */
export function askSync() {
  // Where there is no such thing, pages do it alone.
  worker()
    .then(() => navigator.serviceWorker.ready)
    .then((/** @type {any} */ { sync }) => sync.register('mf-outbox'))
    .catch(() => {});
}

/** Whether as much as an exam needs can be written and read back. */
async function hasRoom() {
  const cache = await caches.open('mf-room');
  try {
    await cache.put('/room', new Response(new Uint8Array(ROOM)));
    const back = await (await cache.match('/room'))?.arrayBuffer();
    return back?.byteLength === ROOM;
  } finally {
    await caches.delete('mf-room');
  }
}

/**
 * Says on the start page what this phone can do.
 * @param {() => Promise<string>} durable where answers are kept
 */
export async function tellReady(durable) {
  const place = document.querySelector('[data-mf-ready]');
  if (!place) return;
  let words = 'Ready to go offline: this phone can keep the exam and your answers.';
  const where = await durable();
  try {
    await worker();
    if (!(await hasRoom())) throw Error('no room');
  } catch {
    words =
      'This browser can’t open the exam again without a network. Stay online, or open this page in Chrome or Safari, not in a private window or inside another app.';
  }
  if (where !== 'database') {
    words = 'This browser can’t keep answers safely: they are only safe once they are sent. Open this page in Chrome or Safari, not in a private window or inside another app.';
  }
  place.textContent = words;
}

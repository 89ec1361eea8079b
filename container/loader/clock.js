import { readStored, writeStored } from './storage.js';
import { dispatch } from './topic.js';
import { tuning } from './tuning.js';

/**
 * The server's clock. The device's clock is never read: students change it, and phones ship with wrong ones.
 *
 * `performance.now()` only runs forward, but stands still while some devices sleep. So every answer of the server is one
 * more observation "it is at least this late", and the latest one counts; and a page that wakes asks.
 */
let clockOffset = -Infinity;
/** What to believe instead, until the server is heard. */
let recalledOffset = -Infinity;
let lastKept = -Infinity;
/** Server's time and the device's, when the server was last heard. */
const KEPT = 'mf-clock';

/**
 * @param {number} server the server's time, unix ms
 * @param {number} [at] `performance.now()` when that was said
 */
export function observeClock(server, at = performance.now()) {
  // What isn't a number is never greater.
  if (server - at > clockOffset) clockOffset = server - at;
}

/** The server was heard just now. @param {number} server unix ms @param {number} [at] */
export function hearClock(server, at = performance.now()) {
  if (!(server > 0)) return;
  observeClock(server, at);
  recalledOffset = -Infinity;
  if (at - lastKept < 10_000) return;
  lastKept = at;
  writeStored(KEPT, JSON.stringify([server, Date.now()]));
}

/**
 * The page itself may be an old one that was kept for times without a network. By the device's clock, how long ago was the server
 * heard? Where that leaves less time, it is believed until the server says otherwise.
 */
export function recallClock() {
  try {
    const [server, then] = JSON.parse(readStored(KEPT) ?? '[]');
    const gone = Date.now() - then;
    if (gone >= 0) recalledOffset = server + gone - performance.now();
  } catch {
    // Somebody else's.
  }
}

/** Unix ms by the server's clock. */
export function serverNow() {
  return Math.round(Math.max(clockOffset, recalledOffset || -Infinity) + performance.now());
}

/**
 * Asks the server what time it is, then says `mf:awake`. Where it can't be reached that is said all the same: whoever waits for it
 * has more to do than to look at the clock.
 */
export async function rereadClock() {
  try {
    const response = await fetch('/healthz', { mode: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout(tuning.awake) });
    const at = performance.now();
    // A portal's page has a date, too.
    if ((await response.text()) === 'ok\n') hearClock(Date.parse(response.headers.get('date') ?? ''), at);
  } catch {
    // Offline.
  }
  dispatch('awake', null);
}

export function startClock() {
  recallClock();
  // Nothing but the server can say whether that is right.
  if (recalledOffset > clockOffset + 5_000) rereadClock();
  addEventListener('online', rereadClock);
  document.addEventListener('resume', rereadClock);
  document.addEventListener('visibilitychange', () => document.hidden || rereadClock());
  addEventListener('pageshow', ({ persisted }) => persisted && rereadClock());
}

import { dispatch } from './topic.js';
import { tuning } from './tuning.js';

/**
 * The server's clock. The device's clock is never read: students change it, and phones ship with wrong ones.
 *
 * `performance.now()` only runs forward, but stands still while some devices sleep. So every answer of the server is one
 * more observation "it is at least this late", and the latest one counts; and a page that wakes asks.
 */
let clockOffset = -Infinity;

/**
 * @param {number} server the server's time, unix ms
 * @param {number} [at] `performance.now()` when that was said
 */
export function observeClock(server, at = performance.now()) {
  // What isn't a number is never greater.
  if (server - at > clockOffset) clockOffset = server - at;
}

/** Unix ms by the server's clock. */
export function serverNow() {
  return Math.round(clockOffset + performance.now());
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
    if ((await response.text()) === 'ok\n') observeClock(Date.parse(response.headers.get('date') ?? ''), at);
  } catch {
    // Offline.
  }
  dispatch('awake', null);
}

export function startClock() {
  addEventListener('online', rereadClock);
  document.addEventListener('resume', rereadClock);
  document.addEventListener('visibilitychange', () => document.hidden || rereadClock());
  addEventListener('pageshow', ({ persisted }) => persisted && rereadClock());
}

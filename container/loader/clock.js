import { expire } from './expire.js';
import { readStored, writeStored } from './storage.js';
import { dispatch } from './topic.js';
import { tuning } from './tuning.js';

/**
 * The server's clock. The device's is read only to bridge a time without the server: students change it, and phones ship with wrong ones.
 *
 * `performance.now()` only runs forward, but stands still while some devices sleep. So every answer of the server is one
 * more observation "it is at least this late", and the latest one counts; and a page that wakes asks.
 */
let clockOffset = -Infinity;
/** The same from earlier pages, and what the device's clock makes of it: believed until the server is heard. */
let recalledOffset = -Infinity;
let reckonedOffset = -Infinity;
let lastKept = -Infinity;
/** The time that was certain, the device's, and the time that was shown. */
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
  recalledOffset = reckonedOffset = -Infinity;
  if (at - lastKept < 10_000) return;
  lastKept = at;
  keepClock();
}

/** For the next page, or for this one when it wakes: from then on only the device's clock runs. */
function keepClock() {
  if (clockOffset > 0) writeStored(KEPT, JSON.stringify([certainNow(), Date.now(), serverNow()]));
}

/**
 * The page itself may be an old one that was kept for times without a network. By the device's clock, how long ago was the server
 * heard? Where that leaves less time, it is shown until the server says otherwise. No answer is dated by it: a clock that was set
 * forward would make it one that came after the end.
 */
export function recallClock() {
  try {
    const [certain, then, shown = certain] = JSON.parse(readStored(KEPT) ?? '[]');
    const now = performance.now();
    // One that was set back says nothing.
    const gone = Math.max(Date.now() - then, 0);
    // What isn't a number is never greater.
    if (certain - now > recalledOffset) recalledOffset = certain - now;
    if (shown + gone - now > reckonedOffset) reckonedOffset = shown + gone - now;
  } catch {
    // Somebody else's.
  }
}

/** Unix ms by the server's clock: it is at least this late, whatever the device's clock says. */
export function certainNow() {
  return Math.round(Math.max(clockOffset, recalledOffset) + performance.now());
}

/** Unix ms by the server's clock: what is shown, the later of what is certain and what may be. */
export function serverNow() {
  return Math.max(certainNow(), Math.round(reckonedOffset + performance.now()));
}

/**
 * Asks the server what time it is, then says `mf:awake`. Where it can't be reached that is said all the same: whoever waits for it
 * has more to do than to look at the clock.
 */
export async function rereadClock() {
  try {
    const response = await fetch('/healthz', { mode: 'same-origin', cache: 'no-store', signal: expire(tuning.awake) });
    const at = performance.now();
    // A portal's page has a date, too.
    if ((await response.text()) === 'ok\n') hearClock(Date.parse(response.headers.get('date') ?? ''), at);
  } catch {
    // Offline: then there is the device's clock alone to tell how long the page slept.
    recallClock();
  }
  dispatch('awake', null);
}

export function startClock() {
  recallClock();
  // Nothing but the server can say whether that is right.
  if (serverNow() > clockOffset + performance.now() + 5_000) rereadClock();
  addEventListener('online', rereadClock);
  document.addEventListener('resume', rereadClock);
  document.addEventListener('visibilitychange', () => (document.hidden ? keepClock() : rereadClock()));
  addEventListener('pagehide', keepClock);
  addEventListener('pageshow', ({ persisted }) => persisted && rereadClock());
}

import { serverNow } from './clock.js';
import { tuning } from './tuning.js';

/** What happened in this page, for the people who run it: which release came up, which failed, and why. */

/** @type {Record<string, unknown>[]} */
let entries = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let flushTimer;

/**
 * When the buffer is full the newest are dropped: the first failure explains more than the fiftieth.
 * The query stays out: it may hold what the student typed.
 * @param {string} kind
 * @param {string} message
 * @param {Record<string, unknown>} [fields]
 */
export function report(kind, message, fields) {
  if (entries.length < 50) entries.push({ kind, message, at: serverNow(), path: location.pathname, ...fields });
  flushTimer ??= setTimeout(flushTelemetry, tuning.flush);
}

/** Sends what waits. A beacon outlives the page, so this may run while it goes away. */
export function flushTelemetry() {
  clearTimeout(flushTimer);
  flushTimer = undefined;
  const body = new Blob([JSON.stringify(entries)], { type: 'application/json' });
  if (entries.length && navigator.sendBeacon('/api/v1/telemetry', body)) entries = [];
}

/** `unload` doesn't come on phones; these two do. */
export function startTelemetry() {
  addEventListener('pagehide', flushTelemetry);
  addEventListener('visibilitychange', () => {
    if (document.hidden) flushTelemetry();
  });
}

/**
 * The server's clock. The device's clock is never read: students change it, and phones ship with wrong ones.
 *
 * `performance.now()` only runs forward, but stands still while some devices sleep. So every answer of the server is one
 * more observation "it is at least this late", and the latest one counts.
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

/**
 * Every wait of the loader, in milliseconds, and the two things that only a browser can do.
 * One mutable object, so that tests run without waiting and without leaving their page.
 */
export const tuning = {
  /** A download has stalled when no byte came for this long. There is no limit on the whole: slow isn't broken. */
  stall: 10_000,
  /** How long the browser's own module loader may be silent before a second path is tried beside it. */
  hedge: 10_000,
  /** Waits before the second and third try, each varied by a quarter so that a crowd doesn't come back at once. */
  delays: [400, 1200],
  /** How long a soft navigation waits for the next page's new stylesheets. */
  style: 3_000,
  /** Silence after which a request of a remote counts as "no network". */
  request: 60_000,
  /** How long telemetry is gathered before it is sent. */
  flush: 30_000,
  /** How long to wait before the outbox is tried again, if it could not be loaded. */
  outbox: 5_000,
  /** How long the server may take to tell the time to a page that wakes. */
  awake: 3_000,
  /** How long scrolling must rest before its position is remembered. */
  scroll: 150,
  /** @param {string} url @returns {Promise<any>} */
  load: (url) => import(url),
  /** A hard navigation. @param {string} url @param {boolean} [again] the address is already shown */
  leave: (url, again) => (again ? location.reload() : location.assign(url)),
};

import { page } from './page.js';
import { loadRemote } from './release.js';
import { mounts } from './slot.js';

/**
 * Whether the network has bytes to spare: not where the student pays for each, not where they would delay what is needed.
 * @param {{ saveData?: boolean, effectiveType?: string } | undefined} connection
 */
export function mayPrefetch(connection) {
  return !connection?.saveData && !/2g/.test(/** @type {string} */ (connection?.effectiveType));
}

/**
 * Loads a link's remote ahead of the click. It is the very load that the click will use, so nothing comes twice.
 * @param {EventTarget | null} target
 */
export function prefetchFor(target) {
  const link = /** @type {Element | null} */ (target)?.closest?.(/** @type {'a'} */ ('a[data-mf-prefetch]'));
  const name = /** @type {string} */ (link?.dataset.mfPrefetch);
  // A failure is told when the remote is needed.
  if (page.releases[name] && mayPrefetch(/** @type {any} */ (navigator).connection)) loadRemote(name).catch(() => {});
}

/** Once per page, when nothing is on its way any more: the first link is the likeliest next step. */
export function startPrefetch() {
  let waiting = true;
  const settled = () => {
    if (!waiting || [...mounts.values()].some(({ state }) => state === 'loading')) return;
    waiting = false;
    const first = () => prefetchFor(document.querySelector('a[href][data-mf-prefetch]'));
    (globalThis.requestIdleCallback ?? setTimeout)(first);
  };
  addEventListener('mf:slot', settled);
  addEventListener('mf:navigated', () => {
    waiting = true;
    settled();
  });
  settled();
  for (const name of ['pointerover', 'touchstart', 'focusin']) {
    addEventListener(name, (event) => prefetchFor(event.target));
  }
}

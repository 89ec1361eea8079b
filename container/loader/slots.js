import { attachSlot, mounts } from './slot.js';

/**
 * Brings every slot of the page to life that isn't alive. Slots inside a slot are the outer
 * remote's business, and where the server knows no release that fits it has said so.
 */
export function mountSlots() {
  for (const slot of document.querySelectorAll(/** @type {'div'} */ ('[data-mf-remote]:not([data-mf-state=failed])'))) {
    if (mounts.has(slot) || slot.parentElement?.closest('[data-mf-remote]')) continue;
    const { mfRemote, mfExpose, mfVersion: version, mfState, mfLive } = /** @type {Record<string, string>} */ (slot.dataset);
    const input = /** @type {string} */ (document.querySelector(`[data-mf-input="${slot.id}"]`)?.textContent);
    // The HTML is what a Retry without a network begins with.
    const original = { version, live: mfLive !== 'no', html: slot.innerHTML, input };
    attachSlot(slot, mfRemote, mfExpose, mfState === 'server' ? original : undefined);
  }
}

/** @param {Element} root */
export function unmountSlots(root) {
  for (const [slot, mount] of mounts) {
    if (root.contains(slot)) mount.unmount();
  }
}

/**
 * A remote inside a remote. It isn't part of the page's HTML, so it begins with a skeleton.
 * @type {import('./host.js').Services['mount']}
 */
export function mountNested(slot, remote, expose, props) {
  Object.assign(slot.dataset, { mfRemote: remote, mfExpose: expose });
  slot.innerHTML = '<div class=mf-skeleton aria-hidden=true><span class=mf-skeleton__line></span><span class=mf-skeleton__line></span></div>';
  return attachSlot(slot, remote, expose, undefined, props);
}

/** The connection is back: what failed for want of it tries again by itself. */
export function retryWhenOnline() {
  addEventListener('online', () => {
    for (const { error, start } of mounts.values()) {
      if (/network|stalled/.test(/** @type {string} */ (error?.code))) start();
    }
  });
}

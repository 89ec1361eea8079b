import { identity } from './change.js';

/**
 * The second way, where IndexedDB can't be had: an entry of localStorage each change. Weaker: it survives the page, and mostly
 * the browser, but not its sudden death. All of it throws where there is none, and what could not be read back was not kept.
 */
const PREFIX = 'mf-outbox:';

/** @param {import('./change.js').Change} change */
function keyFor(change) {
  return PREFIX + identity(change);
}

/** @param {import('./change.js').Change} change */
export function addSecond(change) {
  const [key, text] = [keyFor(change), JSON.stringify(change)];
  localStorage.setItem(key, text);
  if (localStorage.getItem(key) !== text) throw Error('localStorage keeps nothing');
}

/** @returns {import('./change.js').Change[]} */
export function allSecond() {
  const found = [];
  for (let index = 0; index < localStorage.length; index++) {
    const key = localStorage.key(index);
    if (!key?.startsWith(PREFIX)) continue;
    try {
      found.push(JSON.parse(/** @type {string} */ (localStorage.getItem(key))));
    } catch {
      // Not ours, or cut off: nothing that could be sent.
    }
  }
  // The order of its keys means nothing.
  return found.sort((one, other) => one.n - other.n);
}

/** @param {import('./change.js').Change[]} gone */
export function removeSecond(gone) {
  for (const change of gone) localStorage.removeItem(keyFor(change));
}

/** Only what is still there. @param {import('./change.js').Change[]} marked */
export function updateSecond(marked) {
  for (const change of marked) if (localStorage.getItem(keyFor(change))) addSecond(change);
}

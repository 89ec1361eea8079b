import { contained } from './error.js';
import { readStored, writeStored } from './storage.js';
import { addHandler, tellHandlers } from './topic.js';

/** The shared store. Values are JSON text, because remotes are separate programs that share no objects. */

/** The slices that the product declares, by name. @type {Record<string, import('./page.js').Declared>} */
export const declared = {};

/** Checked, since values also come from disk and from other tabs. @param {import('./page.js').Declared} slice @param {any} value */
const takes = ({ maybe, has, of, list, type }, value) => {
  if (maybe) return !value || value[maybe];
  if (has) return has in value;
  return type ? typeof value === type : list ? Array.isArray(value) : of?.includes(value);
};

/** @type {Map<string, string>} */
const values = new Map();
/** What the server last said, to tell its changes from ours. @type {Map<string, string>} */
const served = new Map();
/** @type {Map<string, import('./topic.js').Handlers>} */
const watchers = new Map();
/** @type {BroadcastChannel | undefined} */
let tabs;

/** Whoever watches the slice. @param {string} slice */
function watching(slice) {
  const handlers = watchers.get(slice) ?? new Set();
  watchers.set(slice, handlers);
  return handlers;
}

/** @param {string} slice */
export function getSlice(slice) {
  return values.get(slice) ?? 'null';
}

/**
 * An equal value is no news. A refused one is logged, not thrown: the caller is most often wasm, where that would be a trap.
 * @param {string} slice
 * @param {string} text JSON
 * @param {boolean} [fromTab] another tab said so: don't tell it back
 */
export function setSlice(slice, text, fromTab) {
  contained(() => {
    const value = JSON.parse(text);
    const is = declared[slice];
    if (!is || !takes(is, value)) throw TypeError(`${slice} can't be ${text}`);
    const json = JSON.stringify(value);
    const outdated = () => values.get(slice) !== json;
    if (!outdated()) return;
    values.set(slice, json);
    if (is.shown) {
      document.documentElement.dataset[slice] = value;
      // For the server, so that the next page arrives as this one looks.
      contained(() => (document.cookie = `${slice}=${value}; Path=/; SameSite=Lax; Max-Age=31536000`));
    }
    if (is.kept) writeStored('mf-store:' + slice, json);
    if (is.tabs && !fromTab) tabs?.postMessage([slice, json]);
    tellHandlers(watching(slice), json, outdated);
  });
}

/**
 * Tells the value that there is, then each change. The first comes a moment later: whoever watches is still busy with beginning.
 * @param {string} slice
 * @param {import('./topic.js').Handler} watcher
 * @returns {() => void} ends it
 */
export function watchSlice(slice, watcher) {
  // A change, or the end, may come before the moment is over.
  let untold = true;
  const off = addHandler(watching(slice), (json) => {
    untold = false;
    watcher(json);
  });
  queueMicrotask(() => untold && contained(() => watcher(getSlice(slice))));
  return () => {
    untold = false;
    off();
  };
}

/**
 * Takes over what the server says: of the user always, of the rest what changed there since the last page.
 * @param {import('./page.js').Slices} slices
 * @param {typeof declared} which
 */
export function adoptStore(slices, which) {
  Object.assign(declared, which);
  for (const slice in declared) {
    const json = JSON.stringify(slices[slice] ?? null);
    // At first there is nobody to tell.
    if (!served.has(slice)) values.set(slice, json);
    else if (slice === 'user' || json !== served.get(slice)) setSlice(slice, json);
    served.set(slice, json);
  }
}

/** @param {import('./page.js').Slices} slices @param {typeof declared} which @returns {BroadcastChannel | undefined} to the other tabs, where the browser lets them talk */
export function startStore(slices, which) {
  contained(() => {
    tabs = new BroadcastChannel('mf-store');
    tabs.onmessage = ({ data: [slice, json] }) => setSlice(slice, json, true);
  });
  adoptStore(slices, which);
  for (const slice in declared) {
    const { kept, shown } = declared[slice];
    const text = kept && readStored('mf-store:' + slice);
    // The cookie is the newer of the two, and the server has rendered with it.
    contained(() => {
      if (text && !(shown && RegExp(`\\b${slice}=`).test(document.cookie))) setSlice(slice, text);
    });
  }
  // Plain forms log in and out with a page load; the other tabs learn it from the page that comes back.
  tabs?.postMessage(['user', getSlice('user')]);
  return tabs;
}

import { LoadError } from './error.js';
import { fetchVerified } from './fetch.js';
import { tuning } from './tuning.js';

/**
 * A remote's glue: the ES module whose `create` makes instances. `import()` takes no integrity, so there are two ways.
 *
 * @typedef {(guard: (exports: WebAssembly.Exports) => WebAssembly.Exports) => any} Create
 */

/**
 * The browser's way: a script element that the browser verifies. It reuses a `modulepreload` (which must carry the same
 * integrity: the first request of a module decides). A failed module stays failed for its URL, so this works only once.
 * @param {string} src
 * @param {import('./page.js').ReleaseFile} file
 * @returns {Promise<any>}
 */
export function importElement(src, { path, integrity }) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const { nonce } = document.querySelector(/** @type {'script'} */ ('script[nonce]')) ?? script;
    script.onload = () => resolve(tuning.load(src));
    script.onerror = () => reject(new LoadError('network', `${path} can't be fetched.`));
    Object.assign(script, { type: 'module', integrity, crossOrigin: 'anonymous', nonce, src });
    document.head.append(script);
  });
}

/**
 * Our way: fetch, verify, import a blob of it.
 * @param {string} src
 * @param {import('./page.js').ReleaseFile} file
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
export async function importBytes(src, file, signal) {
  const bytes = await fetchVerified(src, file, signal);
  const blob = URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' }));
  try {
    return await tuning.load(blob);
  } finally {
    URL.revokeObjectURL(blob);
  }
}

/**
 * The first try: the browser's way and, when that is silent for too long, ours beside it. Whoever is there first wins.
 * @param {string} url
 * @param {import('./page.js').ReleaseFile} file
 * @param {string} other a URL that isn't stuck behind the same request
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
export function importHedged(url, file, other, signal) {
  return new Promise((resolve, reject) => {
    const second = () => {
      // The release may have been given up meanwhile.
      if (!signal.aborted) importBytes(other, file, signal).then(resolve, reject);
    };
    const timer = setTimeout(second, tuning.hedge);
    importElement(url, file)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

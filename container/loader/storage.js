/**
 * `localStorage` that may be full, forbidden or absent: then nothing is remembered, and nothing breaks.
 */

/** @param {string} key @returns {string | undefined} */
export function readStored(key) {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} key @param {string | undefined} value `undefined` removes it */
export function writeStored(key, value) {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch (error) {
    console.error(error);
  }
}

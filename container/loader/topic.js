import { contained } from './error.js';

/**
 * Handlers of one subject, as the store and the bus keep them. Each is wrapped, so that one function may be added twice.
 * @typedef {(json: string) => void} Handler
 * @typedef {Set<{ handler: Handler }>} Handlers
 */

/**
 * @param {Handlers} handlers
 * @param {Handler} handler
 * @returns {() => void} ends it
 */
export function addHandler(handlers, handler) {
  const entry = { handler };
  handlers.add(entry);
  return () => handlers.delete(entry);
}

/**
 * Tells all. One that fails harms no other; one that was ended meanwhile, say because its owner was unmounted, isn't told.
 * @param {Handlers} handlers
 * @param {string} json
 * @param {() => boolean} [outdated] stops, since there is something newer that everybody has been told
 */
export function tellHandlers(handlers, json, outdated) {
  for (const entry of [...handlers]) {
    if (handlers.has(entry) && !outdated?.()) contained(() => entry.handler(json));
  }
}

/**
 * Tells the page's own scripts.
 * @param {string} name
 * @param {unknown} detail
 */
export function dispatch(name, detail) {
  dispatchEvent(new CustomEvent('mf:' + name, { detail }));
}

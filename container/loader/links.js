/**
 * Which clicks and which steps in the history are ours. Whatever isn't plainly ours is left to the browser.
 */

/**
 * The address that a click leads to, if it is a soft navigation.
 * @param {MouseEvent} event
 * @returns {URL | undefined}
 */
export function softTarget(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = /** @type {Element} */ (event.target).closest('a[href]:not([target],[download],[rel~=external])');
  if (!link || link.closest('[data-mf-reload]')) return undefined;
  const url = new URL(/** @type {string} */ (link.getAttribute('href')), document.baseURI);
  // A place on this page is the browser's; `#` alone has an empty hash.
  const here = url.pathname + url.search === location.pathname + location.search && url.href.includes('#');
  return url.origin === location.origin && !here ? url : undefined;
}

/**
 * Whether a history entry belongs to the page that is shown, so that only its remote has to follow. Every page that was
 * fetched has an id, and entries carry it. Entries without state were made by others, such as a click on a hash.
 * @param {{ mf?: number } | null} state
 * @param {string} pathname
 * @param {number} shownId
 * @param {string} shownPathname
 */
export function isSamePage(state, pathname, shownId, shownPathname) {
  return state?.mf ? state.mf === shownId : pathname === shownPathname;
}

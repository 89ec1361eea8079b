import { contained } from './error.js';
import { isSamePage, softTarget } from './links.js';
import { addNextStyles, focusPage, parseNext, swapPage } from './swap.js';
import { dispatch } from './topic.js';
import { tuning } from './tuning.js';

/**
 * Soft navigation: the next page's HTML comes from the server, like that of a hard one, and is swapped in.
 * Entries of the history carry `{ mf: id of the fetched page, y: scroll position }`.
 */

let shownId = 0;
let shownPathname = '';
/** The navigation under way. @type {AbortController | undefined} */
let pending;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let scrollTimer;

/** @param {AbortController} [next] takes the place of the navigation under way, which ends */
export function setPending(next) {
  clearTimeout(scrollTimer);
  pending?.abort();
  pending = next;
  document.documentElement.toggleAttribute('data-mf-navigating', !!next);
  document.getElementById('main')?.setAttribute('aria-busy', `${!!next}`);
}

/** Remembers where the reader is. Not while a navigation is under way: then the entry may already be another page's. */
export function rememberScroll() {
  clearTimeout(scrollTimer);
  if (!pending) contained(() => history.replaceState({ mf: shownId, y: scrollY }, ''));
}

/** At once, whatever the styles say about smooth scrolling. @param {number} [top] */
export function jump(top = 0) {
  scrollTo({ top, behavior: 'instant' });
}

/** @param {boolean} replace @param {URL} url */
export function enterHistory(replace, url) {
  history[replace ? 'replaceState' : 'pushState']({ mf: shownId }, '', url);
}

/**
 * Fetches a page and shows it. Whatever can't be shown this way is left to a hard navigation, which says why.
 * @param {URL} url
 * @param {boolean} replace
 * @param {{ mf?: number, y?: number } | null} [entry] of the history, when it is the history that moved
 */
export async function visit(url, replace, entry) {
  const popped = entry !== undefined;
  if (!popped) rememberScroll();
  const mine = new AbortController();
  setPending(mine);
  try {
    const response = await fetch(url, { headers: { 'X-MF-Navigation': 'soft' }, signal: mine.signal });
    const at = performance.now();
    // What isn't HTML is no page either.
    const next = parseNext(await response.text());
    await addNextStyles(next);
    if (mine !== pending) return;
    // A redirect may have led elsewhere; the hash never travels.
    const shown = new URL(response.url || url);
    shown.hash = url.hash;
    swapPage(next, at, () => {
      shownId = entry?.mf ?? Math.random();
      shownPathname = shown.pathname;
      enterHistory(replace || shown.href === location.href, shown);
    });
    setPending();
    focusPage();
    const anchor = !popped && document.getElementById(decodeURIComponent(shown.hash.slice(1)));
    if (anchor) anchor.scrollIntoView();
    else jump(entry?.y);
  } catch {
    if (mine === pending) tuning.leave(url.href, popped);
  }
}

/**
 * What a remote asks for. Another query of the same page is the remote's own business: only the address changes. The very
 * same address means "show it anew".
 * @param {string} path
 * @param {boolean} [replace]
 */
export function navigate(path, replace = false) {
  const url = new URL(path, document.baseURI);
  if (url.origin !== location.origin) tuning.leave(url.href);
  else if (url.pathname !== location.pathname || url.href === location.href) visit(url, replace);
  else {
    rememberScroll();
    // Browsers refuse when there were too many in a minute. Then the address is behind, not the page.
    contained(() => enterHistory(replace, url));
  }
}

/** @param {PopStateEvent} event */
export function onPopState({ state }) {
  if (!isSamePage(state, location.pathname, shownId, shownPathname)) {
    visit(new URL(location.href), true, state);
    return;
  }
  setPending();
  dispatch('location', { path: location.pathname + location.search });
  if (!state) rememberScroll();
  else if (state.y >= 0) jump(state.y);
}

export function startNavigation() {
  shownId = history.state?.mf ?? Math.random();
  shownPathname = location.pathname;
  addEventListener('popstate', onPopState);
  addEventListener('scroll', () => {
    clearTimeout(scrollTimer);
    scrollTimer = setTimeout(rememberScroll, tuning.scroll);
  });
  // While the page lives it restores positions itself; a reload or a return from elsewhere is the browser's.
  const restoration = (/** @type {Event} */ { type }) => {
    history.scrollRestoration = type === 'pagehide' ? 'auto' : 'manual';
  };
  addEventListener('pageshow', restoration);
  addEventListener('pagehide', restoration);
  addEventListener('click', (event) => {
    const url = softTarget(event);
    if (!url) return;
    event.preventDefault();
    visit(url, false);
  });
}

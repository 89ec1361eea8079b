import { observeClock } from './clock.js';
import { page, readPage } from './page.js';
import { mountSlots, unmountSlots } from './slots.js';
import { adoptStore } from './store.js';
import { appendStyle, styleLinks } from './style.js';
import { dispatch } from './topic.js';
import { tuning } from './tuning.js';

/**
 * The next page, ready to be put in place of this one. Throws where only a hard navigation will do.
 * @param {string} html
 */
export function parseNext(html) {
  const next = new DOMParser().parseFromString(html, 'text/html');
  const data = readPage(next);
  const main = next.getElementById('main');
  // Another loader speaks another version of everything here.
  if (!main || data?.loader !== page.loader) throw TypeError('no soft navigation');
  return { next, data, main };
}

/** @typedef {ReturnType<typeof parseNext>} NextPage */

/** Styles first: content that is shown before its styles jumps. @param {NextPage} parsed */
export async function addNextStyles({ next }) {
  const here = styleLinks(document).map((link) => link.href);
  const missing = styleLinks(next).filter((link) => !here.includes(link.href));
  await Promise.allSettled(missing.map((link) => appendStyle(document.importNode(link), tuning.style)));
}

/**
 * Ends this page's slots, puts the next page's parts in place and begins its slots.
 * @param {NextPage} parsed
 * @param {number} at `performance.now()` when the server's answer came
 * @param {() => void} moveHistory the address must be right before the new slots look at it
 */
export function swapPage({ next, data, main: fresh }, at, moveHistory) {
  const main = /** @type {HTMLElement} */ (document.getElementById('main'));
  const header = document.getElementById('mf-header');
  const nextHeader = next.getElementById('mf-header');
  unmountSlots(main);
  if (header && nextHeader) {
    unmountSlots(header);
    header.replaceWith(nextHeader);
  }
  moveHistory();
  document.title = next.title;
  document.documentElement.dataset.route = next.documentElement.dataset.route ?? '';
  /** @type {HTMLElement} */ (document.getElementById('mf-page')).textContent = JSON.stringify(data);
  Object.assign(page, data);
  observeClock(page.now, at);
  main.className = fresh.className;
  main.replaceChildren(...fresh.childNodes);
  adoptStore(page.store, page.slices);
  mountSlots();
  dispatch('navigated', { path: location.pathname + location.search });
  // The shell's polite voice says which page has come.
  /** @type {HTMLElement} */ (document.getElementById('mf-announce')).textContent = document.title;
}

/** Where reading goes on. */
export function focusPage() {
  const main = /** @type {HTMLElement} */ (document.getElementById('main'));
  const target = main.querySelector('h1') ?? main;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

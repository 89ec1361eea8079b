import { getSlice, setSlice, declared, watchSlice } from './store.js';

/**
 * Buttons of the shell that set a slice, such as the theme's. They sit in plain forms and work without any script, too.
 */

/** `aria-pressed` follows the store. */
export function showPressed() {
  for (const element of document.querySelectorAll(/** @type {'button'} */ ('[data-mf-pressed]'))) {
    const { slice, value } = JSON.parse(/** @type {string} */ (element.dataset.mfPressed));
    element.setAttribute('aria-pressed', `${getSlice(slice) === JSON.stringify(value)}`);
  }
}

export function startActions() {
  for (const slice in declared) watchSlice(slice, showPressed);
  addEventListener('mf:navigated', showPressed);
  addEventListener('click', (event) => {
    const target = /** @type {Element} */ (event.target);
    const text = target.closest(/** @type {'button'} */ ('[data-mf-set]'))?.dataset.mfSet;
    if (!text) return;
    event.preventDefault();
    const { slice, value } = JSON.parse(text);
    setSlice(slice, JSON.stringify(value));
  });
}

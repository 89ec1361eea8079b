import { LoadError } from './error.js';

/**
 * Adds a stylesheet and waits for it, but not for ever: unstyled is better than nothing.
 * @param {HTMLLinkElement} link
 * @param {number} wait ms
 * @returns {Promise<unknown>}
 */
export function appendStyle(link, wait) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, wait);
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new LoadError('network', `${link.href} can't be fetched.`));
    };
    document.head.append(link);
  });
}

/** @param {Document} source @returns {HTMLLinkElement[]} */
export function styleLinks(source) {
  return [...source.querySelectorAll(/** @type {'link'} */ ('link[rel=stylesheet]'))];
}

/**
 * A release's stylesheet, unless the document has it: under this address, or loaded from another one.
 * @param {string} url
 * @param {import('./page.js').ReleaseFile} file
 * @param {string} src with a changed query on later tries
 * @param {number} wait
 */
export async function ensureStyle(url, { integrity }, src, wait) {
  if (styleLinks(document).some((link) => link.href === url || (link.sheet && link.integrity === integrity))) return;
  const link = document.createElement('link');
  Object.assign(link, { rel: 'stylesheet', integrity, crossOrigin: 'anonymous', href: src });
  return appendStyle(link, wait);
}

/**
 * What the server says about this page, in `<script type="application/json" id="mf-page">`.
 *
 * @typedef {{ path: string, integrity: string, size?: number }} ReleaseFile
 * @typedef {{ version: string, bases: string[], glue?: ReleaseFile | null, client?: ReleaseFile | null, style?: ReleaseFile | null }} Release
 * @typedef {Record<string, any>} Slices
 * @typedef {object} Page
 * @property {Record<string, Release>} releases the release set that this HTML was rendered with
 * @property {Record<string, string>} refused remotes without a release that fits, with the reason
 * @property {Slices} store the shared store as the server knows it
 * @property {number} now the server's clock, unix ms
 * @property {string} loader version of the loader that the page wants
 * @property {boolean} dev
 */

/** The page that is shown. A soft navigation overwrites it in place: everybody holds this one object. */
export const page = /** @type {Page} */ ({});

/**
 * The page's data, if the document has any.
 * @param {Document} source
 * @returns {Page | undefined}
 */
export function readPage(source) {
  const text = source.getElementById('mf-page')?.textContent;
  return text ? JSON.parse(text) : undefined;
}

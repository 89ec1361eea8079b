/**
 * What the server says about this page, in `<script type="application/json" id="mf-page">`.
 *
 * @typedef {{ path: string, integrity: string, size?: number }} ReleaseFile
 * @typedef {{ version: string, bases: string[], glue?: ReleaseFile | null, client?: ReleaseFile | null, style?: ReleaseFile | null }} Release
 * @typedef {Record<string, any>} Slices
 * @typedef {object} Declared what the product says of a slice of the store
 * @property {boolean} [tabs] every open tab has the same value
 * @property {boolean} [kept] the device remembers it
 * @property {boolean} [shown] it is an attribute of the document and a cookie, too
 * @property {string} [maybe] it is null, or an object in which this member holds something
 * @property {string} [has] it is an object with this member
 * @property {string[]} [of] it is one of these
 * @property {boolean} [list] it is a list
 * @property {string} [type] it is of this type
 * @typedef {object} Page
 * @property {Record<string, Release>} releases the release set that this HTML was rendered with
 * @property {Record<string, string>} refused remotes without a release that fits, with the reason
 * @property {Record<string, Declared>} slices which the shared store has
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

import { LoadError } from './error.js';
import { page } from './page.js';
import { loadRemote } from './release.js';
import { requestText } from './request.js';

/**
 * What the server rendered for a slot, with what brings it to life. There is no other HTML of remotes: it comes with the
 * page, or later from `/slot`.
 * @typedef {object} Rendered
 * @property {string} version of the release that rendered it
 * @property {boolean} live whether there is code for it; a document has none
 * @property {string} html
 * @property {string} input JSON for `mount`
 * @property {string} [props] JSON that it was asked for with; what came with the page has those of the page
 */

/**
 * Whether this page would load the very release that rendered it. Another one hydrates nothing of it.
 * @param {string} remote
 * @param {Rendered} rendered
 */
export function fitsRelease(remote, { version }) {
  return version === page.releases[remote]?.version;
}

/**
 * Has the server render a slot for the address that is shown, with the release that it has now, which becomes this page's.
 * Where that fails, what came with the page will do: a student who is offline can Retry after a crash.
 * @param {string} remote
 * @param {string} expose
 * @param {string | undefined} props
 * @param {Rendered | undefined} original
 * @returns {Promise<Rendered>}
 */
export async function fetchRendered(remote, expose, props, original) {
  // Most often the release stays, so its code may come meanwhile. A failure is told when the code is needed.
  loadRemote(remote).catch(() => {});
  const query = new URLSearchParams({ remote, expose, page: location.pathname + location.search, ...(props && { props }) });
  const [status, text] = await requestText('GET', '/slot?' + query);
  let error = new LoadError('network', "The server can't be reached.");
  try {
    const answer = JSON.parse(text);
    if (status === 200) {
      page.releases[remote] = answer.release;
      return { ...answer, props };
    }
    error = new LoadError('status', answer.detail);
  } catch {
    // Nothing at all, or what a portal or a proxy says in the server's place.
  }
  if (original && fitsRelease(remote, original)) return original;
  throw error;
}

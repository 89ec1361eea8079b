import { LoadError } from './error.js';
import { tuning } from './tuning.js';

/**
 * A file's bytes, complete and proven to be the published ones.
 *
 * The request is a plain `fetch(url)` so that it is the one that `<link rel="preload" as="fetch" crossorigin>` began. It is
 * given up when no byte comes for a while, never for being slow.
 *
 * @param {string} url
 * @param {import('./page.js').ReleaseFile} file
 * @param {AbortSignal} [signal]
 * @returns {Promise<ArrayBuffer>}
 */
export async function fetchVerified(url, { path, integrity }, signal) {
  const fail = (/** @type {import('./error.js').LoadErrorCode} */ code, /** @type {string} */ what) =>
    new LoadError(code, `${path} from ${new URL(url).host} ${what}.`);
  // A page without TLS has none; there the browser itself checks, and shows no byte before it has them all.
  const subtle = globalThis.crypto?.subtle;
  const aborter = new AbortController();
  signal?.addEventListener('abort', () => aborter.abort());
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const alive = () => {
    clearTimeout(timer);
    if (subtle) timer = setTimeout(() => aborter.abort(fail('stalled', 'stopped coming')), tuning.stall);
  };
  try {
    alive();
    const response = await fetch(url, { signal: aborter.signal, integrity: subtle ? '' : integrity });
    // A web page is what a portal or a single-page fallback sends in place of a file.
    const html = /html/.test(/** @type {string} */ (response.headers.get('content-type'))) && 'a web page';
    const odd = response.ok ? html : response.status;
    if (odd) throw fail('status', 'was answered with ' + odd);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const chunks = [];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      alive();
      chunks.push(/** @type {BlobPart} */ (value));
    }
    const bytes = await new Blob(chunks).arrayBuffer();
    if (subtle && integrity !== 'sha384-' + btoa(String.fromCharCode(...new Uint8Array(await subtle.digest('SHA-384', bytes))))) {
      throw fail('integrity', 'is not the file that was published');
    }
    return bytes;
  } catch (error) {
    throw error instanceof LoadError ? error : fail('network', "can't be fetched");
  } finally {
    clearTimeout(timer);
  }
}

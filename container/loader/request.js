import { expire } from './expire.js';
import { hearClock } from './clock.js';
import { tuning } from './tuning.js';

/**
 * A request to our own server. Answers also set the clock.
 * @param {string} method
 * @param {string} path
 * @param {string} [body] JSON, sent as it is
 * @returns {Promise<[status: number, text: string]>} status 0: no network
 */
export async function requestText(method, path, body) {
  try {
    const response = await fetch(path, {
      method,
      body,
      mode: 'same-origin',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      // An answer that was given survives that the page is closed. Browsers allow that up to 64 KB.
      keepalive: (body?.length ?? 5e4) < 5e4,
      signal: expire(tuning.request),
    });
    // A portal answers in web pages, and its clock may be wrong.
    if (!/html/.test(response.headers.get('content-type') ?? '')) hearClock(Date.parse(response.headers.get('date') ?? ''));
    return [response.status, await response.text()];
  } catch {
    return [0, ''];
  }
}

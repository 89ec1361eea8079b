import { observeClock } from './clock.js';
import { tuning } from './tuning.js';

/**
 * A request of a remote to our own API. Answers also set the clock.
 * @param {string} method
 * @param {string} path
 * @param {string | undefined} body JSON, sent as it is
 * @param {(status: number, text: string) => void} done status 0: no network
 */
export async function requestText(method, path, body, done) {
  let status = 0;
  let text = '';
  try {
    const response = await fetch(path, {
      method,
      body,
      mode: 'same-origin',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      // An answer that was given survives that the page is closed. Browsers allow that up to 64 KB.
      keepalive: (body?.length ?? 5e4) < 5e4,
      signal: AbortSignal.timeout(tuning.request),
    });
    observeClock(Date.parse(response.headers.get('date') ?? ''));
    text = await response.text();
    status = response.status;
  } catch {
    // Status 0 says it.
  }
  done(status, text);
}

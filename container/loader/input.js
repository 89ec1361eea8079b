import { storeSnapshot } from './store.js';

/**
 * What a mount begins with (`shared::abi::Input`), where it doesn't come from the server.
 * The route's parameters are known to the server alone, so they are inherited from an input of the same page.
 * @param {string} from an input of this page
 * @param {Record<string, unknown>} [change]
 * @returns {string}
 */
export function renewInput(from, change) {
  const input = JSON.parse(from);
  const request = {
    path: location.pathname,
    params: input.request?.params ?? {},
    query: Object.fromEntries(new URLSearchParams(location.search)),
    store: storeSnapshot(),
  };
  return JSON.stringify({ ...input, request, ...change });
}

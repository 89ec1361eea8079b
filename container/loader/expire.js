/**
 * A signal that ends a request which takes too long. Not `AbortSignal.timeout`, which phones of 2021 lack.
 * @param {number} patience ms
 */
export function expire(patience) {
  const aborter = new AbortController();
  setTimeout(() => aborter.abort(), patience);
  return aborter.signal;
}

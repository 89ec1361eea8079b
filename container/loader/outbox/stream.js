/**
 * A stream is the queue of one attempt of one person on this device.
 *
 * @typedef {object} Stream
 * @property {number} failures in a row
 * @property {number} retryAt unix ms; something good that happens sets it to 0
 * @property {number} notBefore unix ms, what the server asked for
 * @property {number} limit how many changes go into one request
 * @property {string} stopped why the server will never take anything of it; empty while it may
 * @property {Map<string, import('./answer.js').Result>} results the newest of each item
 * @property {{ done: any, refused: string | null } | undefined} handIn what became of it
 */

/** Changes that a request may hold. */
export const MOST = 100;

/** @param {import('./machine.js').State} state @param {{ person: string, attempt: string }} of @returns {Stream} */
export function streamOf({ streams }, { person, attempt }) {
  const key = JSON.stringify([person, attempt]);
  let stream = streams.get(key);
  if (!stream) {
    stream = { failures: 0, retryAt: 0, notBefore: 0, limit: MOST, stopped: '', results: new Map(), handIn: undefined };
    streams.set(key, stream);
  }
  return stream;
}

/**
 * What is to be sent next: changes of one device in the order of their numbers, and the hand-in when no change is left.
 * Only ever of the person who is signed in.
 * @param {import('./machine.js').State} state
 * @param {number} now
 * @returns {{ due?: import('./change.js').Queued[], at: number }} `at`: when to look again
 */
export function pickBatch(state, now) {
  let at = Infinity;
  if (!state.person || state.expired === state.person) return { at };
  const open = state.changes.filter((one) => one.person === state.person && !one.result);
  for (const attempt of new Set(open.map((one) => one.attempt))) {
    const mine = open.filter((one) => one.attempt === attempt);
    const edits = mine.filter((one) => one.item !== '');
    const ready = (edits.length ? edits : mine).filter((one) => one.n);
    if (!ready.length) continue;
    const { retryAt, notBefore, limit } = streamOf(state, ready[0]);
    const wait = Math.max(retryAt, notBefore);
    if (wait > now) {
      at = Math.min(at, wait);
      continue;
    }
    const { device } = ready[0];
    const due = ready.filter((one) => one.device === device).sort((one, other) => one.n - other.n);
    return { due: due.slice(0, edits.length ? limit : 1), at };
  }
  return { at };
}

/** Whoever watches is to see it. @param {Stream} stream @param {import('./answer.js').Result} result */
export function showResult(stream, result) {
  if (result.item !== '') stream.results.set(result.item, result);
  else if (result.outcome === 'refused') stream.handIn = { done: null, refused: result.detail ?? '' };
}

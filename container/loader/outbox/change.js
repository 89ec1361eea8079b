/**
 * @typedef {object} Change one thing that a person did in an attempt; also what is stored
 * @property {string} person who did it
 * @property {string} who their name, to say whom the device waits for
 * @property {string} attempt
 * @property {string} item empty: the hand-in
 * @property {string} response
 * @property {number} base the revision of the item's answer that the device knew
 * @property {number | null} at when, by the server's clock
 * @property {string} device
 * @property {number} n the device's own counter in this attempt; 0 until it is numbered
 * @property {import('./answer.js').Result} [result] a final refusal that nobody has seen yet
 *
 * @typedef {Change & { token?: string, kept: boolean }} Queued a change in this page
 */

/** What the server knows a change by. @param {Pick<Change, 'person' | 'attempt' | 'device' | 'n'>} change */
export function identity({ person, attempt, device, n }) {
  return JSON.stringify([person, attempt, device, n]);
}

/** The change alone, as it is stored. @param {Queued} queued @returns {Change} */
export function stored({ token: _token, kept: _kept, ...change }) {
  return change;
}

/** @param {{ person: string, attempt: string }} one @param {{ person: string, attempt: string }} other */
export function sameStream(one, other) {
  return one.person === other.person && one.attempt === other.attempt;
}

/**
 * Nobody needs them any more: the server has them, or their refusal was seen.
 * @param {import('./machine.js').State} state
 * @param {Queued[]} gone
 * @param {import('./machine.js').Effect[]} effects
 */
export function forget(state, gone, effects) {
  if (!gone.length) return;
  for (const one of gone) state.acknowledged.add(identity(one));
  state.changes = state.changes.filter((one) => !gone.includes(one));
  effects.push({ type: 'erase', changes: gone.map(stored) });
}

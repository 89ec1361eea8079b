import { sameStream } from './change.js';
import { streamOf } from './stream.js';

/**
 * What the machine's state means to those who look at it.
 */

/**
 * One attempt, as `contract::outbox::Status` has it.
 * @param {import('./machine.js').State} state
 * @param {{ person: string, attempt: string }} of
 */
export function viewStream(state, of) {
  const stream = streamOf(state, of);
  const open = state.changes.filter((one) => !one.result && sameStream(one, of));
  const handIn = open.find((one) => one.item === '');
  const waiting = open.filter((one) => one.item !== '').map(({ item, response, n, kept }) => ({ item, response, n, kept }));
  // After a failure it waits until something has got through: tries that fail are no news.
  const ours = state.person === of.person && state.expired !== of.person;
  const pending = !ours ? 'signed-out' : stream.failures ? 'waiting' : 'sending';
  return {
    durable: state.durable,
    phase: open.length ? pending : stream.stopped ? 'stopped' : 'idle',
    waiting,
    results: [...stream.results.values()].map(({ device: _device, ...result }) => result),
    handIn: handIn ? { kept: handIn.kept, done: null, refused: null } : stream.handIn ? { kept: true, ...stream.handIn } : null,
  };
}

/**
 * Whoever has something waiting, the signed-in person first.
 * @param {import('./machine.js').State} state
 */
export function viewWaiting({ changes, person, expired, streams }) {
  const open = changes.filter((one) => !one.result);
  const first = open.find((one) => one.person === person) ?? open[0];
  if (!first) return undefined;
  const mine = open.filter((one) => one.person === first.person);
  const failing = mine.some((one) => streams.get(JSON.stringify([one.person, one.attempt]))?.failures);
  return {
    person: first.person,
    who: first.who,
    count: mine.filter((one) => one.item !== '').length,
    handIn: mine.some((one) => one.item === ''),
    kept: mine.every((one) => one.kept),
    open: mine,
    /** The storage has been tried, in vain. */
    lost: mine.some((one) => one.n && !one.kept),
    since: Math.min(...mine.map(({ at }) => at ?? Infinity)),
    phase: first.person !== person || expired === person ? 'signed-out' : failing ? 'waiting' : 'sending',
  };
}

/** What would be lost with the page. @param {import('./machine.js').State} state */
export function isAtRisk({ changes }) {
  return changes.some((one) => !one.kept && !one.result);
}

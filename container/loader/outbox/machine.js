import { takeAnswer } from './answer.js';
import { forget, identity, sameStream, stored } from './change.js';
import { pickBatch, showResult, streamOf } from './stream.js';

/**
 * The outbox as a pure state machine: events in, effects out. It reads no clock, draws no lot and knows no browser: times and
 * jitter come in with the events, so that a test can run it against any fault at any moment, and again with the same seed.
 *
 * @typedef {object} Busy what is under way: the storage is read, then a batch is sent
 * @property {number} id
 * @property {import('./change.js').Queued[]} [batch]
 *
 * @typedef {object} State
 * @property {boolean} opened the storage has been read once
 * @property {string} durable where the last change was kept
 * @property {string} device the database's id; another one means that all of it is gone
 * @property {string} person who is signed in; empty: nobody
 * @property {string} expired whose session the server has said to be over
 * @property {boolean} leads this tab is the one that sends
 * @property {number} turn counts reads of the storage
 * @property {boolean} stale other tabs may have changed the storage
 * @property {Busy | undefined} busy
 * @property {import('./change.js').Queued[]} changes unacknowledged, in order, of all persons
 * @property {Set<string>} acknowledged identities
 * @property {Map<string, import('./stream.js').Stream>} streams
 *
 * @typedef {{ type: string, [key: string]: any }} Effect
 * @typedef {{ type: string, now: number, [key: string]: any }} Event
 */

/** @returns {State} */
export function createState() {
  return {
    opened: false,
    durable: 'none',
    device: '',
    person: '',
    expired: '',
    leads: false,
    turn: 0,
    stale: false,
    busy: undefined,
    changes: [],
    acknowledged: new Set(),
    streams: new Map(),
  };
}

/** @param {State} state @param {Event} event @returns {Effect[]} */
export function step(state, event) {
  /** @type {Effect[]} */
  const effects = [];
  handlers[event.type](state, event, effects);
  proceed(state, event.now, effects);
  return effects;
}

/** @type {Record<string, (state: State, event: Event, effects: Effect[]) => void>} */
const handlers = {
  /** The storage was read for the first time. */
  opened(state, event, effects) {
    state.opened = true;
    state.durable = event.durable;
    merge(state, event, effects);
  },
  person(state, { person }, effects) {
    if (person === state.person) return;
    state.person = person;
    state.expired = '';
    effects.push({ type: 'elect', person });
  },
  /** That person has just logged in, maybe anew. */
  session(state) {
    state.expired = '';
    wake(state);
  },
  leads(state, { leads }) {
    state.leads = leads;
  },
  put(state, { change, token }, effects) {
    const { handIn } = streamOf(state, change);
    const waits = state.changes.some((one) => !one.result && one.item === '' && sameStream(one, change));
    // An attempt is handed in once.
    if (change.item === '' && (handIn?.done || waits)) return;
    state.changes.push({ ...change, device: '', n: 0, token, kept: false });
    effects.push({ type: 'write', token, change });
    // Someone is there: a good moment to try again.
    streamOf(state, change).retryAt = 0;
  },
  /** A change has its number, and is on disk unless `durable` says none. */
  written(state, { token, change, device, n, durable }, effects) {
    state.durable = durable;
    if (durable === 'database' && !change.n) state.device ||= device;
    const written = { ...change, device, n };
    const queued = state.changes.find((one) => one.token === token);
    if (queued) Object.assign(queued, { device, n, kept: durable !== 'none' });
    // The server may have been quicker, through another tab or while it got another place.
    if (!state.acknowledged.has(identity(written))) return;
    state.changes = state.changes.filter((one) => one !== queued);
    effects.push({ type: 'erase', changes: [written] });
  },
  /** Something may be better now: the network, the page, the storage. */
  wake(state, _event, effects) {
    wake(state);
    state.stale = true;
    for (const one of state.changes) {
      if (!one.kept && one.n) effects.push(rewrite(one));
    }
  },
  tick() {},
  loaded(state, event, effects) {
    if (state.busy?.id !== event.id) return;
    merge(state, event, effects);
    state.busy = undefined;
    send(state, event.now, effects);
  },
  answered(state, event, effects) {
    const batch = state.busy?.id === event.id && state.busy?.batch;
    if (!batch) return;
    state.busy = undefined;
    takeAnswer(state, batch, event, effects);
  },
  /** Another tab has sent something, or could not. */
  told(state, { person, attempt, results, handIn, failing }) {
    const stream = streamOf(state, { person, attempt });
    stream.failures = failing ? 1 : 0;
    if (handIn) stream.handIn = handIn;
    for (const result of results) showResult(stream, result);
    settleTold(state, { person, attempt }, results);
  },
  /** Whoever did it has seen what was refused of it. */
  seen(state, { person, attempt }, effects) {
    const seen = state.changes.filter((one) => one.result && sameStream(one, { person, attempt }));
    forget(state, seen, effects);
  },
};

/** It gets another place, and keeps its number. @param {import('./change.js').Queued} queued @returns {Effect} */
function rewrite(queued) {
  queued.token ??= identity(queued);
  return { type: 'write', token: queued.token, change: stored(queued) };
}

/** Tries again at once; a time that the server asked for stays. @param {State} state */
function wake(state) {
  for (const stream of state.streams.values()) stream.retryAt = 0;
}

/**
 * What the other tab's answer settles here; the storage is its business.
 * @param {State} state
 * @param {{ person: string, attempt: string }} of
 * @param {import('./answer.js').Result[]} results
 */
function settleTold(state, of, results) {
  for (const result of results) {
    const id = identity({ ...of, ...result });
    const change = state.changes.find((one) => one.n && identity(one) === id);
    if (result.outcome === 'refused') {
      if (change) change.result = result;
      continue;
    }
    state.acknowledged.add(id);
    state.changes = state.changes.filter((one) => one !== change);
  }
}

/**
 * Takes over what the storage holds, of other tabs and of earlier pages.
 * @param {State} state
 * @param {any} read `records`; whether it is the `whole`, so that nothing is missing but what is gone; the database's `device`
 * @param {Effect[]} effects
 */
function merge(state, { records, whole, device }, effects) {
  const here = new Map(state.changes.filter((one) => one.n).map((one) => [identity(one), one]));
  const there = new Set();
  const late = [];
  const unmarked = [];
  for (const record of records) {
    const id = identity(record);
    there.add(id);
    const known = here.get(id);
    // What the storage did not take note of then, it is told again.
    if (state.acknowledged.has(id)) late.push(record);
    else if (known) {
      if (known.result && !record.result) unmarked.push(known);
      Object.assign(known, { kept: true, result: known.result ?? record.result });
    }
    if (!known && !state.acknowledged.has(id)) state.changes.push({ ...record, kept: true });
    if (record.result && !state.acknowledged.has(id)) showResult(streamOf(state, record), record.result);
  }
  if (late.length) effects.push({ type: 'erase', changes: late });
  if (unmarked.length) effects.push({ type: 'mark', changes: unmarked.map(stored) });
  if (!whole) return;
  const missing = state.changes.filter((one) => one.kept && !there.has(identity(one)));
  const wiped = state.device && device !== state.device;
  state.device = device;
  // Another tab has got rid of them, or the browser has thrown away everything: then this page is all that there is.
  if (!wiped) state.changes = state.changes.filter((one) => !missing.includes(one));
  for (const one of wiped ? missing : []) {
    one.kept = false;
    effects.push(rewrite(one));
  }
}

/**
 * Begins what can be begun. Before anything is sent the storage is read, since other tabs write to it, too.
 * @param {State} state
 * @param {number} now
 * @param {Effect[]} effects
 */
function proceed(state, now, effects) {
  if (!state.opened || state.busy) return;
  const { due, at } = pickBatch(state, now);
  if (state.stale || (due && state.leads)) {
    const id = ++state.turn;
    state.busy = { id };
    state.stale = false;
    effects.push({ type: 'load', id });
  } else if (at < Infinity && state.leads) effects.push({ type: 'timer', at });
}

/** @param {State} state @param {number} now @param {Effect[]} effects */
function send(state, now, effects) {
  const id = state.turn;
  const { due } = pickBatch(state, now);
  if (!due || !state.leads) return;
  const [{ person, attempt, device, item, n, at }] = due;
  state.busy = { id, batch: due };
  const path = `/api/v1/attempts/${encodeURIComponent(attempt)}/`;
  if (item === '') effects.push({ type: 'send', id, person, path: path + 'submit', body: { device, n, at } });
  else {
    const changes = due.map(({ n, item, response, base, at }) => ({ n, item, response, base, at }));
    effects.push({ type: 'send', id, person, path: path + 'changes', body: { device, changes } });
  }
}

import { forget, stored } from './change.js';
import { MOST, showResult, streamOf } from './stream.js';

/**
 * What the server said to a batch. Only what it certainly said itself counts: portals and proxies answer in its place.
 *
 * @typedef {object} Result
 * @property {number} n
 * @property {string} item
 * @property {string} device
 * @property {string} outcome
 * @property {number} [no]
 * @property {any} [other]
 * @property {string} [code]
 * @property {string} [detail]
 */

/** The longest pause between two tries, unless the server asks for more. */
const PAUSE = 60_000;
const OUTCOMES = /^(stored|superseded|conflict|late|after-end|refused)$/;

/**
 * @param {import('./machine.js').State} state
 * @param {import('./change.js').Queued[]} batch
 * @param {import('./machine.js').Event} event `body`: JSON, or undefined where it was none
 * @param {import('./machine.js').Effect[]} effects
 */
export function takeAnswer(state, batch, { now, jitter, status, body, retryAfter }, effects) {
  const { person, attempt } = batch[0];
  const stream = streamOf(state, batch[0]);
  /** @type {Result[]} */
  const results = [];
  const kind = status >= 400 && /^\/problems\/([\w-]+)$/.exec(body?.type)?.[1];
  if (status === 200) {
    if (batch[0].item === '') results.push(...takeReceipt(state, batch, body, effects));
    else results.push(...settle(state, batch, body?.results, effects));
  } else if (kind === 'unknown-attempt') {
    const all = state.changes.filter((one) => !one.result && one.n && one.person === person && one.attempt === attempt);
    stream.stopped = body.detail;
    results.push(...refuse(state, all, kind, body.detail, effects));
  } else if (kind && /^(400|413|422)$/.test(status)) {
    // One of them may be what spoils it for all.
    if (batch.length > 1) {
      stream.limit = Math.ceil(batch.length / 2);
      return;
    }
    results.push(...refuse(state, batch, kind, body.detail, effects));
  } else if (kind === 'not-logged-in' || kind === 'other-account') {
    state.expired = person;
    if (kind === 'other-account') effects.push({ type: 'session' });
    return;
  }
  if (results.length) {
    if (status === 200) Object.assign(stream, { stopped: '', limit: MOST });
    Object.assign(stream, { failures: 0, retryAt: 0, notBefore: 0 });
  } else {
    stream.retryAt = now + Math.min(PAUSE, 1000 * 2 ** stream.failures++) * (0.5 + jitter / 2);
    if (retryAfter > 0) stream.notBefore = now + retryAfter * 1000;
  }
  effects.push({ type: 'tell', person, attempt, results, handIn: stream.handIn, failing: !results.length });
}

/**
 * Each change that was answered; the others stay.
 * @param {import('./machine.js').State} state
 * @param {import('./change.js').Queued[]} batch
 * @param {any} answers
 * @param {import('./machine.js').Effect[]} effects
 */
function settle(state, batch, answers, effects) {
  const stream = streamOf(state, batch[0]);
  /** @type {Result[]} */
  const results = [];
  const refused = [];
  const acknowledged = [];
  const sent = [];
  for (const answer of Array.isArray(answers) ? answers : []) {
    const change = batch.find(({ n }) => n === answer?.n);
    if (!change || !OUTCOMES.test(answer.outcome)) continue;
    const result = { ...answer, item: change.item, device: change.device };
    results.push(result);
    showResult(stream, result);
    // What counts, to be shown by a page that is opened again without a network: it knows no more than when it was kept.
    if (/^(stored|conflict|late)$/.test(result.outcome)) sent.push({ item: change.item, response: change.response, no: result.no });
    if (result.outcome !== 'refused') acknowledged.push(change);
    else {
      change.result = result;
      refused.push(change);
    }
  }
  const { person, attempt } = batch[0];
  if (sent.length) effects.push({ type: 'remember', person, attempt, sent });
  forget(state, acknowledged, effects);
  if (refused.length) effects.push({ type: 'mark', changes: refused.map(stored) });
  return results;
}

/**
 * The hand-in was taken.
 * @param {import('./machine.js').State} state
 * @param {import('./change.js').Queued[]} batch
 * @param {any} receipt
 * @param {import('./machine.js').Effect[]} effects
 */
function takeReceipt(state, batch, receipt, effects) {
  if (typeof receipt?.attempt !== 'string') return [];
  streamOf(state, batch[0]).handIn = { done: receipt, refused: null };
  forget(state, batch, effects);
  const { person, attempt } = batch[0];
  effects.push({ type: 'over', person, attempt });
  return batch.map(({ n, item, device }) => ({ n, item, device, outcome: 'stored' }));
}

/**
 * Never to be taken: kept until it was seen.
 * @param {import('./machine.js').State} state
 * @param {import('./change.js').Queued[]} changes
 * @param {string} code
 * @param {string} detail
 * @param {import('./machine.js').Effect[]} effects
 */
function refuse(state, changes, code, detail, effects) {
  const stream = streamOf(state, changes[0]);
  for (const change of changes) {
    const { n, item, device } = change;
    change.result = { n, item, device, outcome: 'refused', code, detail };
    showResult(stream, change.result);
  }
  effects.push({ type: 'mark', changes: changes.map(stored) });
  return changes.map(({ result }) => /** @type {Result} */ (result));
}

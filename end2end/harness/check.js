/**
 * What must hold once everything has healed, whatever happened before.
 *
 * @typedef {{ id: string, cookie: string }} Person
 * @typedef {object} World
 * @property {import('./ledger.js').Ledger} ledger
 * @property {Person[]} people
 * @property {(person: Person, path: string) => Promise<any>} api
 * @property {import('./history.js').History} [history]
 * @property {(response: string) => boolean} [isRight] where the harness knows the key
 */

const COUNTS = /^(stored|conflict|late)$/;
const key = (/** @type {{ attempt: string, item: string, response: string }} */ { attempt, item, response }) => `${attempt} ${item} ${response}`;

/** @param {World} world @returns {Promise<string[]>} what doesn't hold */
export async function check({ ledger, people, api, history, isRight }) {
  /** @type {string[]} */
  const findings = ledger.refused.map((refusal) => `refused for no reason: ${refusal}`);
  const attempts = [...ledger.owners.keys()];
  const rows = history && attempts.length ? history(attempts) : rowsSaid(ledger);
  for (const person of people) {
    const mine = attempts.filter((attempt) => ledger.owners.get(attempt) === person.id);
    const progress = await api(person, '/api/v1/progress');
    const shown = [...progress.active.map((/** @type {any} */ one) => one.attempt.id), ...progress.finished.map((/** @type {any} */ one) => one.attempt)];
    for (const attempt of shown) if (!mine.includes(attempt)) findings.push(`attempt ${attempt} runs, and nobody has begun it`);
    if (new Set(shown).size < shown.length) findings.push(`an attempt of ${person.id} is there twice`);
    for (const attempt of mine) {
      const state = await api(person, `/api/v1/attempts/${attempt}/state`);
      const own = rows.filter((row) => row.attempt === attempt);
      const review = state.submitted_at && (await api(person, `/api/v1/attempts/${attempt}/review`));
      const seen = progress.finished.find((/** @type {any} */ one) => one.attempt === attempt);
      findings.push(...checkArrivals(ledger, attempt, own), ...checkAnswers(ledger, attempt, own, state), ...checkEnd(ledger, attempt, own, state, review, seen, isRight));
    }
  }
  return findings;
}

/** What the server told of its history. @param {import('./ledger.js').Ledger} ledger @returns {import('./history.js').Row[]} */
function rowsSaid({ said }) {
  const rows = new Map(said.filter(({ no }) => no).map((one) => [`${one.attempt} ${one.no}`, /** @type {any} */ (one)]));
  return [...rows.values()].sort((one, other) => one.no - other.no);
}

/** What was acknowledged or shown as kept is in the history, once, and nothing else is. @param {import('./ledger.js').Ledger} ledger @param {string} attempt @param {import('./history.js').Row[]} rows */
function checkArrivals(ledger, attempt, rows) {
  const findings = [];
  const taps = ledger.taps.filter((tap) => tap.attempt === attempt);
  const done = tally(taps.map(key));
  const there = tally(rows.map(key));
  for (const [one, times] of there) if (times > (done.get(one) ?? 0)) findings.push(`${one} is in the history ${times} times, and was given ${done.get(one) ?? 0} times`);
  for (const [one, times] of tally(taps.filter((tap) => tap.kept).map(key))) {
    if (times > (there.get(one) ?? 0)) findings.push(`${one} was shown as kept and is lost`);
  }
  for (const said of ledger.said.filter((said) => said.attempt === attempt)) {
    const row = rows.find((row) => row.device === said.device && row.n === said.n);
    if (!row || key(row) !== key(said)) findings.push(`${key(said)} was acknowledged and is gone`);
  }
  return findings;
}

/** @param {string[]} keys @returns {Map<string, number>} */
function tally(keys) {
  const counts = new Map();
  for (const one of keys) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** The newest acknowledged answer counts, and whoever was overruled without having been seen is shown. @param {import('./ledger.js').Ledger} ledger @param {string} attempt @param {import('./history.js').Row[]} rows @param {any} state */
function checkAnswers(ledger, attempt, rows, state) {
  const findings = [];
  const conflicts = new Set(state.conflicts.flatMap((/** @type {any} */ one) => [one.mine.no, one.other.no]));
  const counting = rows.filter((row) => COUNTS.test(row.outcome));
  for (const row of rows.filter((row) => row.outcome === 'superseded')) {
    if (!counting.some((one) => one.device === row.device && one.item === row.item && one.n > row.n)) findings.push(`${key(row)} was superseded by nothing`);
  }
  for (const item of new Set(counting.map((row) => row.item))) {
    const answers = counting.filter((row) => row.item === item);
    const last = answers[answers.length - 1];
    const current = state.answers.find((/** @type {any} */ one) => one.item === item);
    if (current?.response !== last.response || current?.no !== last.no) findings.push(`${key(last)} is the latest, but ${current?.response} counts`);
    for (const [at, row] of answers.entries()) {
      const knew = (/** @type {import('./history.js').Row} */ later) => later.device === row.device || later.response === row.response || baseOf(ledger, later) >= row.no;
      if (row !== last && !answers.slice(at + 1).some(knew) && !conflicts.has(row.no)) findings.push(`the rival ${key(row)} has vanished`);
    }
  }
  return findings;
}

/**
 * What the device knew when it was tapped: by whoever tapped, whatever arrived; else by what was sent.
 * @param {import('./ledger.js').Ledger} ledger @param {import('./history.js').Row} row
 */
function baseOf(ledger, row) {
  const tap = ledger.taps.find((tap) => key(tap) === key(row));
  const said = ledger.said.find((said) => said.attempt === row.attempt && said.device === row.device && said.n === row.n);
  return tap?.base ?? said?.base ?? -1;
}

/** @param {import('./ledger.js').Ledger} ledger @param {string} attempt @param {import('./history.js').Row[]} rows @param {any} state @param {any} review @param {any} seen @param {((response: string) => boolean) | undefined} isRight */
function checkEnd(ledger, attempt, rows, state, review, seen, isRight) {
  const findings = [];
  const handIns = ledger.handIns.filter((one) => one.attempt === attempt);
  if (handIns.some((one) => one.kept) && !review) findings.push(`the hand-in of ${attempt} was shown as kept and is lost`);
  if (!review) return findings;
  if (!handIns.length) findings.push(`${attempt} is over, and nobody handed it in`);
  const score = JSON.stringify(review.score);
  if (JSON.stringify(seen?.score) !== score) findings.push(`${attempt} has two scores`);
  const late = rows.some((row) => row.outcome === 'late');
  const receipts = ledger.receipts.filter((one) => one.attempt === attempt);
  if (!late && receipts.some((one) => JSON.stringify(one.score) !== score)) findings.push(`${attempt} has two receipts`);
  const [handIn] = handIns;
  for (const row of rows.filter((row) => row.outcome === 'after-end')) {
    const tap = ledger.taps.find((tap) => key(tap) === key(row));
    const alone = rows.every((one) => one.item !== row.item || one.device === row.device);
    if (handIns.length === 1 && alone && tap?.device === handIn.device && tap.order < handIn.order) findings.push(`${key(row)} was given before the hand-in and doesn't count`);
  }
  const answers = new Map(state.answers.map((/** @type {any} */ { item, response }) => [item, response]));
  for (const { id, answered, earned } of review.questions) {
    const response = answers.get(id) ?? '';
    if (answered !== (response !== '') || (isRight && earned !== Number(isRight(response)))) findings.push(`${attempt} ${id} counts as ${earned} with ${response || 'no answer'}`);
  }
  return findings;
}

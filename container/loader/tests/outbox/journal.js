/**
 * What students did, what they and the pages were told, and what must be true of it: at the time, and in the end.
 *
 * @typedef {object} Tap
 * @property {string} person
 * @property {string} attempt
 * @property {string} item
 * @property {number} at when it was, truly
 * @property {boolean} unsure the page could not know how late it was
 * @property {number} base the revision that the page had seen
 * @property {boolean} bad can never be taken
 *
 * @typedef {{ attempt: string, item: string, device: string, n: number, outcome: string, no: number }} Told
 */

/** By how much a page's clock may be late that has heard the server: by whole seconds, and a slow answer. */
const LATE = 12_000;
const COUNTS = /^(stored|conflict|late)$/;

/** @param {import('./world.js').Context} context @param {number} seed */
export function createJournal(context, seed) {
  const { trail } = context;
  /** @type {Map<string, Tap>} */
  const taps = new Map();
  /** Taps that the student was told are kept, with what was kept. @type {Map<string, any>} */
  const kept = new Map();
  /** @type {Set<string>} */
  const refused = new Set();
  /** What the server has said of changes, by response. @type {Map<string, Told>} */
  const acknowledged = new Map();
  /** When attempts were handed in, as was said. @type {Map<string, number>} */
  const handedIn = new Map();
  let serials = 0;

  /** @param {string} what @returns {never} */
  function fail(what) {
    throw Object.assign(Error(`seed ${seed}: ${what}`), { what, trail: lines() });
  }

  const lines = () => trail.map((note) => note.map((part) => (typeof part === 'object' ? JSON.stringify(part) : part)).join(' '));

  const isStored = (/** @type {string} */ response) => context.server.committed.has(response);

  /** @param {any} change */
  const waitsFor = ({ item, response }) => response || (item === '' ? 'a hand-in' : item);

  return {
    kept,
    fail,
    trail: lines,
    serial: () => ++serials,
    size: () => kept.size,

    /** @param {string} response @param {Tap} tap */
    tap(response, tap) {
      taps.set(response, tap);
    },

    /** What a tab shows of its changes. @param {import('./tab.js').Tab} tab */
    look(tab) {
      for (const one of tab.state.changes) {
        if (one.kept && one.item !== '' && !kept.has(one.response)) kept.set(one.response, { ...one, of: tab.phone });
        if (one.result) refused.add(one.response);
      }
    },

    /** What the server has answered. @param {{ path: string, body: any }} request @param {any} answer */
    told({ body }, answer) {
      answer.results?.forEach((/** @type {any} */ result, /** @type {number} */ index) => {
        const { response, item, n } = body.changes[index];
        if (result.outcome !== 'refused') acknowledged.set(response, { ...result, attempt: taps.get(response)?.attempt, item, n, device: body.device });
      });
      const attempt = answer.attempt;
      if (attempt) handedIn.set(attempt, handedIn.get(attempt) ?? context.server.submittedAt(attempt));
    },

    /** Nothing is let go before the server has it. @param {any[]} changes */
    checkErased(changes) {
      for (const { person, attempt, item, response, result } of changes) {
        const there = item === '' ? context.server.submittedAt(attempt) !== null : context.server.knows(response);
        if (!there && !result) fail(`${person}'s ${response || 'hand-in'} was let go before the server had it`);
      }
    },

    /** Whatever was done before the hand-in must be there before it. @param {import('./phone.js').Phone} phone @param {any} request */
    checkOrder(phone, { path, body: { n } }) {
      if (!path.endsWith('submit') || context.disordered) return;
      const attempt = decodeURIComponent(/** @type {string} */ (/attempts\/(.+)\/submit/.exec(path)?.[1]));
      for (const [response, change] of kept) {
        if (change.attempt !== attempt || change.device !== phone.device || change.n > n || refused.has(response)) continue;
        if (!isStored(response)) fail(`handed in before ${response}`);
      }
    },

    /** What the browser has thrown away and no page remembers nobody can send. @param {import('./phone.js').Phone} phone */
    excuse(phone) {
      for (const [response, change] of kept) {
        const there = phone.tabs.some((tab) => tab.alive && tab.state.changes.some((one) => one.response === response));
        const onDisk = [...phone.disk.values()].some((record) => record.response === response);
        if (change.of === phone && !there && !onDisk) kept.delete(response);
      }
    },

    check() {
      checkDelivered();
      for (const [attempt, row] of context.server.rows) checkAttempt(attempt, row);
      checkQuiet();
    },
  };

  /** What was shown as kept has arrived, or was refused for a reason. */
  function checkDelivered() {
    for (const [response, told] of acknowledged) {
      const row = context.server.committed.get(response);
      if (row?.no !== told.no) fail(`${response} was acknowledged and is lost`);
    }
    for (const response of kept.keys()) {
      if (!isStored(response) && !refused.has(response)) fail(`${response} was shown as kept and is lost`);
    }
    for (const response of refused) {
      if (kept.has(response) && !taps.get(response)?.bad) fail(`${response} was refused for no reason`);
    }
  }

  /** @param {string} attempt @param {import('./server.js').Row} row */
  function checkAttempt(attempt, { history, end, score }) {
    const { owner } = context.attempts[attempt];
    const told = handedIn.get(attempt);
    if (told !== undefined && told !== end.submitted_at) fail(`${attempt} was handed in twice`);
    if (end.submitted_at > end.deadline) fail(`${attempt} ended after its deadline`);
    const seen = new Set();
    const last = new Map();
    for (const { change, outcome } of history) {
      const tap = taps.get(change.response);
      if (seen.has(change.response)) fail(`${change.response} is in the history twice`);
      seen.add(change.response);
      if (!tap || tap.person !== owner || tap.attempt !== attempt || tap.item !== change.item) fail(`${change.response} came to ${owner}'s ${attempt}`);
      const mayLate = tap.unsure ? Infinity : end.deadline + LATE;
      if (COUNTS.test(outcome) && tap.at > mayLate) fail(`${change.response} was given after the deadline, and counts`);
      if (change.n < (last.get(change.device) ?? 0) && !context.disordered) fail(`${attempt} ${change.device}: ${change.n} after ${last.get(change.device)}`);
      last.set(change.device, change.n);
    }
    const { answers, rivals } = context.server.look(attempt);
    for (const item of context.items) {
      const of = history.filter(({ change }) => change.item === item);
      checkItem(of, end, answers[item], rivals[item] ?? [], score?.[item]);
    }
  }

  /**
   * @param {any[]} history of one question
   * @param {any} end
   * @param {[string, number] | undefined} current
   * @param {number[]} rivals
   * @param {string | undefined} scored
   */
  function checkItem(history, end, current, rivals, scored) {
    if (current?.[0] !== scored) fail(`${scored} is in the score, and ${current?.[0]} counts`);
    const counting = history.filter(({ outcome }) => COUNTS.test(outcome));
    const by = current && acknowledged.get(current[0]);
    for (const { change: { response } } of counting) {
      const told = acknowledged.get(response);
      if (!told) continue;
      if (!current || told.no > current[1]) fail(`${response} was acknowledged, and an earlier answer counts`);
      if (by && by.device === told.device && by.n < told.n) fail(`${response} was acknowledged, and the device's earlier ${current[0]} counts`);
    }
    checkRivals(history, end, rivals);
  }

  /** By what the pages had seen, whatever the server made of it. @param {any[]} history @param {any} end @param {number[]} rivals */
  function checkRivals(history, end, rivals) {
    /** @type {any} */
    let standing;
    /** @type {any[]} */
    const unseen = [];
    const isUnseen = (/** @type {any} */ other, /** @type {any} */ stored) => {
      const base = /** @type {Tap} */ (taps.get(stored.change.response)).base;
      return deviceOf(other) !== deviceOf(stored) && base < other.no;
    };
    for (const stored of history) {
      const tap = /** @type {Tap} */ (taps.get(stored.change.response));
      const stands = standing && isUnseen(standing, stored);
      if (COUNTS.test(stored.outcome)) {
        if (stands) unseen.push(standing);
        for (const other of [...unseen]) if (!isUnseen(other, stored)) unseen.splice(unseen.indexOf(other), 1);
        standing = stored;
      } else if (stored.outcome === 'after-end' && !stands && tap.at <= end.submitted_at) {
        fail(`${stored.change.response} was given in time, and does not count`);
      }
    }
    for (const { no, change } of unseen) if (!rivals.includes(no)) fail(`${change.response} stood against another answer, and vanished unseen`);
  }

  /** @param {any} stored */
  function deviceOf({ change }) {
    return acknowledged.get(change.response)?.device ?? change.device;
  }

  /** Nothing waits any more but what was refused in words. */
  function checkQuiet() {
    for (const phone of context.phones) {
      for (const record of phone.disk.values()) if (!record.result) fail(`${waitsFor(record)} still waits on the disk`);
      for (const tab of phone.tabs) {
        const left = tab.state.changes.find((one) => !one.result);
        if (left) fail(`${waitsFor(left)} still waits in a tab`);
        const silent = tab.state.changes.find((one) => !one.result?.detail);
        if (silent) fail(`${waitsFor(silent)} was refused without a word`);
      }
    }
  }
}

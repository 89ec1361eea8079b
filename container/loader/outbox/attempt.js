import { sendRequest } from './sender.js';

/**
 * What an attempt needs of the server besides its answers: to begin, to know at which device it is taken, to end.
 *
 * @typedef {object} Facts
 * @property {string} device this device; empty until it is known
 * @property {number} deadline by the server, if it was asked; else 0
 */

/**
 * @param {() => Promise<string>} device
 * @param {() => string} makeId
 * @param {number} patience
 * @param {(server: number) => void} observeClock
 * @param {(person: import('./service.js').Person, attempt: string) => void} handIn
 * @param {() => void} changed
 */
export function createAttempts(device, makeId, patience, observeClock, handIn, changed) {
  /** The same for every try: a start whose answer was lost is not begun again. @type {Map<string, string>} */
  const keys = new Map();
  /** @type {Map<string, number>} */
  const deadlines = new Map();
  let known = '';
  device().then((id) => {
    known = id;
    changed();
  });

  /** @param {import('./service.js').Person} person @param {string} path @param {string} [key] */
  const post = async (person, path, key) => sendRequest({ person: person.id, path, body: { device: await device() }, key }, patience, observeClock);

  return {
    /** @param {import('./service.js').Person} person @param {string} exam @param {(status: number, text: string) => void} done */
    async start(person, exam, done) {
      const key = keys.get(exam) ?? makeId();
      keys.set(exam, key);
      const { status, body } = await post(person, `/api/v1/exams/${exam}/attempts`, key);
      if (status > 0 && status < 300) keys.delete(exam);
      done(status, JSON.stringify(body) ?? '');
    },

    /** This device goes on. If that gets lost, an answer tells the others, too. @param {import('./service.js').Person} person @param {string} attempt */
    sit: (person, attempt) => post(person, `/api/v1/attempts/${attempt}/sitting`),

    /**
     * By this page's clock the time is over. The clock may be wrong, or the time may have been extended: the server knows.
     * @param {import('./service.js').Person} person @param {string} attempt
     */
    async end(person, attempt) {
      try {
        const answer = await fetch(`/api/v1/attempts/${attempt}/state`, { cache: 'no-store', signal: AbortSignal.timeout(patience) });
        const { now, deadline, submitted_at: submitted } = await answer.json();
        if (now < deadline && !submitted) deadlines.set(attempt, deadline);
        else if (answer.status < 500) handIn(person, attempt);
        changed();
      } catch {
        // No network: asked again in a few seconds.
      }
    },

    /** @param {string} attempt @returns {Facts} */
    facts: (attempt) => ({ device: known, deadline: deadlines.get(attempt) ?? 0 }),
  };
}

import { expire } from '../expire.js';
import { askSeat } from './seat.js';
import { sendRequest } from './sender.js';

/**
 * What an attempt needs of the server besides its answers: to begin, to know at which device it is taken, to end.
 *
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

  /** @param {string} attempt */
  const readState = (attempt) => fetch(`/api/v1/attempts/${attempt}/state`, { cache: 'no-store', signal: expire(patience) });

  return {
    /** @param {import('./service.js').Person} person @param {string} exam @param {(status: number, text: string) => void} done */
    async start(person, exam, done) {
      const key = keys.get(exam) ?? makeId();
      keys.set(exam, key);
      const request = { person: person.id, path: `/api/v1/exams/${exam}/attempts`, body: { device: await device() }, key };
      const { status, body } = await sendRequest(request, patience, observeClock);
      if (status > 0 && status < 300) keys.delete(exam);
      done(status, JSON.stringify(body) ?? '');
    },

    /**
     * By this page's clock the time is over. The clock may be wrong, or the time may have been extended: the server knows.
     * @param {import('./service.js').Person} person @param {string} attempt
     */
    async end(person, attempt) {
      try {
        const { now, deadline, submitted_at: submitted } = await (await readState(attempt)).json();
        // A portal, or who is not signed in any more, says nothing of the time.
        if (submitted || now >= deadline) handIn(person, attempt);
        else if (deadline) deadlines.set(attempt, deadline);
        changed();
      } catch {
        // No network: asked again in a few seconds.
      }
    },

    /**
     * Is it open on another device? Then the student is asked where to go on. Or has it ended there?
     * @param {import('./service.js').Person} person @param {string} attempt
     */
    async seat(person, attempt) {
      try {
        const { now, sitting, submitted_at: submitted } = await (await readState(attempt)).json();
        // Handed in elsewhere: this page brings what it has, and gets the receipt.
        if (submitted) return handIn(person, attempt);
        const mine = await device();
        const request = { person: person.id, path: `/api/v1/attempts/${attempt}/sitting`, body: { device: mine } };
        if (sitting && sitting.device !== mine) askSeat(sitting, now, () => sendRequest(request, patience, observeClock));
      } catch {
        // No network: asked again when somebody comes back.
      }
    },

    /** By the server, if it was asked; else 0. @param {string} attempt */
    deadline: (attempt) => deadlines.get(attempt) ?? 0,
  };
}

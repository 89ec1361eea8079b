import { addSecond, allSecond, removeSecond, updateSecond } from './second.js';

/**
 * Where changes are kept: in the database, else the second way, else in this page alone. One thing is done after the other,
 * and heard of in that order: the machine relies on it.
 * @param {ReturnType<typeof import('./database.js').createDatabase>} database
 * @param {string} pageDevice a device id of this page alone: two tabs that can't ask the database would take the same numbers
 */
export function createKeeping(database, pageDevice) {
  let queue = Promise.resolve();
  /** @type {Map<string, number>} */
  const counters = new Map();

  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  function inTurn(work) {
    const done = queue.then(work);
    queue = done.then(
      () => {},
      () => {},
    );
    return done;
  }

  /** @param {import('./change.js').Change} change */
  function numbered(change) {
    if (change.n) return change;
    const n = (counters.get(change.attempt) ?? 0) + 1;
    counters.set(change.attempt, n);
    return { ...change, device: pageDevice, n };
  }

  /** What fails here is done again when the storage is next read. @param {() => Promise<void>} first @param {() => void} second */
  const both = (first, second) =>
    inTurn(async () => {
      await first().catch(console.error);
      try {
        second();
      } catch {
        // Forbidden or full: then nothing of it is there.
      }
    });

  return {
    retry: database.retry,

    device: () => inTurn(() => database.device().catch(() => pageDevice)),

    /** @param {import('./change.js').Change} change @returns {Promise<{ device: string, n: number, durable: string }>} */
    write: (change) =>
      inTurn(async () => {
        try {
          return { ...(await database.add(change)), durable: 'database' };
        } catch (error) {
          console.error(error);
        }
        const { device, n } = change = numbered(change);
        try {
          addSecond(change);
          return { device, n, durable: 'second' };
        } catch (error) {
          console.error(error);
          return { device, n, durable: 'none' };
        }
      }),

    /** `whole`: nothing could be missing but what is gone. */
    read: () =>
      inTurn(async () => {
        const nothing = { records: /** @type {import('./change.js').Change[]} */ ([]), device: '', whole: false };
        const { records, device, whole } = await database.all().then(
          (all) => ({ ...all, whole: true }),
          () => nothing,
        );
        /** @type {import('./change.js').Change[]} */
        let second = [];
        let durable = whole ? 'database' : 'second';
        try {
          second = allSecond();
        } catch {
          if (!whole) durable = 'none';
        }
        return { records: [...records, ...second], whole, device, durable };
      }),

    /** What a page that is opened without a network shows. It is on the server, so nothing is lost where this fails. */
    remember: (/** @type {string} */ person, /** @type {string} */ attempt, /** @type {import('./database.js').Sent[]} */ sent) =>
      inTurn(() => database.remember(person, attempt, sent).catch(console.error)),

    /** @param {string} person @param {string} attempt @returns {Promise<import('./database.js').Sent[]>} */
    sent: (person, attempt) => inTurn(() => database.sent(person, attempt).catch(() => [])),

    /** @param {string} person @param {string} attempt */
    forget: (person, attempt) => inTurn(() => database.forget(person, attempt).catch(console.error)),

    /** @param {import('./change.js').Change[]} changes */
    erase: (changes) => both(() => database.remove(changes), () => removeSecond(changes)),

    /** @param {import('./change.js').Change[]} changes */
    mark: (changes) => both(() => database.update(changes), () => updateSecond(changes)),
  };
}

/**
 * A phone: a storage that many tabs write to, a clock that students change, and sleep, in which nothing runs and the clock of pages
 * stands still.
 *
 * The mutant `localStorage for IndexedDB` is a storage that is written back only now and then. Here it says whether the world kills
 * browsers at the right moments; that the real storage asks for durability, and what a real browser then keeps, is for
 * `outbox-storage.test.js` and the browser's own tests.
 */

/** Between two times that a lazy storage is written back. */
const LAZY = 5_000;

/** @param {import('./world.js').Context} context @param {string} id @param {string} account */
export function createPhone({ time, chance, mutant }, id, account) {
  const delays = chance.stream(`disk ${id}`);
  /** When the storage will have done what it was asked for. */
  let free = 0;
  let life = 0;
  /** Where the storage is lazy: what of it would survive. @type {{ disk: Map<string, any>, counters: Map<string, number> } | undefined} */
  let safe;

  const phone = {
    id,
    /** The id that the storage gives: another one after all of it was thrown away. */
    device: id,
    account,
    /** @type {import('./tab.js').Tab[]} */
    tabs: [],
    /** Records by identity. @type {Map<string, any>} */
    disk: new Map(),
    /** @type {Map<string, number>} */
    counters: new Map(),
    /** What `localStorage` has for the clock. @type {Map<string, string>} */
    notes: new Map(),
    /** No write works. */
    full: false,
    /** Nothing works. */
    dying: false,
    evicted: false,
    asleepUntil: 0,
    slept: 0,
    /** By how much its clock is wrong, ms. */
    wrong: 0,
    /** The page that is kept for times without a network. @type {import('./tab.js').Page | undefined} */
    page: undefined,

    date: { now: () => time.now() + phone.wrong, parse: Date.parse },

    /** The storage does one thing after the other; what a dead browser asked for and was not done, never happens. @param {() => void} run */
    onDisk(run) {
      const mine = life;
      free = Math.max(free, time.now()) + 1 + Math.floor(delays() * 15);
      time.after(free - time.now(), () => mine === life && run());
    },

    /** Stores a change, with a number if it has none. @param {any} change */
    store(change) {
      keepSafe();
      const key = JSON.stringify([change.person, change.attempt]);
      const record = change.n ? change : { ...change, n: (phone.counters.get(key) ?? 0) + 1, device: phone.device };
      if (!change.n) phone.counters.set(key, record.n);
      phone.disk.set(identity(record), record);
      return record;
    },

    /** @param {any[]} changes */
    erase(changes) {
      keepSafe();
      for (const change of changes) phone.disk.delete(identity(change));
    },

    /** Only what is still there. @param {any[]} changes */
    mark(changes) {
      keepSafe();
      for (const change of changes) {
        const record = phone.disk.get(identity(change));
        if (record) record.result = change.result;
      }
    },

    read: () => ({
      records: phone.dying ? [] : [...phone.disk.values()].map((record) => ({ ...record })),
      device: phone.device,
      whole: !phone.dying,
    }),

    evict() {
      safe = undefined;
      phone.disk.clear();
      phone.counters.clear();
      Object.assign(phone, { device: `${phone.device}x`, evicted: true });
    },

    killBrowser() {
      life++;
      for (const tab of phone.tabs) tab.alive = false;
      if (safe) Object.assign(phone, safe);
      safe = undefined;
    },
  };

  function keepSafe() {
    if (mutant !== 'localStorage for IndexedDB' || safe) return;
    const copy = [...phone.disk].map(([key, record]) => /** @type {[string, any]} */ ([key, { ...record }]));
    const mine = (safe = { disk: new Map(copy), counters: new Map(phone.counters) });
    time.after(LAZY, () => mine === safe && (safe = undefined));
  }

  return phone;
}

/** @typedef {ReturnType<typeof createPhone>} Phone */

/** @param {{ person: string, attempt: string, device: string, n: number }} change */
function identity({ person, attempt, device, n }) {
  return JSON.stringify([person, attempt, device, n]);
}

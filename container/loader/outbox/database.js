/**
 * Changes in IndexedDB, one record each: the only storage of a browser that survives the death of its process at any moment.
 *
 * A connection may die while the page sleeps, and phones don't always say so. So whatever fails is tried once more on a new one.
 */

const STORES = {
  changes: ['person', 'attempt', 'item', 'device', 'n'],
  meta: null,
  sent: ['person', 'attempt', 'item'],
};
const NAMES = Object.keys(STORES);
/** @typedef {(changes: IDBObjectStore, meta: IDBObjectStore, sent: IDBObjectStore) => unknown} Work */
/** @typedef {{ item: string, response: string, no: number }} Sent what the server has acknowledged */

/**
 * @param {() => string} makeId
 * @param {number} patience ms for opening, and for each transaction
 * @param {() => void} onGone the browser has thrown the database away while it was open
 */
export function createDatabase(makeId, patience, onGone) {
  /** @type {Promise<IDBDatabase> | undefined} */
  let connection;
  /** It could not be opened. Nobody waits for it again before something has changed. */
  let broken = false;

  function disconnect() {
    connection?.then((database) => database.close()).catch(() => {});
    connection = undefined;
  }

  /**
   * At whatever version it has: a release that was rolled back finds what the newer one kept. And what somebody else has made
   * under its name, without stores, gets them.
   * @param {number} [version] @returns {Promise<IDBDatabase>}
   */
  function open(version) {
    return new Promise((resolve, reject) => {
      if (broken) throw Error('IndexedDB could not be opened');
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        reject(Error('IndexedDB does not open'));
      }, patience);
      const request = indexedDB.open('mf-outbox', version);
      const lacking = () => Object.entries(STORES).filter(([name]) => !request.result.objectStoreNames.contains(name));
      request.onupgradeneeded = () => lacking().forEach(([name, keyPath]) => request.result.createObjectStore(name, { keyPath }));
      request.onerror = () => {
        clearTimeout(timer);
        reject(request.error);
      };
      request.onsuccess = () => {
        clearTimeout(timer);
        const database = request.result;
        database.onversionchange = disconnect;
        database.onclose = () => {
          disconnect();
          onGone();
        };
        const whole = !lacking().length;
        if (late || !whole) database.close();
        if (!late) resolve(whole ? database : open(database.version + 1));
      };
    });
  }

  function connect() {
    connection ??= open().catch((error) => {
      broken = true;
      connection = undefined;
      throw error;
    });
    return connection;
  }

  /**
   * One transaction. It has happened when it is complete, not when its requests have succeeded.
   * @param {IDBTransactionMode} mode @param {Work} work
   */
  async function transact(mode, work) {
    const database = await connect();
    await new Promise((resolve, reject) => {
      const transaction = database.transaction(NAMES, mode, { durability: 'strict' });
      // Aborted, it can't come true later, when the change is already elsewhere.
      const timer = setTimeout(() => transaction.abort(), patience);
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? Error('IndexedDB gave up'));
      const settled = () => clearTimeout(timer);
      for (const event of ['complete', 'abort']) transaction.addEventListener(event, settled);
      work(transaction.objectStore('changes'), transaction.objectStore('meta'), transaction.objectStore('sent'));
    });
  }

  /** @param {IDBTransactionMode} mode @param {Work} work */
  async function run(mode, work) {
    try {
      await transact(mode, work);
    } catch (error) {
      // A full disk is as full for a new connection.
      if (broken || /** @type {Error} */ (error).name === 'QuotaExceededError') throw error;
      disconnect();
      await transact(mode, work);
    }
  }

  /** The device's id, made when it is first asked for. @param {IDBObjectStore} meta @param {(device: string) => void} then */
  function withDevice(meta, then) {
    const asked = meta.get('device');
    asked.onsuccess = () => {
      const device = asked.result ?? makeId();
      if (!asked.result) meta.put(device, 'device');
      then(device);
    };
  }

  return {
    /** Something has changed: it may open now. */
    retry() {
      broken = false;
    },

    async device() {
      let device = '';
      await run('readwrite', (_changes, meta) => withDevice(meta, (id) => (device = id)));
      return device;
    },

    /**
     * Numbers and stores a change in one transaction, so that no two tabs take one number. One that has a number keeps it.
     * @param {import('./change.js').Change} change
     */
    async add(change) {
      let { device, n } = change;
      await run('readwrite', (changes, meta) => {
        if (change.n) return changes.put(change);
        withDevice(meta, (id) => {
          const counter = [change.person, change.attempt];
          const asked = meta.get(counter);
          asked.onsuccess = () => {
            device = id;
            n = (asked.result ?? 0) + 1;
            meta.put(n, counter);
            changes.put({ ...change, device, n });
          };
        });
      });
      return { device, n };
    },

    /** @returns {Promise<{ records: import('./change.js').Change[], device: string }>} */
    async all() {
      /** @type {IDBRequest[]} */
      let asked = [];
      await run('readonly', (changes, meta) => (asked = [changes.getAll(), meta.get('device')]));
      return { records: asked[0].result, device: asked[1].result ?? '' };
    },

    /** @param {import('./change.js').Change[]} gone */
    remove: (gone) => run('readwrite', (changes) => gone.forEach((change) => changes.delete(keyOf(change)))),

    /** What the server has of an attempt; the newest of each item. @param {string} person @param {string} attempt @param {Sent[]} answers */
    remember: (person, attempt, answers) =>
      run('readwrite', (_changes, _meta, sent) => {
        for (const answer of answers) {
          const asked = sent.get([person, attempt, answer.item]);
          asked.onsuccess = () => {
            if (!(asked.result?.no > answer.no)) sent.put({ person, attempt, ...answer });
          };
        }
      }),

    /** @param {string} person @param {string} attempt @returns {Promise<Sent[]>} */
    async sent(person, attempt) {
      /** @type {IDBRequest | undefined} */
      let asked;
      await run('readonly', (_changes, _meta, sent) => (asked = sent.getAll(ofAttempt(person, attempt))));
      return asked?.result;
    },

    /** The attempt is over. @param {string} person @param {string} attempt */
    forget: (person, attempt) => run('readwrite', (_changes, _meta, sent) => sent.delete(ofAttempt(person, attempt))),

    /** Only what is still there. @param {import('./change.js').Change[]} marked */
    update: (marked) =>
      run('readwrite', (changes) => {
        for (const change of marked) {
          const asked = changes.getKey(keyOf(change));
          asked.onsuccess = () => asked.result && changes.put(change);
        }
      }),
  };
}

/** Keys of all its items: an array comes after every text. @param {string} person @param {string} attempt */
function ofAttempt(person, attempt) {
  return IDBKeyRange.bound([person, attempt], [person, attempt, []]);
}

/** @param {import('./change.js').Change} change */
function keyOf({ person, attempt, item, device, n }) {
  return [person, attempt, item, device, n];
}

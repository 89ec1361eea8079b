/**
 * Changes in IndexedDB, one record each: the only storage of a browser that survives the death of its process at any moment.
 *
 * A connection may die while the page sleeps, and phones don't always say so. So whatever fails is tried once more on a new one.
 */

const STORES = ['changes', 'meta'];
/** @typedef {(changes: IDBObjectStore, meta: IDBObjectStore) => unknown} Work */

/** @param {() => string} makeId @param {number} patience ms for opening, and for each transaction */
export function createDatabase(makeId, patience) {
  /** @type {Promise<IDBDatabase> | undefined} */
  let connection;
  /** It could not be opened. Nobody waits for it again before something has changed. */
  let broken = false;

  function disconnect() {
    connection?.then((database) => database.close()).catch(() => {});
    connection = undefined;
  }

  /** @returns {Promise<IDBDatabase>} */
  function open() {
    return new Promise((resolve, reject) => {
      if (broken) throw Error('IndexedDB could not be opened');
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        reject(Error('IndexedDB does not open'));
      }, patience);
      const request = indexedDB.open('mf-outbox', 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('changes', { keyPath: ['person', 'attempt', 'item', 'device', 'n'] });
        request.result.createObjectStore('meta');
      };
      request.onerror = () => {
        clearTimeout(timer);
        reject(request.error);
      };
      request.onsuccess = () => {
        clearTimeout(timer);
        const database = request.result;
        database.onclose = database.onversionchange = disconnect;
        if (late) database.close();
        else resolve(database);
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
      const transaction = database.transaction(STORES, mode, { durability: 'strict' });
      // Aborted, it can't come true later, when the change is already elsewhere.
      const timer = setTimeout(() => transaction.abort(), patience);
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? Error('IndexedDB gave up'));
      const settled = () => clearTimeout(timer);
      for (const event of ['complete', 'abort']) transaction.addEventListener(event, settled);
      work(transaction.objectStore('changes'), transaction.objectStore('meta'));
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

/** @param {import('./change.js').Change} change */
function keyOf({ person, attempt, item, device, n }) {
  return [person, attempt, item, device, n];
}

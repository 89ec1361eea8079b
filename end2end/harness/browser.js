import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

/**
 * As much of a browser as the outbox meets, without one: a profile with its storage, its locks and its cookie, and tabs that can be
 * killed at any moment. Its clock runs faster than ours, so that pauses of seconds take no seconds.
 */
export const SPEED = 25;
export const GLOBALS = [
  'indexedDB', 'IDBKeyRange', 'localStorage', 'navigator', 'fetch', 'AbortSignal', 'performance', 'setTimeout', 'document',
  'BroadcastChannel', 'addEventListener', 'removeEventListener', 'location', 'console',
];

const never = new Promise(() => {});

/** A browser profile. */
export class Profile {
  /** @param {string} url of its line to the server */
  constructor(url) {
    this.url = url;
    this.cookie = '';
    this.storage = new IDBFactory();
    this.locks = new Locks();
    /** @type {Set<{ tab: Tab, name: string, onmessage?: (event: { data: any }) => void }>} */
    this.channels = new Set();
    /** @type {Map<string, string>} */
    this.local = new Map();
  }
}

/** A page, as far as scripts see it. */
export class Tab {
  /** @param {Profile} profile @param {boolean} hidden */
  constructor(profile, hidden) {
    this.profile = profile;
    this.alive = true;
    this.window = new EventTarget();
    this.document = Object.assign(new EventTarget(), {
      hidden,
      documentElement: { dataset: { route: 'exam' } },
      getElementById: () => null,
      querySelector: () => null,
      createElement: () => ({ dataset: {}, remove() {}, querySelectorAll: () => [{ value: '' }, {}] }),
    });
    /** @type {IDBDatabase[]} */
    this.connections = [];
  }

  /** Nothing of it happens any more, not even the rest of what it was at. */
  kill() {
    this.alive = false;
    for (const connection of this.connections) connection.close();
    this.profile.locks.release(this);
    for (const channel of this.profile.channels) if (channel.tab === this) this.profile.channels.delete(channel);
  }

  /** @param {boolean} hidden */
  show(hidden) {
    this.document.hidden = hidden;
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  /** What the names in `GLOBALS` mean in this tab, in that order. */
  globals() {
    const { profile, window } = this;
    const meaning = {
      indexedDB: { open: (/** @type {string} */ name, /** @type {number} */ version) => this.#open(name, version) },
      IDBKeyRange,
      localStorage: new Local(profile.local),
      navigator: {
        userAgent: 'Mozilla/5.0 (Linux; Android 14) Mobile',
        locks: {
          request: (/** @type {string} */ name, /** @type {{ steal: boolean }} */ { steal }, /** @type {() => any} */ hold) =>
            profile.locks.request(this, name, steal, hold),
        },
      },
      fetch: (/** @type {string} */ path, /** @type {RequestInit} */ options) => this.#fetch(path, options),
      AbortSignal: { timeout: (/** @type {number} */ ms) => AbortSignal.timeout(ms / SPEED) },
      performance: { now: () => performance.now() * SPEED },
      setTimeout: (/** @type {() => void} */ run, /** @type {number} */ ms = 0) => setTimeout(() => this.alive && run(), ms / SPEED),
      document: this.document,
      BroadcastChannel: channelOf(this),
      addEventListener: window.addEventListener.bind(window),
      removeEventListener: window.removeEventListener.bind(window),
      location: { pathname: '/exam/formats', search: '' },
      console: { error() {} },
    };
    return GLOBALS.map((name) => meaning[/** @type {keyof typeof meaning} */ (name)]);
  }

  /** @param {string} name @param {number} version */
  #open(name, version) {
    if (!this.alive) return {};
    const request = this.profile.storage.open(name, version);
    request.addEventListener('success', () => this.connections.push(request.result));
    return request;
  }

  /** @param {string} path @param {RequestInit} options */
  async #fetch(path, { method, body, headers, signal }) {
    if (!this.alive) return never;
    const sent = { method, body, signal, headers: { ...headers, cookie: this.profile.cookie } };
    const answer = await fetch(this.profile.url + path, sent).catch((error) => (this.alive ? Promise.reject(error) : never));
    return this.alive ? answer : never;
  }
}

/** @param {Tab} tab */
function channelOf(tab) {
  return class {
    /** @param {string} name */
    constructor(name) {
      this.tab = tab;
      this.name = name;
      /** @type {((event: { data: any }) => void) | undefined} */
      this.onmessage = undefined;
      tab.profile.channels.add(this);
    }

    /** @param {any} message */
    postMessage(message) {
      const data = structuredClone(message);
      for (const other of tab.profile.channels) {
        if (other.tab !== tab && other.name === this.name) setImmediate(() => other.tab.alive && other.onmessage?.({ data }));
      }
    }
  };
}

class Local {
  /** @param {Map<string, string>} entries */
  constructor(entries) {
    this.entries = entries;
  }

  get length() {
    return this.entries.size;
  }

  /** @param {number} index */
  key(index) {
    return [...this.entries.keys()][index] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.entries.get(key) ?? null;
  }

  /** @param {string} key @param {string} text */
  setItem(key, text) {
    this.entries.set(key, text);
  }

  /** @param {string} key */
  removeItem(key) {
    this.entries.delete(key);
  }
}

/** @typedef {{ tab: Tab, hold: () => any, done: (value: any) => void, fail: (error: Error) => void }} Wish */

/** Web Locks of one profile. */
class Locks {
  /** @type {Map<string, { held?: Wish, queue: Wish[] }>} */
  #all = new Map();

  /** @param {Tab} tab @param {string} name @param {boolean} steal @param {() => any} hold */
  request(tab, name, steal, hold) {
    return new Promise((done, fail) => {
      const wish = { tab, hold, done, fail };
      const lock = this.#all.get(name) ?? { queue: [] };
      this.#all.set(name, lock);
      if (steal) {
        lock.held?.fail(new DOMException('stolen', 'AbortError'));
        lock.held = undefined;
        lock.queue.unshift(wish);
      } else lock.queue.push(wish);
      this.#grant(lock);
    });
  }

  /** A tab is gone. @param {Tab} tab */
  release(tab) {
    for (const lock of this.#all.values()) {
      lock.queue = lock.queue.filter((wish) => wish.tab !== tab);
      if (lock.held?.tab === tab) lock.held = undefined;
      this.#grant(lock);
    }
  }

  /** @param {{ held?: Wish, queue: Wish[] }} lock */
  #grant(lock) {
    const wish = lock.held ? undefined : lock.queue.shift();
    if (!wish) return;
    lock.held = wish;
    const settle = (/** @type {(value: any) => void} */ how) => (/** @type {any} */ value) => {
      how(value);
      if (lock.held !== wish) return;
      lock.held = undefined;
      this.#grant(lock);
    };
    Promise.resolve().then(wish.hold).then(settle(wish.done), settle(wish.fail));
  }
}

import { emit, on, once } from './bus.js';
import { serverNow } from './clock.js';
import { contained } from './error.js';
import { loadOutbox, putChange, watchAttempt } from './outbox.js';
import { requestText } from './request.js';
import { readStored, writeStored } from './storage.js';
import { getSlice, setSlice, watchSlice } from './store.js';
import { report } from './telemetry.js';

/**
 * All that a remote can do to the page. Values cross as JSON text.
 * @typedef {ReturnType<typeof createHost>['host']} Host
 * @typedef {() => void} Off
 * @typedef {object} HostScope whom the host is for
 * @property {string} remote
 * @property {string} expose
 * @property {string} version
 * @property {(reason: string) => void} die
 */

/**
 * What is built from hosts itself. `main.js` fills it in: modules that import each other can't be concatenated.
 * @typedef {object} Services
 * @property {(slot: HTMLElement, remote: string, expose: string, props: string) => import('./instance.js').Mounted} mount
 * @property {(remote: string, name: string, argument: string, done: (ok: boolean, json: string) => void) => void} call
 * @property {(remote: string, name: string, argument: string, report: (json: string) => void) => Off} hook
 * @property {(path: string, replace?: boolean) => void} navigate
 */
export const services = /** @type {Services} */ ({});

/** Kept per person: two students share one phone. @param {string} key */
export function keepKey(key) {
  return `mf-keep:${JSON.parse(getSlice('user'))?.id ?? 'anonymous'}:${key}`;
}

/**
 * One mount's host. `release` ends whatever the mount began, however it ended: after it no callback of the mount runs.
 * @param {HostScope} scope
 */
export function createHost({ remote, expose, version, die }) {
  /** What is done here is theirs for whom the page was made, whoever is signed in by now. */
  const person = JSON.parse(getSlice('user')) ?? { id: '', name: '' };
  /** @type {Set<Off> | undefined} */
  let begun = new Set();
  /** What begins after the end is ended at once: nobody would end it later. @param {Off} off @returns {Off} */
  const own = (off) => {
    const end = () => {
      if (begun?.delete(end)) off();
    };
    if (begun) begun.add(end);
    else off();
    return end;
  };
  /** @template {any[]} A @param {(...args: A) => unknown} callback @returns {(...args: A) => void} */
  const live = (callback) => (...args) => {
    if (begun) contained(() => callback(...args));
  };
  const host = {
    get: getSlice,
    set: setSlice,
    /** @param {string} slice @param {(json: string) => void} callback */
    watch: (slice, callback) => own(watchSlice(slice, live(callback))),
    emit,
    /** @param {string} name @param {(json: string) => void} callback @param {number} [replay] */
    on: (name, callback, replay) => own(on(name, live(callback), replay)),
    /** @param {string} name @param {(json: string) => void} callback */
    once: (name, callback) => own(once(name, live(callback))),
    navigate: services.navigate,
    path: () => location.pathname + location.search,
    now: serverNow,
    /** @param {string} method @param {string} path @param {string | undefined} body @param {(status: number, text: string) => void} done */
    async request(method, path, body, done) {
      live(done)(...(await requestText(method, path, body)));
    },
    /** @param {string} key @param {string | undefined} json */
    keep(key, json) {
      writeStored(keepKey(key), json);
    },
    /** @param {string} key */
    kept: (key) => readStored(keepKey(key)),
    /** @param {string} attempt @param {string} item @param {string} response @param {number} base */
    outboxPut: (attempt, item, response, base) => putChange(person, attempt, item, response, base),
    /** @param {string} attempt */
    outboxHandIn: (attempt) => putChange(person, attempt, '', '', 0),
    /** @param {string} attempt @param {(json: string) => void} callback */
    outboxWatch: (attempt, callback) => own(watchAttempt(person, attempt, live(callback))),
    /** @param {string} exam @param {(status: number, text: string) => void} done */
    async outboxStart(exam, done) {
      (await loadOutbox()).start(person, exam, live(done));
    },
    /** @param {string} attempt */
    async outboxEnd(attempt) {
      (await loadOutbox()).end(person, attempt);
    },
    /** @param {HTMLElement} slot @param {string} name @param {string} nested @param {string} props */
    mount(slot, name, nested, props) {
      const { update, unmount } = services.mount(slot, name, nested, props);
      return { update, unmount: own(unmount) };
    },
    /** @param {string} name @param {string} fn @param {string} argument @param {(ok: boolean, json: string) => void} done */
    call(name, fn, argument, done) {
      services.call(name, fn, argument, live(done));
    },
    /** @param {string} name @param {string} fn @param {string} argument @param {(json: string) => void} callback */
    hook: (name, fn, argument, callback) => own(services.hook(name, fn, argument, live(callback))),
    panicked: die,
    /** @param {string} kind @param {string} message */
    report(kind, message) {
      report(kind, message, { remote, expose, version });
    },
  };
  const release = () => {
    begun?.forEach(contained);
    begun = undefined;
  };
  return { host, release };
}

import { expire } from '../expire.js';
import { LEAVING, comeBack, leave } from '../leaving.js';
import { createAttempts } from './attempt.js';
import { sameStream, stored } from './change.js';
import { offerCopy } from './copy.js';
import { createDatabase } from './database.js';
import { takeEarlier } from './earlier.js';
import { makeId } from './id.js';
import { createKeeping } from './keeping.js';
import { takeLeft } from './leaving.js';
import { createElection } from './lock.js';
import { guardLogout } from './logout.js';
import { createState, step } from './machine.js';
import { askSync, dropExam, keepExam, keepOnly, tellReady } from './offline.js';
import { reportStream } from './report.js';
import { sendRequest } from './sender.js';
import { showWaiting } from './status.js';
import { isAtRisk, viewStream, viewWaiting } from './view.js';

/**
 * The outbox: what people did is kept on this device and sent, from whatever page is open, until the server has it. Here the
 * machine meets the browser.
 *
 * @typedef {object} Loader what the loader lends
 * @property {(slice: string) => string} getSlice
 * @property {(slice: string, json: string) => void} setSlice
 * @property {(slice: string, watcher: (json: string) => void) => () => void} watchSlice
 * @property {(event: string, handler: (json: string) => void) => () => void} on
 * @property {() => number} certainNow by the server's clock it is at least this late; not finite while unknown
 * @property {(server: number) => void} observeClock
 * @property {(waits: boolean) => void} remember for the next page
 *
 * @typedef {{ id: string, name: string }} Person
 * @typedef {ReturnType<typeof startOutbox>} Outbox
 */

/** How long to wait, in milliseconds: for the storage, for a byte of the network, and for the lock of the tab that sends. */
const PATIENCE = { storage: 3_000, network: 10_000, lock: 10_000 };
/** A refusal counts as seen when it has been shown for this long: a remote that crashes over it has shown nothing. */
const SEEN = 1_000;

/** @param {Loader} loader @param {typeof PATIENCE} [patience] */
export function startOutbox(loader, patience = PATIENCE) {
  const state = createState();
  const keeping = createKeeping(createDatabase(makeId, patience.storage, () => wake()), makeId());
  /** @type {Set<() => void>} */
  const watchers = new Set();
  /** Each asks where an attempt that this page shows is being taken. @type {Set<() => void>} */
  const seats = new Set();
  /** Keep the pages that are watched, as long as something may have become of them. @type {Set<() => void>} */
  const keepers = new Set();
  /** What this page's people answered since it began: newer than whatever is found lying about. @type {Set<string>} */
  const answered = new Set();
  /** Given before their attempt has begun. @type {import('./change.js').Change[]} */
  let early = [];
  let used = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Tells the other tabs. @type {BroadcastChannel | undefined} */
  let channel;
  try {
    channel = new BroadcastChannel('mf-outbox');
    channel.onmessage = ({ data }) => tell(data);
  } catch {
    // Missing, or forbidden: each tab does everything itself.
  }
  const elect = createElection((leads) => tell({ type: 'leads', leads }), !channel, patience.lock);

  /** @type {Record<string, (effect: any) => unknown>} */
  const perform = {
    write: ({ token, change }) =>
      keeping.write(change).then((written) => {
        tell({ type: 'written', token, change, ...written });
        channel?.postMessage({ type: 'wake' });
      }),
    remember: ({ person, attempt, sent }) => keeping.remember(person, attempt, sent),
    over({ person, attempt }) {
      keeping.forget(person, attempt);
      dropExam(person, attempt);
    },
    erase: ({ changes }) => keeping.erase(changes),
    mark: ({ changes }) => keeping.mark(changes),
    load: ({ id }) => keeping.read().then((read) => tell({ type: 'loaded', id, ...read })),
    send: ({ id, ...request }) =>
      sendRequest(request, patience.network, loader.observeClock).then((answer) => {
        tell({ type: 'answered', id, jitter: Math.random(), ...answer });
        if (answer.body?.sitting) seats.forEach((ask) => ask());
      }),
    tell: (news) => channel?.postMessage({ ...news, type: 'told' }),
    elect: ({ person }) => elect(person, !document.hidden),
    session: readSession,
    timer({ at }) {
      clearTimeout(timer);
      timer = setTimeout(() => tell({ type: 'tick' }), at - performance.now());
    },
  };

  /** @param {{ type: string, [key: string]: any }} event */
  function tell(event) {
    // A clock that jumps would make the pauses longer; this one stands still at worst, and then something wakes the page.
    for (const effect of step(state, { ...event, now: performance.now() })) perform[effect.type](effect);
    for (const watcher of [...watchers]) watcher();
    // There is a network, whatever the browser says of it.
    if (event.status === 200) keepAgain();
    const waiting = viewWaiting(state);
    // No page may be open when there is one again.
    if (event.status === 0 && waiting) askSync();
    showWaiting(waiting);
    offerCopy(waiting, loader.certainNow());
    if (isAtRisk(state)) addEventListener('beforeunload', warn);
    else removeEventListener('beforeunload', warn);
    // An exam page sets the mark early: what is written shortly before a browser dies would not be on disk. And only a page that
    // begins takes it away: others can't know what their neighbours are at.
    if (used || waiting) loader.remember(true);
    else if (event.type === 'opened') loader.remember(false);
  }

  /** The browser may have thrown away what it kept, or could not keep it before. */
  const keepAgain = () => keepers.forEach((keep) => keep());

  /** @param {BeforeUnloadEvent} event */
  function warn(event) {
    event.preventDefault();
  }

  /** Who is signed in by now? */
  async function readSession() {
    try {
      const { user } = await (await fetch('/api/v1/session', { cache: 'no-store', signal: expire(patience.network) })).json();
      // What doesn't say it is a portal's.
      if (user !== undefined) loader.setSlice('user', JSON.stringify(user));
    } catch {
      // Asked again when there is an answer to it.
    }
  }

  function wake() {
    keeping.retry();
    tell({ type: 'wake' });
    keepAgain();
  }

  /** What pages left behind when they went. */
  const takeOver = () => takeLeft(keeping.write, ({ attempt, item }) => answered.has(`${attempt} ${item}`)).then((taken) => taken && wake());

  /** Somebody is back, or the server has just sent a page: there may be a session again, so it is tried once more. */
  function backAgain() {
    // While it goes it is told that it is hidden, too.
    if (document.hidden) return;
    comeBack();
    elect(state.person, true);
    tell({ type: 'session' });
    wake();
    takeOver();
    seats.forEach((ask) => ask());
  }

  const signIn = (/** @type {string} */ json) => {
    const person = JSON.parse(json)?.id ?? '';
    tell({ type: 'person', person });
    keepOnly(person);
  };
  signIn(loader.getSlice('user'));
  loader.watchSlice('user', signIn);
  loader.on('user:logged-in', () => tell({ type: 'session' }));
  addEventListener('online', wake);
  for (const event of ['pageshow', 'mf:navigated']) addEventListener(event, backAgain);
  for (const event of ['resume', 'visibilitychange']) document.addEventListener(event, backAgain);
  // A page that sleeps must not keep others from sending.
  addEventListener('pagehide', () => {
    elect('');
    leave([...early, ...state.changes.filter((one) => !one.kept && !one.result).map(stored)]);
  });
  addEventListener('storage', ({ key }) => key?.startsWith(LEAVING) && takeOver());
  document.addEventListener('freeze', () => elect(''));
  takeOver();
  keeping.read().then((read) => tell({ type: 'opened', ...read }));
  const ready = () => tellReady(async () => (await keeping.read()).durable);
  ready();
  addEventListener('mf:navigated', ready);
  guardLogout(() => viewWaiting(state), () => state.person, wake, (changed) => {
    watchers.add(changed);
    return () => watchers.delete(changed);
  });

  /** @param {Person} person @param {string} attempt @param {string} item empty: the hand-in @param {string} response @param {number} base */
  function add(person, attempt, item, response, base) {
    used = true;
    const now = loader.certainNow();
    const at = Number.isFinite(now) ? now : null;
    const change = { person: person.id, who: person.name, attempt, item, response, base, at, device: '', n: 0 };
    answered.add(`${attempt} ${item}`);
    if (attempt.startsWith('start:')) early.push(change);
    else tell({ type: 'put', token: makeId(), change });
  }

  const handIn = (/** @type {Person} */ person, /** @type {string} */ attempt) => add(person, attempt, '', '', 0);
  const changed = () => watchers.forEach((tell) => tell());
  const attempts = createAttempts(keeping.device, makeId, patience.network, loader.observeClock, handIn, changed);

  return {
    put: add,

    /**
     * @param {Person} person
     * @param {string} attempt
     * @param {(json: string) => void} callback the state at once, then whenever it has changed
     * @returns {() => void} ends it
     */
    watch(person, attempt, callback) {
      used = true;
      const of = { person: person.id, attempt };
      let last = '';
      /** @type {import('./database.js').Sent[]} */
      let sent = [];
      let needsNetwork = false;
      let refused = '';
      let since = 0;
      const report = () => {
        const view = viewStream(state, of);
        const now = JSON.stringify(view.results.filter(({ outcome }) => outcome === 'refused')) + view.handIn?.refused;
        if (now !== refused) [refused, since] = [now, performance.now()];
        const json = JSON.stringify(reportStream(view, sent, needsNetwork, attempts.deadline(attempt)));
        if (json !== last) callback((last = json));
      };
      watchers.add(report);
      report();
      // Without the database each page is a device of its own, and would take the last one for another.
      const ask = () => state.durable === 'database' && !viewStream(state, of).handIn && attempts.seat(person, attempt);
      const known = (/** @type {string} */ item) => answered.has(`${attempt} ${item}`) || [...sent, ...state.changes.filter((one) => sameStream(one, of))].some((one) => one.item === item);
      keeping
        .sent(person.id, attempt)
        .then((all) => {
          sent = all;
          report();
          if (watchers.has(report)) {
            seats.add(ask);
            ask();
          }
          return takeEarlier({ ...of, who: person.name }, known, keeping.write);
        })
        // No network, or no disk: the next page tries again.
        .then((taken) => taken && wake(), () => {});
      const path = location.pathname;
      const keep = () => {
        if (viewStream(state, of).handIn?.done) return;
        keepExam({ ...of, path }).then((kept) => {
          needsNetwork = !kept;
          report();
        });
      };
      keepers.add(keep);
      keep();
      return () => {
        keepers.delete(keep);
        watchers.delete(report);
        seats.delete(ask);
        if (performance.now() - since >= SEEN) tell({ type: 'seen', ...of });
      };
    },

    /** @param {Person} person @param {string} exam @param {(status: number, text: string) => void} done */
    start: (person, exam, done) =>
      attempts.start(person, exam, (status, text) => {
        // Whoever gave them puts them again, now that there is an attempt.
        if (status > 0 && status < 300) early = early.filter((one) => one.attempt !== `start:${exam}`);
        done(status, text);
      }),
    end: attempts.end,
  };
}

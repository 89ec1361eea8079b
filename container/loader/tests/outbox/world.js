/**
 * A small world around the outbox's machine: phones with a storage, a clock and tabs, people, a network, and a server that lives by
 * the real rules. One seed decides everything that happens, so a seed that fails can be looked at again.
 *
 * @typedef {object} Options
 * @property {any} machine the module `outbox/machine.js`, or a mutant of it
 * @property {(call: any) => any} rules
 * @property {ReturnType<typeof import('./clock.js').loadClock>} makeClock
 * @property {string} [mutant] of the server or of the storage
 *
 * @typedef {ReturnType<typeof createContext>} Context
 */
import { createChance } from './chance.js';
import { createJournal } from './journal.js';
import { createNetwork } from './network.js';
import { createPhone } from './phone.js';
import { createServer } from './server.js';
import { openTab } from './tab.js';
import { createTimeline } from './timeline.js';

const START = 1_790_000_000_000;
const DAY = 86_400_000;
const PEOPLE = ['ana', 'ben'];
/** Two attempts at one exam, and one at another: of one person, and of two. @type {Record<string, string[]>} */
const ATTEMPTS = { ana: ['np1#1', 'np1#2', 'np2#1'], ben: ['np1#3'] };
const ITEMS = ['q1', 'q2', 'q3'];

/** @param {Options} options @param {number} seed @param {Set<string>} [allowed] strikes */
function createContext({ machine, rules, makeClock, mutant }, seed, allowed) {
  const time = createTimeline(START);
  /** What happened, for whoever looks at the seed: made a text only then. @type {any[][]} */
  const trail = [];
  const note = (/** @type {any[]} */ ...what) => trail.push([`${time.now() - START} ms`, ...what]);
  const chance = createChance(seed, allowed, (id) => note('!', id));
  const ends = chance.stream('deadlines');
  const soon = chance.lasting('deadline in the middle');
  /** @type {Record<string, { owner: string, deadline: number }>} */
  const attempts = {};
  for (const owner of PEOPLE) {
    for (const attempt of ATTEMPTS[owner]) attempts[attempt] = { owner, deadline: START + Math.floor(soon ? 300 + ends() * 6_000 : DAY / 24) };
  }
  const context = {
    machine,
    rules,
    makeClock,
    mutant,
    chance,
    time,
    trail,
    note,
    attempts,
    start: START,
    items: ITEMS,
    modes: { noLocks: chance.lasting('no locks'), noChannel: chance.lasting('no channel') },
    /** The server's; pages keep theirs. */
    release: 1,
    /** While a tab can't read the storage, it doesn't know what the other one has in mind: then there is no order between them. */
    disordered: false,
    /** @type {import('./phone.js').Phone[]} */
    phones: [],
    server: /** @type {ReturnType<typeof createServer>} */ (/** @type {unknown} */ (undefined)),
    journal: /** @type {ReturnType<typeof createJournal>} */ (/** @type {unknown} */ (undefined)),
    network: /** @type {ReturnType<typeof createNetwork>} */ (/** @type {unknown} */ (undefined)),

    /** The server sends a page. @returns {import('./tab.js').Page} */
    load() {
      const revisions = new Map();
      for (const attempt of Object.keys(attempts)) {
        for (const [item, [, no]] of Object.entries(context.server.look(attempt).answers)) revisions.set(`${attempt} ${item}`, no);
      }
      return { now: time.now(), release: context.release, revisions };
    },
  };
  context.server = createServer(context, attempts, ITEMS);
  context.journal = createJournal(context, seed);
  context.network = createNetwork(context);
  return context;
}

/** @param {Options} options @param {number} seed @param {Set<string>} [allowed] the only strikes that may happen; all, if it isn't given */
export function createWorld(options, seed, allowed) {
  const context = createContext(options, seed, allowed);
  const { chance, time, note, journal, modes, phones, attempts, server } = context;
  const person = chance.stream('person');
  const delays = chance.stream('world');
  const pick = (/** @type {any[]} */ list) => list[Math.floor(person() * list.length)];
  const delay = () => Math.floor(delays() * 40);

  const tabs = chance.lasting('second tab') ? [0, 1] : [0];
  for (const id of chance.lasting('second device') ? ['d1', 'd2'] : ['d1']) {
    const phone = createPhone(context, id, pick(PEOPLE));
    phones.push(phone);
    start(phone);
  }

  /** @param {import('./phone.js').Phone} phone */
  function start(phone) {
    phone.tabs = tabs.map((index) => openTab(context, phone, index));
    elect(phone);
  }

  /** As Web Locks would: the first that lives. Without them everybody leads. @param {import('./phone.js').Phone} phone */
  function elect(phone) {
    const alive = phone.tabs.filter((tab) => tab.alive);
    for (const tab of alive) {
      const leads = modes.noLocks || modes.noChannel || tab === alive[0];
      if (tab.state.leads !== leads) time.after(delay(), () => tab.tell({ type: 'leads', leads }));
    }
  }

  /** @param {import('./tab.js').Tab} tab @param {string} whose @param {string} attempt @param {string} item */
  function put(tab, whose, attempt, item) {
    const bad = item !== '' && chance.fault('unknown question', 0.05);
    const unreadable = item !== '' && chance.fault('unreadable change', 0.04);
    const response = item === '' ? '' : `${whose}/${attempt}/${journal.serial()}`;
    const known = tab.revision(whose, attempt, item);
    const base = unreadable ? 0.5 : known;
    const at = tab.clock.certainNow();
    const change = { person: whose, who: whose, attempt, item: bad ? 'unknown' : item, response, base, at, ...(tab.page.release > 1 && { since: tab.page.release }) };
    if (tab.phone.asleepUntil > time.now() || !tab.alive) return;
    note(`${tab.phone.id}.${tab.index} put`, change);
    if (item !== '') journal.tap(response, { person: whose, attempt, item, at: time.now(), unsure: tab.unsure, base, bad: bad || unreadable });
    tab.tell({ type: 'put', token: `t${journal.serial()}`, change });
  }

  /** By the page's clock the time is over: the server is asked. @param {import('./tab.js').Tab} tab @param {string} whose @param {string} attempt */
  function end(tab, whose, attempt) {
    if (tab.clock.serverNow() < attempts[attempt].deadline || tab.ended.has(attempt) || tab.phone.account !== whose) return;
    if (server.isDown() || chance.fault('request lost', 0.3)) return;
    tab.hear(time.now());
    if (!server.isOver(attempt)) return;
    tab.ended.add(attempt);
    put(tab, whose, attempt, '');
  }

  /** One thing that somebody does. */
  function act() {
    const phone = pick(phones);
    const tab = pick(phone.tabs);
    // The page belongs to whoever it was made for, whoever is signed in by now.
    const whose = pick(PEOPLE);
    const attempt = pick(ATTEMPTS[whose]);
    const item = pick(ITEMS);
    const what = person();
    if (what < 0.8) put(tab, whose, attempt, item);
    else if (what < 0.86) put(tab, whose, attempt, '');
    else if (what < 0.94) tab.tell({ type: 'wake' });
    else if (!phone.account) logIn(phone, pick(PEOPLE), tab);
    end(tab, whose, attempt);
    befall(phone, tab);
  }

  /** What happens to a phone. @param {import('./phone.js').Phone} phone @param {import('./tab.js').Tab} tab */
  function befall(phone, tab) {
    if (chance.fault('tab killed', 0.05)) {
      tab.alive = false;
      if (phone.evicted) journal.excuse(phone);
      phone.tabs[tab.index] = openTab(context, phone, tab.index);
      elect(phone);
    }
    if (chance.fault('browser killed', 0.05)) {
      phone.killBrowser();
      if (phone.evicted) journal.excuse(phone);
      start(phone);
    }
    if (chance.fault('storage full', 0.05)) spoil(phone, 'full');
    if (chance.fault('storage dying', 0.05)) spoil(phone, 'dying');
    if (chance.fault('storage evicted', 0.03)) {
      phone.evict();
      context.disordered = true;
      journal.excuse(phone);
    }
    if (chance.fault('session expired', 0.05)) phone.account = '';
    if (chance.fault('other account', 0.05)) logIn(phone, pick(['', ...PEOPLE]), tab);
    if (chance.fault('asleep', 0.03)) sleep(phone, 1_000 + Math.floor(delays() * 20_000));
    if (chance.fault('clock jumped', 0.05)) phone.wrong = phone.wrong ? 0 : (delays() < 0.5 ? -1 : 1) * DAY;
    if (chance.fault('other release', 0.05)) context.release++;
    if (chance.fault('lead lost', 0.05)) {
      tab.tell({ type: 'leads', leads: false });
      time.after(100, () => elect(phone));
    }
  }

  /** @param {import('./phone.js').Phone} phone @param {'full' | 'dying'} how */
  function spoil(phone, how) {
    phone[how] = context.disordered = true;
    time.after(500, () => (phone[how] = false));
  }

  /** @param {import('./phone.js').Phone} phone @param {number} length ms */
  function sleep(phone, length) {
    if (phone.asleepUntil > time.now()) return;
    phone.asleepUntil = time.now() + length;
    for (const tab of phone.tabs) tab.unsure = true;
    time.after(length, () => {
      phone.slept += length;
      for (const tab of phone.tabs) comeBack(tab);
    });
  }

  /** The page asks what time it is, and tries again. @param {import('./tab.js').Tab} tab */
  function comeBack(tab) {
    if (!server.isDown() && !chance.fault('request lost', 0.3)) tab.hear(time.now());
    tab.tell({ type: 'session' });
    tab.tell({ type: 'wake' });
  }

  /**
   * The tab where it happens knows at once, the others when they are told.
   * @param {import('./phone.js').Phone} phone @param {string} account @param {import('./tab.js').Tab} first
   */
  function logIn(phone, account, first) {
    phone.account = account;
    for (const tab of phone.tabs) {
      time.after(tab === first ? 0 : delay() * 20, () => {
        tab.tell({ type: 'person', person: phone.account });
        tab.tell({ type: 'session' });
      });
    }
  }

  /** @param {number} [until] */
  function run(until = Infinity) {
    if (!time.run(until, 20_000)) journal.fail('it never comes to rest');
  }

  const waits = () =>
    phones.some(({ disk, tabs }) => [...disk.values()].some(({ result }) => !result) || tabs.some(({ state }) => state.changes.some(({ result }) => !result)));

  /** Everything works again, and each person logs in on each phone. */
  function heal() {
    chance.heal();
    for (const phone of phones) Object.assign(phone, { full: false, dying: false });
    // Twice: what one tab could not keep and another one sent, it learns when it next looks.
    for (let round = 0; round < 2 && (!round || waits()); round++) {
      for (const account of PEOPLE) {
        for (const phone of phones) {
          logIn(phone, account, phone.tabs[0]);
          for (const tab of phone.tabs) tab.tell({ type: 'wake' });
          elect(phone);
        }
        run();
      }
    }
    for (const phone of phones) for (const tab of phone.tabs) tab.tell({ type: 'wake' });
    run();
    run(context.start + DAY);
    server.close();
  }

  return {
    strikes: chance.strikes,
    trail: journal.trail,

    /** What became of the changes that the server has. @returns {string[]} */
    outcomes: () => [...server.committed.values()].map(({ outcome }) => outcome),

    /** @param {number} actions @returns {number} how many answers were shown as kept */
    live(actions) {
      for (let count = 0; count < actions; count++) {
        act();
        run(time.now() + Math.floor(person() < 0.04 ? person() * 15_000 : person() * 120));
      }
      heal();
      journal.check();
      return journal.size();
    },
  };
}

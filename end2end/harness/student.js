import { Profile, Tab } from './browser.js';

/**
 * A student's device in layer 2: tabs in which the real outbox runs, and somebody who taps, looks and signs in.
 *
 * @typedef {{ id: string, name: string, email: string, cookie: string, exam?: Sitting, sittings: Sitting[] }} Person
 * @typedef {{ id: string, items: string[], over: boolean }} Sitting
 */

/** Longer than a page's: all students share one processor here, and their clock runs faster than it. */
const PATIENCE = { storage: 100_000, network: 25_000 };

export class Device {
  /**
   * @param {string} name @param {Person} person
   * @param {import('./line.js').Line} line
   * @param {import('./ledger.js').Ledger} ledger
   * @param {(...globals: any[]) => typeof import('../../container/loader/outbox/service.js').startOutbox} boot
   */
  constructor(name, person, line, ledger, boot) {
    this.name = name;
    this.line = line;
    this.ledger = ledger;
    this.boot = boot;
    this.profile = new Profile(line.url);
    this.owner = person;
    /** Who is signed in. @type {Person | undefined} */
    this.person = person;
    this.profile.cookie = person.cookie;
    /** Everybody who has used it. @type {Set<Person>} */
    this.people = new Set([person]);
    /** @type {Page[]} */
    this.pages = [];
  }

  open() {
    const page = new Page(this, this.pages.length > 0);
    this.pages.push(page);
    return page;
  }

  /** @param {Page} page */
  kill(page) {
    page.tab.kill();
    this.pages = this.pages.filter((one) => one !== page);
  }

  /** Signs in, in the first tab; the others are told. @param {Person} person */
  signIn(person) {
    this.person = person;
    this.people.add(person);
    this.profile.cookie = person.cookie;
    for (const page of this.pages) page.signedIn(person);
  }

  /** What waits on its disk to be sent. @returns {Promise<any[]>} */
  waiting() {
    return new Promise((done, failed) => {
      const opening = this.profile.storage.open('mf-outbox');
      opening.onerror = () => failed(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        const asked = database.transaction('changes').objectStore('changes').getAll();
        asked.onsuccess = () => {
          database.close();
          done(asked.result.filter((change) => !change.result));
        };
      };
    });
  }
}

/** A page of the exam. */
class Page {
  /** @param {Device} device @param {boolean} hidden */
  constructor(device, hidden) {
    this.device = device;
    this.tab = new Tab(device.profile, hidden);
    this.user = JSON.stringify(device.person ? { id: device.person.id, name: device.person.name } : null);
    /** @type {Set<(json: string) => void>} */
    this.watchers = new Set();
    /** @type {Set<(json: string) => void>} */
    this.logins = new Set();
    /** The last report on each attempt. @type {Map<string, any>} */
    this.reports = new Map();
    this.outbox = device.boot(...this.tab.globals())(this.#loader(), PATIENCE);
  }

  /** What the loader lends to the outbox. */
  #loader() {
    return {
      getSlice: () => this.user,
      setSlice: (/** @type {string} */ _slice, /** @type {string} */ json) => {
        this.user = json;
        for (const watcher of this.watchers) watcher(json);
      },
      watchSlice: (/** @type {string} */ _slice, /** @type {(json: string) => void} */ watcher) => {
        this.watchers.add(watcher);
        queueMicrotask(() => watcher(this.user));
        return () => void this.watchers.delete(watcher);
      },
      on: (/** @type {string} */ _event, /** @type {(json: string) => void} */ handler) => {
        this.logins.add(handler);
        return () => void this.logins.delete(handler);
      },
      certainNow: () => Date.now(),
      observeClock() {},
      remember() {},
    };
  }

  /** @param {Person} person */
  signedIn({ id, name }) {
    this.user = JSON.stringify({ id, name });
    for (const watcher of this.watchers) watcher(this.user);
    for (const handler of this.logins) handler('{}');
  }

  wake() {
    this.tab.window.dispatchEvent(new Event('online'));
  }

  /** @param {Person} person @param {string} exam @returns {Promise<any>} the paper, or nothing */
  start(person, exam) {
    return new Promise((done) => {
      this.outbox.start(person, exam, (status, text) => done(text && status < 300 ? JSON.parse(text) : undefined));
    });
  }

  /** @param {Person} person @param {string} attempt */
  #follow(person, attempt) {
    if (this.reports.has(attempt)) return;
    this.reports.set(attempt, undefined);
    this.outbox.watch(person, attempt, (json) => this.tab.alive && this.#see(attempt, JSON.parse(json)));
  }

  /** What the page shows. @param {string} attempt @param {any} report */
  #see(attempt, report) {
    const { ledger, name } = this.device;
    this.reports.set(attempt, report);
    for (const { outcome, detail } of report.results) if (outcome === 'refused') ledger.refused.push(`${name} ${attempt}: ${detail}`);
    if (report.refused) ledger.refused.push(`${name} ${attempt}: ${report.refused}`);
    // While one is still being written, the page says "Saving…".
    if (!/^(kept|sending)$/.test(report.state)) return;
    const shown = new Set(report.answers.filter((/** @type {any} */ answer) => !answer.no).map((/** @type {any} */ { response }) => response));
    for (const tap of ledger.taps) if (tap.attempt === attempt && shown.has(tap.response)) tap.kept = true;
    if (!report.handed_in) return;
    for (const handIn of ledger.handIns) if (handIn.attempt === attempt && handIn.device === name) handIn.kept = true;
  }

  /** The newest revision of a question that this page knows. @param {string} attempt @param {string} item */
  #base(attempt, item) {
    const { results = [], answers = [] } = this.reports.get(attempt) ?? {};
    const known = [...results, ...answers].filter((one) => one.item === item).map(({ no }) => no);
    return Math.max(0, ...known);
  }

  /** @param {Person} person @param {Sitting} sitting @param {string} item @param {string} response */
  tap(person, sitting, item, response) {
    this.#follow(person, sitting.id);
    const { ledger, name } = this.device;
    const base = this.#base(sitting.id, item);
    ledger.taps.push({ response, person: person.id, device: name, attempt: sitting.id, item, base, order: ledger.order++, kept: false });
    this.outbox.put(person, sitting.id, item, response, base);
  }

  /** @param {Person} person @param {Sitting} sitting */
  handIn(person, sitting) {
    this.#follow(person, sitting.id);
    const { ledger, name } = this.device;
    ledger.handIns.push({ attempt: sitting.id, person: person.id, device: name, order: ledger.order++, kept: false });
    this.outbox.put(person, sitting.id, '', '', 0);
  }
}

import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { chromium } from '@playwright/test';

import { launchOptions } from '../fixtures/browser.js';
import { kill, open } from '../fixtures/killed.js';
import { temporary } from '../fixtures/place.js';
import { pick } from './random.js';

/**
 * A student's device in layer 3: a real Chromium with a profile on disk, whose process can be killed; and somebody who taps.
 *
 * @typedef {import('./student.js').Person} Person
 * @typedef {import('@playwright/test').Page} Page
 */

/** How long a page may take to do what it is told, in milliseconds. */
const PATIENCE = 5_000;
const LETTERS = 'ABCDEFGH';

export class Phone {
  /**
   * @param {string} name @param {Person} person @param {string} exam
   * @param {import('./line.js').Line} line @param {import('./ledger.js').Ledger} ledger
   * @param {() => number} random
   */
  constructor(name, person, exam, line, ledger, random) {
    this.name = name;
    this.person = person;
    this.exam = exam;
    this.line = line;
    this.ledger = ledger;
    this.random = random;
    this.profile = temporary('profile');
    /** What the page has taken, and not yet said to be kept: that may die with it. @type {{ kept: boolean }[]} */
    this.pending = [];
    /** @type {import('@playwright/test').BrowserContext | undefined} */
    this.context = undefined;
    /** @type {Page[]} */
    this.pages = [];
  }

  get page() {
    return this.pages[this.pages.length - 1];
  }

  /** Starts the browser, and signs in: the session is a cookie, which a killed browser may not have written down yet. */
  async launch() {
    const { context, page } = await open(chromium, this.profile, this.line.url, 30_000).catch(() => open(chromium, this.profile, this.line.url, 60_000));
    context.setDefaultTimeout(PATIENCE);
    this.context = context;
    this.pages = [page];
    await this.signIn(this.person);
    if (this.line.offline) await context.setOffline(true);
  }

  /** @param {Person} person */
  async signIn({ cookie }) {
    const [name, value] = cookie.split('=');
    await this.context?.addCookies([{ name, value, domain: '127.0.0.1', path: '/', httpOnly: true, sameSite: 'Lax', expires: Date.now() / 1000 + 28_800 }]);
  }

  /** Every part of the page is alive, unless the network is in the way. @param {string} [path] */
  async visit(path = `/exam/${this.exam}`) {
    this.pending = [];
    await this.page.goto(path, { timeout: 4 * PATIENCE, waitUntil: 'commit' }).catch(() => {});
    await this.alive();
  }

  async alive() {
    const alive = () => !!document.querySelector('.mf-slot') && !document.querySelector('.mf-slot:not([data-mf-state=ready])');
    await this.page.waitForFunction(alive, undefined, { timeout: 2 * PATIENCE }).catch(() => {});
  }

  /** The worker has all that opens the exam again. */
  async keptOffline() {
    const kept = async () => (await caches.keys()).some((name) => name.startsWith('mf-exam '));
    await this.page.waitForFunction(kept, undefined, { timeout: 2 * PATIENCE }).catch(() => {});
  }

  /** What the page shows just now. */
  see() {
    return this.page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise((next) => requestAnimationFrame(next));
      const options = [...document.querySelectorAll('.exam .option')];
      const text = (/** @type {string} */ selector) => document.querySelector(selector)?.textContent ?? '';
      return {
        item: /** @type {HTMLInputElement | null} */ (document.querySelector('input[name=item]'))?.value ?? '',
        // Before it has begun, an answer would begin it.
        options: document.querySelector('.exam-start:not([hidden])') ? 0 : options.length,
        chosen: options.findIndex((option) => option.classList.contains('selected')),
        state: /** @type {HTMLElement | null} */ (document.querySelector('.save-chip'))?.dataset.state ?? '',
        dialog: document.querySelector('dialog[open]')?.getAttribute('aria-labelledby') ?? '',
        handedIn: /Handed in on this phone/.test(text('dialog[open]')),
        rivals: text('dialog[open] .ui-dialog__body').match(/\d+/)?.[0] ?? '',
      };
    });
  }

  /** What the page says of all that was done on this device so far. */
  async note() {
    const { state, handedIn } = await this.see();
    if (!/^(kept|sending|saved)$/.test(state)) return;
    for (const done of this.pending) done.kept = true;
    this.pending = [];
    // Where all answers have arrived, the page says no more than that it is on its way.
    if (handedIn) for (const handIn of this.ledger.handIns) if (handIn.device === this.name) handIn.kept = true;
  }

  /** @param {string} item @param {string} response */
  #write(item, response) {
    const { ledger, name, person } = this;
    const attempt = /** @type {import('./student.js').Sitting} */ (person.exam).id;
    const tap = { response, person: person.id, device: name, attempt, item, order: ledger.order++, kept: false };
    ledger.taps.push(tap);
    return tap;
  }

  /** An answer to the question shown, other than the one that stands there. */
  async tap() {
    if (!(await this.clear())) return;
    const { item, options, chosen } = await this.see();
    if (options < 2) return;
    const other = pick(this.random, [...Array(options).keys()].filter((option) => option !== chosen));
    const tap = this.#write(item, LETTERS[other]);
    await this.page.locator('.exam .option').nth(other).tap();
    if ((await this.see()).chosen === other) this.pending.push(tap);
  }

  async next() {
    if (await this.clear()) await this.page.getByRole('button', { name: 'Next', exact: true }).tap();
  }

  /** What stands before the question is answered; says whether there is a question then. */
  async clear() {
    for (let tried = 0; tried < 5; tried++) {
      const { dialog, rivals, options, handedIn } = await this.see();
      if (handedIn) return false;
      if (!dialog) return options > 0;
      if (dialog === 'login-title') {
        await this.signIn(this.person);
        await this.visit();
      } else if (dialog === 'rival-title') {
        const button = this.page.locator('dialog[open] button').nth(this.random() < 0.5 ? 0 : 1);
        const letter = / (\w)$/.exec((await button.textContent()) ?? '')?.[1] ?? '';
        const item = this.person.exam?.items[Number(rivals) - 1] ?? '';
        this.#write(item, letter);
        await button.tap();
      } else await this.page.locator('dialog[open] button').first().tap();
      await wait(100);
    }
    return false;
  }

  /** Hands in by the page's own way. */
  async handIn() {
    if (!(await this.clear())) return;
    await this.page.locator('.exam-nav summary').tap();
    await this.page.getByRole('button', { name: 'Finish the exam' }).tap();
    const { ledger, name, person } = this;
    ledger.handIns.push({ attempt: person.exam?.id ?? '', person: person.id, device: name, order: ledger.order++, kept: false });
    await this.page.getByRole('button', { name: 'Finish and see the review' }).tap();
  }

  async openTab() {
    if (!this.context) return;
    this.pages.push(await this.context.newPage());
    await this.visit();
  }

  async closeTab() {
    this.pending = [];
    const page = this.pages.pop();
    await page?.close();
    if (!this.pages.length) await this.openTab();
  }

  /** @param {boolean} offline */
  async setOffline(offline) {
    if (offline) this.line.cut();
    else this.line.mend();
    await this.context?.setOffline(offline);
  }

  /** The process dies, whatever it was at. */
  async kill() {
    this.pending = [];
    kill(this.profile);
    this.context = undefined;
    this.pages = [];
    await wait(300);
  }

  /** What waits in the profile's database to be sent. @returns {Promise<string[]>} */
  waiting() {
    return this.page.evaluate(
      () =>
        new Promise((done, failed) => {
          const opening = indexedDB.open('mf-outbox');
          // A device on which nothing was ever given has no database. To look must not make one.
          let missing = false;
          opening.onupgradeneeded = () => {
            missing = true;
            opening.transaction?.abort();
          };
          opening.onerror = () => (missing ? done([]) : failed(opening.error));
          opening.onsuccess = () => {
            const database = opening.result;
            if (!database.objectStoreNames.contains('changes')) {
              database.close();
              return done([]);
            }
            const asked = database.transaction('changes').objectStore('changes').getAll();
            asked.onsuccess = () => {
              database.close();
              done(asked.result.filter((change) => !change.result).map(({ attempt, item, response }) => `${attempt} ${item || 'hand-in'} ${response}`));
            };
          };
        }),
    );
  }

  async close() {
    await this.context?.close().catch(() => {});
    await this.line.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

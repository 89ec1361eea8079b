import { on } from './bus.js';
import { certainNow, hearClock } from './clock.js';
import { importBytes, importElement } from './glue.js';
import { writeStored } from './storage.js';
import { leave } from './leaving.js';
import { getSlice, setSlice, watchSlice } from './store.js';
import { tuning } from './tuning.js';

/**
 * The outbox is a file of its own: a page without an exam, and with nothing that waits, doesn't load it.
 *
 * `mfe` writes here what it is called and what its bytes are.
 */
const OUTBOX_FILE = { path: 'outbox/service.js', integrity: 'outbox-integrity' };

const MARK = 'mf-waiting';
/** @type {Promise<import('./outbox/service.js').Outbox> | undefined} */
let outbox;

/** @returns {Promise<import('./outbox/service.js').Outbox>} */
async function load() {
  const url = new URL(OUTBOX_FILE.path, import.meta.url).href;
  for (let tried = 0; ; tried++) {
    try {
      // As with the glue of remotes: a module that failed once stays failed for its address.
      const module = tried ? await importBytes(`${url}?${tried}`, OUTBOX_FILE, new AbortController().signal) : await importElement(url, OUTBOX_FILE);
      const remember = (/** @type {boolean} */ waits) => writeStored(MARK, waits ? '1' : undefined);
      return module.startOutbox({ getSlice, setSlice, watchSlice, on, certainNow, observeClock: hearClock, remember });
    } catch (error) {
      console.error(error);
      await new Promise((again) => {
        setTimeout(again, tuning.outbox);
        addEventListener('online', again, { once: true });
      });
    }
  }
}

/** Loads it when it is first needed, and doesn't give up. */
export function loadOutbox() {
  outbox ??= load();
  return outbox;
}

/** What is put before the outbox is there: in memory alone, and said so. @type {Set<import('./outbox/change.js').Change>} */
const early = new Set();
/** The next page puts it. */
function leaveEarly() {
  if (early.size) writeStored(MARK, '1');
  leave([...early]);
}

/** @type {Set<() => void>} */
const earlyWatchers = new Set();

/**
 * @typedef {{ id: string, name: string }} Person
 * @param {Person} person @param {string} attempt @param {string} item empty: the hand-in @param {string} response @param {number} base
 */
export function putChange(person, attempt, item, response, base) {
  const change = { person: person.id, who: person.name, attempt, item, response, base, at: null, device: '', n: 0 };
  early.add(change);
  addEventListener('pagehide', leaveEarly);
  earlyWatchers.forEach((tell) => tell());
  loadOutbox().then((outbox) => {
    early.delete(change);
    outbox.put(person, attempt, item, response, base);
  });
}

/** @param {Person} person @param {string} attempt @param {(json: string) => void} callback @returns {() => void} ends it */
export function watchAttempt(person, attempt, callback) {
  let off = () => {
    earlyWatchers.delete(tell);
    off = () => {};
  };
  const tell = () => {
    const mine = [...early].filter((change) => change.attempt === attempt);
    const answers = mine.filter(({ item }) => item).map(({ item, response }) => ({ item, response, no: 0 }));
    const count = answers.length;
    const no = { signed_out: false, needs_network: false, deadline: 0, at: 0, results: [], done: null, refused: '' };
    callback(JSON.stringify({ state: count ? 'keeping' : 'saved', words: count ? 'Saving…' : 'Saved', answers, handed_in: mine.length > count, ...no }));
  };
  earlyWatchers.add(tell);
  loadOutbox().then((outbox) => {
    if (earlyWatchers.delete(tell)) off = outbox.watch(person, attempt, callback);
  });
  return () => off();
}

/**
 * Something may wait from an earlier page. Where that can't be remembered, every page of somebody signed in has to look.
 */
export function startWaiting() {
  let waits = getSlice('user') !== 'null';
  try {
    waits = !!localStorage.getItem(MARK);
  } catch {
    // No disk.
  }
  // Where exams are kept, it has to learn who is signed in: another person must not find them.
  waits ||= !!navigator.serviceWorker?.controller;
  // A start page wants to know what this device can do.
  const look = () => {
    if (waits || document.querySelector('[data-mf-ready]')) loadOutbox();
  };
  look();
  addEventListener('mf:navigated', look);
}

/**
 * The loader's clock, `clock.js`, as often as there are pages: it keeps its state in its module, so its text is made a function.
 */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Clock
 * @property {(server: number, at?: number) => void} observeClock
 * @property {(server: number, at?: number) => void} hearClock
 * @property {() => void} recallClock
 * @property {() => number} serverNow
 * @property {() => number} certainNow
 *
 * @param {(text: string) => string} [change] makes a mutant of it
 * @returns {(performance: { now(): number }, date: { now(): number }, storage: Map<string, string>) => Clock}
 */
export function loadClock(change = (text) => text) {
  const text = change(readFileSync(new URL('../../clock.js', import.meta.url), 'utf8'));
  const body = text.replace(/^import .*$/gm, '').replace(/^export /gm, '');
  const names = ['performance', 'Date', 'readStored', 'writeStored'];
  const make = new Function(...names, `'use strict';${body}\nreturn { observeClock, hearClock, recallClock, serverNow, certainNow };`);
  return (performance, date, storage) =>
    make(
      performance,
      date,
      (/** @type {string} */ key) => storage.get(key),
      (/** @type {string} */ key, /** @type {string | undefined} */ value) => (value === undefined ? storage.delete(key) : storage.set(key, value)),
    );
}

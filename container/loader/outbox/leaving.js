import { expire } from '../expire.js';
import { LEAVING } from '../leaving.js';

/** What stands for an attempt until the server has begun it: `start:` and its exam. */
const START = /^start:(.+)/;
/** How long to wait for the server, in milliseconds. */
const ASKING = 10_000;
/** How far the server's start of an attempt may lie from the answer that began it, in milliseconds. */
const SLACK = 600_000;

/**
 * @typedef {import('./change.js').Change} Change
 * @typedef {(change: Change) => Promise<{ durable: string }>} Write
 * @type {Promise<boolean> | undefined}
 */
let taking;

/**
 * Takes over what pages left behind. Unless the server has to be asked about it, all of it is handed to `write` before this returns:
 * what is asked of the storage after that comes after it.
 * @param {Write} write
 * @param {(change: Change) => boolean} isNewer this page has something newer
 * @returns {Promise<boolean>} something was left
 */
export function takeLeft(write, isNewer) {
  taking ??= take(write, isNewer)
    .catch(() => false)
    .finally(() => (taking = undefined));
  return taking;
}

/** @param {Write} write @param {(change: Change) => boolean} isNewer */
async function take(write, isNewer) {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(LEAVING));
  const taken = keys.sort().map(async (key) => {
    /** @type {Change[]} */
    const left = JSON.parse(localStorage.getItem(key) ?? '[]');
    const written = await Promise.all(left.map((change) => (START.test(change.attempt) ? takeEarly(change, write, isNewer) : write(change))));
    // What has no place yet stays where it is.
    if (written.some(({ durable }) => durable === 'none')) return false;
    localStorage.removeItem(key);
    return true;
  });
  return (await Promise.allSettled(taken)).some((one) => one.status === 'fulfilled' && one.value);
}

/**
 * An answer that began its attempt: by now the server may know the attempt. If it doesn't, the exam has not begun, and its page says so.
 * @param {Change} change @param {Write} write @param {(change: Change) => boolean} isNewer
 */
async function takeEarly(change, write, isNewer) {
  const exam = /** @type {RegExpExecArray} */ (START.exec(change.attempt))[1];
  const answer = await fetch(`/api/v1/exams/${exam}/paper`, { cache: 'no-store', headers: { 'x-mf-person': change.person }, signal: expire(ASKING) });
  const { attempt } = await answer.json();
  // Signed out, or a portal's: asked again by the next page.
  if (!answer.ok || attempt === undefined) return { durable: 'none' };
  const mine = { ...change, attempt: attempt?.id };
  const since = attempt?.started_at - (change.at ?? attempt?.started_at);
  return Math.abs(since) < SLACK && !isNewer(mine) ? write(mine) : { durable: '' };
}

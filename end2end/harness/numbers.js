import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { Container } from '../fixtures/container.js';
import { newcomer } from '../fixtures/people.js';
import { temporary } from '../fixtures/place.js';

/** The container of layer 2: no pages, and one exam whose answers are numbers, so that no two taps need be the same. */

const ITEMS = 10;
const RIGHT = 500_000;

/** Answers below the half are wrong, and those above it are right. @param {number} serial @param {boolean} right */
export const responseOf = (serial, right) => String(serial + (right ? RIGHT : 1));
export const isRight = (/** @type {string} */ response) => Number(response) >= RIGHT;
export const EXAM = 'formats';

export function createContainer() {
  const items = temporary('items');
  const dist = temporary('dist');
  const item = (/** @type {number} */ at) => `
[[items]]
id = "np1-harness-${100 + at}"
type = "numeric"
stem = "Which number is asked for, rounded to the nearest whole number, in question ${at}?"
answer = "${RIGHT * 1.5}"
tolerance = "${RIGHT / 2}"
decimals = 0
unit = "mL"
rationale = "Any large one is."
bloom = "apply"
difficulty = 0
reference = "None"
`;
  const head = 'part = "NP1"\ntopic = "Numbers"\nreview = "not-yet-reviewed-by-a-nurse-educator"\n';
  writeFileSync(join(items, 'numbers.toml'), head + [...Array(ITEMS).keys()].map(item).join(''));
  return new Container({ items, dist });
}

/** A new student. The container may be dead just now. @param {Container} container @returns {Promise<import('./student.js').Person>} */
export async function register(container) {
  const { name, email, password } = newcomer();
  // An answer that got lost leaves an account behind that nobody uses.
  for (let tried = 0; ; tried++) {
    const address = `${tried}-${email}`;
    const entered = await enter(container, 'register', { name, email: address, password });
    if (entered) return { id: entered.user.id, name, email: address, cookie: entered.cookie, sittings: [] };
  }
}

/** Anew, after a session that has ended. @param {Container} container @param {import('./student.js').Person} person */
export async function logIn(container, person) {
  for (;;) {
    const entered = await enter(container, 'login', { email: person.email, password: newcomer().password });
    if (entered) return void (person.cookie = entered.cookie);
  }
}

/** @param {Container} container @param {string} call @param {any} body */
async function enter(container, call, body) {
  const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${container.url}/api/v1/auth/${call}`, sent).catch(() => undefined);
  // Busy, or tries that a dying container has counted.
  if (!answer || answer.status === 503 || answer.status === 429) return void (await wait(200));
  if (!answer.ok) throw new Error(`${call} was answered with ${answer.status}: ${await answer.text()}`);
  return { ...(await answer.json()), cookie: answer.headers.getSetCookie()[0].split(';')[0] };
}

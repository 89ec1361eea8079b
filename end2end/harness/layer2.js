import { setTimeout as wait } from 'node:timers/promises';

import { GLOBALS, SPEED } from './browser.js';
import { check } from './check.js';
import { Ledger } from './ledger.js';
import { LINE_FAULTS, Line } from './line.js';
import { Misfortune } from './misfortune.js';
import { EXAM, isRight, logIn, responseOf } from './numbers.js';
import { asFunction } from './outbox.js';
import { between, createRandom, pick } from './random.js';
import { Device } from './student.js';

/** One seed of layer 2: students with the real outbox, at a real container, through a bad network. */

export const FAULTS = [...LINE_FAULTS, 'offline', 'tab killed', 'tab hidden', 'session expired', 'other account', 'container killed'];
/** How many students take part. */
export const PEOPLE = 12;
/** Length of a sitting, in the students' milliseconds. */
const LENGTH = 20_000;
/** How long healing may take, in ours. */
const PATIENCE = 20_000;

/**
 * @typedef {object} Setting what seeds share
 * @property {import('../fixtures/container.js').Container} container
 * @property {import('./history.js').History} [history]
 * @property {import('./mutants.js').Mutant} [mutant]
 *
 * @typedef {{ at: number, run: () => unknown }} Scene
 */

/**
 * @param {Setting} setting @param {number} seed @param {import('./student.js').Person[]} people new ones @param {Set<string>} [only]
 * @returns {Promise<{ findings: string[], misfortune: Misfortune, taps: number }>}
 */
export async function run({ container, history, mutant }, seed, people, only) {
  const random = createRandom(seed);
  const misfortune = new Misfortune(seed, FAULTS, only);
  const ledger = new Ledger();
  const boot = asFunction(GLOBALS, mutant?.edits);
  let serial = 1;
  /** @type {Device[]} */
  const devices = [];
  /** @type {Scene[]} */
  const scenes = [];
  const at = (/** @type {number} */ time, /** @type {() => unknown} */ run) => scenes.push({ at: time, run });
  /** Exams that students are about to begin. @type {Promise<unknown>[]} */
  const begun = [];
  /** Deaths of the container that are under way. @type {Promise<unknown>} */
  let revived = Promise.resolve();

  async function addDevice(/** @type {import('./student.js').Person} */ person, /** @type {string} */ name) {
    const line = await new Line(name, () => container.port, misfortune, ledger, mutant?.relay).open();
    const device = new Device(name, person, line, ledger, boot);
    devices.push(device);
    const tabs = random() < 0.35 ? 2 : 1;
    for (let count = 0; count < tabs; count++) device.open();
    return device;
  }

  /** Again and again, as somebody taps who wants to begin. @param {Device} device @param {import('./student.js').Person} person */
  async function start(device, person) {
    for (let resumed = 0; !person.exam || person.exam.over; ) {
      const page = device.person === person && device.pages[0];
      const paper = page && (await Promise.race([page.start(person, EXAM), wait(12_000 / SPEED)]));
      const known = paper && person.sittings.find((one) => one.id === paper.attempt.id);
      if (paper && !known) {
        person.exam = { id: paper.attempt.id, items: paper.questions.map((/** @type {any} */ { id }) => id), over: false };
        person.sittings.push(person.exam);
        ledger.owners.set(person.exam.id, person.id);
      } else if (known && ++resumed > 4) {
        // The hand-in died with its page, or takes its time: the exam goes on.
        known.over = false;
      } else await wait(1_500 / SPEED);
    }
  }

  function tap(/** @type {Device} */ device, /** @type {number} */ which, /** @type {boolean} */ right) {
    const { person } = device;
    if (!person?.exam || !device.pages.length) return;
    // A device that was left with an exam knows nothing of its end elsewhere.
    const sitting = which < 0.15 ? person.sittings[0] : person.exam;
    const item = sitting.items[Math.floor(which * 1e4) % 4];
    device.pages[Math.floor(which * 1e6) % device.pages.length].tap(person, sitting, item, responseOf(serial++, right));
  }

  function handIn(/** @type {Device} */ device) {
    const { person, pages: [page] } = device;
    if (!person?.exam || person.exam.over || !page) return;
    person.exam.over = true;
    page.handIn(person, person.exam);
  }

  for (const [index, person] of people.entries()) {
    const phone = await addDevice(person, `a${index}`);
    const own = [phone];
    if (random() < 0.6) own.push(await addDevice(person, `b${index}`));
    /** @type {Promise<unknown>[]} */
    begun.push(start(phone, person));
    for (const device of own) {
      const taps = Math.floor(between(random, 5, 13));
      for (let count = 0; count < taps; count++) {
        const [which, right] = [random(), random() < 0.5];
        at(between(random, 0, LENGTH), () => tap(device, which, right));
      }
      planMisfortune(device);
    }
    if (random() < 0.6) {
      const end = between(random, 8_000, 16_000);
      const device = pick(random, own);
      at(end, () => handIn(device));
      if (random() < 0.5) at(end + 1_000, () => begun.push(start(phone, person)));
    }
  }
  const kills = random() < 0.6 ? 1 : 2;
  for (let count = 0; count < kills; count++) {
    const time = between(random, 2_000, LENGTH);
    // Starting it takes as long as many a seed: not all of them have it.
    if (random() < 0.6) at(time, () => misfortune.strikes('container killed', `server.${count}`) && killContainer());
  }

  function killContainer() {
    revived = revived.then(async () => {
      await container.kill();
      await container.start();
    });
  }

  function planMisfortune(/** @type {Device} */ device) {
    const strikes = (/** @type {string} */ kind, /** @type {number} */ likely, count = 0) => misfortune.strikes(kind, `${device.name}!${count}`, likely);
    const times = [...Array(5)].map(() => between(random, 0, LENGTH - 3_000));
    at(times[0], () => {
      if (!strikes('offline', 0.5)) return;
      device.line.cut();
      setTimeout(() => device.line.mend(), between(random, 2_000, 9_000) / SPEED);
    });
    at(times[1], () => {
      if (!device.pages.length || !strikes('tab killed', 0.5)) return;
      device.kill(device.pages[0]);
      setTimeout(() => device.open(), 1_000 / SPEED);
    });
    at(times[2], () => {
      if (device.pages.length < 2 || !strikes('tab hidden', 0.8)) return;
      device.pages[0].tab.show(true);
      device.pages[1].tab.show(false);
    });
    at(times[3], async () => {
      const { person } = device;
      if (!person || !strikes('session expired', 0.3)) return;
      await fetch(`${container.url}/api/v1/auth/logout`, { method: 'POST', headers: { cookie: device.profile.cookie } }).catch(() => {});
      await wait(3_000 / SPEED);
      await logIn(container, person);
      if (device.person === person) device.signIn(person);
    });
    at(times[4], () => {
      const { person } = device;
      if (!person || !strikes('other account', 0.4)) return;
      const other = people[(people.indexOf(person) + 1) % people.length];
      // Another tab, which is no exam: the cookie changes, and these pages learn of it from the server.
      device.profile.cookie = other.cookie;
      setTimeout(() => device.signIn(other), 1_000 / SPEED);
      setTimeout(() => device.signIn(person), 5_000 / SPEED);
    });
  }

  await Promise.race([Promise.all(begun), wait(60_000 / SPEED)]);
  const began = performance.now();
  for (const scene of scenes.sort((one, other) => one.at - other.at)) {
    const pause = scene.at / SPEED - (performance.now() - began);
    if (pause > 1) await wait(pause);
    begun.push(Promise.resolve(scene.run()));
  }

  /** Everything works again, and everybody logs in wherever they were. */
  async function heal() {
    misfortune.calm = true;
    await revived;
    await wait(6_000 / SPEED);
    for (const device of devices) device.line.mend();
    for (const person of people) await relogged(person);
    for (const device of devices) if (!device.pages.length) device.open();
    const end = performance.now() + PATIENCE;
    let left = await waiting();
    for (let round = 0; performance.now() < end && (left.length || devices.some((device) => device.line.busy)); round++) {
      for (const device of devices) {
        if (!left.some((one) => one.startsWith(`${device.name} `))) continue;
        const group = [...device.people];
        if (round % 10 === 0) device.signIn(group[(round / 10) % group.length]);
        for (const page of device.pages) page.wake();
      }
      await wait(25);
      left = await waiting();
    }
    for (const device of devices) device.signIn(device.owner);
    return left.map((one) => `it still waits after healing: ${one}`);
  }

  async function relogged(/** @type {import('./student.js').Person} */ person) {
    const { user } = await api(person, '/api/v1/session');
    if (!user) await logIn(container, person);
    for (const device of devices) if (device.person === person) device.signIn(person);
  }

  async function waiting() {
    const all = [];
    for (const device of devices) {
      const records = await device.waiting();
      for (const record of records) if (!record.result) all.push(`${device.name} ${record.attempt} ${record.item || 'hand-in'} ${record.response}`);
      for (const page of device.pages) {
        for (const [attempt, report] of page.reports) if (report?.answers.some((/** @type {any} */ one) => !one.no)) all.push(`${device.name} ${attempt}, in a page`);
      }
    }
    return all;
  }

  async function api(/** @type {{ cookie: string }} */ person, /** @type {string} */ path) {
    const answer = await fetch(container.url + path, { headers: { cookie: person.cookie } });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
    return answer.json();
  }

  try {
    const findings = await heal();
    // A start that was tried for long enough is there.
    await Promise.race([Promise.all(begun), wait(PATIENCE)]);
    findings.push(...(await check({ ledger, people, api, history, isRight })));
    return { findings, misfortune, taps: ledger.taps.length };
  } finally {
    for (const device of devices) {
      for (const page of [...device.pages]) device.kill(page);
      await device.line.close();
    }
  }
}

import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { SPEED } from './browser.js';
import { check } from './check.js';
import { Classroom } from './classroom.js';
import { openHistory } from './history.js';
import { LINE_FAULTS } from './line.js';
import { Misfortune } from './misfortune.js';
import { createContainer, isRight, logIn, register } from './numbers.js';
import { between, createRandom, pick } from './random.js';

/** Layer 2: students with the real outbox, at a real container, through a bad network. */

export const FAULTS = [...LINE_FAULTS, 'offline', 'tab killed', 'tab hidden', 'session expired', 'other account', 'container killed'];
export const SEEDS = 200;
/** Seeds at once, each lane at a container of its own: a seed is waiting half of its time. */
export const LANES = 2;
const PEOPLE = 12;
/** Length of a sitting, in the students' milliseconds. */
const LENGTH = 20_000;

/**
 * What seeds share.
 * @param {import('./mutants.js').Mutant} [mutant]
 */
export async function open(mutant) {
  const container = await createContainer().start();
  const { by, history } = await openHistory(container.data);
  const close = async () => {
    await container.stop();
    rmSync(/** @type {string} */ (container.options.items), { recursive: true });
  };
  return { container, history, mutant, about: `the history read by ${by}`, close };
}

/**
 * @param {Awaited<ReturnType<typeof open>>} setting @param {number} seed @param {Set<string>} [only] the blows that may fall
 * @returns {Promise<{ findings: string[], misfortune: Misfortune, taps: number, acknowledged: number }>}
 */
export async function run({ container, history, mutant }, seed, only) {
  const people = await Promise.all([...Array(PEOPLE)].map(() => register(container)));
  const misfortune = new Misfortune(seed, FAULTS, only);
  const room = new Classroom(container, misfortune, mutant);
  try {
    const { scenes, begun } = await plan(room, people, createRandom(seed));
    await Promise.race([Promise.all(begun), wait(10_000)]);
    const began = performance.now();
    for (const { at, play } of scenes.sort((one, other) => one.at - other.at)) {
      const pause = at / SPEED - (performance.now() - began);
      if (pause > 1) await wait(pause);
      const played = Promise.resolve(play());
      // Heard of at the end.
      played.catch(() => {});
      begun.push(played);
    }
    const findings = await room.heal(people);
    await Promise.all(begun);
    const api = (/** @type {any} */ person, /** @type {string} */ path) => room.api(person, path);
    findings.push(...(await check({ ledger: room.ledger, people, api, history, isRight })));
    return { findings, misfortune, taps: room.ledger.taps.length, acknowledged: room.ledger.said.length };
  } finally {
    await room.close();
  }
}

/** @typedef {{ at: number, play: () => unknown }} Scene */

/** Who does what when. All of the seed's chance is drawn here. @param {Classroom} room @param {import('./student.js').Person[]} people @param {() => number} random */
async function plan(room, people, random) {
  /** @type {Scene[]} */
  const scenes = [];
  /** What goes on for longer than a moment. @type {Promise<unknown>[]} */
  const begun = [];
  for (const [index, person] of people.entries()) {
    const tabs = () => (random() < 0.35 ? 2 : 1);
    const phone = await room.addDevice(person, `a${index}`, tabs());
    const own = [phone];
    if (random() < 0.6) own.push(await room.addDevice(person, `b${index}`, tabs()));
    begun.push(room.start(phone, person));
    for (const device of own) {
      const taps = Math.floor(between(random, 5, 13));
      for (let count = 0; count < taps; count++) {
        const [which, right] = [random(), random() < 0.5];
        scenes.push({ at: between(random, 0, LENGTH), play: () => room.tap(device, which, right) });
      }
      scenes.push(...accidents(room, device, people, random));
    }
    if (random() < 0.7) {
      const at = between(random, 3_000, 14_000);
      const device = pick(random, own);
      scenes.push({ at, play: () => room.handIn(device) });
      if (random() < 0.7) scenes.push({ at: at + 500, play: () => room.start(phone, person) });
    }
  }
  for (const name of ['server.1', 'server.2']) {
    scenes.push({ at: between(random, 2_000, LENGTH), play: () => room.misfortune.strikes('container killed', name, 0.5) && room.killContainer() });
  }
  return { scenes, begun };
}

/** What happens to a device, besides its line. @param {Classroom} room @param {import('./student.js').Device} device @param {import('./student.js').Person[]} people @param {() => number} random @returns {Scene[]} */
function accidents(room, device, people, random) {
  const strikes = (/** @type {string} */ kind, /** @type {number} */ likely) => room.misfortune.strikes(kind, device.name, likely);
  const absence = between(random, 2_000, 9_000);
  const plays = [
    async () => {
      if (!strikes('offline', 0.5)) return;
      device.line.cut();
      await wait(absence / SPEED);
      device.line.mend();
    },
    async () => {
      if (!device.pages.length || !strikes('tab killed', 0.5)) return;
      device.kill(device.pages[0]);
      await wait(1_000 / SPEED);
      device.open();
    },
    () => {
      if (device.pages.length < 2 || !strikes('tab hidden', 0.8)) return;
      device.pages[0].tab.show(true);
      device.pages[1].tab.show(false);
    },
    async () => {
      const { person, profile } = device;
      if (!person || !strikes('session expired', 0.3)) return;
      await fetch(`${room.container.url}/api/v1/auth/logout`, { method: 'POST', headers: { cookie: profile.cookie } }).catch(() => {});
      await wait(3_000 / SPEED);
      await logIn(room.container, person);
      if (device.person === person) device.signIn(person);
    },
    async () => {
      const { person, profile } = device;
      if (!person || !strikes('other account', 0.4)) return;
      const other = people[(people.indexOf(person) + 1) % people.length];
      // In another tab, which is no exam: the cookie changes, and these pages learn of it from the server.
      profile.cookie = other.cookie;
      await wait(1_000 / SPEED);
      device.signIn(other);
      await wait(4_000 / SPEED);
      device.signIn(person);
    },
  ];
  return plays.map((play) => ({ at: between(random, 0, LENGTH - 3_000), play }));
}

import { setTimeout as wait } from 'node:timers/promises';

import { GLOBALS, SPEED } from './browser.js';
import { Ledger } from './ledger.js';
import { Line } from './line.js';
import { EXAM, logIn, responseOf } from './numbers.js';
import { asFunction } from './outbox.js';
import { Device } from './student.js';

/** How long nothing may get through while everything works, in milliseconds: a busy machine is slow, and loses nothing. */
const PATIENCE = 30_000;

/**
 * The students of one seed of layer 2 with their devices, and the server that they sit at.
 *
 * @typedef {import('./student.js').Person} Person
 */
export class Classroom {
  /**
   * @param {import('../fixtures/container.js').Container} container
   * @param {import('./misfortune.js').Misfortune} misfortune
   * @param {import('./mutants.js').Mutant} [mutant]
   */
  constructor(container, misfortune, mutant) {
    this.container = container;
    this.misfortune = misfortune;
    this.relay = mutant?.relay;
    this.boot = asFunction(GLOBALS, mutant?.edits);
    this.ledger = new Ledger();
    /** @type {Device[]} */
    this.devices = [];
    /** Deaths of the container that are under way. @type {Promise<unknown>} */
    this.revived = Promise.resolve();
    this.serial = 1;
  }

  /** @param {Person} person @param {string} name @param {number} tabs */
  async addDevice(person, name, tabs) {
    const line = await new Line(name, () => this.container.port, this.misfortune, this.ledger, this.relay).open();
    const device = new Device(name, person, line, this.ledger, this.boot);
    this.devices.push(device);
    for (let count = 0; count < tabs; count++) device.open();
    return device;
  }

  /** Again and again, as somebody taps who wants to begin. @param {Device} device @param {Person} person */
  async start(device, person) {
    for (let resumed = 0; !person.exam || person.exam.over; ) {
      const page = device.person === person && device.pages[0];
      const paper = page && (await Promise.race([page.start(person, EXAM), wait(12_000 / SPEED)]));
      const known = paper && person.sittings.find((one) => one.id === paper.attempt.id);
      if (paper && !known) {
        person.exam = { id: paper.attempt.id, items: paper.questions.map((/** @type {any} */ { id }) => id), over: false };
        person.sittings.push(person.exam);
        this.ledger.owners.set(person.exam.id, person.id);
        return;
      }
      // The hand-in died with its page, or takes its time: then the exam goes on.
      if (known && ++resumed > 6) known.over = false;
      await wait(1_500 / SPEED);
    }
  }

  /** @param {Device} device @param {number} which from 0 to 1, picks all there is to pick @param {boolean} right */
  tap(device, which, right) {
    const { person, pages } = device;
    if (!person?.exam || !pages.length) return;
    // A device that was left with an exam knows nothing of its end elsewhere.
    const sitting = which < 0.25 ? person.sittings[0] : person.exam;
    const item = sitting.items[Math.floor(which * 1e4) % 4];
    pages[Math.floor(which * 1e6) % pages.length].tap(person, sitting, item, responseOf(this.serial++, right));
  }

  /** @param {Device} device */
  handIn({ person, pages: [page] }) {
    if (!person?.exam || person.exam.over || !page) return;
    person.exam.over = true;
    page.handIn(person, person.exam);
  }

  killContainer() {
    this.revived = this.revived.then(async () => {
      await this.container.kill();
      await this.container.start();
    });
  }

  /** @param {{ cookie: string }} person @param {string} path */
  async api({ cookie }, path) {
    const answer = await fetch(this.container.url + path, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
    return answer.json();
  }

  /** Everything works again, and everybody logs in wherever they were. @param {Person[]} people @returns {Promise<string[]>} what waits all the same */
  async heal(people) {
    this.misfortune.calm = true;
    await this.revived;
    // What was about to happen: other accounts, new tabs.
    await wait(6_000 / SPEED);
    for (const person of people) {
      const { user } = await this.api(person, '/api/v1/session');
      if (!user) await logIn(this.container, person);
    }
    for (const device of this.devices) {
      device.line.mend();
      if (!device.pages.length) device.open();
      device.signIn(device.owner);
    }
    let [left, end] = [await this.waiting(), performance.now() + PATIENCE];
    for (let round = 1; performance.now() < end && (left.length || this.devices.some((device) => device.line.busy)); round++) {
      for (const device of this.devices.filter(({ name }) => left.some((one) => one.startsWith(`${name} `)))) {
        const group = [...device.people];
        // Somebody tries again now and then. More often would keep all of them from getting through.
        if (round % 10 === 0) device.signIn(group[(round / 10) % group.length]);
        else if (round % 10 === 1) for (const page of device.pages) page.wake();
      }
      await wait(40);
      const now = await this.waiting();
      if (now.length !== left.length) end = performance.now() + PATIENCE;
      left = now;
    }
    for (const device of this.devices) device.signIn(device.owner);
    return left.map((one) => `it still waits after healing: ${one}`);
  }

  async waiting() {
    const all = [];
    for (const device of this.devices) {
      for (const { attempt, item, response } of await device.waiting()) all.push(`${device.name} ${attempt} ${item || 'hand-in'} ${response}`);
      for (const page of device.pages) {
        for (const [attempt, report] of page.reports) if (report?.answers.some((/** @type {any} */ one) => !one.no)) all.push(`${device.name} ${attempt}, in a page`);
      }
    }
    return all;
  }

  async close() {
    for (const device of this.devices) {
      for (const page of [...device.pages]) device.kill(page);
      await device.line.close();
    }
  }
}

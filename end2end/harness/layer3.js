import { setTimeout as wait } from 'node:timers/promises';

import { Container } from '../fixtures/container.js';
import { check } from './check.js';
import { openHistory } from './history.js';
import { Ledger } from './ledger.js';
import { LINE_FAULTS, Line } from './line.js';
import { Misfortune } from './misfortune.js';
import { logIn, register } from './numbers.js';
import { Phone } from './phone.js';
import { between, createRandom, pick } from './random.js';
import { mutantDist } from './release.js';

/** Layer 3: the whole product in a real Chromium, whose process is killed. */

export const SEEDS = 30;
export const LANES = 1;
const EXAM = 'mixed';
/** In a real page each silence lasts as long as the page's patience: of the two kinds one is enough here. */
const LINE = LINE_FAULTS.filter((kind) => kind !== 'silent after');
export const FAULTS = [...LINE, 'browser killed', 'container killed', 'offline', 'session expired', 'other account', 'second tab', 'second device'];
/** How long healing may take, in milliseconds. */
const PATIENCE = 40_000;
/** How long a page may take to say what waits, in milliseconds. */
const SILENCE = 10_000;

/** What seeds share. @param {import('./mutants.js').Mutant} [mutant] */
export async function open(mutant) {
  const container = await new Container(mutant?.edits ? { dist: mutantDist(mutant.edits) } : {}).start();
  const { by, history } = await openHistory(container.data);
  return { container, history, mutant, about: `the history read by ${by}`, close: () => container.stop() };
}

/**
 * @param {Awaited<ReturnType<typeof open>>} setting @param {number} seed @param {Set<string>} [only] the blows that may fall
 * @returns {Promise<{ findings: string[], misfortune: Misfortune, taps: number, acknowledged: number }>}
 */
export async function run({ container, history, mutant }, seed, only) {
  const random = createRandom(seed);
  const misfortune = new Misfortune(seed, FAULTS, only);
  const ledger = new Ledger();
  const [person, other] = [await register(container), await register(container)];
  const api = async (/** @type {{ cookie: string }} */ { cookie }, /** @type {string} */ path, method = 'GET') => {
    const headers = { cookie, 'content-type': 'application/json' };
    const answer = await fetch(container.url + path, { method, headers, body: method === 'POST' ? '{}' : undefined });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
    return answer.json();
  };
  const paper = await api(person, `/api/v1/exams/${EXAM}/attempts`, 'POST');
  person.exam = { id: paper.attempt.id, items: paper.questions.map((/** @type {any} */ { id }) => id), over: false };
  ledger.owners.set(person.exam.id, person.id);

  /** @type {Phone[]} */
  const phones = [];
  const add = async (/** @type {string} */ name) => {
    const line = await new Line(name, () => container.port, misfortune, ledger, mutant?.relay).open();
    const phone = new Phone(name, person, EXAM, line, ledger, random);
    phones.push(phone);
    await phone.launch();
    await phone.visit();
    await phone.keptOffline();
  };

  /** Every blow of the script falls once at most, at a step that the seed draws. */
  const blows = /** @type {Record<string, (phone: Phone) => Promise<unknown>>} */ ({
    'browser killed': async (phone) => {
      await phone.kill();
      await phone.launch();
      await phone.visit();
    },
    'container killed': async () => {
      await container.kill();
      await container.start();
    },
    offline: async (phone) => {
      await phone.setOffline(true);
      later.push(() => phone.setOffline(false));
    },
    'session expired': async (phone) => {
      await fetch(`${container.url}/api/v1/auth/logout`, { method: 'POST', headers: { cookie: person.cookie } }).catch(() => {});
      later.push(async () => {
        await logIn(container, person);
        await phone.signIn(person);
        await phone.visit();
      });
    },
    'other account': async (phone) => {
      await phone.signIn(other);
      later.push(async () => {
        await phone.signIn(person);
        await phone.visit();
      });
    },
    'second tab': (phone) => phone.openTab(),
    'second device': () => add('tablet'),
  });
  /** What ends a trouble some steps on. @type {(() => Promise<unknown>)[]} */
  const later = [];

  try {
    await add('phone');
    const steps = 12;
    const when = Object.fromEntries(Object.keys(blows).map((kind) => [kind, Math.floor(between(random, 2, steps))]));
    // A dying browser is what this layer is for: shortly after some taps.
    const ending = random() < 0.5 ? Math.floor(between(random, 8, steps)) : steps;
    for (let step = 0; step < steps; step++) {
      const phone = pick(random, phones);
      if (step === ending) await attempt(() => phone.handIn());
      else {
        await attempt(() => phone.tap());
        if (random() < 0.8) await attempt(() => phone.next());
        if (random() < 0.2) await wait(between(random, 100, 1_500));
      }
      if (phone.context) await attempt(() => phone.note());
      if (later.length && random() < 0.35) await later.splice(0, 1)[0]();
      if (random() < 0.1) await attempt(() => (random() < 0.5 ? phone.closeTab() : phone.visit()));
      for (const kind of Object.keys(blows)) {
        if (when[kind] === step && misfortune.strikes(kind, phone.name)) await blows[kind](phone);
      }
    }
    const findings = await heal();
    findings.push(...(await check({ ledger, people: [person, other], api, history })));
    return { findings, misfortune, taps: ledger.taps.length, acknowledged: ledger.said.length };
  } finally {
    for (const phone of phones) await phone.close();
  }

  /** A page that is on its way elsewhere has no question to answer: then the student goes on with something else. @param {() => Promise<unknown>} act */
  async function attempt(act) {
    await act().catch((error) => {
      if (!/Timeout|navigation|Execution context|closed/.test(error.message)) throw error;
    });
  }

  /** Everything works again, and everybody is signed in. @returns {Promise<string[]>} what waits all the same */
  async function heal() {
    misfortune.calm = true;
    for (const end of later.splice(0)) await end();
    const { user } = await api(person, '/api/v1/session');
    if (!user) await logIn(container, person);
    for (const phone of phones) {
      await phone.setOffline(false);
      await phone.signIn(person);
      await phone.visit('/dashboard');
    }
    const end = performance.now() + PATIENCE;
    for (;;) {
      const left = [];
      for (const phone of phones) {
        const silent = wait(SILENCE, ['a page that says nothing'], { ref: false });
        const waits = await Promise.race([phone.waiting(), silent]).catch(() => ['a page that is on its way']);
        left.push(...waits.map((one) => `it still waits after healing: ${phone.name} ${one}`));
      }
      if (!left.length || performance.now() > end) return left;
      await wait(200);
    }
  }
}

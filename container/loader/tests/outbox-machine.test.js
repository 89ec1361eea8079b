/**
 * The outbox's machine against seeded misfortune, and against the server's own rules (`outbox/rules.js`). What must hold whatever
 * happens is in `outbox/journal.js`; what can happen, in `outbox/chance.js`; and what the same seeds must find, in `outbox/mutants.js`.
 *
 *     SEED=4711 node --test container/loader/tests/outbox-machine.test.js          one seed again, with all that happened in it
 *     SEEDS=1000000 node --test container/loader/tests/outbox-machine.test.js      a million of them
 *     FIRST=10001 SEEDS=500 node --test …                                          others than the first ten thousand
 *     MUTANT='last write wins' SEED=2 node --test …                                with one of the mutants switched on
 *
 * A seed that fails is printed with the shortest list of faults that does it. The rules have to be compiled first, which
 * `cargo mfe test` does: `outbox/rules.js` says how.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as machine from '../outbox/machine.js';
import { FAULTS } from './outbox/chance.js';
import { loadClock } from './outbox/clock.js';
import { MUTANTS, changed, loadMachine } from './outbox/mutants.js';
import { loadRules } from './outbox/rules.js';
import { shortest, shrink } from './outbox/shrink.js';
import { createWorld } from './outbox/world.js';

const ONE = process.env.SEED;
const FIRST = Number(ONE ?? process.env.FIRST ?? 1);
const SEEDS = ONE ? 1 : Number(process.env.SEEDS ?? 10_000);
/** Things that people do in a seed. */
const ACTIONS = 40;
/** What becomes of changes that the server takes. Hardly ever `superseded`: an outbox repeats the earlier ones first. */
const OUTCOMES = ['stored', 'conflict', 'late', 'after-end', 'superseded'];
/** How many of the seeds a mutant may survive. */
const MUTANT_SEEDS = 1_000;

const sound = { machine, rules: loadRules(), makeClock: loadClock() };

/** The world's parts with that mutant in its place. @param {import('./outbox/mutants.js').Mutant} mutant */
async function withMutant(mutant) {
  if (!mutant.file) return { ...sound, mutant: mutant.name };
  if (mutant.file === 'clock') return { ...sound, makeClock: loadClock((text) => changed(mutant, text)) };
  return { ...sound, machine: await loadMachine(mutant) };
}

/** @param {any} options */
const livesOf = (options) => (/** @type {number} */ seed, /** @type {number} */ actions, /** @type {Set<string>} */ allowed) => {
  const world = createWorld(options, seed, allowed);
  try {
    return { kept: world.live(actions), strikes: world.strikes, trail: world.trail, outcomes: world.outcomes() };
  } catch (error) {
    if (!error.what) throw error;
    return { finding: error, strikes: world.strikes };
  }
};

/** The shortest story of a seed that fails. @param {ReturnType<typeof livesOf>} live @param {number} seed */
function tell(live, seed) {
  const { strikes, actions, finding } = shrink(live, seed, ACTIONS);
  return [finding.what, `seed ${seed}, after ${actions} actions, with ${strikes.join(', ') || 'no fault at all'}`, ...finding.trail].join('\n  ');
}

test(`nothing is lost, doubled or mixed up in ${SEEDS} seeds`, async (t) => {
  const chosen = MUTANTS.find(({ name }) => name === process.env.MUTANT);
  const live = livesOf(chosen ? await withMutant(chosen) : sound);
  const struck = new Map(FAULTS.map((name) => [name, 0]));
  const outcomes = new Map(OUTCOMES.map((name) => [name, 0]));
  const start = performance.now();
  let kept = 0;
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const life = live(seed, ACTIONS);
    if (life.finding) assert.fail(tell(live, seed));
    if (ONE) for (const line of life.trail()) t.diagnostic(line);
    kept += life.kept;
    for (const { name } of life.strikes) struck.set(name, struck.get(name) + 1);
    for (const name of life.outcomes) outcomes.set(name, outcomes.get(name) + 1);
  }
  t.diagnostic(`${SEEDS} seeds, ${kept} answers kept, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const counts = [...struck, ...outcomes];
  for (const [name, count] of counts) t.diagnostic(`${String(count).padStart(8)}  ${name}`);
  if (SEEDS < 1_000) return;
  assert.ok(kept > 10 * SEEDS, 'hardly anything was kept');
  for (const [name, count] of counts) assert.ok(name === 'superseded' || count > SEEDS / 20, `${name}: ${count} times`);
});

test('a list is as short as can be', () => {
  const list = [...'abcdefghijk'];
  assert.deepEqual(shortest(list, (some) => some.includes('c') && some.includes('j')), ['c', 'j']);
  assert.deepEqual(shortest(list, () => true), []);
  assert.deepEqual(shortest(list, (some) => some.length === list.length), list);
});

for (const mutant of ONE || process.env.MUTANT ? [] : MUTANTS) {
  test(`the seeds find the mutant "${mutant.name}"`, async (t) => {
    const live = livesOf(await withMutant(mutant));
    for (let seed = 1; seed <= MUTANT_SEEDS; seed++) {
      if (!live(seed, ACTIONS).finding) continue;
      const { strikes, actions, finding } = shrink(live, seed, ACTIONS);
      t.diagnostic(`mutant "${mutant.name}": seed ${seed}, ${actions} actions, ${strikes.join(', ') || 'no fault at all'}: ${finding.what}`);
      assert.match(finding.what, mutant.finding);
      return;
    }
    assert.fail(`"${mutant.name}" survives ${MUTANT_SEEDS} seeds`);
  });
}

#!/usr/bin/env node
import { parseArgs } from 'node:util';

import { MUTANTS } from './mutants.js';
import { shrink } from './shrink.js';

/**
 * The harness of the sitting, layers 2 and 3: seeds against the real server, and against the real browser.
 *
 *     node end2end/harness/run.mjs --layer 2 --seeds 200
 *     node end2end/harness/run.mjs --layer 3 --seed 17
 *     node end2end/harness/run.mjs --layer 2 --mutant drop-on-409
 */
const { values } = parseArgs({
  options: {
    layer: { type: 'string', default: '2' },
    seed: { type: 'string' },
    seeds: { type: 'string' },
    lanes: { type: 'string' },
    mutant: { type: 'string' },
  },
});
const layer = await import(`./layer${Number(values.layer)}.js`);
const mutant = values.mutant ? MUTANTS[values.mutant] : undefined;
if (values.mutant && !mutant?.layers.includes(Number(values.layer))) {
  throw new Error(`layer ${values.layer} has the mutants ${Object.keys(MUTANTS).filter((name) => MUTANTS[name].layers.includes(Number(values.layer)))}`);
}
const first = Number(values.seed ?? 1);
const seeds = Number(values.seeds ?? (values.seed ? 1 : mutant ? 50 : layer.SEEDS));
const lanes = Number(values.lanes ?? Math.min(layer.LANES, seeds));

let next = first;
let [passed, failed] = [0, 0];
let [given, confirmed] = [0, 0];
/** @type {Map<string, number>} */
const struck = new Map();
const began = performance.now();

/** Containers must not outlive a harness that is told to end. @type {Set<import('../fixtures/container.js').Container>} */
const containers = new Set();
process.on('exit', () => containers.forEach((container) => container.process?.kill('SIGKILL')));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => process.exit(1));

/** @param {any} setting @param {number} seed @param {Set<string>} [only] */
async function attempt(setting, seed, only) {
  try {
    return await layer.run(setting, seed, only);
  } catch (error) {
    // Of a mutant, that would look as if it were found.
    if (mutant) throw error;
    return { findings: [`the harness itself failed: ${/** @type {Error} */ (error).stack?.split('\n').slice(0, 3).join(' ')}`], taps: 0, acknowledged: 0 };
  }
}

/** One seed after the other, at a server of its own. */
async function work() {
  const setting = await layer.open(mutant);
  containers.add(setting.container);
  try {
    while (next < first + seeds && !(mutant && failed)) {
      const seed = next++;
      const { findings, misfortune, taps, acknowledged } = await attempt(setting, seed);
      given += taps;
      confirmed += acknowledged;
      misfortune?.count(struck);
      if (findings.length) failed++;
      else passed++;
      if (process.stdout.isTTY) process.stdout.write(`\r${passed} passed, ${failed} failed \r`);
      if (!findings.length) continue;
      console.log(`seed ${seed}: ${taps} taps, ${misfortune?.blows.length ?? 0} blows`);
      for (const finding of findings.slice(0, 8)) console.log(`  ${finding}`);
      if (findings.length > 8) console.log(`  and ${findings.length - 8} more`);
      // What failed before anything was struck can't be made shorter. Of a mutant it is enough to know that it is found, unless one seed is looked at.
      if (!misfortune || (mutant && !values.seed)) continue;
      const fails = async (/** @type {Set<string>} */ only) => (await attempt(setting, seed, only)).findings.length > 0;
      const list = await shrink(misfortune.blows, fails);
      console.log(list ? `  it takes: ${list.join(', ') || 'no blow at all'}` : '  it did not fail again with the same blows: it takes their timing, too');
    }
    return setting.about;
  } finally {
    await setting.close();
  }
}

const [about] = await Promise.all([...Array(lanes)].map(work));
const kinds = layer.FAULTS.map((/** @type {string} */ kind) => `${kind} ${struck.get(kind) ?? 0}`);
console.log(`layer ${values.layer}, ${about}: ${given} taps, ${confirmed} acknowledgements; struck: ${kinds.join(', ')}`);
console.log(`${passed} passed, ${failed} failed in ${Math.round((performance.now() - began) / 1000)} s`);
if (values.mutant) console.log(failed ? `the mutant ${values.mutant} is caught` : `the mutant ${values.mutant} is NOT caught`);
process.exit(Number(!failed === !!mutant));

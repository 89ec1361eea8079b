import { createContainer, register } from './numbers.js';
import { openHistory } from './history.js';
import { PEOPLE, run } from './layer2.js';
const container = await createContainer().start();
const { by, history } = await openHistory(container.data);
console.log(by);
const n = Number(process.argv[2] ?? 1), first = Number(process.argv[3] ?? 1);
const { MUTANTS } = await import('./mutants.js');
const mutant = MUTANTS[process.argv[4]];
const t0 = performance.now();
const counts = new Map();
for (let seed = first; seed < first + n; seed++) {
  const t = performance.now();
  const people = await Promise.all([...Array(PEOPLE)].map(() => register(container)));
  const t1 = performance.now();
  const { findings, misfortune, taps } = await run({ container, history, mutant }, seed, people);
  misfortune.count(counts);
  console.log(seed, taps, misfortune.blows.length, Math.round(t1 - t), Math.round(performance.now() - t1), findings.slice(0, 6));
}
console.log(Math.round(performance.now() - t0), counts, process.cpuUsage(), (await import("node:fs")).readFileSync(`/proc/${container.pid}/stat`, "utf8").split(" ").slice(13, 15));
await container.stop();
process.exit(0);

/**
 * The outbox's machine against seeded misfortune, and mutants of it that the same seeds must find.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as machine from '../outbox/machine.js';
import { FAULTS, createWorld } from './outbox/world.js';

const SEEDS = Number(process.env.OUTBOX_SEEDS ?? 10_000);
const FIRST = Number(process.env.OUTBOX_SEED ?? 1);

test(`nothing is lost, doubled or mixed up in ${SEEDS} seeds`, () => {
  const struck = new Map();
  let kept = 0;
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) kept += createWorld(machine, seed, struck).live(40);
  if (SEEDS < 1000) return;
  assert.ok(kept > SEEDS, 'hardly anything was kept');
  for (const name of FAULTS) {
    if (/^no /.test(name)) continue;
    assert.ok(struck.get(name) > SEEDS / 20, `${name} struck ${struck.get(name)} times`);
  }
});

/** Name, how it is found, file, what stands there, what stands there in the mutant. */
const MUTANTS = [
  ['drop-before-ack', /was let go before the server had it/, 'machine.js', "const [{ person, attempt, device, item, n, at }] = due;", "const [{ person, attempt, device, item, n, at }] = due; forget(state, due, effects);"],
  ['key-by-exam', /seed \d+: /, 'stream.js', '(one) => one.attempt === attempt', "(one) => one.attempt.split('#')[0] === attempt.split('#')[0]"],
  ['send-under-current-account', /was refused for no reason/, 'stream.js', '(one) => one.person === state.person && !one.result)', '(one) => !one.result).map((one) => Object.assign(one, { person: state.person }))'],
  ['retry-without-n', /seed \d+: /, 'answer.js', 'stream.retryAt = now', 'for (const one of batch) one.n += 50; stream.retryAt = now'],
  ['drop-on-409', /was refused for no reason/, 'answer.js', "kind === 'unknown-attempt'", "kind === 'unknown-attempt' || kind === 'other-account'"],
  ['any-200-acknowledges', /was let go before the server had it/, 'answer.js', 'body?.results, effects', "body?.results ?? batch.map(({ n }) => ({ n, outcome: 'stored' })), effects"],
  ['hand-in-first', /handed in before/, 'stream.js', '(edits.length ? edits : mine)', '(edits.length < mine.length ? mine.filter((one) => !edits.includes(one)) : mine)'],
  ['kept-before-written', /shown as kept and is lost/, 'machine.js', 'token, kept: false', 'token, kept: true'],
  ['refused-unseen', /was let go/, 'answer.js', "if (result.outcome !== 'refused')", 'if (result)'],
  ['deaf-to-earlier-pages', /shown as kept and is lost/, 'machine.js', 'if (!known && !state', 'if (false && !state'],
  ['trust-in-the-disk', /shown as kept and is lost/, 'machine.js', 'state.device && device !== state.device', 'false'],
  ['deaf-to-401', /nobody has logged in/, 'answer.js', 'state.expired = person;', ''],
];

for (const [name, finding, file, sound, broken] of MUTANTS) {
  test(`the seeds find the mutant ${name}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'outbox-'));
    try {
      cpSync(new URL('../outbox', import.meta.url), folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      const text = readFileSync(join(folder, file), 'utf8');
      assert.ok(text.includes(sound), `${file} has changed: the mutant no longer is one`);
      writeFileSync(join(folder, file), text.replace(sound, broken));
      const mutant = await import(pathToFileURL(join(folder, 'machine.js')));
      assert.throws(() => {
        for (let seed = 1; seed <= 500; seed++) createWorld(mutant, seed).live(40);
      }, finding);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

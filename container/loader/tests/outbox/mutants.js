/**
 * What must not be done, done on purpose: each mutant is one thing that others have got wrong, and the seeds must find it.
 *
 * A mutant of the outbox or of the clock is its text with one place changed. One of the server or the storage is a switch of the
 * world's own (`mutant` in `server.js` and `phone.js`), as the real ones aren't in it: those have tests of their own.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {object} Mutant
 * @property {string} name
 * @property {RegExp} finding by what the seeds may find it
 * @property {string} [file] of the outbox, or `clock`; none: a switch of the world
 * @property {string | RegExp} [sound] what stands there
 * @property {string} [broken] what stands there in the mutant
 */

const OF_STREAM = '(one) => one.person === batch[0].person && one.attempt === batch[0].attempt';

/** @type {Mutant[]} */
export const MUTANTS = [
  { name: 'acknowledge before commit', finding: /is lost|let go before|still waits|handed in twice/ },
  { name: 'last write wins', finding: /stood against another answer|an earlier answer counts|earlier .* counts/ },
  { name: 'localStorage for IndexedDB', finding: /shown as kept and is lost/ },
  { name: 'key by exam', finding: /came to|refused for no reason|let go before/, file: 'stream.js', sound: '(one) => one.attempt === attempt', broken: "(one) => one.attempt.split('#')[0] === attempt.split('#')[0]" },
  { name: 'clear at the deadline', finding: /let go before/, file: 'answer.js', sound: 'if (results.length) {\n', broken: `if (body?.submitted_at) forget(state, state.changes.filter(${OF_STREAM}), effects);\n  if (results.length) {\n` },
  { name: 'retry without a key', finding: /in the history twice|let go before|after \d+/, file: 'answer.js', sound: 'stream.retryAt = now', broken: 'for (const one of batch) one.n += 50; stream.retryAt = now' },
  { name: 'drop on 409', finding: /refused for no reason/, file: 'answer.js', sound: "kind === 'unknown-attempt'", broken: "kind === 'unknown-attempt' || kind === 'other-account'" },
  { name: "trust in the phone's clock", finding: /given after the deadline, and counts|given in time, and does not count/, file: 'clock', sound: /Math\.round\(Math\.max\(clockOffset, [^)]*\) \+ performance\.now\(\)\)/, broken: 'Date.now()' },
  { name: 'send under the current account', finding: /refused for no reason|came to/, file: 'stream.js', sound: '(one) => one.person === state.person && !one.result)', broken: '(one) => !one.result).map((one) => Object.assign(one, { person: state.person }))' },
  { name: 'drop before the acknowledgement', finding: /let go before/, file: 'machine.js', sound: 'const [{ person, attempt, device, item, n, at }] = due;', broken: 'const [{ person, attempt, device, item, n, at }] = due; forget(state, due, effects);' },
  { name: 'any 200 acknowledges', finding: /let go before/, file: 'answer.js', sound: 'body?.results, effects', broken: "body?.results ?? batch.map(({ n }) => ({ n, outcome: 'stored' })), effects" },
  { name: 'any 4xx refuses', finding: /refused for no reason/, file: 'answer.js', sound: "status >= 400 && /^\\/problems\\/([\\w-]+)$/.exec(body?.type)?.[1]", broken: "status >= 400 && (/^\\/problems\\/([\\w-]+)$/.exec(body?.type)?.[1] ?? 'unknown')" },
  { name: 'hand in first', finding: /handed in before/, file: 'stream.js', sound: '(edits.length ? edits : mine)', broken: '(edits.length < mine.length ? mine.filter((one) => !edits.includes(one)) : mine)' },
  { name: 'kept before it is written', finding: /shown as kept and is lost/, file: 'machine.js', sound: 'token, kept: false', broken: 'token, kept: true' },
  { name: 'refused unseen', finding: /let go before/, file: 'answer.js', sound: "if (result.outcome !== 'refused')", broken: 'if (result)' },
  { name: 'deaf to earlier pages', finding: /shown as kept and is lost|still waits/, file: 'machine.js', sound: 'if (!known && !state', broken: 'if (false && !state' },
  { name: 'trust in the disk', finding: /shown as kept and is lost/, file: 'machine.js', sound: 'state.device && device !== state.device', broken: 'false' },
  { name: 'deaf to 401', finding: /nobody has logged in/, file: 'answer.js', sound: 'state.expired = person;', broken: '' },
];

/** The text with its one place changed. @param {Mutant} mutant @param {string} text */
export function changed({ name, file, sound = '', broken = '' }, text) {
  const mutant = text.replace(sound, () => broken);
  if (mutant === text) throw Error(`${file} has changed: "${name}" no longer is a mutant of it`);
  return mutant;
}

/** The outbox's machine with that place changed. @param {Mutant} mutant */
export async function loadMachine(mutant) {
  const folder = mkdtempSync(join(tmpdir(), 'outbox-'));
  try {
    cpSync(new URL('../../outbox', import.meta.url), folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const path = join(folder, /** @type {string} */ (mutant.file));
    writeFileSync(path, changed(mutant, readFileSync(path, 'utf8')));
    return await import(pathToFileURL(join(folder, 'machine.js')).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

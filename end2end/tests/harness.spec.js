import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from '@playwright/test';

import { root } from '../fixtures/place.js';

/** A few seeds of the harness, and mutants that they must find. More of them by `node end2end/harness/run.mjs`. */

const HARNESS = join(root, 'end2end/harness/run.mjs');

/** @param {string[]} options */
async function run(...options) {
  const { stdout } = await promisify(execFile)(process.execPath, [HARNESS, ...options]).catch((error) => error);
  return stdout;
}

test('students with the real outbox lose and mix up nothing at the real server', async () => {
  test.setTimeout(240_000);
  expect(await run('--layer', '2', '--seeds', '10')).toContain('\n10 passed, 0 failed');
});

test('what a real browser says is kept survives its process', async () => {
  test.setTimeout(240_000);
  expect(await run('--layer', '3', '--seeds', '3')).toContain('\n3 passed, 0 failed');
});

for (const [layer, mutant] of [['2', 'acknowledge-before-commit'], ['3', 'localstorage-for-indexeddb']]) {
  test(`layer ${layer} finds the mutant ${mutant}`, async () => {
    test.setTimeout(240_000);
    expect(await run('--layer', layer, '--mutant', mutant, '--seeds', '8')).toContain(`the mutant ${mutant} is caught`);
  });
}

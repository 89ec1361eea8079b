import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Release, copyDist } from '../fixtures/release.js';
import { asModule } from './outbox.js';

/**
 * A copy of all releases in which the outbox is a mutant, with names, sizes and hashes as a build would have made them.
 * @param {import('./outbox.js').Edit[]} edits
 */
export function mutantDist(edits) {
  const dist = copyDist();
  const loader = new Release(dist, 'loader');
  const { outbox } = loader.manifest.files;
  const before = { ...outbox };
  loader.replace('outbox', Buffer.from(asModule(edits)));
  let glue = loader.read('glue').toString();
  for (const known of /** @type {const} */ (['path', 'integrity'])) {
    if (!glue.includes(before[known])) throw new Error('the loader names its outbox in another way');
    glue = glue.replaceAll(before[known], outbox[known]);
  }
  loader.replace('glue', Buffer.from(glue));
  // Not served from what another test remembers of this version.
  const digest = createHash('sha256').update(glue).digest('hex').slice(0, 8);
  loader.copyAs(`${loader.version.split('+')[0]}+${digest}`);
  writeFileSync(join(dist, 'loader', 'latest'), `${loader.version.split('+')[0]}+${digest}`);
  return dist;
}

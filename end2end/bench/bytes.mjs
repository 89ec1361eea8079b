// Bytes: every file of every release, and what a first visit of a page takes.
import { brotliCompressSync, constants } from 'node:zlib';

import { builtDist } from '../fixtures/place.js';
import { Release } from '../fixtures/release.js';

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

/** Every file that a browser may load. */
export function files() {
  const table = {};
  for (const name of ['loader', 'ui-components', 'auth', 'dashboard', 'nursing']) {
    const { manifest } = new Release(builtDist, name);
    for (const role of ['glue', 'client', 'style']) {
      const file = manifest.files[role];
      if (file) table[`${name} ${role}`] = { raw: file.size, br: file.brotli };
    }
  }
  return table;
}

/**
 * A first visit: the document in brotli 11, and each file that it and its remote need, in the bytes of their twins.
 * @param {string} url @param {string} remote @param {Record<string, string>} headers
 */
export async function firstVisit(url, remote, headers) {
  const html = Buffer.from(await (await fetch(url, { headers: { ...headers, 'accept-encoding': 'identity' } })).arrayBuffer());
  const all = files();
  const parts = { html: { raw: html.length, br: brotli(html) } };
  for (const name of ['loader glue', 'ui-components style', `${remote} glue`, `${remote} client`, `${remote} style`]) {
    if (all[name]) parts[name] = all[name];
  }
  const sum = Object.values(parts).reduce((total, { raw, br }) => ({ raw: total.raw + raw, br: total.br + br }), { raw: 0, br: 0 });
  return { parts, sum };
}

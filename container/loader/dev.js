import { page } from './page.js';
import { loadRelease } from './release.js';
import { mounts } from './slot.js';
import { styleLinks } from './style.js';

/**
 * Puts another release of a remote into the open page: its mounts begin again with HTML of the new one and their latest props,
 * documents show theirs, the store stays.
 * When the new one can't be loaded, nothing changes.
 * @param {string} name
 * @param {import('./page.js').Release} release
 */
export async function swapRelease(name, release) {
  await loadRelease(name, release);
  const old = page.releases[name]?.style?.integrity;
  page.releases[name] = release;
  for (const link of styleLinks(document)) {
    if (link.integrity === old && old !== release.style?.integrity) link.remove();
  }
  for (const mount of [...mounts.values()]) if (mount.remote === name) mount.start();
}

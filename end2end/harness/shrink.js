/**
 * The shortest list of blows that a failure takes, by delta debugging: what is real doesn't repeat itself exactly, so a list counts as
 * failing if it fails in one of a few tries, and the whole is given up after a while.
 * @param {string[]} blows
 * @param {(some: Set<string>) => Promise<boolean>} fails
 * @param {number} [tries] @param {number} [patience] ms
 * @returns {Promise<string[] | undefined>} nothing where it didn't fail again
 */
export async function shrink(blows, fails, tries = 3, patience = 120_000) {
  const end = performance.now() + patience;
  const failsAgain = async (/** @type {string[]} */ some) => {
    for (let tried = 0; tried < tries; tried++) if (await fails(new Set(some))) return true;
    return false;
  };
  let list = [...new Set(blows)];
  if (!(await failsAgain(list))) return undefined;
  for (let parts = 2; list.length > 0 && performance.now() < end; ) {
    const size = Math.ceil(list.length / parts);
    /** @type {string[] | undefined} */
    let shorter;
    for (let from = 0; from < list.length && !shorter && performance.now() < end; from += size) {
      const rest = [...list.slice(0, from), ...list.slice(from + size)];
      if (await failsAgain(rest)) shorter = rest;
    }
    if (shorter) [list, parts] = [shorter, Math.max(parts - 1, 2)];
    else if (size === 1) break;
    else parts = Math.min(parts * 2, list.length);
  }
  return list;
}

/**
 * The shortest misfortune that does it: a seed that fails is lived again with fewer and fewer of its strikes, and then with fewer of
 * the things that people did.
 */

/**
 * Zeller's ddmin: parts of the list are left out, smaller and smaller ones, as long as it still fails without them.
 * @param {string[]} strikes
 * @param {(strikes: string[]) => boolean} fails
 * @returns {string[]} without any one of them it no longer fails
 */
export function shortest(strikes, fails) {
  let left = strikes;
  for (let parts = 2; left.length; ) {
    const size = Math.ceil(left.length / parts);
    const shorter = cuts(left, size).find(fails);
    if (shorter) {
      left = shorter;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(left.length, parts * 2);
  }
  return left;
}

/** The list without each of its parts. @param {string[]} list @param {number} size */
function cuts(list, size) {
  const lists = [];
  for (let at = 0; at < list.length; at += size) lists.push([...list.slice(0, at), ...list.slice(at + size)]);
  return lists;
}

/**
 * @typedef {{ what: string, trail: string[] }} Finding
 *
 * @param {(seed: number, actions: number, allowed?: Set<string>) => { finding?: Finding, strikes: { id: string }[] }} live
 * @param {number} seed one that fails
 * @param {number} actions
 * @returns {{ strikes: string[], actions: number, finding: Finding }}
 */
export function shrink(live, seed, actions) {
  const fails = (/** @type {string[]} */ strikes, /** @type {number} */ count) => live(seed, count, new Set(strikes)).finding;
  const all = live(seed, actions).strikes.map(({ id }) => id);
  const strikes = shortest(all, (some) => Boolean(fails(some, actions)));
  let fewest = 1;
  while (fewest < actions && !fails(strikes, fewest)) fewest++;
  return { strikes, actions: fewest, finding: /** @type {Finding} */ (fails(strikes, fewest)) };
}

/** Chance that one seed decides. */

/** Mulberry32. @param {number} seed @returns {() => number} from 0 to 1 */
export function createRandom(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The lot of one thing. It depends on nothing but its name, so that what comes before it, sooner or later on a real network, changes
 * nothing of it. FNV-1a.
 * @param {number} seed @param {string} name
 */
export function drawLot(seed, name) {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return createRandom(hash)();
}

/** @template T @param {() => number} random @param {T[]} list */
export const pick = (random, list) => list[Math.floor(random() * list.length)];

/** @param {() => number} random @param {number} from @param {number} to */
export const between = (random, from, to) => from + random() * (to - from);

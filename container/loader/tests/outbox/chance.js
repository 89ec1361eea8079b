/**
 * What one seed decides. Every kind of fault has a stream of numbers of its own, and each of its strikes a name: so a seed can be
 * lived again with some of its strikes left out, and all else that it decided stays as it was.
 */

/** Mulberry32. @param {number} seed @returns {() => number} */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a. @param {number} seed @param {string} name */
function mix(seed, name) {
  let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash;
}

/** Each seed has some of these, so that rare ones meet each other. */
export const FAULTS = [
  // The network.
  'request lost', 'answer lost', 'answer slow', 'request overtaken', 'request twice', 'answer truncated', 'answer partial',
  'portal', "a proxy's 4xx", '500', '503', '429',
  // The server.
  'container killed before commit', 'container killed after commit', 'other release',
  // What it is asked.
  'unknown question', 'unreadable change',
  // Who is signed in.
  'session expired', 'other account',
  // The browser.
  'tab killed', 'browser killed', 'opened offline', 'lead lost', 'no locks', 'no channel',
  // The phone.
  'storage full', 'storage dying', 'storage evicted', 'asleep', 'clock jumped',
  // The exam.
  'deadline in the middle', 'second tab', 'second device',
];

/** How many seeds have a fault, where that isn't a third: what must meet each other most of all is there more often. @type {Record<string, number>} */
const LIKELY = { 'second tab': 0.7, 'second device': 0.7, 'deadline in the middle': 0.6, 'no locks': 0.15, 'no channel': 0.15 };

/**
 * @param {number} seed
 * @param {Set<string> | undefined} allowed the only strikes that may happen; all, if it isn't given
 * @param {(id: string) => void} note
 */
export function createChance(seed, allowed, note) {
  const swarm = random(mix(seed, 'swarm'));
  const enabled = new Set(FAULTS.filter((name) => swarm() < (LIKELY[name] ?? 0.35)));
  const streams = new Map();
  const counts = new Map();
  /** @type {{ id: string, name: string }[]} */
  const strikes = [];
  let healed = false;

  /** The numbers of one concern. @param {string} name */
  function stream(name) {
    let found = streams.get(name);
    if (!found) streams.set(name, (found = random(mix(seed, name))));
    return found;
  }

  /** Something happens. @param {string} name @param {number} count */
  function strike(name, count) {
    const id = `${name} ${count}`;
    if (allowed && !allowed.has(id)) return false;
    strikes.push({ id, name });
    note(id);
    return true;
  }

  return {
    strikes,
    stream,

    /** Whether that fault strikes now. @param {string} name @param {number} likely */
    fault(name, likely) {
      if (healed || !enabled.has(name)) return false;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return stream(name)() < likely && strike(name, count);
    },

    /** A fault that lasts as long as the seed. @param {string} name */
    lasting: (name) => enabled.has(name) && strike(name, 1),

    heal() {
      healed = true;
    },
  };
}

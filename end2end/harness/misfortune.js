import { drawLot } from './random.js';

/**
 * What goes wrong in one seed. Each blow has a name of its own, such as `a1.7 answer lost`: the seventh request of the device a1. A
 * seed can be run again with some of its blows only, to find those that it takes.
 */
export class Misfortune {
  /**
   * @param {number} seed
   * @param {string[]} kinds each seed has about half of them, so that rare ones meet each other
   * @param {Set<string>} [only] the blows that may fall; all where it is left out
   */
  constructor(seed, kinds, only) {
    this.seed = seed;
    this.only = only;
    this.enabled = new Set(kinds.filter((kind) => drawLot(seed, `has ${kind}`) < 0.5));
    /** What fell, in order. @type {string[]} */
    this.blows = [];
    this.calm = false;
  }

  /** Whether it happens here. @param {string} kind @param {string} where @param {number} [likely] */
  strikes(kind, where, likely = 1) {
    const blow = `${where} ${kind}`;
    if (this.calm || !this.enabled.has(kind) || drawLot(this.seed, blow) >= likely) return false;
    if (this.only && !this.only.has(blow)) return false;
    this.blows.push(blow);
    return true;
  }

  /** How often each kind struck. @param {Map<string, number>} into */
  count(into) {
    for (const blow of this.blows) {
      const kind = blow.slice(blow.indexOf(' ') + 1);
      into.set(kind, (into.get(kind) ?? 0) + 1);
    }
  }
}

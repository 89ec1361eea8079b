/**
 * What happened in a seed, noted by those who can't be wrong about it: what students did and saw, and what the server said on the wire.
 *
 * @typedef {object} Tap
 * @property {string} response in layer 2 no two taps have the same
 * @property {string} person
 * @property {string} device the harness' name of it
 * @property {string} attempt
 * @property {string} item
 * @property {number} [base] the newest revision that the page had shown, where the harness can tell
 * @property {number} order of all that students did in this seed
 * @property {boolean} kept the page has said so
 *
 * @typedef {object} Said what the server answered to one change
 * @property {string} attempt
 * @property {string} device the device's own id
 * @property {number} n
 * @property {string} item
 * @property {string} response
 * @property {number} base as it was sent
 * @property {string} outcome
 * @property {number} [no]
 * @property {any} [other]
 *
 * @typedef {object} HandIn
 * @property {string} attempt
 * @property {string} person
 * @property {string} device
 * @property {number} order
 * @property {boolean} kept
 */
export class Ledger {
  constructor() {
    /** @type {Tap[]} */
    this.taps = [];
    /** @type {HandIn[]} */
    this.handIns = [];
    /** @type {Said[]} */
    this.said = [];
    /** Every answer to a hand-in. @type {{ attempt: string, score: { correct: number, total: number } }[]} */
    this.receipts = [];
    /** What pages showed as refused. @type {string[]} */
    this.refused = [];
    /** Whose each attempt is. @type {Map<string, string>} */
    this.owners = new Map();
    this.order = 0;
  }

  /** The server said 200. @param {string} path @param {string} request @param {string} answer */
  hear(path, request, answer) {
    const [, attempt, call] = /^\/api\/v1\/attempts\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (call === 'submit') this.receipts.push({ attempt, score: JSON.parse(answer).score });
    if (call !== 'changes') return;
    const { device, changes } = JSON.parse(request);
    for (const result of JSON.parse(answer).results) {
      const { item, response, base } = changes.find((/** @type {any} */ change) => change.n === result.n);
      this.said.push({ ...result, attempt, device, item, response, base });
    }
  }

  /** The newest revision of an attempt that the server has told of. @param {string} attempt */
  newest(attempt) {
    return Math.max(0, ...this.said.filter((said) => said.attempt === attempt).map((said) => said.no ?? 0));
  }
}

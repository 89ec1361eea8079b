/**
 * A server that never fails, for what the outbox does in a page: accounts here, and the container's own rules behind them.
 */
import { loadRules } from './rules.js';

/** By this clock everything is in time. */
const NOW = 1_790_000_000_000;
const ITEMS = ['q1', 'q2', 'q3'];
const STATUS = { 'not-logged-in': 401, 'other-account': 409, 'unknown-attempt': 404 };

/** @param {string} code */
const problem = (code) => ({ status: STATUS[code] ?? 422, body: { type: `/problems/${code}`, detail: code } });

/** @param {Record<string, string>} owners whose each attempt is */
export function createDesk(owners) {
  const rules = loadRules();
  const end = { started_at: 0, deadline: NOW + 1, submitted_at: null, by: null };
  for (const attempt of Object.keys(owners)) rules({ open: { attempt, items: ITEMS, end, history: [] } });
  /** @type {{ attempt: string, account: string, n: number, item: string, response: string }[]} */
  const history = [];

  /** @param {{ path: string, body: any, person: string }} request @param {string} account whose the cookie is */
  function answer({ path, body, person }, account) {
    const [, attempt, call] = /** @type {string[]} */ (/attempts\/(.+)\/(\w+)$/.exec(path));
    if (!account) return problem('not-logged-in');
    if (account !== person) return problem('other-account');
    if (owners[attempt] !== account) return problem('unknown-attempt');
    const { refused, taken, added = [] } = rules({ [call]: { attempt, now: NOW, body } });
    if (refused) return problem(refused);
    history.push(...added.map(({ change }) => ({ ...change, attempt, account })));
    return { status: 200, body: taken ?? { attempt, score: history.length } };
  }

  return { answer, history };
}

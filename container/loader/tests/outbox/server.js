/**
 * The server's promises to an outbox, as a small model: what a request does, and what it answers. Nothing of time but the order.
 */

const problem = (status, code, detail = code) => ({ status, body: { type: `/problems/${code}`, status, detail } });

/** @param {Record<string, string>} owners whose each attempt is */
export function createServer(owners) {
  /** @type {{ attempt: string, account: string, device: string, n: number, item: string, response: string }[]} */
  const history = [];
  const kept = new Map();
  const receipts = new Map();

  /** The device's cookie belongs to `account`; the page says that it is `person`. */
  function answer({ path, body, person }, account) {
    const [, attempt, call] = /attempts\/(.+)\/(\w+)$/.exec(decodeURIComponent(path));
    if (!account) return problem(401, 'not-logged-in');
    if (account !== person) return problem(409, 'other-account');
    if (owners[attempt] !== account) return problem(404, 'unknown-attempt');
    if (call === 'submit') {
      if (!receipts.has(attempt)) receipts.set(attempt, { attempt, score: history.length });
      return { status: 200, body: receipts.get(attempt) };
    }
    const { device, changes } = body;
    if (changes.length > 100) return problem(413, 'too-large');
    for (let at = 1; at < changes.length; at++) if (changes[at].n <= changes[at - 1].n) return problem(422, 'invalid-body');
    if (changes.some((change) => change.response.startsWith('spoils'))) return problem(422, 'invalid-body');
    const results = changes.map((change) => {
      const key = JSON.stringify([attempt, device, change.n]);
      const before = kept.get(key);
      if (before && before.text !== JSON.stringify(change)) return { n: change.n, outcome: 'refused', code: 'invalid-body', detail: 'twice' };
      if (before) return before.result;
      const result = change.item === 'unknown' ? { n: change.n, outcome: 'refused', code: 'unknown-item', detail: 'no such item' } : store(attempt, account, device, change);
      kept.set(key, { text: JSON.stringify(change), result });
      return result;
    });
    return { status: 200, body: { results, submitted_at: receipts.has(attempt) ? 1 : null } };
  }

  function store(attempt, account, device, { n, item, response }) {
    const overtaken = history.some((row) => row.attempt === attempt && row.device === device && row.item === item && row.n > n);
    history.push({ attempt, account, device, n, item, response });
    return { n, outcome: overtaken ? 'superseded' : 'stored', no: history.length };
  }

  return { answer, history, receipts };
}

/**
 * The server around its rules. What becomes of a change and of a hand-in the rules decide, which are the container's own; here is
 * what stands around them: accounts, a storage that has what was committed and nothing else, one transaction at a time, and the
 * death of the process at any moment. That the container does the same is for its own tests: `guards`, `killed`.
 *
 * Mutants of the server are switched on by `mutant`: `acknowledge before commit`, `last write wins`.
 */

/** @param {number} status @param {string} code */
const problem = (status, code) => ({ status, body: { type: `/problems/${code}`, status, detail: code } });

/**
 * @typedef {object} Row what the storage has of an attempt
 * @property {any[]} history
 * @property {any} end
 * @property {Record<string, string> | undefined} score what counts, as the score was made of it
 * @property {any} seen how it stands, for whoever looks
 */

/**
 * @param {import('./world.js').Context} context
 * @param {Record<string, { owner: string, deadline: number }>} attempts
 * @param {string[]} items the questions of each
 */
export function createServer({ rules, time, chance, mutant }, attempts, items) {
  const delays = chance.stream('server');
  /** @type {Map<string, Row>} */
  const rows = new Map();
  /** Everything that was committed, by response. @type {Map<string, any>} */
  const committed = new Map();
  /** What the transaction that runs will commit, if the process lives that long. @type {{ attempt: string, reply: any } | undefined} */
  let running;
  let life = 0;
  let down = false;
  /** When the transaction that runs will be over. */
  let free = 0;

  /** @param {string} attempt */
  const rowOf = (attempt) => /** @type {Row} */ (rows.get(attempt));

  for (const [attempt, { deadline }] of Object.entries(attempts)) {
    rows.set(attempt, { history: [], end: { started_at: time.now(), deadline, submitted_at: null, by: null }, score: undefined, seen: undefined });
    open(attempt);
  }

  /** The rules forget what wasn't committed. @param {string} attempt */
  function open(attempt) {
    const { history, end } = rowOf(attempt);
    rules({ open: { attempt, items, history, end } });
  }

  /** How it stands, by what was committed. @param {string} attempt */
  function inspect(attempt) {
    const { history, end } = rowOf(attempt);
    rules({ open: { attempt: 'looked at', items, history, end } });
    return rules({ state: { attempt: 'looked at', now: time.now() } });
  }

  /** @param {string} attempt @param {any} reply */
  function commit(attempt, { added = [], end, scored }) {
    const row = rowOf(attempt);
    row.history.push(...added);
    for (const stored of added) committed.set(stored.change.response, { ...stored, attempt });
    row.end = end ?? row.end;
    row.score = scored ?? row.score;
    row.seen = undefined;
  }

  function kill() {
    life++;
    running = undefined;
    down = true;
    time.after(300 + Math.floor(delays() * 3_000), start);
  }

  function start() {
    down = false;
    for (const attempt of rows.keys()) open(attempt);
  }

  /**
   * @param {{ path: string, body: any, person: string }} request
   * @param {string} account whose the cookie is
   */
  function handle({ path, body, person }, account) {
    const [, attempt, call] = /** @type {string[]} */ (/attempts\/(.+)\/(\w+)$/.exec(decodeURIComponent(path)));
    if (!account) return problem(401, 'not-logged-in');
    if (account !== person) return problem(409, 'other-account');
    if (attempts[attempt]?.owner !== account) return problem(404, 'unknown-attempt');
    const reply = ask(call, attempt, body);
    if (reply.refused) return problem(422, reply.refused);
    const receipt = () => ({ attempt, exam: attempt.split('#')[0], score: reply.scored ?? rowOf(attempt).score });
    return { status: 200, body: call === 'submit' ? receipt() : reply.taken, attempt, reply };
  }

  /** @param {string} call @param {string} attempt @param {any} body */
  function ask(call, attempt, body) {
    if (call === 'changes' && mutant === 'last write wins') return takeLast(attempt, body);
    return rules({ [call]: { attempt, now: time.now(), body } });
  }

  /** Whoever comes last is right, whatever they had seen and whatever came after it. @param {string} attempt @param {any} body */
  function takeLast(attempt, body) {
    const all = { taken: { results: /** @type {any[]} */ ([]) }, added: /** @type {any[]} */ ([]), end: undefined, scored: undefined };
    for (const change of body.changes) {
      const known = committed.get(change.response) ?? all.added.find((stored) => stored.change.response === change.response);
      if (known) {
        all.taken.results.push({ n: change.n, outcome: known.outcome, no: known.no });
        continue;
      }
      const changes = [{ ...change, base: rowOf(attempt).history.length + all.added.length }];
      const device = `last-${committed.size + all.added.length}`;
      const reply = rules({ changes: { attempt, now: time.now(), body: { ...body, device, changes } } });
      if (reply.refused) return reply;
      all.taken.results.push(...reply.taken.results);
      all.added.push(...(reply.added ?? []));
      Object.assign(all, { end: reply.end, scored: reply.scored ?? all.scored });
    }
    return all;
  }

  return {
    rows,
    committed,
    isDown: () => down,

    /** Whether the server has a change, or is about to. @param {string} response */
    knows: (response) => committed.has(response) || Boolean(running?.reply?.added?.some((/** @type {any} */ stored) => stored.change.response === response)),

    /** When it was handed in, or is about to be. @param {string} attempt @returns {number | null} */
    submittedAt: (attempt) => rowOf(attempt).end.submitted_at ?? (running?.attempt === attempt ? running.reply.end.submitted_at : null),

    /**
     * A request has arrived.
     * @param {{ path: string, body: any, person: string }} request
     * @param {() => string} account
     * @param {(status: number, body?: any) => void} done status 0: the connection broke off
     */
    arrive(request, account, done) {
      if (down) return done(0);
      const mine = life;
      const begin = Math.max(free, time.now());
      const takes = 1 + Math.floor(delays() * 10);
      free = begin + takes;
      time.after(begin - time.now(), () => {
        if (mine !== life) return done(0);
        const { status, body, attempt, reply } = /** @type {any} */ (handle(request, account()));
        running = { attempt, reply };
        if (mutant === 'acknowledge before commit') {
          done(status, body);
          done = () => {};
        }
        if (attempt && chance.fault('container killed before commit', 0.1)) kill();
        time.after(takes, () => {
          if (mine !== life) return done(0);
          if (attempt) commit(attempt, reply);
          if (attempt && chance.fault('container killed after commit', 0.1)) {
            kill();
            return done(0);
          }
          done(status, body);
        });
      });
    },

    /** Whether it is over. @param {string} attempt */
    isOver: (attempt) => inspect(attempt).end.submitted_at !== null,

    /** What a page is made of: what was committed. @param {string} attempt */
    look(attempt) {
      const row = rowOf(attempt);
      row.seen ??= row.history.length ? inspect(attempt).state : { answers: {}, rivals: {} };
      return row.seen;
    },

    /** The deadline hands in whatever is still open. */
    close() {
      for (const attempt of rows.keys()) {
        open(attempt);
        commit(attempt, rules({ state: { attempt, now: time.now() } }));
      }
    },
  };
}

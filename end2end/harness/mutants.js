/**
 * Faults put in on purpose, by name: a harness that doesn't find them proves nothing.
 *
 * @typedef {(path: string, body: Buffer, ledger: import('./ledger.js').Ledger, pass: (body?: Buffer) => Promise<import('./line.js').Answer | undefined>) => Promise<import('./line.js').Answer | undefined>} Relay
 *
 * @typedef {object} Mutant
 * @property {number[]} layers that have to find it
 * @property {import('./outbox.js').Edit[]} [edits] of the outbox' sources
 * @property {Relay} [relay] stands before the server and makes another one of it
 */

const json = { 'content-type': 'application/json' };

/** @type {Record<string, Mutant>} */
export const MUTANTS = {
  'acknowledge-before-commit': {
    layers: [2],
    async relay(path, body, ledger, pass) {
      if (!path.endsWith('/changes')) return pass();
      const sent = JSON.parse(body.toString());
      const results = sent.changes.map((/** @type {any} */ { n }) => ({ n, outcome: 'stored', no: ledger.newest(path.split('/')[4]) + 1 }));
      const answer = JSON.stringify({ results, submitted_at: null });
      ledger.hear(path, body.toString(), answer);
      setTimeout(pass, 100);
      return { status: 200, headers: json, body: Buffer.from(answer) };
    },
  },
  'last-write-wins': {
    layers: [2],
    async relay(path, body, ledger, pass) {
      if (!path.endsWith('/changes')) return pass();
      const sent = JSON.parse(body.toString());
      for (const change of sent.changes) change.base = ledger.newest(path.split('/')[4]);
      return pass(Buffer.from(JSON.stringify(sent)));
    },
  },
  'clear-at-the-deadline': {
    layers: [2],
    edits: [{
      file: 'machine.js',
      sound: "state.changes.push({ ...change, device: '', n: 0, token, kept: false });",
      broken: "if (change.item === '') forget(state, state.changes.filter((one) => sameStream(one, change)), effects); state.changes.push({ ...change, device: '', n: 0, token, kept: false });",
    }],
  },
  'drop-on-409': {
    layers: [2],
    edits: [{ file: 'answer.js', sound: "kind === 'unknown-attempt'", broken: "kind === 'unknown-attempt' || kind === 'other-account'" }],
  },
  'key-by-exam': {
    layers: [2],
    // What is left of an ended attempt flows into the next one.
    edits: [{
      file: 'machine.js',
      sound: 'const [{ person, attempt, device, item, n, at }] = due;',
      broken: 'const [{ person, device, item, n, at }] = due; const { attempt } = state.changes.filter((one) => one.person === person).at(-1);',
    }],
  },
  'retry-without-a-key': {
    layers: [2],
    // A number for each try, not for each change.
    edits: [
      { file: 'machine.js', sound: '=> ({ n, item, response, base, at }))', broken: '=> ({ n: n * 1e6 + state.turn, item, response, base, at }))' },
      { file: 'answer.js', sound: 'n === answer?.n)', broken: 'n === Math.floor(answer?.n / 1e6))' },
    ],
  },
  'send-under-the-current-account': {
    layers: [2],
    edits: [
      { file: 'stream.js', sound: '(one) => one.person === state.person && !one.result)', broken: '(one) => !one.result)' },
      {
        file: 'machine.js',
        sound: 'const [{ person, attempt, device, item, n, at }] = due;',
        broken: 'const [{ attempt, device, item, n, at }] = due; const { person } = state;',
      },
    ],
  },
  'any-200-acknowledges': {
    layers: [2],
    edits: [
      { file: 'sender.js', sound: 'const json = JSON.parse(answer);', broken: "const json = answer.startsWith('<') ? undefined : JSON.parse(answer);" },
      { file: 'answer.js', sound: 'body?.results, effects', broken: "body?.results ?? batch.map(({ n }) => ({ n, outcome: 'stored' })), effects" },
    ],
  },
  'kept-before-written': {
    layers: [2],
    edits: [{ file: 'machine.js', sound: 'token, kept: false', broken: 'token, kept: true' }],
  },
  'localstorage-for-indexeddb': {
    layers: [3],
    edits: [{
      file: 'keeping.js',
      sound: "return { ...(await database.add(change)), durable: 'database' };",
      broken: "const done = numbered(change); addSecond(done); return { device: done.device, n: done.n, durable: 'database' };",
    }],
  },
};

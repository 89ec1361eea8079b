/**
 * A stream's state in the words that a remote hears it in: `shared::outbox::Status`.
 * @param {ReturnType<typeof import('./view.js').viewStream>} view
 * @param {import('./database.js').Sent[]} sent
 * @param {boolean} needsNetwork
 */
export function reportStream({ durable, phase, waiting, results, handIn }, sent, needsNetwork) {
  const kept = { database: 'kept', second: 'weak', none: 'unkept' }[durable];
  let state = kept;
  if (!waiting.length) state = 'saved';
  else if (durable !== 'none') {
    if (waiting.some((one) => !one.kept)) state = 'keeping';
    else if (phase === 'sending') state = 'sending';
  }
  return {
    state,
    count: waiting.length,
    signed_out: phase === 'signed-out',
    needs_network: needsNetwork,
    answers: [...sent, ...waiting].map(({ item, response, no = 0 }) => ({ item, response, no })),
    results: results.map(({ n, item, outcome, no = 0, detail = '', other }) => ({
      n,
      item,
      outcome,
      // Whoever was told of a conflict knows both.
      no: Math.max(no, other?.no ?? 0),
      detail,
      response: other?.response ?? '',
      device: other?.device_name ?? '',
    })),
    handed_in: !!handIn,
    done: handIn?.done ?? null,
    refused: handIn?.refused ?? '',
  };
}

import { deviceName } from './sender.js';

/** What a student reads, by state. @param {string} state @param {number} count answers that the server doesn't have */
export function wordsFor(state, count) {
  if (state === 'saved') return 'Saved';
  if (state === 'kept') return `${count} kept on this phone`;
  if (state === 'weak') return `${count} kept in this browser while it runs`;
  if (state === 'unkept') return `${count} not kept: leave this page open`;
  return state === 'sending' && count > 1 ? `Sending ${count}…` : 'Saving…';
}

/** Of a conflict, the other answer's device and time. @param {{ device_name: string, received_at: number }} other */
function nameRival({ device_name: name, received_at: at }) {
  const device = name === deviceName(navigator.userAgent) ? `another ${name}` : name || 'another page';
  return `${device}, ${new Date(at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })}`;
}

/**
 * A stream's state in the words that a remote hears it in: `contract::outbox::Status`.
 * @param {ReturnType<typeof import('./view.js').viewStream>} view
 * @param {import('./database.js').Sent[]} sent
 * @param {boolean} needsNetwork
 * @param {number} deadline
 */
export function reportStream({ durable, phase, waiting, results, handIn }, sent, needsNetwork, deadline) {
  let state = durable === 'database' ? 'kept' : durable === 'second' ? 'weak' : 'unkept';
  if (!waiting.length) state = 'saved';
  else if (durable !== 'none') {
    if (waiting.some((one) => !one.kept) || (handIn && !handIn.kept)) state = 'keeping';
    else if (phase === 'sending') state = 'sending';
  }
  return {
    state,
    words: wordsFor(state, waiting.length),
    signed_out: phase === 'signed-out',
    needs_network: needsNetwork,
    deadline,
    // A page that was kept begins with the question of then.
    at: Number(new URLSearchParams(location.search).get('q')) || 0,
    answers: [
      ...sent.map(({ item, response, no }) => ({ item, response, no })),
      ...waiting.map(({ item, response }) => ({ item, response, no: 0 })),
    ],
    results: results.map(({ n, item, outcome, no = 0, detail = '', other }) => ({
      n,
      item,
      outcome,
      // Whoever was told of a conflict knows both.
      no: Math.max(no, other?.no ?? 0),
      detail,
      response: other?.response ?? '',
      device: other ? nameRival(other) : '',
    })),
    handed_in: !!handIn,
    done: handIn?.done ?? null,
    refused: handIn?.refused ?? '',
  };
}

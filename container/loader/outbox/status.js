/**
 * One quiet line on every page while something waits. Styles hide it where the exam itself says so.
 *
 * @typedef {NonNullable<ReturnType<typeof import('./view.js').viewWaiting>>} Waiting
 */

/** `3 answers and a hand-in`. @param {Waiting} waiting */
export function nameUnsent({ count, handIn }) {
  return [count && `${count} answer${count === 1 ? '' : 's'}`, handIn && 'a hand-in'].filter(Boolean).join(' and ');
}

/** @param {Waiting} waiting */
function sentence(waiting) {
  const { who, count, handIn, kept, phase } = waiting;
  const unsent = nameUnsent(waiting);
  if (phase === 'signed-out') return `Log in as ${who} to send ${unsent}`;
  if (phase === 'sending') return `Sending ${unsent}…`;
  if (!kept) return `Can't be kept on this phone: ${unsent}. Don't close this page before you are online`;
  return `${unsent.replace(/^a/, 'A')} ${count + Number(handIn) === 1 ? 'is' : 'are'} kept on this phone and will be sent when you are online`;
}

/** @param {Waiting | undefined} waiting */
export function showWaiting(waiting) {
  let line = document.getElementById('mf-waiting');
  if (!waiting) return line?.remove();
  if (!line) {
    line = document.createElement('p');
    line.id = 'mf-waiting';
    line.className = 'shell-waiting';
    document.getElementById('main')?.before(line);
  }
  const text = sentence(waiting);
  if (line.textContent === text) return;
  line.textContent = text;
  // Only another state is worth a word of the screen reader, not each number on the way.
  const state = `${waiting.phase} ${waiting.kept}`;
  if (line.dataset.state === state) return;
  line.dataset.state = state;
  const voice = document.getElementById('mf-announce');
  if (voice && waiting.phase !== 'sending' && document.documentElement.dataset.route !== 'exam') voice.textContent = text;
}

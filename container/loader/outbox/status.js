/**
 * One quiet line on every page while something waits. Styles hide it where the exam itself says so.
 *
 * @typedef {NonNullable<ReturnType<typeof import('./view.js').viewWaiting>>} Waiting
 */

/** `3 answers`; a hand-in counts as one. @param {number} count */
export function countAnswers(count) {
  return count === 1 ? '1 answer' : `${count} answers`;
}

/** @param {Waiting} waiting */
function sentence({ who, count, kept, phase }) {
  const answers = countAnswers(count);
  if (phase === 'signed-out') return `Log in as ${who} to send ${answers}`;
  if (phase === 'sending') return `Sending ${answers}…`;
  if (!kept) return `${answers} can't be kept on this phone: don't close this page before you are online`;
  return `${answers} ${count === 1 ? 'is' : 'are'} kept on this phone and will be sent when you are online`;
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

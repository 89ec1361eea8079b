/** How long answers may fail to be sent before their student is offered a copy, in milliseconds. */
const LONG = 600_000;

/**
 * The last resort: what can't be kept, or not be sent for long, as a text to copy or save. Never what is another person's.
 * @param {import('./status.js').Waiting | undefined} waiting
 * @param {number} now by the server's clock
 */
export function offerCopy(waiting, now) {
  let place = document.getElementById('mf-copy');
  const stuck = waiting && (waiting.lost || (waiting.phase === 'waiting' && now - waiting.since > LONG));
  if (!stuck || waiting.phase === 'signed-out') return place?.remove();
  if (!place) {
    place = document.createElement('details');
    place.id = 'mf-copy';
    place.className = 'ui-alert ui-alert--warning';
    place.innerHTML =
      '<summary>Save a copy of what is not sent</summary><textarea readonly rows=4 aria-label="Not sent"></textarea> ' +
      '<a class="ui-button ui-button--secondary" download=not-sent.txt>Save as a file</a>';
    document.getElementById('main')?.before(place);
  }
  const text = waiting.open
    .map(({ attempt, item, response, at }) => [attempt, item || 'hand-in', response, at && new Date(at).toISOString()].join(' '))
    .join('\n');
  const [area, link] = /** @type {any} */ (place.querySelectorAll('textarea, a'));
  // Whoever has marked it to copy it is not disturbed.
  if (area.value === text) return;
  area.value = text;
  link.href = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
}

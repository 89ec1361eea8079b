/**
 * Answers that pages from before the outbox left in localStorage, one list an exam: they are taken over once.
 *
 * Their key names the person and the exam, not the attempt. But nobody has two open attempts at one exam, so what was given since
 * the open one began belongs to it. All else is of an earlier one: it is shown, and sent nowhere.
 *
 * @param {{ person: string, who: string, attempt: string }} of
 * @param {(item: string) => boolean} known this device has a newer answer
 * @param {(change: import('./change.js').Change) => Promise<{ durable: string }>} write
 * @returns {Promise<boolean>} something was
 */
export async function takeEarlier(of, known, write) {
  let taken = false;
  const prefix = `mf-keep:${of.person}:answers:`;
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith(prefix))) {
    const { attempt } = await (await fetch(`/api/v1/exams/${key.slice(prefix.length)}/paper`, { cache: 'no-store' })).json();
    if (attempt?.id !== of.attempt) continue;
    /** @type {[string, { response: string, seq: number }][]} */
    const left = JSON.parse(localStorage.getItem(key) ?? '[]');
    const mine = left.filter(([, { seq }]) => seq >= attempt.started_at);
    const old = left.filter((one) => !mine.includes(one));
    const changes = mine
      .filter(([item]) => !known(item))
      .map(([item, { response, seq }]) => ({ ...of, item, response, base: 0, at: seq, device: '', n: 0 }));
    if (old.length) {
      const [[item]] = old;
      const detail = `It is of an earlier attempt, which never sent: ${old.map(([item, { response }]) => `${item} ${response}`).join(', ')}.`;
      const result = { n: 0, item, device: '', outcome: 'refused', detail };
      changes.push(/** @type {any} */ ({ ...of, item, response: '', base: 0, at: null, device: '', n: 0, result }));
    }
    const written = await Promise.all(changes.map(write));
    // What has no place yet stays where it is.
    if (written.some(({ durable }) => durable === 'none')) continue;
    localStorage.removeItem(key);
    taken = true;
  }
  return taken;
}

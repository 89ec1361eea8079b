/**
 * Which tab sends for a person. The one that is looked at takes the lock from others, since those may be asleep or frozen;
 * where there are no locks every tab sends, and the server tells repetitions by device and number.
 * @param {(leads: boolean) => void} report told later, never from within a call
 * @param {boolean} alone the tabs can't tell each other what they do: then each has to do all
 * @param {number} patience ms after which a lock that is not even given to who takes it counts as none
 */
export function createElection(report, alone, patience) {
  let turn = 0;
  /** @type {(() => void) | undefined} */
  let release;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const say = (/** @type {boolean} */ leads, /** @type {number} */ mine) => queueMicrotask(() => mine === turn && report(leads));

  /** @param {string} person empty: stands back @param {boolean} [steal] */
  function elect(person, steal) {
    const mine = ++turn;
    clearTimeout(timer);
    release?.();
    release = undefined;
    say(false, mine);
    if (!person) return;
    const hold = () => {
      if (mine !== turn) return undefined;
      say(true, mine);
      return new Promise((/** @type {(value?: unknown) => void} */ done) => (release = done));
    };
    const fail = (/** @type {Error} */ error) => {
      if (mine !== turn) return;
      // Another tab took it: wait in line for it. Any other error means that there are no locks here.
      if (error.name === 'AbortError') elect(person);
      else say(true, mine);
    };
    try {
      if (alone) throw Error('alone');
      navigator.locks.request(`mf-outbox:${person}`, { steal: !!steal }, hold).catch(fail);
      if (steal) timer = setTimeout(() => release || say(true, mine), patience);
    } catch (error) {
      fail(/** @type {Error} */ (error));
    }
  }

  return elect;
}

import { errorCard, fallbackTemplate } from './card.js';
import { asLoadError, contained } from './error.js';
import { createHost } from './host.js';
import { renewInput } from './input.js';
import { createInstance } from './instance.js';
import { loadRemote } from './release.js';
import { report } from './telemetry.js';
import { dispatch } from './topic.js';

/**
 * @typedef {object} Mount a slot that is, or is to be, alive
 * @property {string} remote
 * @property {string} expose
 * @property {string} state
 * @property {import('./error.js').LoadError | undefined} error
 * @property {() => void} start begins again, with a fresh instance
 * @property {(props: string) => void} update
 * @property {() => void} unmount
 */

/** What is mounted, nested mounts as well. @type {Map<Element, Mount>} */
export const mounts = new Map();

/**
 * Brings a slot to life: `server` → `loading` → `ready`, or `failed` and from there again. Each start has a turn; whatever
 * comes back later than its turn (a download after unmount, a crash of a former instance) finds that and does nothing.
 * @param {HTMLElement} slot
 * @param {string} remote
 * @param {string} expose
 * @param {string} input
 * @param {boolean} served the slot holds the server's HTML
 * @returns {Mount}
 */
export function attachSlot(slot, remote, expose, input, served) {
  const fallback = fallbackTemplate(slot);
  let turn = 0;
  let untouched = served;
  /** @type {import('./instance.js').Mounted | undefined} */
  let mounted;
  /** @type {(() => void) | undefined} */
  let release;
  /** @type {HTMLElement | undefined} */
  let card;

  /** @param {string} state @param {import('./error.js').LoadError} [error] */
  const show = (state, error) => {
    slot.dataset.mfState = mount.state = state;
    mount.error = error;
    if (state !== 'loading') {
      const { mfVersion: version } = slot.dataset;
      report(state, error?.message ?? '', { remote, expose, version, code: error?.code, ms: Math.round(performance.now()) });
    }
    dispatch('slot', { remote, expose, state, error });
  };

  /** Lets go of the instance, whose memory can be collected then. */
  const stop = () => {
    turn++;
    const leaving = mounted;
    const ended = release;
    mounted = release = undefined;
    contained(() => leaving?.unmount());
    ended?.();
  };

  /** @param {import('./error.js').LoadError} error */
  const fail = (error) => {
    stop();
    card?.remove();
    card = errorCard(error, fallback, start);
    // What the server sent still works as plain HTML. Hydration begins at the slot's first child, so the card stays outside.
    if (served) slot.before(card);
    else slot.replaceChildren(card);
    show('failed', error);
  };

  const start = async () => {
    stop();
    const mine = turn;
    show('loading');
    try {
      const loaded = await loadRemote(remote);
      if (mine !== turn) return;
      const instance = await createInstance(loaded, (error) => mine === turn && fail(error));
      if (mine !== turn) return;
      const { version } = loaded;
      const hosting = createHost({ remote, expose, version, input: () => input, die: instance.die });
      release = hosting.release;
      const hydrate = untouched && slot.dataset.mfVersion === version;
      untouched = false;
      slot.dataset.mfVersion = version;
      const focused = card?.contains(document.activeElement);
      if (!hydrate) {
        served = false;
        input = renewInput(input);
        slot.replaceChildren();
      }
      const begun = instance.bindings.mount(slot, input, hosting.host, hydrate);
      // It may have died or been unmounted while it began.
      if (mine !== turn) return contained(() => begun?.unmount());
      mounted = begun;
      served = false;
      card?.remove();
      if (focused) {
        slot.tabIndex = -1;
        slot.focus();
      }
      show('ready');
    } catch (error) {
      if (mine === turn) fail(asLoadError(error, `${remote} ${expose}`));
    }
  };

  /** @type {Mount} */
  const mount = {
    remote,
    expose,
    state: 'server',
    error: undefined,
    start,
    update(props) {
      input = renewInput(input, { props: JSON.parse(props) });
      contained(() => mounted?.update(props));
    },
    unmount() {
      if (mounts.get(slot) !== mount) return;
      mounts.delete(slot);
      stop();
      card?.remove();
      slot.replaceChildren();
    },
  };
  mounts.get(slot)?.unmount();
  mounts.set(slot, mount);
  start();
  return mount;
}

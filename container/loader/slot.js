import { errorCard, fallbackTemplate } from './card.js';
import { asLoadError, contained } from './error.js';
import { createHost } from './host.js';
import { createInstance } from './instance.js';
import { loadRemote } from './release.js';
import { fetchRendered, fitsRelease } from './rendered.js';
import { keepEntries, unwrapTexts } from './rewritten.js';
import { report } from './telemetry.js';
import { dispatch } from './topic.js';

/**
 * @typedef {object} Mount a slot that is, or is to be, alive. A document is ready as it is
 * @property {string} remote
 * @property {string} expose
 * @property {string} state
 * @property {import('./error.js').LoadError | undefined} error
 * @property {() => void} start begins again, with fresh HTML and a fresh instance
 * @property {(props: string) => void} update
 * @property {() => void} unmount
 */

/** What is mounted, nested mounts as well. @type {Map<Element, Mount>} */
export const mounts = new Map();

/**
 * Brings a slot to life: `server` → `loading` → `ready`, or `failed` and from there again. Each start has a turn; whatever
 * comes back later than its turn (a download after unmount, a crash of a former instance) finds that and does nothing.
 *
 * The first start hydrates what came with the page. Every other one has the server render the slot, and until that is there
 * the slot shows what it showed. Where the page was changed by others, so that it can't be hydrated, another start follows at
 * once: for that nobody needs to see a card.
 * @param {HTMLElement} slot
 * @param {string} remote
 * @param {string} expose
 * @param {import('./rendered.js').Rendered} [original] what came with the page and is in the slot
 * @param {string} [props] the latest, JSON
 * @returns {Mount}
 */
export function attachSlot(slot, remote, expose, original, props) {
  const fallback = fallbackTemplate(slot);
  let turn = 0;
  /** The original, as long as nothing has been tried with it. */
  let untouched = original;
  /** The slot holds HTML that works without code. */
  let served = !!original;
  /** What came with the page is being hydrated. */
  let hydrating = false;
  /** Puts back what was entered before that: a hydration that fails halfway may have undone it. @type {(() => void) | undefined} */
  let before;
  /** @type {import('./instance.js').Mounted | undefined} */
  let mounted;
  /** @type {(() => void) | undefined} */
  let release;
  /** @type {HTMLElement | undefined} */
  let card;

  /** @param {string} kind @param {import('./error.js').LoadError} [error] */
  const tell = (kind, error) => {
    const { mfVersion: version } = slot.dataset;
    report(kind, error?.message ?? '', { remote, expose, version, code: error?.code, ms: Math.round(performance.now()) });
  };

  /** @param {string} state @param {import('./error.js').LoadError} [error] */
  const show = (state, error) => {
    slot.dataset.mfState = mount.state = state;
    mount.error = error;
    if (state !== 'loading') tell(state, error);
    dispatch('slot', { remote, expose, state, error });
  };

  /** Lets go of the instance, whose memory can be collected then. Until a start has its HTML, the one before goes on. */
  const letGo = () => {
    const leaving = mounted;
    const ended = release;
    mounted = release = undefined;
    contained(() => leaving?.unmount());
    ended?.();
  };

  const stop = () => {
    turn++;
    letGo();
  };

  /** @param {import('./error.js').LoadError} error */
  const fail = (error) => {
    stop();
    if (hydrating) {
      hydrating = false;
      tell('hydration', error);
      start();
      return;
    }
    card?.remove();
    card = errorCard(error, fallback, start);
    // What the server sent still works as plain HTML. Hydration begins at the slot's first child, so the card stays outside.
    if (served) slot.before(card);
    else slot.replaceChildren(card);
    show('failed', error);
  };

  const start = async () => {
    const mine = ++turn;
    show('loading');
    try {
      let rendered = untouched;
      if (!rendered || (rendered.live && !fitsRelease(remote, rendered))) {
        rendered = await fetchRendered(remote, expose, props, original);
      }
      const died = (/** @type {import('./error.js').LoadError} */ error) => mine === turn && fail(error);
      const instance = rendered.live && (await createInstance(await loadRemote(remote), died));
      if (mine !== turn) return;
      const focused = card?.contains(document.activeElement);
      hydrating = rendered === untouched;
      const entered = keepEntries(slot);
      if (hydrating) {
        before = entered;
      } else {
        letGo();
        slot.innerHTML = rendered.html;
        before?.();
        entered();
        served = false;
      }
      untouched = undefined;
      slot.dataset.mfVersion = rendered.version;
      if (instance) {
        const hosting = createHost({ remote, expose, version: rendered.version, die: instance.die });
        release = hosting.release;
        unwrapTexts(slot);
        const begun = instance.bindings.mount(slot, expose, rendered.input, hosting.host);
        // It may have died or been unmounted while it began.
        if (mine !== turn) return contained(() => begun?.unmount());
        mounted = begun;
      }
      hydrating = served = false;
      before = undefined;
      card?.remove();
      if (focused) {
        slot.tabIndex = -1;
        slot.focus();
      }
      show('ready');
      // They may have changed since it was rendered.
      if (props && props !== rendered.props) mount.update(props);
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
    update(json) {
      props = json;
      contained(() => mounted?.update(json));
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

import { LoadError } from './error.js';

/**
 * One running remote with its own memory. Nothing at module level refers to it: when its owner drops it, the memory goes.
 *
 * @typedef {object} Bindings made by `remote!`
 * @property {(slot: Element, expose: string, input: string, host: import('./host.js').Host) => Mounted} mount hydrates
 * @property {(name: string, argument: string) => string} call
 * @property {(name: string, argument: string, host: import('./host.js').Host, report: (json: string) => void) => { stop(): void }} hook
 * @typedef {{ update(props: string): void, unmount(): void }} Mounted
 * @typedef {{ bindings: Bindings, die: (reason: string) => void }} Instance
 */

/**
 * Makes an instance. `died` is called at most once, when it traps or panics.
 * @param {import('./release.js').Loaded} loaded
 * @param {(error: LoadError) => void} died
 * @returns {Promise<Instance>}
 */
export async function createInstance({ create, module, name, version }, died) {
  let dead = false;
  /** @param {string} reason */
  const die = (reason) => {
    if (dead) return;
    dead = true;
    died(new LoadError('trap', `${name} ${version} stopped: ${reason}`));
  };
  const bindings = create((exports) => guardExports(exports, () => dead, die));
  await bindings({ module_or_path: module });
  // A remote without functions comes without `call`, and as its bindings are a function, they would inherit one.
  return { bindings: { call: noExpose, hook: noExpose, ...bindings }, die };
}

/** In the words that a remote refuses with. @param {string} name @returns {never} */
export function noExpose(name) {
  throw `there is no expose \`${name}\``;
}

/**
 * Wraps every exported function. Rust code can't be run on after a trap: its invariants don't hold any more, and one more
 * call may write anywhere in that memory. So the calls of timers and listeners that are left over end here.
 * @param {WebAssembly.Exports} exports
 * @param {() => boolean} isDead
 * @param {(reason: string) => void} die
 * @returns {WebAssembly.Exports}
 */
export function guardExports(exports, isDead, die) {
  /** @type {Record<string, any>} */
  const guarded = {};
  for (const key in exports) {
    const value = exports[key];
    guarded[key] =
      typeof value !== 'function'
        ? value
        : (/** @type {unknown[]} */ ...args) => {
            if (isDead()) return undefined;
            try {
              return value(...args);
            } catch (error) {
              const { name, message } = /** @type {Error} */ (error ?? {});
              // The last two are a full stack, which leaves wasm in the middle of anything, too.
              if (/^(Runtime|Range|Internal)Error$/.test(name)) die(message);
              throw error;
            }
          };
  }
  return guarded;
}

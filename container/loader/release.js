import { LoadError, asLoadError } from './error.js';
import { fetchVerified } from './fetch.js';
import { importBytes, importHedged } from './glue.js';
import { page } from './page.js';
import { ensureStyle } from './style.js';
import { report } from './telemetry.js';
import { tuning } from './tuning.js';

/**
 * Code, not state: what any number of instances are made from.
 * @typedef {{ create: import('./glue.js').Create, module: WebAssembly.Module, version: string, name: string }} Loaded
 */

/** By folder, since what lies in one never changes. Holds code only; an instance kept here would keep its memory. @type {Map<string, Promise<Loaded>>} */
const loads = new Map();

/** Goes around a cache that may hold a bad answer. @param {string} url @param {number} tried */
export function retryUrl(url, tried) {
  return `${url}?mf-retry=${tried}-${Math.random()}`;
}

/**
 * Tries again what a network can do better. Anything but a LoadError is the file's own fault: it can't be compiled or run.
 * @template T
 * @param {(tried: number) => Promise<T>} attempt
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
export async function withRetries(attempt, signal) {
  for (let tried = 0; ; tried++) {
    try {
      return await attempt(tried);
    } catch (error) {
      const delay = tuning.delays[tried] * (0.75 + Math.random() / 2);
      if (delay && error instanceof LoadError) await new Promise((done) => setTimeout(done, delay));
      else throw error;
      if (signal.aborted) throw error;
    }
  }
}

/**
 * All files of a release from one base, side by side. When one of them is given up, so are the others.
 * @param {string} name
 * @param {import('./page.js').Release} release
 * @param {string} base
 * @param {boolean} last there is no other base: then go without styles rather than without the remote
 * @returns {Promise<Loaded>}
 */
export async function loadFrom(name, { glue, client, style, version }, base, last) {
  const aborter = new AbortController();
  const { signal } = aborter;
  /** @type {<T>(file: import('./page.js').ReleaseFile, attempt: (src: string, url: string, tried: number) => Promise<T>) => Promise<T>} */
  const load = (file, attempt) => {
    const url = new URL(base + file.path, document.baseURI).href;
    return withRetries((tried) => attempt(tried ? retryUrl(url, tried) : url, url, tried), signal);
  };
  try {
    const [loaded, module] = await Promise.all([
      glue && load(glue, (src, url, tried) => (tried ? importBytes(src, glue, signal) : importHedged(url, glue, retryUrl(url, 0), signal))),
      client && load(client, async (src) => WebAssembly.compile(await fetchVerified(src, client, signal))),
      style &&
        load(style, (src, url) => ensureStyle(url, style, src, tuning.stall)).catch((error) => {
          if (!last) throw error;
        }),
    ]);
    // A remote that is documents alone has no code. Whoever asks for some is told that it doesn't fit.
    return /** @type {any} */ ({ create: loaded?.create, module, version, name });
  } finally {
    aborter.abort();
  }
}

/**
 * @param {string} name
 * @param {import('./page.js').Release} release
 * @returns {Promise<Loaded>}
 */
export async function loadBases(name, release) {
  const { bases, version } = release;
  for (let index = 1; ; index++) {
    const last = index >= bases.length;
    try {
      return await loadFrom(name, release, bases[index - 1], last);
    } catch (thrown) {
      const error = asLoadError(thrown, `${name} ${version}`);
      const { code, message } = error;
      // The same bytes from elsewhere would fit no better.
      if (last || code === 'abi') throw error;
      report('fallback', message, { remote: name, version, code });
    }
  }
}

/**
 * Loads a release once, however many ask. A failure is forgotten, so that asking again tries again.
 * @param {string} name
 * @param {import('./page.js').Release} release
 * @returns {Promise<Loaded>}
 */
export function loadRelease(name, release) {
  const [base] = release.bases;
  let load = loads.get(base);
  if (!load) {
    loads.set(base, (load = loadBases(name, release)));
    load.catch(() => loads.delete(base));
  }
  return load;
}

/** The release that this page uses of a remote. @param {string} name @returns {Promise<Loaded>} */
export async function loadRemote(name) {
  const release = page.releases[name];
  if (!release) throw new LoadError('refused', page.refused[name] ?? `This page knows no "${name}".`);
  return loadRelease(name, release);
}

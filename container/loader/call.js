import { asLoadError, contained } from './error.js';
import { createHost } from './host.js';
import { createInstance } from './instance.js';
import { loadRemote } from './release.js';
import { report } from './telemetry.js';

/**
 * Runs a function of another remote, in an instance of its own that goes away afterwards.
 * @param {string} remote
 * @param {string} name
 * @param {string} argument
 * @param {(ok: boolean, json: string) => void} done with the result as JSON, or with the reason as plain text
 */
export async function callRemote(remote, name, argument, done) {
  let ok = false;
  let answer;
  try {
    const { bindings } = await createInstance(await loadRemote(remote), () => {});
    answer = bindings.call(name, argument);
    ok = true;
  } catch (error) {
    answer = asLoadError(error, `${remote} ${name}`).message;
  }
  done(ok, answer);
}

/**
 * Starts a hook of another remote: it reports a value again and again until it is ended.
 * @param {string} remote
 * @param {string} expose
 * @param {string} argument
 * @param {(json: string) => void} callback
 * @returns {() => void} ends it
 */
export function hookRemote(remote, expose, argument, callback) {
  let ended = false;
  /** What there is to end. @type {(() => void)[]} */
  let begun = [];
  const off = () => {
    ended = true;
    begun.forEach(contained);
    begun = [];
  };
  const fail = (/** @type {unknown} */ thrown) => {
    if (ended) return;
    off();
    const { code, message } = asLoadError(thrown, `${remote} ${expose}`);
    report('failed', message, { remote, expose, code });
  };
  const start = async () => {
    const loaded = await loadRemote(remote);
    if (ended) return;
    const { bindings, die } = await createInstance(loaded, fail);
    if (ended) return;
    const hosting = createHost({ remote, expose, version: loaded.version, die });
    begun = [hosting.release];
    const hook = bindings.hook(expose, argument, hosting.host, (json) => ended || callback(json));
    begun.unshift(() => hook?.stop());
    // Its first report may have ended it.
    if (ended) off();
  };
  start().catch(fail);
  return off;
}

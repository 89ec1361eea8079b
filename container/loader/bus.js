import { contained } from './error.js';
import { addHandler, dispatch, tellHandlers } from './topic.js';

/**
 * The event bus. The last 32 payloads of each name are kept for those who come late.
 * @typedef {{ recent: string[], handlers: import('./topic.js').Handlers }} Topic
 */

/** @type {Map<string, Topic>} */
const topics = new Map();

/** @param {string} name @returns {Topic} */
export function busTopic(name) {
  const topic = topics.get(name) ?? { recent: [], handlers: new Set() };
  topics.set(name, topic);
  return topic;
}

/** @param {string} name @param {string} json */
export function emit(name, json) {
  contained(() => {
    const detail = JSON.parse(json);
    const { recent, handlers } = busTopic(name);
    recent.push(json);
    if (recent.length > 32) recent.shift();
    tellHandlers(handlers, json);
    dispatch(name, detail);
  });
}

/**
 * @param {string} name
 * @param {import('./topic.js').Handler} handler
 * @param {number} [replay] how many past events to hand over first
 * @returns {() => void} ends it
 */
export function on(name, handler, replay) {
  const { recent, handlers } = busTopic(name);
  const off = addHandler(handlers, handler);
  // `slice(-0)` would be all of them.
  if (replay) for (const json of recent.slice(-replay)) contained(() => handler(json));
  return off;
}

/**
 * @param {string} name
 * @param {import('./topic.js').Handler} handler
 * @returns {() => void} ends it
 */
export function once(name, handler) {
  const off = on(name, (json) => {
    off();
    handler(json);
  });
  return off;
}

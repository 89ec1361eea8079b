import { expire } from '../expire.js';
import { createDatabase } from '../outbox/database.js';
import { makeId } from '../outbox/id.js';
import { createKeeping } from '../outbox/keeping.js';
import { createState, step } from '../outbox/machine.js';
import { sendRequest } from '../outbox/sender.js';

/**
 * Background Sync: the browser has a network again, and maybe no page of ours is open. The same outbox runs here once, for whoever
 * is signed in by now. It only knows the database: what other storage holds, a page has to send.
 */

/** Milliseconds for the storage, and of silence of the network. */
const LIMITS = { storage: 3_000, network: 10_000 };

/**
 * Sends what waits. Throws while some of it could be sent later: the browser tries again, less and less often.
 * @param {(attempt: { person: string, attempt: string }) => Promise<unknown>} over the attempt has been handed in
 */
export async function sendWaiting(over) {
  const { user } = await (await fetch('/api/v1/session', { cache: 'no-store', signal: expire(LIMITS.network) })).json();
  // A page that is open sends by itself.
  if (user) await navigator.locks.request(`mf-outbox:${user.id}`, { ifAvailable: true }, (lock) => lock && run(user.id, over));
}

/** @param {string} person @param {Parameters<typeof sendWaiting>[0]} over */
async function run(person, over) {
  const state = createState();
  const keeping = createKeeping(createDatabase(makeId, LIMITS.storage, () => {}), makeId());
  const channel = new BroadcastChannel('mf-outbox');
  /** What is under way, and what comes of it. @type {unknown[]} */
  const work = [];

  /** @type {Record<string, (effect: any) => unknown>} */
  const perform = {
    write: ({ token, change }) => keeping.write(change).then((written) => tell({ type: 'written', token, change, ...written })),
    remember: ({ person, attempt, sent }) => keeping.remember(person, attempt, sent),
    over: (attempt) => Promise.all([keeping.forget(attempt.person, attempt.attempt), over(attempt)]),
    erase: ({ changes }) => keeping.erase(changes),
    mark: ({ changes }) => keeping.mark(changes),
    load: ({ id }) => keeping.read().then((read) => tell({ type: 'loaded', id, ...read })),
    send: ({ id, ...request }) =>
      sendRequest(request, LIMITS.network, () => {}).then((answer) => tell({ type: 'answered', id, jitter: 1, ...answer })),
    tell: (news) => channel.postMessage({ ...news, type: 'told' }),
    timer() {
      throw Error('some of it has to wait');
    },
    // The lock is held, and another session than this one is none of ours.
    elect() {},
    session() {},
  };

  /** @param {{ type: string, [key: string]: any }} event */
  function tell(event) {
    for (const effect of step(state, { ...event, now: performance.now() })) work.push(perform[effect.type](effect));
  }

  try {
    tell({ type: 'person', person });
    tell({ type: 'leads', leads: true });
    tell({ type: 'opened', ...(await keeping.read()) });
    for (let done = 0; done < work.length; done++) await work[done];
  } finally {
    channel.close();
  }
}

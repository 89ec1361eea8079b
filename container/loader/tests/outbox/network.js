/**
 * The network between a tab and the server, and all that can happen there.
 */

/** What stands in the server's place says so in words of its own. */
const FOREIGN = { error: 'not now' };

/** @param {import('./world.js').Context} context */
export function createNetwork(context) {
  const { time, chance, note, server, journal } = context;
  const delays = chance.stream('network');
  const delay = () => Math.floor(delays() * 40);

  return {
    /**
     * @param {import('./tab.js').Tab} tab
     * @param {{ person: string, path: string, body: any }} request
     * @param {(status: number, body?: any, more?: { retryAfter?: number, sentAt?: number }) => void} answered
     * @param {number} patience ms, by the page's clock
     */
    send(tab, request, answered, patience) {
      let waits = true;
      /** @param {number} wait @param {number} status @param {any} [body] @param {any} [more] */
      const reply = (wait, status, body, more) => {
        time.after(wait, () => {
          if (waits) answered(status, body, more);
          waits = false;
        });
      };
      const arrive = (/** @type {(status: number, body?: any) => void} */ done) => {
        journal.checkOrder(tab.phone, request);
        server.arrive(request, () => tab.phone.account, done);
      };
      // It neither ends nor fails: the page gives it up.
      reply(patience, 0);
      if (chance.fault('request lost', 0.3)) return reply(delay(), 0);
      if (chance.fault('portal', 0.3)) return reply(delay(), 200);
      if (chance.fault("a proxy's 4xx", 0.3)) return reply(delay(), [400, 403, 404, 409, 413, 422][Math.floor(delays() * 6)], { ...FOREIGN });
      if (chance.fault('500', 0.3)) return reply(delay(), 500, { type: '/problems/internal' });
      if (chance.fault('503', 0.3)) return reply(delay(), 503, { type: '/problems/busy' }, { retryAfter: 1 });
      if (chance.fault('429', 0.3)) return reply(delay(), 429, { type: '/problems/too-many-tries' }, { retryAfter: 3 });
      // It comes when nobody waits for it any more, and after others that were sent later.
      const overtaken = chance.fault('request overtaken', 0.2) ? patience + 2_000 : 0;
      time.after(delay() + overtaken, () => {
        arrive((status, body) => {
          const sentAt = time.now();
          note(`${tab.phone.id}.${tab.index} ${request.path}`, request.body, status, body);
          if (status === 200) journal.told(request, body);
          if (chance.fault('request twice', 0.3)) time.after(5 + Math.floor(delays() * 20_000), () => arrive(() => {}));
          if (chance.fault('answer lost', 0.3)) return reply(delay(), 0);
          if (chance.fault('answer truncated', 0.2)) return reply(delay(), status);
          if (body?.results?.length > 1 && chance.fault('answer partial', 0.5)) return reply(delay(), status, { ...body, results: body.results.slice(1) });
          // A newer server says more than this page knows of.
          const more = tab.page.release < context.release && status === 200 ? { ...body, since: context.release } : body;
          reply(chance.fault('answer slow', 0.3) ? 9_000 : delay(), status, more, { sentAt });
        });
      });
    },
  };
}

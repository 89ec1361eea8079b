/**
 * A tab: the outbox's machine, a page's clock, and what the machine wants done.
 *
 * @typedef {object} Page what the server has sent, or what was kept of that for times without a network
 * @property {number} now the server's clock
 * @property {number} release
 * @property {Map<string, number>} revisions of the answers that it shows, by attempt and item
 *
 * @typedef {ReturnType<typeof openTab>} Tab
 */

/** What the network may take for a byte, as in `service.js`. */
const PATIENCE = 10_000;

/**
 * @param {import('./world.js').Context} context
 * @param {import('./phone.js').Phone} phone
 * @param {number} index
 */
export function openTab(context, phone, index) {
  const { machine, makeClock, time, chance, journal, modes } = context;
  const delays = chance.stream(`tab ${phone.id}`);
  const delay = () => Math.floor(delays() * 40);
  const opened = time.now();
  const sleptBefore = phone.slept;
  const performance = { now: () => time.now() - opened - (phone.slept - sleptBefore) };
  const clock = makeClock(performance, phone.date, phone.notes);
  const isOffline = Boolean(phone.page) && chance.fault('opened offline', 0.4);
  const page = isOffline ? /** @type {Page} */ (phone.page) : context.load();
  phone.page ??= page;
  let heard = 0;
  let asked = 0;
  let memory = 0;
  const memoryDevice = `${phone.device}m${journal.serial()}`;

  const tab = {
    phone,
    index,
    page,
    clock,
    state: machine.createState(),
    alive: true,
    /** The server has said that this person's session is over, and nobody has logged in since. */
    loggedOut: '',
    /** Its clock may be late: the phone has slept, or the page is an old one, and the server was not heard since. */
    unsure: isOffline,
    /** Whether it has asked what becomes of an attempt whose time is over. @type {Set<string>} */
    ended: new Set(),

    /** The revision of an answer that it knows. @param {string} person @param {string} attempt @param {string} item */
    revision(person, attempt, item) {
      const result = tab.state.streams.get(JSON.stringify([person, attempt]))?.results.get(item);
      return Math.max(page.revisions.get(`${attempt} ${item}`) ?? 0, result?.no ?? 0);
    },

    /** The server was heard: `at` by its clock, which it tells in whole seconds. @param {number} at */
    hear(at) {
      clock.hearClock(Math.floor(at / 1000) * 1000);
      // What was said before the phone fell asleep says nothing of how long it slept.
      if (at >= Math.max(opened, phone.asleepUntil)) tab.unsure = false;
    },

    /** @param {{ type: string, [key: string]: any }} event */
    tell(event) {
      if (!tab.alive) return;
      // Nothing runs while the phone is asleep.
      if (phone.asleepUntil > time.now()) return time.after(phone.asleepUntil - time.now(), () => tab.tell(event));
      if (event.type === 'answered' && event.body) {
        tab.hear(event.sentAt);
        if (event.status === 401) tab.loggedOut = event.by;
      }
      if (/person|session/.test(event.type)) tab.loggedOut = '';
      const effects = machine.step(tab.state, { ...event, now: performance.now() });
      journal.look(tab);
      for (const effect of effects) perform[effect.type](effect);
    },
  };

  /** It hears of its disk in the order in which it was done. @param {any} event */
  function report(event) {
    heard = Math.max(heard, time.now()) + 1 + delay();
    time.after(heard - time.now(), () => tab.tell(event));
  }

  /** @type {Record<string, (effect: any) => void>} */
  const perform = {
    write({ token, change }) {
      phone.onDisk(() => {
        if (!tab.alive) return;
        const fails = phone.dying || phone.full;
        const { n, device } = !fails ? phone.store(change) : change.n ? change : { n: ++memory, device: memoryDevice };
        report({ type: 'written', token, change, n, device, durable: fails ? 'none' : 'database' });
      });
    },
    erase({ changes }) {
      journal.checkErased(changes);
      phone.onDisk(() => phone.dying || phone.erase(changes));
    },
    mark({ changes }) {
      phone.onDisk(() => phone.dying || phone.mark(changes));
    },
    load({ id }) {
      phone.onDisk(() => report({ type: 'loaded', id, ...phone.read() }));
    },
    send({ id, person, path, body }) {
      if (tab.loggedOut === person) journal.fail('sent again though nobody has logged in');
      const request = { person, path, body: { ...body, device_name: 'phone' } };
      context.network.send(tab, request, (status, answer, { retryAfter = 0, sentAt = time.now() } = {}) => {
        tab.tell({ type: 'answered', id, by: person, status, body: answer, retryAfter, sentAt, jitter: delays() });
      }, PATIENCE);
    },
    timer({ at }) {
      const mine = ++asked;
      const wait = () => {
        const left = at - performance.now();
        if (mine !== asked) return;
        if (left > 0) time.after(Math.ceil(left), wait);
        else tab.tell({ type: 'tick' });
      };
      time.after(Math.max(1, Math.ceil(at - performance.now())), wait);
    },
    tell({ type: _type, ...news }) {
      if (modes.noChannel) return;
      for (const other of phone.tabs) if (other !== tab) time.after(delay(), () => other.tell({ type: 'told', ...news }));
    },
    session() {
      time.after(delay(), () => tab.tell({ type: 'person', person: phone.account }));
    },
    // The world elects; and what a later page shows of what was sent is no matter of delivery.
    elect() {},
    remember() {},
    over() {},
  };

  clock.observeClock(page.now, 0);
  clock.recallClock();
  if (!isOffline) tab.hear(page.now);
  tab.tell({ type: 'person', person: phone.account });
  phone.onDisk(() => tab.tell({ type: 'opened', ...phone.read(), durable: 'database' }));
  return tab;
}

/**
 * A small world around the outbox's machine: devices with a disk and tabs, people, a network and the model of the server. One
 * seed decides everything that happens, so a seed that fails can be looked at again.
 */
import { createServer } from './server.js';

const PEOPLE = ['ana', 'ben'];
const ATTEMPTS = { ana: ['np1#1', 'np1#2', 'np2#1'], ben: ['np1#3'] };
const OWNERS = Object.fromEntries(PEOPLE.flatMap((person) => ATTEMPTS[person].map((attempt) => [attempt, person])));

/** Mulberry32. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Each seed has some of these faults, so that rare ones meet each other. */
export const FAULTS = [
  'request lost', 'answer lost', 'twice', 'slow', 'portal', '500', '429', 'truncated', 'partial', 'disk', 'tab killed', 'expired',
  'account', 'lead lost', 'no locks', 'no channel', 'refused', 'spoils', 'evicted',
];

/**
 * @param {typeof import('../../outbox/machine.js')} machine
 * @param {number} seed
 * @param {Map<string, number>} struck counts the faults that happened
 */
export function createWorld(machine, seed, struck = new Map()) {
  const chance = random(seed);
  const pick = (list) => list[Math.floor(chance() * list.length)];
  const enabled = new Set(FAULTS.filter(() => chance() < 0.4));
  const server = createServer(OWNERS);
  /** Taps that the student was told are kept. */
  const kept = new Map();
  const refused = new Set();
  const trail = [];
  let queue = [];
  let now = 1000;
  let taps = 0;
  let healed = false;
  /** While a tab can't read the disk, or all of it is gone, it doesn't know what the other one has in mind: then there is no order between them. */
  let diskFailed = false;

  const fault = (name, likely) => {
    if (healed || !enabled.has(name) || chance() >= likely) return false;
    struck.set(name, (struck.get(name) ?? 0) + 1);
    trail.push(`${now} ${name}`);
    return true;
  };
  const fail = (what) => {
    throw Error(`seed ${seed}: ${what}\n  ${trail.slice(-25).join('\n  ')}`);
  };
  const after = (delay, run) => queue.push({ at: now + delay, order: queue.length + taps, run });
  const delay = () => Math.floor(chance() * 40);

  /** The disk does one thing after the other. */
  function onDisk(device, run) {
    device.free = Math.max(device.free, now) + 1 + Math.floor(chance() * 15);
    after(device.free - now, run);
  }

  /** A tab hears of its disk in the order in which it was done. */
  function report(tab, event) {
    tab.heard = Math.max(tab.heard, now) + 1 + delay();
    after(tab.heard - now, () => tell(tab, event));
  }

  function openTab(device, index) {
    const tab = { device, index, state: machine.createState(), alive: true, memory: 0, memoryDevice: `${device.id}m${taps++}`, heard: 0, asked: 0 };
    tell(tab, { type: 'person', person: device.account });
    onDisk(device, () => {
      const records = device.broken ? [] : [...device.disk.values()].map((record) => ({ ...record }));
      tell(tab, { type: 'opened', records, device: device.id, whole: !device.broken, durable: 'database' });
    });
    elect(device);
    return tab;
  }

  /** As Web Locks would: the first that lives. Without them everybody leads. */
  function elect(device) {
    const alive = device.tabs.filter((tab) => tab?.alive);
    for (const tab of alive) {
      const leads = enabled.has('no locks') || enabled.has('no channel') || tab === alive[0];
      if (tab.state.leads !== leads) after(delay(), () => tell(tab, { type: 'leads', leads: tab.alive && leads }));
    }
  }

  function tell(tab, event) {
    if (!tab.alive) return;
    if (event.status === 401 && event.body) tab.loggedOut = event.by;
    if (/person|session/.test(event.type)) tab.loggedOut = '';
    const effects = machine.step(tab.state, { ...event, now });
    for (const one of tab.state.changes) {
      if (one.kept && one.item !== '') kept.set(one.response, { ...one, of: tab.device });
      if (one.result) refused.add(one.response);
    }
    for (const effect of effects) perform[effect.type](tab, effect);
  }

  const perform = {
    write(tab, { token, change }) {
      const { device } = tab;
      onDisk(device, () => {
        if (!tab.alive) return;
        let { n, device: by } = change;
        if (device.broken) {
          if (!n) [n, by] = [++tab.memory, tab.memoryDevice];
        } else {
          if (!n) {
            const key = JSON.stringify([change.person, change.attempt]);
            device.counters.set(key, (device.counters.get(key) ?? 0) + 1);
            [n, by] = [device.counters.get(key), device.id];
          }
          const record = { ...change, n, device: by };
          device.disk.set(JSON.stringify([record.person, record.attempt, by, n]), record);
        }
        const durable = device.broken ? 'none' : 'database';
        report(tab, { type: 'written', token, change, n, device: by, durable });
      });
    },
    // What a later page shows, and what is kept for it: nothing that is still to be sent depends on it.
    remember() {},
    over() {},
    erase(tab, { changes }) {
      for (const { person, attempt, item, response, result } of changes) {
        const there = item === '' ? server.receipts.has(attempt) : server.history.some((row) => row.response === response);
        if (!there && !result) fail(`${person}'s ${response || 'hand-in'} was let go before the server had it`);
      }
      onDisk(tab.device, () => {
        if (tab.device.broken) return;
        for (const { person, attempt, device, n } of changes) tab.device.disk.delete(JSON.stringify([person, attempt, device, n]));
      });
    },
    mark(tab, { changes }) {
      onDisk(tab.device, () => {
        if (tab.device.broken) return;
        for (const change of changes) {
          const key = JSON.stringify([change.person, change.attempt, change.device, change.n]);
          const record = tab.device.disk.get(key);
          if (record) record.result = change.result;
        }
      });
    },
    load(tab, { id }) {
      onDisk(tab.device, () => {
        const records = tab.device.broken ? [] : [...tab.device.disk.values()].map((record) => ({ ...record }));
        report(tab, { type: 'loaded', id, records, device: tab.device.id, whole: !tab.device.broken });
      });
    },
    send(tab, { id, person, path, body }) {
      const request = JSON.parse(JSON.stringify({ person, path, body }));
      const { n } = body;
      if (tab.loggedOut === person) fail('sent again though nobody has logged in');
      const reply = (status, answer, retryAfter) => {
        const wait = fault('slow', 0.3) ? 9_000 : delay();
        after(wait, () => tell(tab, { type: 'answered', id, by: person, status, body: answer, retryAfter, jitter: chance() }));
      };
      const arrive = () => {
        if (path.endsWith('submit')) checkHandIn(tab.device, path, n);
        return server.answer(request, tab.device.account);
      };
      if (fault('request lost', 0.3)) return reply(0);
      if (fault('portal', 0.3)) return reply(200, undefined);
      if (fault('500', 0.3)) return reply(500, { type: '/problems/internal' });
      if (fault('429', 0.3)) return reply(429, { type: '/problems/too-many' }, 3);
      after(delay(), () => {
        const { status, body: answer } = arrive();
        trail.push(`${now} ${tab.device.id}.${tab.index} ${path} ${JSON.stringify(request.body)} → ${status}`);
        if (fault('twice', 0.3)) after(fault('slow', 0.5) ? 20_000 : 5, arrive);
        if (fault('answer lost', 0.3)) return reply(0);
        if (fault('truncated', 0.2)) return reply(status, undefined);
        if (answer.results?.length > 1 && fault('partial', 0.5)) return reply(status, { ...answer, results: answer.results.slice(1) });
        reply(status, answer);
      });
    },
    timer(tab, { at }) {
      const asked = ++tab.asked;
      after(Math.max(1, at - now), () => asked === tab.asked && tell(tab, { type: 'tick' }));
    },
    tell(tab, { type: _type, ...news }) {
      if (enabled.has('no channel')) return;
      for (const other of tab.device.tabs) if (other !== tab) after(delay(), () => tell(other, { type: 'told', ...news }));
    },
    session(tab) {
      after(delay(), () => tell(tab, { type: 'person', person: tab.device.account }));
    },
    elect() {},
  };

  /** Whatever was done before the hand-in must be there before it. */
  function checkHandIn(device, path, n) {
    const attempt = decodeURIComponent(/attempts\/(.+)\/submit/.exec(path)[1]);
    if (diskFailed) return;
    for (const [response, change] of kept) {
      if (change.attempt !== attempt || change.device !== device.id || change.n > n || refused.has(response)) continue;
      if (!server.history.some((row) => row.response === response)) fail(`handed in before ${response}`);
    }
  }

  function put(tab, item) {
    // The page belongs to whoever it was made for, whoever is signed in by now.
    const person = pick(PEOPLE);
    const attempt = pick(ATTEMPTS[person]);
    const bad = item !== '' && fault('refused', 0.2);
    const spoils = item !== '' && fault('spoils', 0.1);
    const response = item === '' ? '' : `${spoils ? 'spoils ' : ''}${person}/${attempt}/${++taps}`;
    const change = { person, who: person, attempt, item: bad ? 'unknown' : item, response, base: 0, at: now };
    tell(tab, { type: 'put', token: `t${taps++}`, change });
  }

  function act() {
    const device = pick(devices);
    const tab = pick(device.tabs);
    const what = chance();
    if (what < 0.55) put(tab, pick(['q1', 'q2', 'q3']));
    else if (what < 0.6) put(tab, '');
    else if (what < 0.68) tell(tab, { type: 'wake' });
    else if (fault('tab killed', 0.3)) {
      tab.alive = false;
      if (device.evicted) excuse(device);
      device.tabs[tab.index] = openTab(device, tab.index);
    } else if (fault('disk', 0.2)) {
      device.broken = diskFailed = true;
      after(500, () => (device.broken = false));
    } else if (fault('evicted', 0.2)) {
      device.disk.clear();
      device.counters.clear();
      Object.assign(device, { id: `${device.id}'`, evicted: true });
      diskFailed = true;
      excuse(device);
    } else if (fault('expired', 0.2)) device.account = '';
    else if (fault('account', 0.2)) logIn(device, pick(['', ...PEOPLE]), pick(device.tabs));
    else if (!device.account) logIn(device, pick(PEOPLE), tab);
    else if (fault('lead lost', 0.2)) {
      tell(tab, { type: 'leads', leads: false });
      after(100, () => elect(device));
    }
  }

  /** What the browser has thrown away and no page remembers nobody can send. */
  function excuse(device) {
    for (const [response, change] of kept) {
      const there = device.tabs.some((tab) => tab.alive && tab.state.changes.some((one) => one.response === response));
      const onDisk = [...device.disk.values()].some((record) => record.response === response);
      if (change.of === device && !there && !onDisk) kept.delete(response);
    }
  }

  /** The tab where it happens knows at once, the others when they are told. */
  function logIn(device, account, first) {
    device.account = account;
    for (const tab of device.tabs) {
      after(tab === first ? 0 : delay() * 20, () => {
        tell(tab, { type: 'person', person: device.account });
        tell(tab, { type: 'session' });
      });
    }
  }

  /** Runs what is due until `until`, or until nothing is left. */
  function run(until = Infinity) {
    for (let steps = 0; ; steps++) {
      if (steps > 20_000) fail('it never comes to rest');
      queue.sort((one, other) => one.at - other.at || one.order - other.order);
      if (!queue.length || queue[0].at > until) break;
      const next = queue.shift();
      now = Math.max(now, next.at);
      next.run();
    }
    if (until < Infinity) now = until;
  }

  /** Everything works again, and each person logs in on each device. */
  function heal() {
    healed = true;
    for (const device of devices) device.broken = false;
    for (let round = 0; round < 2; round++) {
      for (const person of PEOPLE) {
        for (const device of devices) {
          logIn(device, person, device.tabs[0]);
          for (const tab of device.tabs) tell(tab, { type: 'wake' });
          elect(device);
        }
        run();
      }
    }
    for (const device of devices) for (const tab of device.tabs) tell(tab, { type: 'wake' });
    run();
  }

  function check() {
    const stored = new Map(server.history.map((row) => [row.response, row]));
    if (stored.size !== server.history.length) fail('an answer is in the history twice');
    for (const { attempt, account, response } of server.history) {
      if (!response.startsWith(`${account}/${attempt}/`)) fail(`${response} came to ${account}'s ${attempt}`);
    }
    for (const response of kept.keys()) {
      if (!stored.has(response) && !refused.has(response)) fail(`${response} was shown as kept and is lost`);
    }
    for (const response of refused) {
      if (kept.has(response) && !/^spoils/.test(response) && kept.get(response).item !== 'unknown') fail(`${response} was refused for no reason`);
    }
    for (const device of devices) {
      for (const record of device.disk.values()) if (!record.result) fail(`${record.response || 'a hand-in'} still waits on the disk`);
      for (const tab of device.tabs) {
        const left = tab.state.changes.find((one) => !one.result);
        if (left) fail(`${left.response || 'a hand-in'} still waits in a tab`);
      }
    }
    if (diskFailed) return;
    const last = new Map();
    for (const { attempt, device, n } of server.history) {
      const key = `${attempt} ${device}`;
      if (n < (last.get(key) ?? 0)) fail(`${key}: ${n} after ${last.get(key)}`);
      last.set(key, n);
    }
  }

  const devices = ['d1', 'd2'].map((id) => {
    const device = { id, disk: new Map(), counters: new Map(), broken: false, free: 0, account: pick(PEOPLE), tabs: [] };
    device.tabs = [0, 1].map((index) => openTab(device, index));
    return device;
  });

  return {
    live(actions) {
      for (let count = 0; count < actions; count++) {
        act();
        run(now + Math.floor(chance() * 120));
      }
      heal();
      check();
      return kept.size;
    },
  };
}

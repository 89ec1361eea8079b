/**
 * A page that slept: its clock stood still, so it asks, and only the server counts.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { network, open, settle, until } from './page.js';

let copies = 0;
const AT = 1_790_000_000_000;
const date = (at) => ({ date: new Date(at).toUTCString() });

/** A page with a clock of its own, which believes that it is `AT`. */
async function page() {
  open();
  Object.defineProperty(document, 'hidden', { value: false, configurable: true, writable: true });
  const clock = await import(`../clock.js?copy=${copies++}`);
  clock.observeClock(AT);
  clock.startClock();
  const awake = [];
  addEventListener('mf:awake', () => awake.push(clock.serverNow()));
  return { clock, awake };
}

const WAKES = {
  online: () => dispatchEvent(new Event('online')),
  visible: () => document.dispatchEvent(new Event('visibilitychange')),
  resume: () => document.dispatchEvent(new Event('resume')),
  'back from the cache': () => dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })),
};

for (const [name, wake] of Object.entries(WAKES)) {
  test(`${name}: the time is read again before anybody is woken`, async () => {
    const { awake } = await page();
    const requests = network(() => new Response('ok\n', { headers: date(AT + 600_000) }));
    wake();
    await until(() => awake.length);
    assert.ok(awake[0] >= AT + 600_000);
    assert.deepEqual(requests.map(({ url }) => url), ['/healthz']);
  });
}

test('a first showing and a page that is hidden ask nothing', async () => {
  const { awake } = await page();
  const requests = network(() => new Response('ok\n'));
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
  document.hidden = true;
  document.dispatchEvent(new Event('visibilitychange'));
  await settle();
  assert.deepEqual([requests.length, awake.length], [0, 0]);
});

test('a portal’s time is nobody’s, and without a network whoever waits is woken, too', async () => {
  const { awake } = await page();
  network(() => new Response('<html>Wi-Fi</html>', { headers: date(AT + 86_400_000) }));
  dispatchEvent(new Event('online'));
  await until(() => awake.length === 1);
  network(() => new TypeError('offline'));
  dispatchEvent(new Event('online'));
  await until(() => awake.length === 2);
  assert.ok(awake[1] < AT + 60_000);
});

/** A phone on which time goes by, whatever its clock is set to. */
const DAY = 86_400_000;
const MINUTE = 60_000;

/** The page of before, which heard the server at `AT`, then `then`; then a kept page without a network, on a phone whose clock was set. */
async function reopened(set, then = () => {}) {
  const wall = Date.now;
  const { clock } = await page();
  network(() => new TypeError('offline'));
  clock.hearClock(AT);
  await then(clock);
  const { localStorage } = globalThis;
  open();
  Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true, writable: true });
  try {
    Date.now = () => wall() + set;
    const next = await import(`../clock.js?copy=${copies++}`);
    // The kept page is older than what was heard since.
    next.observeClock(AT - 30 * MINUTE);
    next.startClock();
    await settle();
    return next;
  } finally {
    Date.now = wall;
  }
}

const about = (time, expected) => assert.ok(time >= expected && time < expected + MINUTE / 2, `${(time - expected) / 1000} s off`);

test('opened again without a network: the device’s clock tells the time that is left, and dates no answer', async () => {
  const clock = await reopened(10 * MINUTE);
  about(clock.serverNow(), AT + 10 * MINUTE);
  about(clock.certainNow(), AT);
});

test('a clock set forward by a day: less time is shown, no answer is dated later than it was given, and the server sets it right', async () => {
  const clock = await reopened(DAY);
  about(clock.serverNow(), AT + DAY);
  about(clock.certainNow(), AT);
  clock.hearClock(AT + MINUTE);
  about(clock.serverNow(), AT + MINUTE);
  about(clock.certainNow(), AT + MINUTE);
});

test('a clock set back by a day gives no time back', async () => {
  const clock = await reopened(-DAY, () => localStorage.setItem('mf-clock', JSON.stringify([AT, Date.now(), AT + 10 * MINUTE])));
  about(clock.serverNow(), AT + 10 * MINUTE);
  about(clock.certainNow(), AT);
});

test('a clock that was set while the page ran changes nothing for the next one', async () => {
  for (const leave of [() => dispatchEvent(new Event('pagehide')), () => (document.hidden = true) && document.dispatchEvent(new Event('visibilitychange'))]) {
    const wall = Date.now;
    const clock = await reopened(DAY, () => {
      Date.now = () => wall() + DAY;
      leave();
      Date.now = wall;
    });
    about(clock.serverNow(), AT);
    about(clock.certainNow(), AT);
  }
});

test('asleep without a network: the device’s clock bridges it for what is shown', async () => {
  const { clock, awake } = await page();
  network(() => new TypeError('offline'));
  clock.hearClock(AT);
  const wall = Date.now;
  document.hidden = true;
  document.dispatchEvent(new Event('visibilitychange'));
  Date.now = () => wall() + 10 * MINUTE;
  document.hidden = false;
  document.dispatchEvent(new Event('visibilitychange'));
  await until(() => awake.length);
  Date.now = wall;
  about(awake[0], AT + 10 * MINUTE);
  about(clock.certainNow(), AT);
});

test('what an older page left, and what is nobody’s, is read as far as it says something', async () => {
  const left = (text) => reopened(MINUTE, () => localStorage.setItem('mf-clock', text));
  about((await left(JSON.stringify([AT + MINUTE, Date.now()]))).serverNow(), AT + 2 * MINUTE);
  for (const text of ['', '{', '7', '[]', '["x","y","z"]', 'null']) about((await left(text)).serverNow(), AT - 30 * MINUTE);
});

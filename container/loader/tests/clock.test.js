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

import { startActions } from './actions.js';
import { emit, on, once } from './bus.js';
import { callRemote, hookRemote } from './call.js';
import { observeClock, startClock } from './clock.js';
import { swapRelease } from './dev.js';
import { services } from './host.js';
import { navigate, startNavigation } from './navigate.js';
import { startWaiting } from './outbox.js';
import { page, readPage } from './page.js';
import { startPrefetch } from './prefetch.js';
import { loadRemote } from './release.js';
import { mounts } from './slot.js';
import { mountNested, mountSlots, retryWhenOnline } from './slots.js';
import { getSlice, setSlice, startStore, watchSlice } from './store.js';
import { startTelemetry } from './telemetry.js';

/**
 * The loader: brings the remotes of a server-rendered page to life. Everything on the page works before it, and without it.
 * @param {import('./page.js').Page} data
 */
export function startLoader(data) {
  Object.assign(page, data);
  const entry = /** @type {PerformanceResourceTiming | undefined} */ (performance.getEntriesByType('navigation')[0]);
  observeClock(page.now, entry?.responseStart);
  Object.assign(services, { mount: mountNested, call: callRemote, hook: hookRemote, navigate });
  startTelemetry();
  startStore(page.store, page.slices);
  // Slots first: all else can wait.
  mountSlots();
  retryWhenOnline();
  startActions();
  startNavigation();
  startPrefetch();
  startClock();
  startWaiting();
  const api = {
    page,
    load: loadRemote,
    swap: swapRelease,
    navigate,
    store: { get: getSlice, set: setSlice, watch: watchSlice },
    bus: { emit, on, once },
    slots: () => [...mounts.values()],
  };
  Object.assign(window, { mf: api });
}

const found = readPage(document);
if (found) startLoader(found);

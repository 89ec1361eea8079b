// Cold-load measurement of a page through CDP on a throttled phone profile; the method of the peer's measure.mjs, with a
// session and across a page load (a form that answers without scripts), the same for both sides.
import { loadavg } from 'node:os';

/** 150 ms round trip, 1.6 Mbps down, 750 kbps up, a processor four times slower. */
export const PROFILE = { latency: 150, down: 1.6e6, up: 750e3, cpu: 4 };

/**
 * Runs in the page. Clicks every 50 ms from the moment the element can be hit until the app answers, so a server-rendered
 * page that is visible but not yet hydrated is charged for its dead time. A radio that was ticked by a lost click is
 * unticked first, or the next click would fire no event. What is kept in `sessionStorage` survives a page load.
 * @param {{ interactive: string, responded: string }} selectors
 */
function probe({ interactive, responded }) {
  if (window !== window.top) return;
  const kept = JSON.parse(sessionStorage.getItem('__m') ?? 'null') ?? { origin: performance.timeOrigin, clicks: 0, clickable: 0, documents: 0 };
  kept.documents++;
  const m = (window.__m = { ...kept, fcp: 0, lcp: 0, lcpText: '', long: [] });
  const keep = () => sessionStorage.setItem('__m', JSON.stringify({ origin: m.origin, clicks: m.clicks, clickable: m.clickable, documents: m.documents, fcp: m.fcp, lcp: m.lcp }));
  const now = () => performance.timeOrigin + performance.now() - m.origin;
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  if (kept.documents === 1) {
    watch('paint', (e) => { if (e.name === 'first-contentful-paint') m.fcp = e.startTime; });
    watch('largest-contentful-paint', (e) => { m.lcp = e.startTime; m.lcpText = `${e.element?.tagName} ${e.element?.textContent?.slice(0, 40)}`; });
  } else {
    Object.assign(m, { fcp: kept.fcp, lcp: kept.lcp });
  }
  watch('longtask', (e) => m.long.push([e.startTime, e.duration]));
  keep();
  let last = -1e9;
  const hit = (el) => {
    const r = el.getBoundingClientRect();
    const at = r.width && document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
    return at && (at === el || el.contains(at) || at.contains(el)) && !el.disabled;
  };
  const poll = () => {
    if (m.clicks && document.querySelector(responded)) {
      m.responded = now();
      return requestAnimationFrame(() => setTimeout(() => { m.painted = now(); }));
    }
    const el = document.querySelector(interactive);
    if (el && now() - last >= 50 && hit(el)) {
      m.clickable ||= now();
      last = now();
      m.clicks++;
      keep();
      if (el.checked) el.checked = false;
      el.click();
      return setTimeout(poll);
    }
    setTimeout(poll, 10);
  };
  poll();
}

/**
 * One cold load.
 * @param {import('@playwright/test').Browser} browser
 * @param {{ base: string, path: string, interactive: string, responded: string, storageState?: any }} what
 */
export async function measure(browser, { base, path, interactive, responded, storageState }) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true, storageState });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const seen = new Map();
  const errors = [];
  page.on('pageerror', (e) => errors.push(e.message));
  cdp.on('Network.requestWillBeSent', (e) => { if (/^https?:/.test(e.request.url)) seen.set(e.requestId, { url: e.request.url, sent: e.timestamp }); });
  cdp.on('Network.requestServedFromCache', (e) => seen.delete(e.requestId));
  cdp.on('Network.loadingFinished', (e) => { const r = seen.get(e.requestId); if (r) Object.assign(r, { bytes: e.encodedDataLength, end: e.timestamp }); });
  cdp.on('Network.loadingFailed', (e) => { const r = seen.get(e.requestId); if (r) r.failed = e.errorText; });
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: PROFILE.latency, downloadThroughput: PROFILE.down / 8, uploadThroughput: PROFILE.up / 8 });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: PROFILE.cpu });
  await page.addInitScript(probe, { interactive, responded });
  const load = loadavg()[0];
  try {
    await page.goto(base + path, { waitUntil: 'commit', timeout: 60_000 });
    await page.waitForFunction(() => window.__m?.painted, null, { timeout: 60_000, polling: 250 });
    await page.waitForTimeout(2_500); // late requests still count
    const m = await page.evaluate(() => window.__m);
    const list = [...seen.values()];
    const start = Math.min(...list.map((r) => r.sent));
    const requests = list.map((r) => ({ url: r.url, bytes: r.bytes ?? 0, sent: Math.round((r.sent - start) * 1e3), end: Math.round((r.end - start) * 1e3), failed: r.failed }));
    const blocked = m.long.reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0);
    return { fcp: m.fcp, lcp: m.lcp, clickable: m.clickable, shown: m.painted, tbt: blocked, clicks: m.clicks, documents: m.documents, lcpText: m.lcpText, requests, errors, load };
  } catch (error) {
    const state = await page.evaluate((selector) => {
      const r = document.querySelector(selector)?.getBoundingClientRect();
      return `${location.href}, ${selector} ${r ? `at ${Math.round(r.x)},${Math.round(r.y)} ${Math.round(r.width)}×${Math.round(r.height)}` : 'is not there'}, ${window.__m?.clicks} clicks`;
    }, interactive).catch(() => '');
    throw new Error(`${base}${path}: ${state}\n${error}`);
  } finally {
    await context.close();
  }
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

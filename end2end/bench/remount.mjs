// How long a remote takes from nothing to ready when its code is there already.
import { median } from './measure.mjs';

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {{ base: string, path: string, storageState?: any }} what
 */
export async function remount(browser, { base, path, storageState }) {
  const result = {};
  for (const cpu of [1, 4]) {
    const context = await browser.newContext({ viewport: { width: 412, height: 823 }, isMobile: true, storageState });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await page.goto(base + path);
    await page.locator('.mf-slot[data-mf-state=ready]').waitFor();
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    const times = await page.evaluate(async () => {
      const times = [];
      for (let round = 0; round < 20; round++) {
        const ready = new Promise((done) => {
          const look = (event) => {
            if (event.detail.state !== 'ready') return;
            removeEventListener('mf:slot', look);
            done();
          };
          addEventListener('mf:slot', look);
        });
        const began = performance.now();
        window.mf.slots()[0].start();
        await ready;
        times.push(performance.now() - began);
        await new Promise((done) => setTimeout(done, 30));
      }
      return times;
    });
    result[`cpu ×${cpu}`] = { median: +median(times).toFixed(1), max: +Math.max(...times).toFixed(1) };
    await context.close();
  }
  return result;
}

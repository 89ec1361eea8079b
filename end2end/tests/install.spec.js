import { launchOptions } from '../fixtures/browser.js';
import { expect, ready, serve, test } from '../fixtures/index.js';
import { register, start } from '../fixtures/people.js';
import { temporary } from '../fixtures/place.js';

/** The site as an app of its own. */

const container = serve();

test('Chromium finds nothing that would keep it from being installed', async ({ playwright }) => {
  // Nothing is installed from a private window, which other contexts are.
  const context = await playwright.chromium.launchPersistentContext(temporary('installed'), { ...launchOptions, baseURL: container.url });
  const page = context.pages()[0];
  await register(page.request);
  await start(page.request, 'mixed');
  await page.goto('/exam/mixed');
  await ready(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const devtools = await context.newCDPSession(page);
  const { url, errors, data } = await devtools.send('Page.getAppManifest');
  expect({ path: new URL(url).pathname, errors }).toEqual({ path: '/manifest.webmanifest', errors: [] });
  expect(JSON.parse(data ?? '').name).toContain('Lampara');
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  await context.close();
});

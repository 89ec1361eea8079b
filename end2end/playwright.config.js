import { defineConfig } from '@playwright/test';

import { launchOptions } from './fixtures/browser.js';

/** One worker: the machine has two cores, and the container needs one of them. No retries: a flaky test is a broken test. */
export default defineConfig({
  globalSetup: './fixtures/prerequisites.js',
  testDir: 'tests',
  outputDir: 'results/playwright',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    launchOptions,
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});

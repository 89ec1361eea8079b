// The icons of the installed app, drawn from one file: node icons.mjs
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { launchOptions } from './fixtures/browser.js';

const folder = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../container/icons');
const lamp = readFileSync(join(folder, 'lamp.svg'), 'utf8');
/** Cut by the system into a shape of its own: without corners of ours. The lamp lies within the circle that every shape leaves. */
const square = lamp.replace('rx="112"', '');

const browser = await chromium.launch(launchOptions);
try {
  for (const [name, size, svg] of /** @type {[string, number, string][]} */ ([
    ['lamp-192.png', 192, lamp],
    ['lamp-512.png', 512, lamp],
    ['square-512.png', 512, square],
    ['touch-180.png', 180, square],
  ])) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>*{margin:0}svg{display:block}</style>${svg}`);
    await page.screenshot({ path: join(folder, name), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}

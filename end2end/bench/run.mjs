// `cargo mfe bench [--peer DIR] [--runs 5] [--pages /login,/dashboard,/exam/np1] [--only bytes,load,renders,remount]`: the platform beside its peer, in one run,
// alternating, on the same machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { chromium } from '@playwright/test';

import { launchOptions } from '../fixtures/browser.js';
import { Container } from '../fixtures/container.js';
import { root } from '../fixtures/place.js';
import { files, firstVisit } from './bytes.mjs';
import { measure, median } from './measure.mjs';
import { preparePeer, servePeer, servePeerRendering } from './peer.mjs';
import { remount } from './remount.mjs';
import { hammer } from './renders.mjs';
import { history, student, underWay } from './students.mjs';

const { values } = parseArgs({
  options: {
    peer: { type: 'string', default: process.env.MF_PEER ?? join(root, '../shared/peers/module-federation') },
    runs: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    pages: { type: 'string', default: '/login,/dashboard,/exam/np1' },
    only: { type: 'string', default: 'bytes,load,renders,remount' },
  },
});
const wanted = values.only.split(',');
const runs = Number(values.runs);
const rounds = Number(values.rounds);

const PEER = 'http://localhost:3000';
/** The pages; `fresh`: each run needs a student of its own, since the click is stored; `peers`: what is named otherwise over there. */
const PAGES = [
  { name: '/login', remote: 'auth', ours: '/login', peer: '/login', interactive: 'button.toggle', responded: '#password[type=text]' },
  { name: '/dashboard', remote: 'dashboard', ours: '/dashboard', peer: '/dashboard', prepare: history, interactive: '[name=filter][value=passed]', responded: '.dashboard [role=status]:not(:empty)', peers: { interactive: '[data-filter=passed]', responded: '[data-filter=passed][aria-pressed=true]' } },
  { name: '/exam/np1', remote: 'nursing', ours: '/exam/np1', peer: '/exam', fresh: true, interactive: 'input[type=radio]', responded: '.option.selected' },
];
const pages = PAGES.filter(({ name }) => values.pages.split(',').includes(name));
const TARGETS = { lcp: 0.45, shown: 0.7, bytes: 0.75, uncached: 1, cached: 5 };

const report = { date: new Date().toISOString(), machine: cpus()[0].model, cores: cpus().length, runs };
/** @type {{ figure: string, ours: number, peer: number, ratio: number, target: string, met: boolean }[]} */
const verdicts = [];
const judge = (figure, ours, peer, target, atLeast = false) => {
  const ratio = +(ours / peer).toFixed(2);
  verdicts.push({ figure, ours: Math.round(ours), peer: Math.round(peer), ratio, target: `${atLeast ? '≥' : '≤'} ${target}`, met: atLeast ? ratio >= target : ratio <= target });
};

const peer = wanted.some((part) => part === 'load' || part === 'renders') ? preparePeer(resolve(values.peer)) : '';
const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'] });
const container = await new Container().start();
const base = container.url;
try {
  if (wanted.includes('bytes')) await bytes();
  if (wanted.includes('load')) await load();
  if (wanted.includes('remount')) await remounts();
  if (wanted.includes('renders')) await renders();
} finally {
  await browser.close();
  await container.stop();
}
console.log('\nAgainst the peer with preload links:');
console.table(verdicts);
const results = join(root, 'end2end/results');
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'bench.json'), JSON.stringify({ ...report, verdicts }, null, 1));
console.log(`written: ${join(results, 'bench.json')}`);

async function bytes() {
  report.files = files();
  console.log('\nEvery file, bytes:');
  console.table(report.files);
  report.visits = {};
  for (const page of pages) {
    const { headers } = page.name === '/login' ? { headers: {} } : await student(base, page.prepare);
    const visit = (report.visits[page.name] = await firstVisit(base + page.ours, page.remote, headers));
    console.log(`\nA first visit of ${page.name}, bytes:`);
    console.table({ ...visit.parts, SUM: visit.sum });
  }
}

async function load() {
  const stop = await servePeer(peer);
  report.load = {};
  try {
    for (const page of pages) {
      const results = { ours: [], peer: [] };
      let person = page.name === '/login' ? undefined : await student(base, page.prepare);
      for (let run = -1; run < runs; run++) {
        if (page.fresh) person = await student(base, page.prepare);
        const pair = {
          ours: await measure(browser, { ...page, base, path: page.ours, storageState: person?.storageState }),
          peer: await measure(browser, { ...page, ...page.peers, base: PEER, path: page.peer }),
        };
        // The first pair warms the browser and both servers.
        if (run < 0) continue;
        for (const side of ['ours', 'peer']) {
          const result = Object.assign(pair[side], sums(pair[side], page.remote));
          results[side].push(result);
          const { fcp, lcp, clickable, shown, tbt, clicks, own, ahead, load, errors } = result;
          console.log(`${page.name} ${side.padEnd(4)} run ${run + 1}: fcp ${fcp.toFixed(0)} lcp ${lcp.toFixed(0)} clickable ${clickable.toFixed(0)} shown ${shown.toFixed(0)} tbt ${tbt.toFixed(0)} bytes ${own} + ${ahead} ahead, clicks ${clicks} load ${load.toFixed(1)}${errors.length ? ` ERRORS ${errors}` : ''}`);
        }
      }
      const of = (side, key) => median(results[side].map((result) => result[key]));
      const keys = ['fcp', 'lcp', 'clickable', 'shown', 'tbt', 'own', 'ahead', 'count'];
      const table = Object.fromEntries(['ours', 'peer'].map((side) => [side, Object.fromEntries(keys.map((key) => [key, Math.round(of(side, key))]))]));
      report.load[page.name] = { medians: table, results };
      console.table(table);
      judge(`${page.name} LCP, ms`, of('ours', 'lcp'), of('peer', 'lcp'), TARGETS.lcp);
      judge(`${page.name} option shown, ms`, of('ours', 'shown'), of('peer', 'shown'), TARGETS.shown);
      judge(`${page.name} bytes on the wire`, of('ours', 'own'), of('peer', 'own'), TARGETS.bytes);
    }
  } finally {
    stop();
  }
}

/** Bytes of the page itself, and of remotes that were fetched ahead for the next one. */
function sums({ requests }, remote) {
  const isAhead = ({ url }) => {
    const name = /\/mf\/([^/]+)\//.exec(url)?.[1];
    return !!name && !['loader', 'ui-components', remote].includes(name);
  };
  const sum = (list) => list.reduce((total, { bytes }) => total + bytes, 0);
  return { own: sum(requests.filter((one) => !isAhead(one))), ahead: sum(requests.filter(isAhead)), count: requests.filter((one) => !isAhead(one)).length };
}

async function remounts() {
  const { storageState } = await student(base, underWay);
  report.remount = {};
  for (const [name, path] of [['nursing ./NursingApp', '/exam/np1'], ['dashboard ./Dashboard', '/dashboard'], ['ui-components ./Gallery', '/gallery']]) {
    report.remount[name] = await remount(browser, { base, path, storageState });
  }
  console.log('\nRemount, ms (code there, new instance to ready):');
  console.table(Object.fromEntries(Object.entries(report.remount).map(([name, result]) => [name, Object.fromEntries(Object.entries(result).map(([cpu, { median: value, max }]) => [cpu, `${value} (max ${max})`]))])));
}

async function renders() {
  const bare = await new Container({ flags: ['--memo-mb', '0'] }).start();
  const stop = await servePeerRendering(peer);
  try {
    const of = async (side, prepare) => ({ url: `${side.url}/exam/np1`, headers: (await student(side.url, prepare)).headers });
    const sides = {
      'ours, under way, memo': await of(container, underWay),
      'ours, under way, no memo': await of(bare, underWay),
      'ours, before the start, memo': await of(container),
      'ours, before the start, no memo': await of(bare),
      'peer /exam?state=1': { url: 'http://127.0.0.1:3010/exam?state=1' },
      'peer /exam': { url: 'http://127.0.0.1:3010/exam' },
    };
    const measured = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const [name, { url, headers }] of Object.entries(sides)) measured[name].push(await hammer(url, headers));
    }
    const table = {};
    for (const [name, list] of Object.entries(measured)) {
      const rate = median(list.map((one) => one.rate));
      table[name] = { 'renders/s': Math.round(rate), p50: median(list.map((one) => one.p50)), p99: median(list.map((one) => one.p99)), bytes: list[0].bytes, all: list.map((one) => Math.round(one.rate)).join(' ') };
    }
    report.renders = { table, measured };
    console.log(`\nServer renders of the exam page, 10 connections, ${rounds} rounds, medians:`);
    console.table(table);
    const rate = (name) => table[name]['renders/s'];
    judge('renders/s, no memo, under way : state=1', rate('ours, under way, no memo'), rate('peer /exam?state=1'), TARGETS.uncached, true);
    judge('renders/s, memo, under way : state=1', rate('ours, under way, memo'), rate('peer /exam?state=1'), TARGETS.cached, true);
    judge('renders/s, no memo, before the start : plain', rate('ours, before the start, no memo'), rate('peer /exam'), TARGETS.uncached, true);
    judge('renders/s, memo, before the start : plain', rate('ours, before the start, memo'), rate('peer /exam'), TARGETS.cached, true);
  } finally {
    stop();
    await bare.stop();
  }
}

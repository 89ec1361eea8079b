// The peer: webpack 5 Module Federation with React, copied, built and served as its README says.
import { spawn, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A built copy; a former one of the same sources is used again. @param {string} source */
export function preparePeer(source) {
  if (!existsSync(join(source, 'measure.mjs'))) throw new Error(`there is no peer at ${source}: --peer DIR or MF_PEER`);
  const facts = ['package-lock.json', 'webpack.config.mjs', 'serve.mjs', 'build.mjs'].map((name) => readFileSync(join(source, name)));
  const folder = join(tmpdir(), `mf-peer-${createHash('sha256').update(Buffer.concat(facts)).digest('hex').slice(0, 12)}`);
  if (!existsSync(join(folder, 'dist/sizes.json'))) {
    console.log(`building the peer in ${folder}`);
    mkdirSync(folder, { recursive: true });
    cpSync(resolve(source), folder, { recursive: true, filter: (path) => !/\/(node_modules|dist)(\/|$)/.test(path) });
    makeWritable(folder);
    const run = (program, words) => execFileSync(program, words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' } });
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund']);
    run('node', ['build.mjs']);
  }
  return folder;
}

/** The originals may be read-only. @param {string} folder */
function makeWritable(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeWritable(path);
    else chmodSync(path, 0o644);
  }
}

/** @param {string} folder @param {string[]} words @param {Record<string, string>} env @param {string} url */
async function launch(folder, words, env, url) {
  const child = spawn('node', words, { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`the peer ended: node ${words.join(' ')} (is its port taken?)`);
    if (await fetch(url).then((answer) => answer.ok, () => false)) return () => child.kill();
    await wait(50);
  }
  child.kill();
  throw new Error(`the peer does not answer at ${url}`);
}

/** Its pages, with preload links. @param {string} folder */
export function servePeer(folder) {
  return launch(folder, ['serve.mjs'], { PRELOAD: '1' }, 'http://localhost:3000/login');
}

/** Its server rendering. @param {string} folder */
export function servePeerRendering(folder) {
  return launch(folder, ['dist/ssr/server.cjs'], { NODE_ENV: 'production' }, 'http://127.0.0.1:3010/exam');
}

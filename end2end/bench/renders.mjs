// Full server renders over HTTP: 10 connections, not compressed. The load comes from wrk: the machine has two cores, and a
// generator written in JavaScript takes more of them than the server.
import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** @param {string} url @param {Record<string, string>} [headers] @param {number} [seconds] */
export async function hammer(url, headers = {}, seconds = 8) {
  const all = { ...headers, 'accept-encoding': 'identity' };
  const first = await fetch(url, { headers: all, redirect: 'manual' });
  const bytes = (await first.arrayBuffer()).byteLength;
  if (first.status !== 200) throw new Error(`${url} answered ${first.status}`);
  const words = Object.entries(all).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const wrk = async (/** @type {number} */ duration) => (await run('wrk', ['-t1', '-c10', `-d${duration}s`, '--latency', ...words, url])).stdout;
  await wrk(2); // warm-up
  const load = loadavg()[0];
  const text = await wrk(seconds);
  if (/Non-2xx|Socket errors/.test(text)) throw new Error(`${url}:\n${text}`);
  return { rate: Number(pick(text, /Requests\/sec:\s+([\d.]+)/)), p50: milliseconds(text, 50), p99: milliseconds(text, 99), bytes, load };
}

/** @param {string} text @param {RegExp} pattern */
function pick(text, pattern) {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${pattern} in:\n${text}`);
  return found;
}

/** @param {string} text @param {number} percentile */
function milliseconds(text, percentile) {
  const [, number, unit] = /^([\d.]+)(us|ms|s)$/.exec(pick(text, new RegExp(`^\\s+${percentile}%\\s+(\\S+)$`, 'm'))) ?? [];
  const factor = { us: 0.001, ms: 1, s: 1000 }[unit ?? ''];
  if (factor === undefined) throw new Error(`wrk speaks of time in another way:\n${text}`);
  return +(Number(number) * factor).toFixed(2);
}

// Full server renders over HTTP: 10 connections, not compressed.
import { loadavg } from 'node:os';

import autocannon from 'autocannon';

/** @param {string} url @param {Record<string, string>} [headers] @param {number} [seconds] */
export async function hammer(url, headers = {}, seconds = 8) {
  const all = { ...headers, 'accept-encoding': 'identity' };
  const first = await fetch(url, { headers: all, redirect: 'manual' });
  const bytes = (await first.arrayBuffer()).byteLength;
  if (first.status !== 200) throw new Error(`${url} answered ${first.status}`);
  await autocannon({ url, connections: 10, duration: 2, headers: all }); // warm-up
  const load = loadavg()[0];
  const { requests, latency, errors, non2xx } = await autocannon({ url, connections: 10, duration: seconds, headers: all });
  if (errors + non2xx) throw new Error(`${url}: ${errors} errors, ${non2xx} answers other than 2xx`);
  return { rate: requests.average, p50: latency.p50, p99: latency.p99, bytes, load };
}

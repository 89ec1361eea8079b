import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { page } from '../page.js';
import { loadRelease, loadRemote } from '../release.js';
import { tuning } from '../tuning.js';
import { WASM, errorsOf, integrity, network, open, release, scripts, settle } from './page.js';

const create = () => async () => {};
let imported;

beforeEach(() => {
  open();
  Object.assign(tuning, { delays: [1, 2], stall: 40, hedge: 40, flush: 1 });
  imported = [];
  tuning.load = async (url) => {
    imported.push(url);
    return { create };
  };
});

/** Names make releases of different addresses, so that no test meets the loads of another. */
let count = 0;
const fresh = (options) => release(`r${count++}`, options);

/** Answers with the right bytes. */
const good = (url) => (/\.wasm/.test(url) ? WASM : 'glue');

test('concurrent callers share one load, later ones too', async () => {
  const elements = scripts();
  const requests = network(good);
  const it = fresh();
  const [one, two] = await Promise.all([loadRelease('n', it), loadRelease('n', it)]);
  assert.equal(one, two);
  assert.equal(await loadRelease('n', it), one);
  assert.equal(requests.length, 1);
  assert.equal(elements.length, 1);
  assert.ok(one.module instanceof WebAssembly.Module);
  assert.deepEqual([one.create, one.version, one.name], [create, '1.0.0+aa', 'n']);
});

test('the first try lets the browser verify the glue', async () => {
  document.head.innerHTML = '<script nonce="abc"></script>';
  const elements = scripts();
  network(good);
  const it = fresh();
  await loadRelease('n', it);
  const [script] = elements;
  assert.equal(script.type, 'module');
  assert.equal(script.integrity, it.glue.integrity);
  assert.equal(script.crossOrigin, 'anonymous');
  assert.equal(script.nonce, 'abc');
  assert.deepEqual(imported, [script.src]);
});

test('a bad answer is asked for again, under another address', async () => {
  scripts();
  const requests = network((url, _, n) => (n < 3 ? 'truncated' : good(url)));
  const it = fresh();
  await loadRelease('n', it);
  const urls = requests.map(({ url }) => url);
  assert.equal(urls[0], it.bases[0] + it.client.path);
  assert.match(urls[1], /^https:\/\/cdn\.test\/r\d+\/r\d+\.wasm\?mf-retry=1-/);
  assert.match(urls[2], /\?mf-retry=2-/);
});

test('glue that its element refuses is fetched, verified and imported as a blob', async () => {
  scripts(() => false);
  const requests = network(good);
  await loadRelease('n', fresh());
  const glue = requests.filter(({ url }) => /\.js\?mf-retry=1-/.test(url));
  assert.equal(glue.length, 1);
  assert.match(imported[0], /^blob:/);
});

test('glue with other bytes never runs', async () => {
  scripts(() => false);
  network((url) => (/\.wasm/.test(url) ? WASM : 'evil()'));
  await errorsOf(() => assert.rejects(loadRelease('n', fresh()), { code: 'integrity' }));
  assert.deepEqual(imported, []);
});

test('when one file is given up, all come from the next base', async () => {
  const elements = scripts();
  const requests = network((url) => (/cdn\.test.*wasm/.test(url) ? new Response('', { status: 503 }) : good(url)));
  const it = fresh();
  const logged = await errorsOf(async () => assert.ok((await loadRelease('n', it)).module));
  assert.deepEqual(logged.map(({ code }) => code), ['status']);
  assert.deepEqual(elements.map(({ src }) => src), [it.bases[0] + it.glue.path, it.bases[1] + it.glue.path]);
  assert.equal(imported.at(-1), it.bases[1] + it.glue.path);
  assert.deepEqual(requests.map(({ url }) => new URL(url).host), ['cdn.test', 'cdn.test', 'cdn.test', 'lampara.test']);
});

test('when every base fails, the last reason is told, and asking again loads again', async () => {
  scripts();
  let down = true;
  const requests = network((url) => (down ? new TypeError('offline') : good(url)));
  const it = fresh();
  await errorsOf(() => assert.rejects(loadRelease('n', it), { code: 'network', message: /lampara\.test/ }));
  assert.equal(requests.length, 6);
  down = false;
  await settle(2);
  assert.ok((await loadRelease('n', it)).module);
});

test('silent glue is fetched on a second path beside the first', async () => {
  tuning.hedge = 5;
  scripts(() => undefined);
  const requests = network(good);
  await loadRelease('n', fresh());
  assert.match(requests.at(-1).url, /\.js\?mf-retry=0-/);
  assert.match(imported[0], /^blob:/);
});

test('proven bytes that can not be compiled are not asked for again', async () => {
  scripts();
  const text = Buffer.from('not wasm');
  const it = fresh();
  it.client.integrity = integrity(text);
  const requests = network((url) => (/\.wasm/.test(url) ? text : 'glue'));
  await errorsOf(() => assert.rejects(loadRelease('n', it), { code: 'abi' }));
  assert.equal(requests.length, 1);
});

test('a stylesheet is added once, verified', async () => {
  const elements = scripts();
  network(good);
  const style = { path: 's.css', integrity: integrity('css') };
  const it = fresh({ style });
  await loadRelease('a', it);
  const links = () => elements.filter(({ localName }) => localName === 'link');
  Object.defineProperty(links()[0], 'sheet', { value: {} });
  await loadRelease('b', fresh({ style }));
  assert.equal(links().length, 1);
  assert.equal(links()[0].integrity, style.integrity);
  assert.equal(links()[0].href, it.bases[0] + 's.css');
});

test('a stylesheet of the document is used', async () => {
  const it = fresh({ style: { path: 's.css', integrity: 'x' } });
  document.head.innerHTML = `<link rel="stylesheet" href="${it.bases[0]}s.css">`;
  const elements = scripts();
  network(good);
  await loadRelease('a', it);
  assert.equal(elements.filter(({ localName }) => localName === 'link').length, 0);
});

test('a lost stylesheet sends the whole release to the next base, but is no reason to fail there', async () => {
  scripts((url) => !/\.css/.test(url));
  network(good);
  const it = fresh({ style: { path: 's.css', integrity: 'x' } });
  await errorsOf(() => loadRelease('n', it));
  assert.equal(imported.at(-1), it.bases[1] + it.glue.path);
  assert.equal(document.querySelectorAll('link').length, 0);
});

test('a remote that is documents alone brings its stylesheet and no code', async () => {
  const elements = scripts();
  const requests = network(good);
  const loaded = await loadRelease('d', { ...fresh({ style: { path: 'd.css', integrity: 'd' } }), glue: null, client: null });
  assert.deepEqual([loaded.create, loaded.module, requests.length], [undefined, null, 0]);
  assert.deepEqual(elements.map(({ localName }) => localName), ['link']);
});

test('a refused remote is told in the words of the server', async () => {
  page.releases = {};
  page.refused = { auth: 'auth 2.0.0 needs contract ^2, this page speaks 1.0.0.' };
  await assert.rejects(loadRemote('auth'), { code: 'refused', message: page.refused.auth });
  await assert.rejects(loadRemote('nobody'), { code: 'refused', message: /nobody/ });
});

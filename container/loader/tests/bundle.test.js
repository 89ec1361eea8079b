/**
 * `mfe` concatenates the modules, so they keep to a subset of the language; and the result works as one file.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import { SLICES, WASM, network, open, release, scripts, until } from './page.js';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
/** What a module imports, by its path from the loader's folder. */
const beside = (name, imported) => posix.join(posix.dirname(name), imported);

/** Each module after those that it imports. */
function bundle(name, done = new Set(), under = []) {
  assert.ok(!under.includes(name), `a cycle: ${[...under, name].join(' → ')}`);
  if (done.has(name)) return '';
  done.add(name);
  let out = '';
  const lines = read(name).split('\n').map((line) => {
    if (!line.startsWith('import')) return line.replace(/^export (?=(async |)(const|function|class) )/, '');
    const [, from] = /^import \{ [\w, ]+ \} from '(\.[\w./-]+\.js)';$/.exec(line) ?? assert.fail(`${name}: ${line}`);
    out += bundle(beside(name, from), done, [...under, name]);
    return '';
  });
  return `${out}${lines.join('\n')}\n`;
}

for (const [entry, least] of [['main.js', 60], ['outbox/service.js', 30], ['worker/worker.js', 30]]) {
  test(`the modules of ${entry} can be concatenated`, () => {
    const text = bundle(entry);
    assert.doesNotMatch(text, /^(export|import)\b/m);
    const names = [...text.matchAll(/^(?:async )?(?:const|let|function|class) (\w+)/gm)].map(([, name]) => name);
    assert.ok(names.length > least, `${names.length}`);
    assert.equal(new Set(names).size, names.length, 'a name stands at the top of two modules');
  });
}

test('the one file brings a page to life', async (t) => {
  const data = {
    releases: { nursing: release() },
    refused: {},
    slices: SLICES,
    store: { user: null, currentExam: null, examHistory: [], sidebar: { open: false }, theme: 'system' },
    now: 1_790_000_000_000,
    loader: '1.0.0+aa',
    dev: false,
  };
  open(
    '<main id="main"><div id="mf-0" data-mf-remote="nursing" data-mf-expose="./A" data-mf-version="1.0.0+aa" data-mf-state="server">x</div>' +
      '<script type="application/json" data-mf-input="mf-0">{}</script></main>',
    { head: `<script type="application/json" id="mf-page">${JSON.stringify(data)}</script>` },
  );
  scripts();
  network(() => WASM);
  const channels = [];
  t.after(() => channels.forEach((channel) => channel.close()));
  class Channel extends BroadcastChannel {
    constructor(name) {
      super(name);
      channels.push(this);
    }
  }
  const create = () => Object.assign(async () => {}, { mount: () => ({ update() {}, unmount() {} }) });
  const text = bundle('main.js').replace('=> import(url)', '=> Promise.resolve({ create })').replace('flush: 30_000', 'flush: 1').replace('import.meta.url', 'document.baseURI');
  new Function('create', 'BroadcastChannel', `'use strict';${text}`)(create, Channel);
  const { mf } = window;
  await until(() => mf.slots()[0].state !== 'loading');
  assert.deepEqual(mf.slots().map(({ remote, state }) => [remote, state]), [['nursing', 'ready']]);
  mf.store.set('theme', '"dark"');
  assert.equal(document.documentElement.dataset.theme, 'dark');
  assert.deepEqual(Object.keys(mf), ['page', 'load', 'swap', 'navigate', 'store', 'bus', 'slots']);
});

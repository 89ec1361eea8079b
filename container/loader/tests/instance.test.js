import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInstance, guardExports } from '../instance.js';
import { WASM } from './page.js';

const module = await WebAssembly.compile(WASM);

/** Glue of the shape that `mfe` writes. */
export function create(guard) {
  let wasm;
  const bindings = async ({ module_or_path }) => {
    const instance = await WebAssembly.instantiate(module_or_path);
    wasm = guard(instance.exports);
  };
  return Object.assign(bindings, { live: () => wasm.live(), boom: () => wasm.boom() });
}

const LOADED = { create, module, name: 'nursing', version: '1.0.0+aa' };

test('each instance is one of its own', async () => {
  const [one, two] = await Promise.all([createInstance(LOADED, () => {}), createInstance(LOADED, () => {})]);
  assert.notEqual(one.bindings, two.bindings);
  assert.equal(one.bindings.live(), 7);
});

test('without functions and hooks there is still an answer', async () => {
  const { bindings } = await createInstance(LOADED, () => {});
  for (const kind of ['call', 'hook']) assert.throws(() => bindings[kind]('./useX'), (error) => error === 'there is no expose `./useX`');
  const withCall = (guard) => Object.assign(create(guard), { call: () => 1 });
  assert.equal((await createInstance({ ...LOADED, create: withCall }, () => {})).bindings.call(), 1);
});

test('a trap is told once, and nothing runs in that instance any more', async () => {
  const died = [];
  const { bindings } = await createInstance(LOADED, (error) => died.push(error));
  const other = await createInstance(LOADED, () => {});
  assert.throws(() => bindings.boom(), WebAssembly.RuntimeError);
  assert.equal(bindings.boom(), undefined);
  assert.equal(bindings.live(), undefined);
  assert.equal(died.length, 1);
  assert.equal(died[0].code, 'trap');
  assert.match(died[0].message, /^nursing 1\.0\.0\+aa stopped: /);
  assert.equal(other.bindings.live(), 7);
});

test('a reported panic is the reason, and the trap that follows is the same death', async () => {
  const died = [];
  const { bindings, die } = await createInstance(LOADED, (error) => died.push(error.message));
  die('index out of bounds');
  assert.equal(bindings.boom(), undefined);
  assert.deepEqual(died, ['nursing 1.0.0+aa stopped: index out of bounds']);
});

test('a full stack is a death, an exception that the glue throws is none', () => {
  const died = [];
  const throwing = (error) => () => {
    throw error;
  };
  const exports = { deep: throwing(RangeError('stack')), refuse: throwing('no such expose'), memory: { buffer: 1 } };
  const guarded = guardExports(exports, () => died.length > 0, (reason) => died.push(reason));
  assert.equal(guarded.memory, exports.memory);
  assert.throws(() => guarded.refuse(), (error) => error === 'no such expose');
  assert.deepEqual(died, []);
  assert.throws(() => guarded.deep(), RangeError);
  assert.deepEqual(died, ['stack']);
});

test('arguments and results pass', () => {
  const guarded = guardExports({ sum: (a, b) => a + b }, () => false, () => {});
  assert.equal(guarded.sum(3, 4), 7);
});

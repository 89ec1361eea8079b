import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emit, on, once } from '../bus.js';
import { errorsOf, open } from './page.js';

open();
const heardOn = (name, replay) => {
  const heard = [];
  return { heard, off: on(name, (json) => heard.push(json), replay) };
};

test('events reach handlers and the window, parsed there', () => {
  const { heard, off } = heardOn('a');
  let detail;
  addEventListener('mf:a', (event) => (detail = event.detail));
  emit('a', '{"id":1}');
  off();
  emit('a', '{"id":2}');
  assert.deepEqual(heard, ['{"id":1}']);
  assert.deepEqual(detail, { id: 2 });
});

test('those who come late hear the last ones, oldest first', () => {
  for (let n = 0; n < 40; n++) emit('late', String(n));
  assert.deepEqual(heardOn('late', 2).heard, ['38', '39']);
  assert.deepEqual(heardOn('late', 0).heard, []);
  assert.equal(heardOn('late', 100).heard.length, 32);
  assert.equal(heardOn('late', 100).heard[0], '8');
});

test('once is once, even when the handler emits again', () => {
  let count = 0;
  once('o', () => {
    count++;
    emit('o', 'null');
  });
  emit('o', 'null');
  assert.equal(count, 1);
});

test('a handler that fails harms no other', async () => {
  on('f', () => {
    throw Error('mine');
  });
  const { heard } = heardOn('f');
  const logged = await errorsOf(() => emit('f', 'null'));
  assert.equal(logged.length, 1);
  assert.equal(heard.length, 1);
});

test('a handler that was ended by an earlier one is not called', () => {
  let off = () => {};
  on('e', () => off());
  const late = heardOn('e');
  off = late.off;
  emit('e', 'null');
  assert.deepEqual(late.heard, []);
});

test('what is no JSON is nobody’s event', async () => {
  const { heard } = heardOn('j');
  const logged = await errorsOf(() => emit('j', '{'));
  assert.equal(logged.length, 1);
  assert.deepEqual(heard, []);
});

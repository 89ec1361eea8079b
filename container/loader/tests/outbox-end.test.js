/**
 * The page's clock is at zero: what the server says of the time, and what says nothing of it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAttempts } from '../outbox/attempt.js';
import { network, open } from './page.js';

const ANA = { id: 'ana', name: 'Ana' };

/** @param {() => Response} answer */
async function ended(answer) {
  open('<main></main>');
  network(answer);
  const handedIn = [];
  const attempts = createAttempts(async () => 'd', () => 'id', 1_000, () => {}, (_person, attempt) => handedIn.push(attempt), () => {});
  await attempts.end(ANA, 'a1');
  return { handedIn, deadline: attempts.deadline('a1') };
}

test('the time is over, or somebody has handed in: then it is handed in', async () => {
  assert.deepEqual(await ended(() => Response.json({ now: 10, deadline: 10, submitted_at: null })), { handedIn: ['a1'], deadline: 0 });
  assert.deepEqual(await ended(() => Response.json({ now: 5, deadline: 10, submitted_at: 4 })), { handedIn: ['a1'], deadline: 0 });
});

test('there is time left: the clock is set anew', async () => {
  assert.deepEqual(await ended(() => Response.json({ now: 5, deadline: 10, submitted_at: null })), { handedIn: [], deadline: 10 });
});

test('a portal, a session that is over, an attempt that is not there and a server in trouble end nothing', async () => {
  const says = (status) => () => Response.json({ type: '/problems/x', status }, { status });
  for (const answer of [() => Response.json({}), () => new Response('<html>'), says(401), says(404), says(429), says(503)]) {
    assert.deepEqual(await ended(answer), { handedIn: [], deadline: 0 });
  }
});

// Students for the measurements: sessions as a browser and as a plain client carry them.
import { request } from '@playwright/test';

import { register, start } from '../fixtures/people.js';

/**
 * A student with a session.
 * @param {string} base
 * @param {(api: import('@playwright/test').APIRequestContext) => Promise<unknown>} [prepare]
 */
export async function student(base, prepare = async () => {}) {
  const api = await request.newContext({ baseURL: base });
  await register(api);
  await prepare(api);
  const storageState = await api.storageState();
  await api.dispose();
  const cookie = storageState.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { storageState, headers: { cookie } };
}

/** Six finished attempts, two of them passed; none under way, so that the filter lies in the first viewport as the peer's does. @param {import('@playwright/test').APIRequestContext} api */
export async function history(api) {
  const keys = new Map();
  for (const share of [0, 0.4, 1, 0.6, 0.9, 0.5]) {
    const { attempt, questions } = await start(api, 'mixed');
    for (const [at, { id, groups }] of questions.entries()) {
      const key = keys.get(id);
      const option = key && at < questions.length * share ? key : groups[0].options[0].id;
      await api.put(`/api/v1/attempts/${attempt.id}/answers/${id}`, { data: { response: option, seq: at + 1 } });
    }
    await api.post(`/api/v1/attempts/${attempt.id}/submit`);
    const review = await (await api.get(`/api/v1/attempts/${attempt.id}/review`)).json();
    for (const { id, groups } of review.questions) keys.set(id, groups[0].options.find((/** @type {any} */ option) => option.right).id);
  }
}

/** An exam under way, with some answers. @param {import('@playwright/test').APIRequestContext} api */
export async function underWay(api) {
  const { attempt, questions } = await start(api, 'np1');
  for (const [at, { id, groups }] of questions.slice(0, 10).entries()) {
    await api.put(`/api/v1/attempts/${attempt.id}/answers/${id}`, { data: { response: groups[0].options[at % 4].id, seq: at + 1 } });
  }
}

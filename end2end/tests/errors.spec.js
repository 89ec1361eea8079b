import { expect, serve, test } from '../fixtures/index.js';
import { finish, newcomer, register, start } from '../fixtures/people.js';
import { Release } from '../fixtures/release.js';
import { builtDist } from '../fixtures/place.js';

/** Wrong input gets a problem document, and in the page a sentence. */

const container = serve();

/** @param {import('@playwright/test').APIResponse} response @param {number} status @param {string} code */
async function problem(response, status, code) {
  expect(response.status()).toBe(status);
  expect(response.headers()['content-type']).toBe('application/problem+json');
  const body = await response.json();
  expect(body).toMatchObject({ type: `/problems/${code}`, status });
  expect(body.title).toBeTruthy();
  expect(body.detail).toMatch(/\.$/);
  return body;
}

test('without a session', async ({ request }) => {
  await problem(await request.get('/api/v1/exams'), 401, 'not-logged-in');
  await problem(await request.post('/api/v1/exams/np1/attempts', { data: {} }), 401, 'not-logged-in');
  const page = await request.get('/exam/np1', { maxRedirects: 0 });
  expect([page.status(), page.headers().location]).toEqual([303, '/login?next=%2Fexam%2Fnp1']);
});

test('log-in and registration', async ({ request }) => {
  const unknown = await problem(await request.post('/api/v1/auth/login', { data: { email: 'nobody@example.ph', password: 'x' } }), 401, 'wrong-credentials');
  const known = await problem(await request.post('/api/v1/auth/login', { data: { email: 'maria@example.ph', password: 'x' } }), 401, 'wrong-credentials');
  expect(unknown, 'nothing tells an account from none').toEqual(known);
  const person = newcomer();
  await problem(await request.post('/api/v1/auth/register', { data: { ...person, password: 'short' } }), 422, 'weak-password');
  await problem(await request.post('/api/v1/auth/register', { data: { ...person, email: 'no address' } }), 422, 'invalid-email');
  await problem(await request.post('/api/v1/auth/register', { data: { ...person, name: '' } }), 422, 'invalid-name');
  await problem(await request.post('/api/v1/auth/register', { data: '{"name":', headers: { 'content-type': 'application/json' } }), 422, 'invalid-body');
  await problem(await request.post('/api/v1/auth/register', { data: { ...person, name: 'x'.repeat(200_000) } }), 413, 'too-large');
  expect((await request.post('/api/v1/auth/register', { data: person })).status()).toBe(201);
  await problem(await request.post('/api/v1/auth/register', { data: { ...person, password: 'another kalabaw 9' } }), 409, 'account-not-created');
});

test('exams and answers', async ({ request }) => {
  await register(request);
  await problem(await request.get('/api/v1/exams/np9/paper'), 404, 'unknown-exam');
  const { attempt, questions } = await start(request, 'mixed');
  const path = `/api/v1/attempts/${attempt.id}/answers`;
  await problem(await request.put(`${path}/${questions[0].id}`, { data: { response: 'Z', seq: 1 } }), 422, 'unknown-option');
  await problem(await request.put(`${path}/no-such-item`, { data: { response: 'A', seq: 1 } }), 404, 'unknown-item');
  await problem(await request.put(`${path}/${questions[0].id}`, { data: { response: 7 } }), 422, 'invalid-body');
  await problem(await request.get(`/api/v1/attempts/${attempt.id}/review`), 409, 'not-submitted');
  expect((await request.put(`${path}/${questions[0].id}`, { data: { response: 'A', seq: 1 } })).status()).toBe(200);
  await request.post(`/api/v1/attempts/${attempt.id}/submit`);
  await problem(await request.put(`${path}/${questions[1].id}`, { data: { response: 'A', seq: 2 } }), 409, 'already-submitted');
  await problem(await request.get('/api/v1/nothing'), 404, 'not-found');
  await problem(await request.delete('/api/v1/exams'), 405, 'method-not-allowed');
});

test("another student's attempt is none of ours", async ({ request, playwright }) => {
  await register(request);
  const { attempt, questions } = await start(request, 'mixed');
  const done = await finish(request, 'np1', 1);
  const other = await playwright.request.newContext({ baseURL: container.url });
  await register(other);
  await problem(await other.put(`/api/v1/attempts/${attempt.id}/answers/${questions[0].id}`, { data: { response: 'A', seq: 1 } }), 404, 'unknown-attempt');
  await problem(await other.post(`/api/v1/attempts/${attempt.id}/submit`), 404, 'unknown-attempt');
  await problem(await other.get(`/api/v1/attempts/${done}/review`), 404, 'unknown-attempt');
  const page = await other.get(`/exam/np1/review/${done}`);
  expect(page.status()).toBe(404);
  expect(await page.text()).toContain('There is no such attempt in your account.');
  await other.dispose();
});

test('no answer holds a key before the hand-in', async ({ request }) => {
  await register(request);
  await start(request, 'mixed');
  const texts = [await (await request.get('/api/v1/exams/mixed/paper')).text(), await (await request.get('/exam/mixed')).text()];
  for (const text of texts) expect(text).not.toMatch(/rationale|"key"/);
});

test('an unknown exam is a page with a sentence', async ({ page }) => {
  await register(page.request);
  for (const path of ['/exam/np9', '/exam/..%2Fsession', '/exam/np1/review/nothing']) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(page.locator('main')).toContainText(/There is no such/);
    await expect(page.getByRole('link', { name: 'All exams' })).toBeVisible();
  }
});

test('missing files are text, never HTML', async ({ request }) => {
  for (const path of ['/mf/nursing/9.9.9/nursing.wasm', '/mf/nothing', '/mf/', '/mf/..%2f..%2fCargo.toml', '/mf/nursing', '/mf/nursing/']) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(404);
    expect(response.headers()['content-type']).toMatch(/^text\/plain/);
    expect(await response.text()).not.toContain('<');
  }
});

test('release files are immutable, compressed and for any page', async ({ request }) => {
  const release = new Release(builtDist, 'nursing');
  for (const role of /** @type {const} */ (['glue', 'client'])) {
    const response = await request.get(`/mf/nursing/${release.version}/${release.manifest.files[role].path}`, { headers: { 'accept-encoding': 'br' } });
    const headers = response.headers();
    expect(response.status()).toBe(200);
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['content-encoding']).toBe('br');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-type']).toMatch(role === 'glue' ? /javascript/ : /^application\/wasm/);
  }
});

test('headers of a page', async ({ request }) => {
  const first = await request.get('/login');
  const headers = first.headers();
  const policy = headers['content-security-policy'];
  expect(policy).toMatch(/script-src 'nonce-[\w-]{16,}' 'strict-dynamic' 'wasm-unsafe-eval'/);
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
  for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'", "form-action 'self'"]) {
    expect(policy).toContain(part);
  }
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBeTruthy();
  expect(headers['permissions-policy']).toContain('camera=()');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  expect(headers['strict-transport-security'], 'only over TLS').toBeUndefined();
  const nonce = (/** @type {string} */ text) => /'nonce-([^']+)'/.exec(text)?.[1];
  const second = (await request.get('/login')).headers()['content-security-policy'];
  expect(nonce(second)).not.toBe(nonce(policy));
  const html = await first.text();
  expect(html).not.toMatch(/<[^>]+ style="|<[^>]+ on[a-z]+="/);
});

test('a form of another site is refused', async ({ request }) => {
  const foreign = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } };
  expect((await request.post('/login', { form: { email: 'maria@example.ph', password: 'x' }, ...foreign })).status()).toBe(403);
  await problem(await request.post('/api/v1/auth/logout', foreign), 403, 'cross-site');
});

test('health', async ({ request }) => {
  expect((await request.get('/healthz')).status()).toBe(200);
  expect((await request.get('/readyz')).status()).toBe(200);
  expect((await (await request.get('/api/v1/openapi.json')).json()).openapi).toMatch(/^3\./);
});

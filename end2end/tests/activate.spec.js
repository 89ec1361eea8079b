import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';

import { expect, markDocument, ready, serve, test } from '../fixtures/index.js';
import { register } from '../fixtures/people.js';
import { root } from '../fixtures/place.js';
import { Release, copyDist } from '../fixtures/release.js';

/** A new release of one remote while the container runs and pages are open. */

let dist = '';
const container = serve(() => {
  dist = copyDist();
  return { dist };
});

const headline = 'Practice exams';
const changed = 'Trial examined';

test('the next load shows the new headline, on both sides; an open page goes on', async ({ page, context, vigil }) => {
  const old = new Release(dist, 'nursing');
  const next = old.withText('1.0.1+0badcafe', headline, changed);
  const pid = container.pid;
  await register(page.request);
  await page.goto('/exams');
  await ready(page);
  await expect(page.locator('main h1')).toHaveText(headline);
  const stillHere = await markDocument(page);

  expect(await container.activate('nursing', next.version)).toMatchObject({ status: 200, body: { active: next.version } });

  const raw = await (await page.request.get('/exams')).text();
  expect(raw).toContain(`data-mf-version="${next.version}"`);
  expect(raw).toContain(`<h1>${changed}</h1>`);
  expect(raw).not.toContain(headline);
  const fresh = await context.newPage();
  await fresh.goto('/exams');
  await ready(fresh);
  await expect(fresh.locator('main h1')).toHaveText(changed);
  await expect(fresh.locator('.mf-slot')).toHaveAttribute('data-mf-version', next.version);
  await fresh.close();

  // The open page goes on, with its own files; what it starts anew is what the server renders now.
  await expect(page.locator('main h1')).toHaveText(headline);
  expect((await page.request.get(`/mf/nursing/${old.version}/${old.manifest.files.client.path}`)).status()).toBe(200);
  await page.evaluate(() => /** @type {any} */ (window).mf.slots()[0].start());
  await ready(page);
  await expect(page.locator('main h1')).toHaveText(changed);
  expect(await stillHere()).toBe(true);
  // A soft navigation brings the new release with its page.
  await page.locator('.shell-nav').getByRole('link', { name: 'Dashboard' }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  await page.locator('.shell-nav').getByRole('link', { name: 'Exams' }).click();
  await ready(page);
  await expect(page.locator('main h1')).toHaveText(changed);
  expect(await stillHere()).toBe(true);
  expect(container.pid).toBe(pid);
  expect((await (await page.request.get('/healthz')).text()).trim()).toBe('ok');
  expect(vigil.troubles).toEqual([]);

  // And back again.
  expect((await container.activate('nursing', old.version)).status).toBe(200);
  expect(await (await page.request.get('/exams')).text()).toContain(`<h1>${headline}</h1>`);
});

test('an exam that was begun goes on through an activation', async ({ page }) => {
  const release = new Release(dist, 'nursing').copyAs('1.0.2+0000cafe');
  await register(page.request);
  await page.goto('/exam/mixed');
  await ready(page);
  await page.locator('.option').first().tap();
  expect((await container.activate('nursing', release.version)).status).toBe(200);
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.locator('.option').nth(1).tap();
  await expect(page.locator('.save-chip')).toHaveAttribute('data-state', 'saved');
  await page.reload();
  await ready(page);
  await expect(page.locator('.mf-slot')).toHaveAttribute('data-mf-version', release.version);
  await expect(page.locator('.exam-bar')).toContainText('2 answered');
});

for (const [what, change] of /** @type {[string, (manifest: any) => void][]} */ ([
  ['another major version of the contract', (manifest) => (manifest.contract.version = '2.0.0')],
  ['a type that the container does not have', ({ contract }) => {
    contract.uses.types.Cohort = { type: 'string' };
    contract.uses.reads.push('Cohort');
  }],
  ['a member that the container does not send', ({ contract }) => contract.uses.types.ExamInfo.required.push('cohort')],
  ['a member that is something else there', ({ contract }) => (contract.uses.types.ExamInfo.properties.minutes = { type: 'string' })],
  ['an event that says something else there', ({ contract }) => (contract.uses.events[Object.keys(contract.uses.events)[0]] = { type: 'integer' })],
  ['a range of the contract that is not spoken', (manifest) => (manifest.requires.contract = '^7.1')],
  ['a remote that is not there in that version', (manifest) => (manifest.requires.auth = '^44')],
])) {
  test(`refused: ${what}`, async ({ page }) => {
    const version = `3.0.0+${Math.random().toString(16).slice(2, 10).padEnd(8, '0')}`;
    const old = new Release(dist, 'nursing');
    const before = (await container.activate('nursing', old.version)).body.active;
    old.copyAs(version, change);
    const { status, body } = await container.activate('nursing', version);
    expect(status).toBe(409);
    expect(body.type).toBe('/problems/incompatible-release');
    expect(body.detail, 'names the release').toContain(`nursing@${version}`);
    expect(body.detail, 'and the other side').toMatch(/this host speaks 1\.|auth \^44, but 1\./);
    await register(page.request);
    await page.goto('/exams');
    await ready(page);
    await expect(page.locator('.mf-slot')).toHaveAttribute('data-mf-version', before);
  });
}

test('a release of a newer contract runs where nothing that it uses is missing', async ({ page }) => {
  const old = new Release(dist, 'nursing');
  const release = old.copyAs('1.0.4+0000beef', ({ contract }) => {
    contract.version = '1.999.0';
    contract.hash = 'f'.repeat(contract.hash.length);
    delete contract.uses.types.ExamInfo.properties.about;
    contract.uses.types.ExamInfo.required = contract.uses.types.ExamInfo.required.filter((/** @type {string} */ name) => name !== 'about');
  });
  expect((await container.activate('nursing', release.version)).status).toBe(200);
  await register(page.request);
  await page.goto('/exams');
  await ready(page);
  await expect(page.locator('.mf-slot')).toHaveAttribute('data-mf-version', release.version);
  expect((await container.activate('nursing', old.version)).status).toBe(200);
});

test('a damaged server module is refused', async ({ request }) => {
  const old = new Release(dist, 'nursing');
  const release = old.copyAs('1.0.3+0000dead');
  release.flipByte('server');
  const { status } = await container.activate('nursing', release.version);
  expect(status).toBe(409);
  const listed = (await (await request.get('/api/micro-frontends')).json()).find((/** @type {any} */ one) => one.name === 'nursing');
  expect(listed.active).toBe(old.version);
  expect(listed.releases).toContain(release.version);
});

test('only who holds the token may activate', async () => {
  const { version } = new Release(dist, 'nursing');
  expect((await container.activate('nursing', version, 'wrong')).status).toBe(403);
  expect((await container.activate('nursing', '9.9.9+00000000')).status).toBe(404);
});

test('a real build of a changed source', async ({ page }) => {
  test.skip(!process.env.MF_SLOW, 'compiles a remote twice: MF_SLOW=1');
  test.setTimeout(600_000);
  const source = join(root, 'nursing/src/list.rs');
  const text = readFileSync(source, 'utf8');
  try {
    writeFileSync(source, text.replaceAll(headline, 'A headline that was just built'));
    execFileSync(join(root, 'target/release/mfe'), ['build', 'nursing'], { cwd: root, stdio: 'inherit' });
    const built = new Release(join(root, 'target/mfe/dist'), 'nursing');
    execFileSync('cp', ['-r', built.folder, join(dist, 'nursing/')]);
    expect((await container.activate('nursing', built.version)).status).toBe(200);
    await register(page.request);
    await page.goto('/exams');
    await ready(page);
    await expect(page.locator('main h1')).toHaveText('A headline that was just built');
  } finally {
    writeFileSync(source, text);
  }
});

test('a method that the deploy routes don’t have is told as a problem', async ({ request }) => {
  const answer = await request.put('/api/micro-frontends');
  expect(answer.status()).toBe(405);
  expect(answer.headers()['content-type']).toBe('application/problem+json');
  expect(answer.headers().allow).toContain('GET');
});

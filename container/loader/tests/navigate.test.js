import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { startActions } from '../actions.js';
import { services } from '../host.js';
import { isSamePage, softTarget } from '../links.js';
import { navigate, startNavigation } from '../navigate.js';
import { page } from '../page.js';
import { mayPrefetch, startPrefetch } from '../prefetch.js';
import { mounts } from '../slot.js';
import { mountSlots } from '../slots.js';
import { getSlice, startStore } from '../store.js';
import { tuning } from '../tuning.js';
import { SLICES, WASM, errorsOf, network, open, release, scripts, settle, until } from './page.js';

const STORE = { user: null, currentExam: null, examHistory: [], sidebar: { open: false }, theme: 'system' };
const PAGE = { releases: {}, refused: {}, store: STORE, now: 1_790_000_000_000, loader: '1.0.0+aa', dev: false };

/** What the server sends for a path. */
const html = (title, main, { data = {}, head = '', route = 'exams' } = {}) =>
  `<!DOCTYPE html><html data-route="${route}"><head><title>${title}</title>${head}` +
  `<script type="application/json" id="mf-page">${JSON.stringify({ ...PAGE, ...data })}</script></head>` +
  `<body><header id="mf-header">${title} header</header><main id="main" class="m-${route}">${main}</main></body></html>`;

const HOME = '<header id="mf-header">Home header</header><main id="main"><h1>Home</h1><a id="go" href="/exams">Exams</a></main>';
let left;
let events;
let opened;
let tabs;

/** Answers with pages by path; anything else is no network. */
function serve(pages) {
  return network((url) => {
    const answer = pages[new URL(url).pathname];
    return typeof answer === 'string' ? new Response(answer, { headers: { 'content-type': 'text/html' } }) : (answer ?? new TypeError('offline'));
  });
}

function start(body = HOME, url = 'https://lampara.test/') {
  mounts.clear();
  const head = `<script type="application/json" id="mf-page">${JSON.stringify(PAGE)}</script>`;
  opened = open(`${body}<div id="mf-announce" aria-live="polite"></div>`, { url, head });
  Object.assign(page, PAGE);
  tabs = startStore(STORE, SLICES);
  startNavigation();
  for (const name of ['navigated', 'location']) addEventListener(`mf:${name}`, ({ detail }) => events.push([name, detail.path]));
}

beforeEach(() => {
  left = [];
  events = [];
  Object.assign(tuning, { style: 5, scroll: 1, flush: 1, leave: (url, again) => left.push(again ? `again ${url}` : url) });
});
afterEach(() => tabs?.close());

/** Until no navigation is under way, or the page was left. */
const arrived = (before = left.length) => until(() => !document.documentElement.hasAttribute('data-mf-navigating') || left.length > before);
const go = async (path, replace) => {
  const before = left.length;
  navigate(path, replace);
  await arrived(before);
};
const back = async () => {
  const popped = new Promise((done) => addEventListener('popstate', done, { once: true }));
  history.back();
  await popped;
  await arrived();
};
const click = (selector, options = {}) =>
  document.querySelector(selector).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...options }));

test('which clicks are ours', () => {
  open();
  const target = (markup, options = {}) => {
    document.body.innerHTML = markup;
    let url;
    const look = (event) => {
      url = softTarget(event);
      event.preventDefault();
    };
    document.body.addEventListener('click', look, { once: true });
    click('[data-hit]', options);
    return url?.href;
  };
  assert.equal(target('<a href="/exams"><b data-hit>x</b></a>'), 'https://lampara.test/exams');
  assert.equal(target('<a data-hit href="/?q=2">x</a>'), 'https://lampara.test/?q=2');
  assert.equal(target('<a data-hit href="/exams#top">x</a>'), 'https://lampara.test/exams#top');
  const others = [
    '<button data-hit>x</button>',
    '<a data-hit>x</a>',
    '<a data-hit href="#part">x</a>',
    '<a data-hit href="#">x</a>',
    '<a data-hit href="https://elsewhere.test/">x</a>',
    '<a data-hit href="mailto:a@b.test">x</a>',
    '<a data-hit href="/f.pdf" download>x</a>',
    '<a data-hit href="/x" target="_blank">x</a>',
    '<a data-hit href="/x" rel="noopener external">x</a>',
    '<a data-hit href="/x" data-mf-reload>x</a>',
    '<div data-mf-reload><a data-hit href="/x">x</a></div>',
  ];
  for (const markup of others) assert.equal(target(markup), undefined, markup);
  for (const key of ['metaKey', 'ctrlKey', 'shiftKey', 'altKey']) {
    assert.equal(target('<a data-hit href="/x">x</a>', { [key]: true }), undefined, key);
  }
  assert.equal(target('<a data-hit href="/x">x</a>', { button: 1 }), undefined);
});

test('a click that a remote took is the remote’s', () => {
  start();
  const requests = serve({});
  document.getElementById('go').addEventListener('click', (event) => event.preventDefault());
  click('#go');
  assert.equal(requests.length, 0);
});

test('entries belong to the page that they were made on', () => {
  assert.equal(isSamePage({ mf: 1 }, '/x', 1, '/x'), true);
  assert.equal(isSamePage({ mf: 2 }, '/x', 1, '/x'), false);
  assert.equal(isSamePage(null, '/x', 1, '/x'), true);
  assert.equal(isSamePage(null, '/y', 1, '/x'), false);
});

test('a link brings the next page in place of this one', async () => {
  start();
  const requests = serve({ '/exams': html('Exams', '<h1>All exams</h1>') });
  click('#go');
  assert.ok(document.documentElement.hasAttribute('data-mf-navigating'));
  assert.equal(document.getElementById('main').getAttribute('aria-busy'), 'true');
  await settle();
  assert.equal(requests[0].headers['X-MF-Navigation'], 'soft');
  assert.equal(location.pathname, '/exams');
  assert.equal(document.title, 'Exams');
  assert.equal(document.documentElement.dataset.route, 'exams');
  assert.equal(document.getElementById('main').innerHTML.startsWith('<h1'), true);
  assert.equal(document.getElementById('main').className, 'm-exams');
  assert.equal(document.getElementById('mf-header').textContent, 'Exams header');
  assert.equal(document.getElementById('mf-announce').textContent, 'Exams');
  assert.equal(document.activeElement.textContent, 'All exams');
  assert.ok(!document.documentElement.hasAttribute('data-mf-navigating'));
  assert.equal(document.getElementById('main').getAttribute('aria-busy'), 'false');
  assert.deepEqual(opened.scrolled, [0]);
  assert.deepEqual(events, [['navigated', '/exams']]);
  assert.deepEqual(left, []);
});

test('where soft will not do, hard does', async () => {
  start();
  serve({
    '/old': html('Old', 'x', { data: { loader: '2.0.0+bb' } }),
    '/file': new Response('%PDF', { headers: { 'content-type': 'application/pdf' } }),
    '/plain': '<h1>not one of our pages</h1>',
  });
  for (const path of ['/old', '/file', '/plain', '/offline']) await go(path);
  assert.deepEqual(left, ['old', 'file', 'plain', 'offline'].map((path) => `https://lampara.test/${path}`));
  await go('https://elsewhere.test/x');
  assert.equal(left.at(-1), 'https://elsewhere.test/x');
  assert.equal(location.pathname, '/');
  assert.match(document.getElementById('main').textContent, /Home/);
});

test('a redirect is followed to its address', async () => {
  start();
  const response = new Response(html('Log in', '<h1>Log in</h1>'), { headers: { 'content-type': 'text/html' } });
  Object.defineProperty(response, 'url', { value: 'https://lampara.test/login?next=%2Fexams' });
  network(() => response);
  await go('/exams');
  assert.equal(location.pathname + location.search, '/login?next=%2Fexams');
});

test('the later navigation wins', async () => {
  start();
  let late;
  network((url) =>
    /slow/.test(url)
      ? new Promise((done) => (late = () => done(new Response(html('Slow', 'slow')))))
      : new Response(html('Fast', 'fast')),
  );
  navigate('/slow');
  await settle(2);
  await go('/fast');
  late();
  await settle();
  assert.equal(document.title, 'Fast');
  assert.equal(location.pathname, '/fast');
  assert.deepEqual(left, []);
});

test('another query of the page is the remote’s own: no request, and Back tells it', async () => {
  start(HOME, 'https://lampara.test/exam/np1?q=1');
  const requests = serve({});
  await go('/exam/np1?q=2');
  await go('/exam/np1?q=3', true);
  assert.equal(location.search, '?q=3');
  await back();
  assert.equal(location.search, '?q=1');
  assert.deepEqual(events, [['location', '/exam/np1?q=1']]);
  assert.equal(requests.length, 0);
});

test('the same address again means: show it anew, and makes no new entry', async () => {
  start(HOME, 'https://lampara.test/exams');
  const requests = serve({ '/exams': html('Exams', '<h1>Fresh</h1>') });
  const { length } = history;
  await go('/exams');
  assert.equal(requests.length, 1);
  assert.equal(history.length, length);
  assert.equal(document.querySelector('h1').textContent, 'Fresh');
});

test('Back to another page fetches it and goes where the reader was', async () => {
  start();
  serve({ '/': html('Home', '<h1>Home again</h1>', { route: 'home' }), '/exams': html('Exams', '<h1>Exams</h1>') });
  globalThis.scrollY = 420;
  await go('/exams');
  globalThis.scrollY = 0;
  await back();
  assert.equal(location.pathname, '/');
  assert.equal(document.querySelector('h1').textContent, 'Home again');
  assert.deepEqual(opened.scrolled, [0, 420]);
});

test('offline, Back is a reload of the address that is shown', async () => {
  start();
  serve({ '/exams': html('Exams', '<h1>Exams</h1>') });
  await go('/exams');
  await back();
  assert.deepEqual(left, ['again https://lampara.test/']);
});

test('a hash of the next page is gone to', async () => {
  start();
  serve({ '/exams': html('Exams', '<h1>Exams</h1><p id="part">Part</p>') });
  const seen = [];
  opened.window.Element.prototype.scrollIntoView = function () {
    seen.push(this.id);
  };
  await go('/exams#part');
  assert.deepEqual(seen, ['part']);
  assert.equal(location.hash, '#part');
});

test('scrolling is remembered in the entry, with whose page it is', async () => {
  start();
  globalThis.scrollY = 77;
  dispatchEvent(new Event('scroll'));
  await until(() => history.state);
  assert.equal(history.state.y, 77);
  assert.equal(typeof history.state.mf, 'number');
});

test('old slots end before new ones begin, the store takes the server’s user, and styles come first', async () => {
  const slot = (id, remote) => `<div id="${id}" data-mf-remote="${remote}" data-mf-expose="./A" data-mf-version="1.0.0+aa" data-mf-state="server">x</div>`;
  const input = (id) => `<script type="application/json" data-mf-input="${id}">{"expose":"./A","props":{},"request":{},"data":[]}</script>`;
  start(`<main id="main">${slot('mf-0', 'old')}${input('mf-0')}</main>`);
  const log = [];
  const create = () =>
    Object.assign(async () => {}, {
      mount: (element, expose, text, host) => {
        log.push(`mount ${element.id} on ${host.path()} as ${host.get('user')}`);
        return { unmount: () => log.push(`unmount ${element.id}`), update() {} };
      },
    });
  services.navigate = navigate;
  tuning.load = async () => ({ create });
  const releases = { old: release('old'), new: release('new') };
  page.releases = releases;
  const added = scripts();
  const data = { releases, store: { ...STORE, user: { id: 'u1' } } };
  const head = '<link rel="stylesheet" href="/new.css">';
  network((url) => (/\.wasm/.test(url) ? WASM : new Response(html('Next', slot('mf-0', 'new') + input('mf-0'), { data, head }))));
  mountSlots();
  await until(() => log.length === 1);
  await go('/next');
  await until(() => log.length === 3);
  assert.deepEqual(log, ['mount mf-0 on / as null', 'unmount mf-0', 'mount mf-0 on /next as {"id":"u1"}']);
  assert.equal(getSlice('user'), '{"id":"u1"}');
  assert.deepEqual(added.filter(({ localName }) => localName === 'link').map(({ href }) => href), ['https://lampara.test/new.css']);
  assert.equal(mounts.size, 1);
  assert.equal(JSON.parse(document.getElementById('mf-page').textContent).store.user.id, 'u1');
});

test('shell buttons set a slice, and show it', async () => {
  const value = (theme) => `{"slice":"theme","value":"${theme}"}`;
  const button = (theme) => `<button id="${theme}" data-mf-set='${value(theme)}' data-mf-pressed='${value(theme)}'><b>x</b></button>`;
  start(`<form>${button('system')}${button('dark')}</form>`);
  startActions();
  await settle();
  const pressed = () => ['system', 'dark'].map((id) => document.getElementById(id).getAttribute('aria-pressed'));
  assert.deepEqual(pressed(), ['true', 'false']);
  // Not cancelled, the click would send the form.
  assert.equal(click('#dark b'), false);
  assert.deepEqual(pressed(), ['false', 'true']);
  assert.equal(document.documentElement.dataset.theme, 'dark');
});

test('nothing is fetched ahead where bytes are dear', () => {
  assert.equal(mayPrefetch(undefined), true);
  assert.equal(mayPrefetch({ effectiveType: '3g', saveData: false }), true);
  assert.equal(mayPrefetch({ effectiveType: '4g', saveData: true }), false);
  assert.equal(mayPrefetch({ effectiveType: '2g' }), false);
  assert.equal(mayPrefetch({ effectiveType: 'slow-2g' }), false);
});

test('the first link’s remote is fetched ahead when the page is at rest, others when pointed at, each once', async () => {
  const link = (name) => `<a href="/${name}" data-mf-prefetch="${name}"><b id="${name}">x</b></a>`;
  start(link('p1') + link('p2') + link('none'));
  page.releases = { p1: release('p1'), p2: release('p2') };
  tuning.load = async () => ({ create() {} });
  scripts();
  const requests = network(() => WASM);
  const urls = () => requests.map(({ url }) => url.split('/').pop());
  startPrefetch();
  await until(() => requests.length);
  assert.deepEqual(urls(), ['p1.wasm']);
  for (const id of ['p1', 'p2', 'p2', 'none']) document.getElementById(id).dispatchEvent(new Event('pointerover', { bubbles: true }));
  await settle();
  assert.deepEqual(urls(), ['p1.wasm', 'p2.wasm']);
});

test('a saver of data fetches nothing ahead', async () => {
  start('<a href="/p3" data-mf-prefetch="p3">x</a>');
  opened.navigator.connection = { saveData: true };
  page.releases = { p3: release('p3') };
  const requests = network(() => WASM);
  startPrefetch();
  await new Promise((done) => setTimeout(done, 10));
  assert.equal(requests.length, 0);
});

test('a history that refuses: another query is no trap for a remote, another page is a hard navigation', async () => {
  start();
  serve({ '/exams': html('Exams', '<h1>Exams</h1>') });
  history.pushState = history.replaceState = () => {
    throw new DOMException('too many calls', 'SecurityError');
  };
  await errorsOf(async () => {
    navigate('/?q=3');
    assert.equal(location.search, '');
    await go('/exams');
  });
  assert.deepEqual(left, ['https://lampara.test/exams']);
});

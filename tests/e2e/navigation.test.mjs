// Pages that change without being loaded: after 200 of them there is one widget, it is where the visitor left it, and
// the page has not grown by it.
//
// Invariant (browser): 200 navigations, by history, by Turbo or by mounting, leave one widget with its state, and no
// nodes, listeners or memory behind.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { LISTEN, loaded, push } from './support/host.mjs';
import { barePage } from './support/server.mjs';
import { Widget } from './support/widget.mjs';

const SLUG = 'jak-zwrocic-paczke';
const RETURNS = 'Jak zwrócić paczkę?';
const ROUNDS = 200;

/** Records the memory of each WebAssembly instance that the page starts, to see how it grows. */
const WATCH = `${LISTEN}
  window.memories = [];
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...all) => {
    const made = await instantiate.apply(WebAssembly, all);
    memories.push(Object.values((made.instance ?? made).exports).find((one) => one instanceof WebAssembly.Memory));
    return made;
  };`;

const html = (head, body) => `<!doctype html><html lang="pl"><head><meta charset="utf-8"><title>Host page</title><link rel="icon" href="data:,">
  <script src="/turbo.js"></script>${head}</head><body><main><h1>Host page</h1><p>text</p></main>${body}</body></html>`;
const TAG = '<script async src="/help/nightdesk.js" data-lang="pl"></script>';
const PERMANENT = '<nightdesk-widget id="help" data-turbo-permanent></nightdesk-widget>';
const host = stage({
  keeps: true,
  files: { '/turbo.js': join(import.meta.dirname, 'node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js') },
  pages: {
    '/': barePage({ body: '<p><a href="/next">next</a></p><div id="root"></div>' }),
    '/next': '<!doctype html><title>Next</title><link rel="icon" href="data:,"><p>next</p>',
    '/head/1': html(TAG, ''),
    '/head/2': html(TAG, '<p>two</p>'),
    '/body/1': html('', TAG),
    '/body/2': html('', `<p>two</p>${TAG}`),
    '/own/1': html(TAG, PERMANENT),
    '/own/2': html(TAG, `<p>two</p>${PERMANENT}`),
  },
  // Playwright starts Chromium without the memory of pages that were left.
  browser: { ignoreDefaultArgs: ['--disable-back-forward-cache'] },
});

async function opened(t, path) {
  const page = await host.open(t, path, { ...SCREENS.desktop, init: { content: WATCH } });
  await loaded(page);
  page.devtools = await page.context().newCDPSession(page);
  return { page, widget: new Widget(page) };
}

/** What a page holds: nodes with those of shadow roots, listeners, bytes of WebAssembly memory. */
async function held(page) {
  // First of all: the driver of the browser adds listeners, too, from its first access to the page on.
  const widgets = await page.locator('nightdesk-widget').count();
  // Twice: what the first collection frees may free more.
  for (let round = 0; round < 2; round += 1) {
    await page.waitForTimeout(100);
    await page.devtools.send('HeapProfiler.collectGarbage');
  }
  const { nodes, jsEventListeners } = await page.devtools.send('Memory.getDOMCounters');
  const memory = await page.evaluate(() => window.memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
  return { nodes, listeners: jsEventListeners, memory, widgets };
}

/**
 * Goes through the rounds, and compares what the page holds after 20 with what it holds after all. A few nodes vary
 * with the browser itself; a leak of one node or listener in each round would be 180.
 */
async function assertNoGrowth(page, round, rounds = ROUNDS) {
  let early;
  for (let at = 1; at <= rounds; at += 1) {
    await round(at);
    if (at === 20) early = await held(page);
  }
  const late = await held(page);
  const what = JSON.stringify({ early, late });
  assert.ok(late.nodes <= early.nodes + 20, `nodes grow: ${what}`);
  assert.ok(late.listeners <= early.listeners + 10, `listeners grow: ${what}`);
  assert.equal(late.memory, early.memory, `WebAssembly memory grows: ${what}`);
  assert.equal(late.widgets, early.widgets, what);
  return late;
}

async function reading(page, widget) {
  await push(page, ['article', SLUG]);
  await widget.expectTitle(RETURNS);
  await widget.scrolled(150);
  await eventually('the scroll', async () => (await widget.scrolled()) === 150);
}

async function assertStillReading(page, widget, scrolled = 150) {
  await widget.expectTitle(RETURNS);
  assert.equal(await widget.scrolled(), scrolled, 'it was scrolled');
  assert.ok(await widget.panel.evaluate((panel) => panel.closest(':popover-open') !== null), 'it is not on top');
  assertQuiet(page);
}

test('200 navigations by history', { timeout: 60_000 }, async (t) => {
  const { page, widget } = await opened(t, '/');
  await reading(page, widget);
  const { widgets } = await assertNoGrowth(page, (at) =>
    page.evaluate(async (at) => {
      const before = location.href;
      if (at % 3 === 0) {
        const there = new Promise((there) => addEventListener('popstate', there, { once: true }));
        history.back();
        await there;
      } else history[at % 3 === 1 ? 'pushState' : 'replaceState']({ at }, '', `/koszyk/${at}?x=${at}#y`);
      document.title = `Page ${at}`;
      if (at % 50 === 0) await new Promise((wake) => setTimeout(wake, 400));
      return before;
    }, at));
  assert.equal(widgets, 1);
  await assertStillReading(page, widget);
});

// The widget is outside of the body that Turbo exchanges, and the script may run once or at each visit. An element
// inside of the body is carried over; a moved element is scrolled to its top, as browsers do.
for (const [where, what, rounds, scrolled] of [
  ['head', 'the tag in the head', ROUNDS, 150],
  ['body', 'the tag in the body', ROUNDS, 150],
  ['own', 'an element of the page’s own', 60, 0],
]) {
  test(`${rounds} visits with Turbo: ${what}`, { timeout: 60_000 }, async (t) => {
    const { page, widget } = await opened(t, `/${where}/1`);
    await reading(page, widget);
    const { widgets } = await assertNoGrowth(page, (at) =>
      page.evaluate(async (path) => {
        const there = new Promise((there) => addEventListener('turbo:load', there, { once: true }));
        window.Turbo.visit(path);
        await there;
      }, `/${where}/${(at % 2) + 1}`), rounds);
    assert.equal(widgets, 1);
    await assertStillReading(page, widget, scrolled);
    await widget.closeButton.click();
    await widget.open();
  });
}

// A framework that shows the help in one of its views makes a new element each time; the visitor uses some of them.
test('an element mounted, used and removed 200 times', { timeout: 60_000 }, async (t) => {
  const { page, widget } = await opened(t, '/');
  const late = await assertNoGrowth(page, (at) =>
    page.evaluate(async ([at, slug]) => {
      const element = document.createElement('nightdesk-widget');
      element.setAttribute('data-lang', 'pl');
      document.getElementById('root').append(element);
      if (at % 2) {
        const opened = new Promise((opened) => element.addEventListener('nightdesk:open', opened, { once: true }));
        window.nightdesk.push([element, ...(at % 4 === 1 ? ['open'] : ['article', slug])]);
        await opened;
      }
      element.remove();
      await new Promise((wake) => setTimeout(wake));
    }, [at, SLUG]));
  assert.equal(late.widgets, 0);
  await page.evaluate(() => document.getElementById('root').append(document.createElement('nightdesk-widget')));
  await widget.open();
  assertQuiet(page);
});

// The same element again and again, and two that take turns.
test('elements taken out and put back 200 times', { timeout: 60_000 }, async (t) => {
  const { page, widget } = await opened(t, '/');
  await page.evaluate(() => {
    window.elements = [1, 2].map(() => document.createElement('nightdesk-widget'));
  });
  await assertNoGrowth(page, (at) =>
    page.evaluate(async (at) => {
      const [one, other] = at % 4 < 2 ? window.elements : [...window.elements].reverse();
      const root = document.getElementById('root');
      for (const element of at % 3 ? [one] : [one, other]) {
        root.append(element);
        const opened = new Promise((opened) => element.addEventListener('nightdesk:open', opened, { once: true }));
        window.nightdesk.push([element, 'open']);
        await opened;
      }
      root.replaceChildren();
      await new Promise((wake) => setTimeout(wake));
    }, at));
  const sheets = await page.evaluate(() => window.elements.map((element) => element.shadowRoot.adoptedStyleSheets.length));
  assert.ok(Math.max(...sheets) <= 4, `style sheets pile up: ${sheets}`);
  await page.evaluate(() => document.getElementById('root').append(window.elements[0]));
  await widget.open();
  await widget.ask('jak zwrocic paczke', RETURNS);
  assertQuiet(page);
});

// React's StrictMode mounts everything twice, and throws the first away; the visitor may already be pointing at it.
test('mounted twice, 200 times', { timeout: 60_000 }, async (t) => {
  const { page, widget } = await opened(t, '/');
  await widget.open();
  await assertNoGrowth(page, (at) =>
    page.evaluate(async (at) => {
      const root = document.getElementById('root');
      const mount = () => root.appendChild(document.createElement('nightdesk-widget'));
      const first = mount();
      if (at % 5 === 0) window.nightdesk.push([first, 'open']);
      root.replaceChildren();
      const second = mount();
      second.remove();
      root.append(second);
      await new Promise((wake) => setTimeout(wake));
      root.replaceChildren();
      await new Promise((wake) => setTimeout(wake));
    }, at));
  await page.evaluate(() => document.getElementById('root').append(document.createElement('nightdesk-widget')));
  await widget.open();
  await widget.ask('jak zwrocic paczke', RETURNS);
  assertQuiet(page);
});

// Back from another page, the browser shows the page as it was left, and its scripts continue.
test('back to a page that the browser has kept', { timeout: 60_000 }, async (t) => {
  const { page, widget } = await opened(t, '/');
  await page.evaluate(() => {
    window.shows = [];
    addEventListener('pageshow', ({ persisted }) => window.shows.push(persisted));
  });
  await reading(page, widget);
  await page.goto(`${host.server.url}/next`);
  await page.goBack({ waitUntil: 'commit' });
  await page.waitForTimeout(300);
  assert.deepEqual(await page.evaluate(() => window.shows), [true], 'the page was not kept, but loaded again');
  await assertStillReading(page, widget);
  await push(page, ['search', 'kiedy dostane zwrot pieniedzy']);
  await widget.expectFirst('Kiedy dostanę zwrot pieniędzy?');
  await widget.closeButton.click();
  await widget.panel.waitFor({ state: 'hidden' });
  assertQuiet(page);
});

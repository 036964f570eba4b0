// Pages that are hostile, most of them without meaning to be: resets with `!important`, old libraries that rewrite what
// arrays do, forms named like functions, overlays, transforms. On each the help looks the same as on a plain page, is on
// top where the visitor presses, and does all that it is asked.
//
// Invariant (browser): on eleven hostile pages the widget works and differs from the one on a plain page in less than
// 0.5 % of the pixels.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { SCREENS, eventually, stage } from './support/browser.mjs';
import { settings } from './support/form.mjs';
import { differing } from './support/pixels.mjs';
import { CONTENT, build } from './support/site.mjs';
import { Widget } from './support/widget.mjs';

// The clock does not matter here and is not replaced: the replacement would be broken by these pages.
const root = build({
  at: new Date().toISOString(),
  files: { 'nightdesk.toml': settings('/requests').replace(CONTENT['nightdesk.toml'], (all) => all.replace(/rule = ".*"/g, 'rule = "24/7"').replace(/\[\[hours.stores.exception\]\][^[]*/, '')) },
});

const CLOBBERED = [
  'currentScript', 'createElement', 'createElementNS', 'createTextNode', 'createDocumentFragment', 'createTreeWalker',
  'documentElement', 'body', 'head', 'title', 'activeElement', 'defaultView', 'implementation', 'forms', 'scripts',
  'getElementById', 'addEventListener', 'removeEventListener', 'querySelector', 'querySelectorAll', 'adoptedStyleSheets',
  'visibilityState', 'hidden', 'hasFocus', 'fonts', 'cookie', 'URL', 'baseURI', 'referrer', 'execCommand', 'contains',
  'append', 'appendChild', 'importNode', 'adoptNode', 'ownerDocument', 'parentNode', 'firstChild', 'dispatchEvent',
  'getRootNode', 'elementFromPoint', 'readyState', 'nodeType', 'isConnected', 'localName', 'shadowRoot',
];

// What each one does to the page: `html` attributes, `head`, `body`, `first` a script before ours, `then` one that runs
// when our button is there, `src` of the tag, `start` in place of the doctype.
const HOSTS = {
  'all: unset !important': { head: '<style>*, *::before, *::after { all: unset !important }</style>' },
  'a reset that hides and colours everything': {
    head: `<style>
      html { font-size: 62.5% !important; line-height: 3 !important; letter-spacing: 4px !important; word-spacing: 9px !important;
        text-transform: uppercase !important; font-style: italic !important; cursor: none !important; text-align: right !important;
        --nd-text: red !important; --nd-page: lime !important; --nd-accent: red !important; --nd-radius: 90px !important;
        --nd-font: cursive !important; --nd-muted: red !important; --nd-link: red !important; }
      nightdesk-widget, * { display: none !important; visibility: hidden !important; opacity: 0 !important; pointer-events: none !important;
        font-size: 62.5% !important; color: red !important; transform: scale(3) !important; filter: blur(9px) !important;
        width: 1px !important; height: 1px !important; overflow: hidden !important; position: static !important; z-index: -1 !important;
        clip-path: inset(50%) !important; contain: strict !important; content-visibility: hidden !important; user-select: none !important;
        animation: none !important; transition: all 9s !important; will-change: transform !important; --nd-text: red !important; }
      html, body { display: block !important; visibility: visible !important; opacity: 1 !important; transform: none !important; filter: none !important;
        width: auto !important; height: auto !important; overflow: visible !important; clip-path: none !important; contain: none !important;
        content-visibility: visible !important; will-change: auto !important; z-index: auto !important; }
      ::backdrop { background: red !important; display: block !important }
      [popover], dialog { display: none !important; inset: 0 !important; margin: auto !important; border: 9px solid red !important }
      button, input, a { all: unset !important; background: red !important; border: 9px solid lime !important; padding: 40px !important }
      ::placeholder, ::selection, ::marker { color: red !important; background: lime !important }
    </style>`,
  },
  'arrays, objects and texts rewritten': {
    first: `
      const broken = { map: () => 'broken', forEach: () => 1, filter: () => null, find: () => ({}), some: () => true, reduce: () => NaN,
        includes: () => true, indexOf: () => 7, concat: () => 'x', slice: () => [], splice: () => [], join: () => 'broken', push: () => 0,
        pop: () => undefined, shift: () => 'shift', unshift: () => 0, every: () => true, flat: () => [], flatMap: () => [], sort: () => null,
        reverse: () => null, keys: () => null, entries: () => null, at: () => 'at', findIndex: () => 3, toString: () => 'broken' };
      for (const name in broken) Array.prototype[name] = broken[name];
      Array.prototype.toJSON = Object.prototype.toJSON = String.prototype.toJSON = () => 'pwned';
      Array.prototype.extra = Object.prototype.extra = String.prototype.extra = function () { throw Error('extra'); };
      Object.prototype.integrity = Object.prototype.lang = Object.prototype.detail = Object.prototype.cache = 'polluted';
      Object.prototype.open = Object.prototype.name = Object.prototype.topic = Object.prototype.message = 'polluted';
      Object.prototype.signal = Object.prototype.once = undefined;`,
  },
  'fetch wrapped, XMLHttpRequest patched': {
    first: `
      const original = window.fetch;
      window.fetch = function (...all) {
        return original.apply(this, all).then((answer) => new Promise((done) => setTimeout(() => {
          answer.clone().arrayBuffer().catch(() => {});
          done(answer.clone());
        }, 40)));
      };
      XMLHttpRequest.prototype.open = XMLHttpRequest.prototype.send = () => { throw Error('patched'); };
      const { addEventListener } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (type, listener, options) {
        return addEventListener.call(this, type, listener, options);
      };`,
  },
  'overlays with the highest z-index': {
    body: '<div id="over" style="position: fixed; inset: 0; z-index: 2147483647; background: #fff"></div>',
    first: `
      const under = document.createElement('div');
      under.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647; background: #fff';
      document.documentElement.append(under);`,
    then: `
      const pop = document.createElement('div');
      pop.popover = 'manual';
      pop.style.cssText = 'inset: auto 60px 160px auto; margin: 0; border: 0; width: 120px; height: 200px; background: #fff';
      document.body.append(pop);
      pop.showPopover();`,
  },
  'base href': { head: '<base href="https://elsewhere.example/x/" target="_blank">' },
  'transform, filter, contain and zoom on the body': {
    head: `<style>body { transform: translate(30px, 30px) scale(.9); filter: brightness(1); contain: strict; zoom: 1.3; perspective: 9px;
      width: 250px; height: 2000px; will-change: transform, opacity; overflow: hidden; isolation: isolate } html { overflow: hidden }</style>`,
  },
  'right to left': { html: 'dir="rtl"', head: '<style>* { direction: rtl; unicode-bidi: plaintext; text-align: start; writing-mode: horizontal-tb }</style>' },
  'names that stand before functions': {
    body: `${CLOBBERED.map((name) => `<form name="${name}"></form><img name="${name}" alt="" src="/evil/${name}.png" width="1" height="1">`).join('')}
      <form id="nightdesk"><input name="push"><input name="length"></form><a id="customElements"></a><a id="sessionStorage"></a>
      <a id="indexedDB"></a><form id="location"></form><a id="Document"></a><a id="navigator"></a>`,
    noise: /\/evil\//,
  },
  'two versions of the loader': {
    body: '<script src="/other/nightdesk.js" data-lang="pl"></script>',
    last: '<script async src="/other/nightdesk.js"></script>',
  },
  'no doctype': { start: '<!-- quirks -->', head: '<style>table, td, p, li, h1, h2, h3, button, input { font: 900 9px monospace; line-height: 9px }</style>' },
};

const written = ({ start = '<!doctype html>', html = '', head = '', body = '', first = '', last = '' } = {}) => `${start}
<html lang="pl" ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host page</title>
<link rel="icon" href="data:,">${head}</head>
<body><p>Host page</p>${body}<script>${first}</script>
<script async src="ORIGIN/help/nightdesk.js" data-lang="pl"></script>${last}</body></html>`;

const pages = {};
const site = stage({ root, pages });
const path = (name) => `/host-${Object.keys(HOSTS).indexOf(name) + 1}`;
// A version from another folder.
cpSync(join(root, 'help'), join(root, 'other'), { recursive: true });

/** A visit as a person makes it, with mouse and keys at positions on the screen, and screenshots of what they see. */
async function visit(t, name, screen) {
  const host = HOSTS[name] ?? {};
  // With the full address: one of them has another base.
  pages[path(name)] = written(host).replace('ORIGIN', site.server.url);
  const page = await site.open(t, '/gone', SCREENS[screen]);
  const foreign = [];
  page.on('request', (request) => {
    const { protocol, origin, pathname } = new URL(request.url());
    if (protocol !== 'data:' && (origin !== site.server.url || (pathname.startsWith('/evil/') && !host.noise))) foreign.push(request.url());
    if (host.noise && pathname.startsWith('/evil/') && request.resourceType() !== 'image') foreign.push(request.url());
  });
  page.seen.console.length = 0;
  // No helper of the tests runs among the page's own rewritten functions.
  const session = await page.context().newCDPSession(page);
  const run = async (expression) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    assert.equal(exceptionDetails, undefined, exceptionDetails?.exception?.description);
    return result.value;
  };
  await page.goto(site.server.url + path(name));
  const widget = new Widget(page);
  return { page, widget, run, foreign, host };
}

const hit = (run, { x, y, width, height }) =>
  run(`Document.prototype.elementFromPoint.call(document, ${x + width / 2}, ${y + height / 2})?.localName`);

/** Presses the middle of an element, after the browser confirmed that the press hits it. */
async function press({ page, run }, locator) {
  await locator.waitFor();
  const box = await locator.boundingBox();
  assert.equal(await hit(run, box), 'nightdesk-widget', 'covered by the page');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

const around = ({ x, y, width, height }, { viewportSize }) => {
  const [left, top] = [Math.max(0, Math.floor(x - 10)), Math.max(0, Math.floor(y - 10))];
  const { width: w, height: h } = viewportSize();
  return { x: left, y: top, width: Math.min(w - left, Math.ceil(width + 20)), height: Math.min(h - top, Math.ceil(height + 20)) };
};

/** Goes through the help; returns a screenshot of each state, clipped to the position that it has on a plain page. */
async function walk(visited, boxes) {
  const { page, widget, run, host } = visited;
  const shots = {};
  const shot = async (state, box) => {
    boxes[state] ??= around(await box.boundingBox(), { viewportSize: () => page.viewportSize() });
    await page.mouse.move(1, 1);
    // Late painting (smooth focus rings, the last frame) is done by now.
    await page.waitForTimeout(60);
    shots[state] = await page.screenshot({ clip: boxes[state] });
  };
  await widget.launcher.waitFor();
  if (host.then) await run(`{${host.then}}`);
  await shot('closed', widget.launcher);
  await press(visited, widget.launcher);
  await widget.search.waitFor();
  await eventually('it to be loaded', () => run("Document.prototype.querySelector.call(document, 'nightdesk-widget').ready === true"));
  await shot('home', widget.panel);
  const panel = await widget.panel.boundingBox();
  for (const [dx, dy] of [[0.5, 0.5], [0.02, 0.3], [0.98, 0.7], [0.5, 0.97]]) {
    const point = { x: panel.x + panel.width * dx, y: panel.y + panel.height * dy, width: 0, height: 0 };
    assert.equal(await hit(run, point), 'nightdesk-widget', `covered at ${dx}, ${dy}`);
  }
  await press(visited, widget.search);
  await page.keyboard.type('jak odebrac paczke z automatu');
  await widget.expectFirst('Jak odebrać paczkę z automatu?');
  await shot('results', widget.panel);
  await press(visited, widget.results.first());
  await widget.expectTitle('Jak odebrać paczkę z automatu?');
  await shot('article', widget.panel);
  return shots;
}

/** Gives every command that a page can give. */
async function command({ page, widget, run }) {
  await run(`{
    const heard = (window.heard = {});
    for (const name of ['open', 'close', 'search', 'article', 'ready']) {
      window.nightdesk.on(name, (detail) => { heard[name] = (Object.hasOwn(heard, name) ? heard[name] : '') + '|' + (detail.query || detail.slug || ''); });
    }
    window.nightdesk.close();
  }`);
  await widget.panel.waitFor({ state: 'hidden' });
  await run("window.nightdesk.suggest(['deposit']); window.nightdesk.open()");
  await widget.panel.waitFor();
  await run("window.nightdesk.search('faktura')");
  await widget.expectFirst('Jak dostać fakturę?');
  const address = await widget.results.first().getAttribute('href');
  assert.ok(address.startsWith(site.server.url), address);
  // A search counts when the visitor has stopped typing.
  await eventually('the event', () => run("Object.hasOwn(heard, 'search') && /faktura/.test(heard.search)"));
  await run("window.nightdesk.article('time')");
  await widget.expectTitle('Kiedy dotrze paczka?');
  await run("window.nightdesk.identify({ name: 'Anna Nowak', email: 'anna@example.com' }); window.nightdesk.contact({ topic: 'other', message: 'Dzień dobry' })");
  await widget.panel.locator('#nd-f-message').waitFor();
  await eventually('the form to be filled', async () => (await widget.panel.locator('#nd-f-message').inputValue()) === 'Dzień dobry');
  assert.equal(await widget.panel.getByRole('textbox', { name: 'E-mail' }).inputValue(), 'anna@example.com');
  await run("window.nightdesk.push(['lang', 'en'], ['search', 'invoice'])");
  widget.speak('en');
  await widget.expectFirst('How do I get an invoice?');
  await run("window.nightdesk.lang('pl')");
  widget.speak('pl');
  await widget.panel.waitFor();
  await run("window.nightdesk.push(['toggle'])");
  await widget.panel.waitFor({ state: 'hidden' });
  // The links that a page writes.
  await run("location.hash = '#nightdesk/invoice'");
  await widget.expectTitle('Jak dostać fakturę?');
  await eventually('the focus to come along', () => run("Reflect.get(Document.prototype, 'activeElement', document).localName === 'nightdesk-widget'"));
  await page.keyboard.press('Escape');
  await widget.panel.waitFor({ state: 'hidden' });
  const heard = await run(`(() => {
    let text = '';
    for (const name of ['open', 'close', 'search', 'article', 'ready']) text += ' ' + name + (Object.hasOwn(heard, name) ? heard[name] : ' never');
    return text;
  })()`);
  for (const wanted of [/open\|/, /close\|/, / search[^]*\|faktura/, / article\S*\|time/, /ready\|/]) assert.match(heard, wanted);
  assert.equal(await run("Document.prototype.querySelectorAll.call(document, 'nightdesk-widget').length"), 1);
}

const plainShots = {};
const boxes = { phone: {}, desktop: {} };

for (const screen of Object.keys(SCREENS)) {
  // The reference for all others; taken twice, since an unstable screenshot cannot be compared.
  test(`a plain page, ${screen}`, async (t) => {
    plainShots[screen] = await walk(await visit(t, '', screen), boxes[screen]);
    const again = await visit(t, '', screen);
    const shots = await walk(again, boxes[screen]);
    for (const state in shots) assert.ok((await differing(again.page, plainShots[screen][state], shots[state])) < 0.001, state);
    // And the states differ from each other.
    assert.ok((await differing(again.page, shots.home, shots.results)) > 0.05);
    if (screen === 'desktop') await command(again);
    assert.deepEqual(again.page.seen.errors, []);
  });
}

for (const name of Object.keys(HOSTS)) {
  for (const screen of Object.keys(SCREENS)) {
    // A shop installs the help into its existing page, whatever is on it.
    test(`${name}, ${screen}`, async (t) => {
      const visited = await visit(t, name, screen);
      const shots = await walk(visited, boxes[screen]);
      const fresh = await visited.page.context().newPage();
      const found = [];
      for (const state in shots) {
        const share = await differing(fresh, plainShots[screen][state], shots[state]);
        found.push(`${state} ${(share * 100).toFixed(2)} %`);
        assert.ok(share <= 0.005, `${state}: ${(share * 100).toFixed(2)} % of the pixels differ`);
      }
      t.diagnostic(found.join(', '));
      if (screen === 'desktop') await command(visited);
      const logged = visited.page.seen.console.filter((line) => line.includes('nightdesk:'));
      const warned = logged.length === 1 && /a second script tag/.test(logged[0]);
      assert.ok(visited.host.last && screen === 'desktop' ? warned : logged.length === 0 || warned, logged.join('\n'));
      assert.deepEqual(visited.foreign, [], 'requests to other places');
      assert.deepEqual(visited.page.seen.errors, [], 'uncaught errors');
    });
  }
}

// The result of a press on the launcher, whatever the network and the program do: the panel, or the contact channels.
// Never nothing, never another page, and never a press on something else.
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCREENS, eventually, stage } from './support/browser.mjs';
import { barePage, serve } from './support/server.mjs';
import { Widget, hasFocus } from './support/widget.mjs';

const BODY = `<p><label>Host field <input id="field"></label> <a id="link" href="#nightdesk">help</a></p>
  <div id="modal" tabindex="-1">a dialog of the page</div>`;
const site = stage({ pages: { '/': barePage({ body: BODY }) } });
test.afterEach(() => (site.server.damage = undefined));

const APP = /\/app-[^/]+\.js$/;
const PAGE = /\/page-[^/]+\.js$/;
const isOpen = (widget) => widget.host.evaluate((element) => element.hasAttribute('open'));
const broken = (form) => (path) => (form.test(path) ? { status: 503, type: 'text/plain', body: 'later' } : undefined);
const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));

/** The page is the one that was opened, and what was typed on it is there. */
async function expectUntouched(page, url) {
  assert.equal(page.url(), url, 'the page was left');
  assert.equal(await page.locator('#field').inputValue(), 'half an order');
  assert.deepEqual(page.seen.errors, [], 'uncaught errors');
}

async function visit(t, url = '/', options = SCREENS.desktop) {
  const page = await site.open(t, url, options);
  const widget = new Widget(page);
  await widget.launcher.waitFor();
  await page.locator('#field').fill('half an order');
  return { page, widget, url: page.url() };
}

const STALLED = { 'app.js': APP, 'app.wasm': /\/app-[^/]+\.wasm$/, 'the pack': /\/pack-pl-/, everything: /\/(app|pack|page)-/ };

// A stalled connection is the most common fault; a visitor does not wait for it longer than some seconds.
test('a download that never ends', async (t) => {
  const cases = Object.entries(STALLED).flatMap(([name, form]) => [0, 0.5].map((share) => ({ name: `${name}, ${share} of it`, form, share })));
  await Promise.all(
    cases.map(async ({ name, form, share }) => {
      const server = await serve({ pages: { '/': barePage({ body: BODY }) } });
      t.after(() => server.close());
      server.damage = (path) => (form.test(path) ? { stall: share } : undefined);
      const { page, widget, url } = await visit(t, `${server.url}/`);
      await widget.launcher.click();
      await eventually(`${name}: a sign`, () => widget.launcher.getAttribute('aria-busy').then((busy) => busy === 'true'));
      const pressed = Date.now();
      // Pressed once more meanwhile: that must not count as "close".
      await pause(2_000);
      await widget.launcher.click();
      await widget.failure.waitFor();
      const waited = Date.now() - pressed;
      assert.ok(waited > 4_000, `${name}: the card after ${waited} ms, a slow line would have no chance`);
      await widget.expectContact(name, widget.failure);
      await expectUntouched(page, url);
      server.damage = undefined;
      await widget.launcher.click();
      await widget.search.waitFor().catch((error) => {
        throw new Error(`${name}: asked for ${page.seen.requests.join(' ')}`, { cause: error });
      });
      await expectUntouched(page, url);
    }),
  );
});

// The first try fails while what the next press needs is on its way: that press must not be lost with it.
test('pressed again a moment before the first try ends', async (t) => {
  const delays = [3_000, 6_000];
  const server = await serve({ pages: { '/': barePage({ body: BODY }) }, slow: (path) => (APP.test(path) ? delays.shift() : undefined) });
  t.after(() => server.close());
  server.damage = (path) => (/\/pack-pl-/.test(path) ? { stall: 0.5 } : undefined);
  const { page, widget, url } = await visit(t, `${server.url}/`);
  await widget.launcher.click();
  await widget.failure.waitFor();
  server.damage = undefined;
  await widget.launcher.click();
  await widget.search.waitFor();
  assert.equal(await widget.failure.count(), 0);
  await expectUntouched(page, url);
});

// Slow is not stalled: the widget waits for what arrives slowly, and replaces the card with it.
test('a slow line opens in the end', async (t) => {
  const server = await serve({ pages: { '/': barePage({ body: BODY }) }, slow: (path) => /\/(app-[^/]*\.wasm|pack-pl)/.test(path) && 12_000 });
  t.after(() => server.close());
  const { page, widget, url } = await visit(t, `${server.url}/`);
  await widget.launcher.click();
  await widget.failure.waitFor();
  await widget.search.waitFor();
  assert.equal(await widget.failure.count(), 0);
  assert.equal(page.seen.requests.filter((path) => /app-[^/]*\.wasm|pack-pl/.test(path)).length, 2, 'begun anew');
  await expectUntouched(page, url);
});

// The visitor is reading or dialling the number: nothing may remove it.
test('who is at a link of the card keeps it', async (t) => {
  const server = await serve({ pages: { '/': barePage({ body: BODY }) }, slow: (path) => /\/pack-pl/.test(path) && 11_000 });
  t.after(() => server.close());
  const { page, widget } = await visit(t, `${server.url}/`);
  await widget.launcher.click();
  await widget.failure.waitFor();
  await widget.failure.getByRole('link').first().focus();
  await eventually('the end of loading', async () => (await widget.launcher.getAttribute('aria-busy')) === null);
  assert.ok(await hasFocus(widget.failure.getByRole('link').first()));
  await page.keyboard.press('Escape');
  assert.equal(await widget.failure.count(), 0);
  assert.ok(!(await isOpen(widget)));
  await widget.launcher.click();
  await widget.search.waitFor();
});

// In a lift, in a tunnel: the shop's page with half an order in it must not be lost.
test('offline', async (t) => {
  const { page, widget, url } = await visit(t);
  await page.context().setOffline(true);
  await widget.launcher.click();
  const pressed = Date.now();
  await widget.failure.waitFor();
  assert.ok(Date.now() - pressed < 4_000, 'not at once');
  await widget.expectContact('offline', widget.failure);
  await expectUntouched(page, url);
  await widget.closeButton.click();
  assert.equal(await widget.failure.count(), 0);
  assert.ok(await hasFocus(widget.launcher));
  await page.context().setOffline(false);
  await widget.launcher.click();
  await widget.search.waitFor();
  await expectUntouched(page, url);
});

for (const [name, form] of Object.entries({ 'app.js': APP, 'app.wasm': /\/app-[^/]+\.wasm$/, 'the pack': /\/pack-pl-/ })) {
  // A pointer that only passes by requests nothing visible; a failure then must not be shown.
  test(`a pointer passes by while ${name} cannot be had`, async (t) => {
    const { page, widget, url } = await visit(t);
    let asked = 0;
    site.server.damage = (path) => {
      if (!form.test(path)) return undefined;
      asked += 1;
      return { status: 503, type: 'text/plain', body: 'later' };
    };
    await widget.launcher.hover();
    await eventually('a second try', () => asked > 1);
    await pause(300);
    assert.equal(await widget.failure.count(), 0);
    assert.deepEqual(page.seen.console.filter((line) => line.startsWith('warning')), []);
    site.server.damage = undefined;
    await widget.launcher.click();
    await widget.search.waitFor();
    assert.deepEqual(page.seen.console.filter((line) => line.startsWith('warning')), []);
    await expectUntouched(page, url);
  });

  // One answer in a hundred is a 503: the visitor must not notice.
  test(`${name} fails once`, async (t) => {
    const { page, widget, url } = await visit(t);
    let asked = 0;
    site.server.damage = (path) => (form.test(path) && asked++ === 0 ? { status: 503, type: 'text/plain', body: 'later' } : undefined);
    await widget.launcher.click();
    await widget.search.waitFor();
    assert.equal(asked, 2);
    await expectUntouched(page, url);
  });
}

// The page's own links and buttons are launchers, too.
test('commands and links without their script', async (t) => {
  const { page, widget, url } = await visit(t);
  site.server.damage = broken(PAGE);
  await page.locator('#link').click();
  await widget.search.waitFor();
  await page.keyboard.press('Escape');
  site.server.damage = undefined;
  await page.evaluate(() => window.nightdesk.open());
  await eventually('the panel', () => isOpen(widget));
  site.server.damage = broken(/./);
  const { page: other, widget: second } = await (async () => {
    site.server.damage = undefined;
    const visited = await visit(t);
    site.server.damage = broken(/\/help\//);
    return visited;
  })();
  await other.locator('#link').click();
  await second.failure.waitFor();
  site.server.damage = undefined;
  await other.evaluate(() => window.nightdesk.search('faktura'));
  await second.results.first().waitFor();
  await expectUntouched(page, `${url}#nightdesk`);
});

// Many visitors double-click everything.
test('a double tap on the launcher', async (t) => {
  for (const gap of [60, 150, 300]) {
    const { page, widget } = await visit(t, '/', SCREENS.phone);
    const box = await widget.launcher.boundingBox();
    const tap = () => page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    // Everything is loaded, so that the panel appears at once.
    await widget.host.evaluate((element) => element.load());
    await tap();
    await pause(gap);
    await tap();
    await widget.search.waitFor();
    await pause(300);
    assert.ok(await isOpen(widget), `${gap} ms: closed`);
    assert.equal(await widget.panel.locator('textarea').count(), 0, `${gap} ms: the form`);
    await page.context().close();
  }
  const { page, widget } = await visit(t);
  await widget.host.evaluate((element) => element.load());
  await widget.launcher.dblclick();
  await pause(300);
  assert.ok(await isOpen(widget), 'a double click opens and closes');
  // Intended presses still count: by keys, and at other positions.
  await page.keyboard.press('Escape');
  await widget.launcher.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  assert.ok(!(await isOpen(widget)), 'keys wait for nothing');
  await widget.launcher.click();
  await widget.closeButton.click();
  assert.ok(!(await isOpen(widget)), 'another place waits for nothing');
});

/** Before the page's own scripts: `spoil()` overwrites the memory of every program that was started. */
const SPOIL = `
  const programs = [];
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...all) => {
    const made = await instantiate.call(WebAssembly, ...all);
    programs.push(made.instance ?? made);
    return made;
  };
  window.spoil = () => {
    for (const { exports } of programs)
      for (const name in exports) if (exports[name] instanceof WebAssembly.Memory) new Uint8Array(exports[name].buffer).fill(0xff);
  };`;

const EXITS = {
  'the cross': (page, widget) => widget.closeButton.first().click({ timeout: 5_000 }),
  Escape: (page) => page.keyboard.press('Escape'),
  'the launcher': (page, widget) => widget.launcher.click(),
  'a command': (page) => page.evaluate(() => window.nightdesk.close()),
};
for (const [name, leave] of Object.entries(EXITS)) {
  // On a phone the panel covers the shop: whatever has happened, it can be closed.
  test(`after the end of the program: ${name}`, async (t) => {
    const { page, widget } = await visit(t, '/', { ...SCREENS.desktop, init: { content: SPOIL } });
    await widget.open();
    await page.evaluate(() => window.spoil());
    // Not the second press of a double tap.
    await pause(700);
    await leave(page, widget);
    await eventually('it to be closed', async () => !(await widget.panel.isVisible()));
    assert.ok(!(await isOpen(widget)));
    await page.locator('#field').pressSequentially('!');
    // The next opening shows the contact channels.
    await widget.launcher.click();
    await widget.failure.waitFor();
    await widget.expectContact('after the end', widget.failure);
    await page.keyboard.press('Escape');
    await eventually('the card to be closed', async () => !(await widget.panel.isVisible()));
    assert.deepEqual(page.seen.errors, [], 'the page hears of it');
  });
}

// While it is open: what no longer works is removed, and the contact channels stay.
test('the end of the program in the middle of a question', async (t) => {
  const { page, widget } = await visit(t, '/', { ...SCREENS.desktop, init: { content: SPOIL } });
  await page.evaluate(() => {
    window.reported = [];
    addEventListener('nightdesk:error', ({ detail }) => window.reported.push(detail.message));
    addEventListener('error', ({ message }) => window.reported.push(`page: ${message}`));
  });
  await widget.open();
  await page.evaluate(() => window.spoil());
  await widget.search.pressSequentially('faktura');
  await widget.failure.waitFor();
  await widget.expectContact('in place of the panel', widget.failure);
  await pause(1_000);
  const reported = await page.evaluate(() => window.reported);
  assert.equal(reported.length, 1, reported.join(' / '));
  assert.deepEqual(page.seen.errors, []);
});

// Dialogs of common libraries take the focus back from elements outside of them.
test('a dialog that holds the focus does not take what is typed', async (t) => {
  const { page, widget } = await visit(t);
  await page.evaluate(() => {
    const modal = document.getElementById('modal');
    document.addEventListener('focusin', ({ target }) => target === modal || modal.contains(target) || document.getElementById('field').focus());
  });
  await widget.launcher.click();
  await widget.search.click();
  await page.keyboard.type('faktura');
  assert.equal(await widget.search.inputValue(), 'faktura');
  assert.equal(await page.locator('#field').inputValue(), 'half an order');
});

// Japanese, Chinese, Korean, and dead keys everywhere: while a character is being composed, Enter and Escape mean
// something else.
test('keys of an input method are left to it', async (t) => {
  const { page, widget } = await visit(t);
  await page.evaluate(() => {
    window.keys = [];
    addEventListener('keydown', ({ key }) => window.keys.push(key));
  });
  await widget.open();
  await widget.ask('faktura', 'Jak dostać fakturę?');
  const type = (key, init) =>
    widget.search.evaluate((field, [key, init]) => field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init })), [key, init]);
  for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
    for (const key of ['Escape', 'ArrowDown', 'ArrowUp', 'Enter', 'Process', 'Tab']) {
      assert.ok(await type(key, init), `${key} is prevented`);
      assert.ok(await isOpen(widget), `${key} closes`);
      assert.ok(await hasFocus(widget.search), `${key} moves the focus`);
    }
  }
  assert.deepEqual(await page.evaluate(() => window.keys), []);
  await type('Escape', {});
  assert.ok(!(await isOpen(widget)));
});

// The languages of the bundle, the requested tag, and the index of the chosen one (0, the bundle's first, where it has
// none that fits).
const LOOKUPS = [
  [['de', 'pt-br'], 'pt-BR', 1],
  [['de', 'pt-br'], 'PT-br-x-formal', 1],
  [['de', 'pt-br'], 'pt', 0],
  [['pt-br', 'pt'], 'pt', 1],
  [['pt-br', 'pt'], 'pt-PT', 1],
  [['pt', 'pt-br'], 'pt-BR', 1],
  [['uk', 'pl'], 'pl-PL', 1],
  [['uk', 'pl'], 'pl_PL', 1],
  [['uk', 'pl'], 'plt', 0],
  [['uk', 'pl'], 'csb-PL', 0],
  [['ja', 'zh-hant'], 'zh-Hant-TW', 1],
  [['ja', 'zh-hant'], 'zh-Hans-CN', 0],
  [['ja', 'zh'], 'zh-Hant-TW', 1],
  [['fr', 'es'], 'es-419', 1],
  [['fr', 'es'], 'est', 0],
  [['it', 'sr-latn'], 'sr-Latn-RS', 1],
  [['it', 'sr-latn'], 'sr-Cyrl-RS', 0],
  [['fr', 'de'], 'de-CH-1996', 1],
  [['fr', 'de'], '-', 0],
  [['fr', 'de'], '', 0],
];
// `pt-BR` gets Brazilian Portuguese where the bundle has it, and no Portuguese tag gets Polish.
test('which language a tag means', async (t) => {
  const page = await site.open(t, '/', SCREENS.desktop);
  for (const [codes, wish, expected] of LOOKUPS) {
    site.server.damage = (path, body) => {
      if (path === '/') return { body: String(body).replace('<html lang="pl">', '<html>').replace('data-lang="pl"', `data-lang="${wish}"`) };
      if (!path.endsWith('nightdesk.js')) return undefined;
      const other = String(body).replace('["pl","Pomoc"', `["${codes[0]}","0"`).replace('["en","Help"', `["${codes[1]}","1"`);
      assert.notEqual(other, String(body));
      return { body: other };
    };
    await page.goto(site.server.url);
    const text = await page.locator('nightdesk-widget').evaluate((element) => element.shadowRoot.querySelector('button').textContent);
    assert.equal(text, String(expected), `${wish} of ${codes}`);
  }
});

const LACKS = {
  'no custom elements': 'delete window.customElements; Object.defineProperty(window, "customElements", { value: undefined })',
  'custom elements that throw': 'customElements.define = () => { throw TypeError("polyfill") }',
  'no constructed style sheets': 'window.CSSStyleSheet = function () { throw TypeError("Illegal constructor") }',
};
for (const [name, content] of Object.entries(LACKS)) {
  // A help that cannot run must at least cause no error in the shop's page.
  test(`${name}: one warning, no uncaught error`, async (t) => {
    const page = await site.open(t, '/', { ...SCREENS.desktop, init: { content } });
    await eventually('a warning', () => page.seen.console.length > 0);
    assert.deepEqual(page.seen.errors, []);
    assert.equal(page.seen.console.length, 1);
  });
}

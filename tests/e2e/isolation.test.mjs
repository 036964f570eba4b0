// What passes between the page and the widget: keys, focus, events, names. The page's shortcuts stay the page's, what
// is typed here stays here, and the page's globals are left as they were.
//
// Invariant (browser): keys typed in the widget do not reach the page, focus returns to where it was, and no global
// name is added but `nightdesk`.
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { LISTEN, loaded, push } from './support/host.mjs';
import { RequestForm } from './support/request.mjs';
import { barePage } from './support/server.mjs';
import { Widget, hasFocus } from './support/widget.mjs';

const SLUG = 'jak-zwrocic-paczke';
const RETURNS = 'Jak zwrócić paczkę?';

const host = stage({
  pages: {
    '/': barePage({
      body: `<p><button id="help" onclick="nightdesk.open()">help of ours</button> <label>Field <input id="field"></label></p>
        <dialog id="dialog"><button id="ok" onclick="this.closest('dialog').close()">OK</button></dialog>`,
    }),
  },
});

/** Before the page's own scripts: records the globals, and which listeners for messages are added. */
const SNAPSHOT = `${LISTEN}
  window.snapshot = () => {
    const out = { window: Object.getOwnPropertyNames(window).filter((name) => !/^\\d+$/.test(name)) };
    for (const it of ['Array', 'Object', 'String', 'Function', 'Promise', 'Element', 'Node', 'EventTarget', 'Document', 'HTMLElement', 'ShadowRoot', 'Event', 'CSSStyleSheet', 'History', 'Storage', 'JSON', 'WebAssembly', 'Math', 'Reflect']) {
      for (const [where, on] of [[it, window[it]], [it + '.prototype', window[it].prototype]]) {
        if (on) out[where] = Reflect.ownKeys(on).map((name) => {
          const { value, get, set } = Object.getOwnPropertyDescriptor(on, name);
          for (const one of [value, get, set]) if (typeof one === 'function') window.known.get(one) ?? window.known.set(one, window.known.size);
          return String(name) + ':' + [value, get, set].map((one) => (typeof one === 'function' ? window.known.get(one) : typeof one)).join();
        });
      }
    }
    return out;
  };
  window.known = new Map();
  window.messages = 0;
  for (const target of [window, EventTarget.prototype]) {
    const add = target.addEventListener;
    target.addEventListener = function (type, ...all) {
      if (type === 'message' || type === 'messageerror') window.messages += 1;
      return add.call(this, type, ...all);
    };
  }
  window.before = window.snapshot();`;

async function opened(t, { init = LISTEN, ...context } = {}) {
  const page = await host.open(t, '/', { ...SCREENS.desktop, init: { content: init }, ...context });
  await loaded(page);
  return { page, widget: new Widget(page) };
}

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.localName);

/** Starts to hear keys as pages do: on the way up, at the document and at the window. */
const hearKeys = (page) =>
  page.evaluate(() => {
    window.keys = [];
    for (const target of [document.body, document, window]) {
      for (const type of ['keydown', 'keypress', 'keyup']) target.addEventListener(type, ({ key }) => window.keys.push(`${type} ${key}`));
    }
  });
const keysHeard = (page) => page.evaluate(() => window.keys.splice(0).filter((key, at, all) => all.indexOf(key) === at));

// A shop's "/" that jumps into its own search field, or a "?" that opens its shortcuts, makes our fields unusable.
test('keys typed in our fields are not the page’s', async (t) => {
  const { page, widget } = await opened(t);
  await hearKeys(page);
  const type = async (field) => {
    await field.focus();
    for (const key of ['a', '?', '/', 'Control+k', 'Enter', 'ArrowLeft', 'Shift+G', 'Control+Enter']) await page.keyboard.press(key);
    assert.deepEqual(await keysHeard(page), []);
    assert.ok(await hasFocus(field), 'the keyboard has left the field');
  };
  await push(page, ['open']);
  await widget.search.waitFor();
  await widget.search.focus();
  for (const key of ['a', '?', '/', 'Control+k', 'ArrowLeft', 'Shift+G']) await page.keyboard.press(key);
  assert.deepEqual(await keysHeard(page), []);
  assert.equal(await widget.search.inputValue(), 'a?G/');
  await push(page, ['search', ''], ['contact']);
  const form = new RequestForm(page);
  await form.form.waitFor();
  await type(form.field('message'));
  assert.match(await form.field('message').inputValue(), /^a\?\/G?\nG?$/);
  await form.field('topic').focus();
  await page.keyboard.press('z');
  assert.deepEqual(await keysHeard(page), []);
  assertQuiet(page);
});

// Escape closes one thing at a time: ours while the keyboard is in it, the page's otherwise.
test('Escape', async (t) => {
  const { page, widget } = await opened(t);
  await hearKeys(page);
  await push(page, ['open']);
  await eventually('the search field', () => hasFocus(widget.search));
  await page.keyboard.down('Escape');
  await widget.panel.waitFor({ state: 'hidden' });
  assert.deepEqual(await keysHeard(page), [], 'the page closes something, too');
  await page.keyboard.up('Escape');
  await keysHeard(page);
  // Closed, with the focus on the launcher: there is nothing of ours to close or to type in.
  await widget.launcher.focus();
  for (const key of ['Escape', '?', 'Control+k']) await page.keyboard.press(key);
  const heard = await keysHeard(page);
  for (const key of ['keydown Escape', 'keydown ?', 'keydown k']) assert.ok(heard.includes(key), `${key} does not reach the page: ${heard}`);
  // Open, with the focus in the page.
  await push(page, ['open']);
  await eventually('the search field', () => hasFocus(widget.search));
  await page.locator('#field').focus();
  await page.keyboard.press('Escape');
  assert.ok((await keysHeard(page)).includes('keydown Escape'));
  assert.ok(await widget.panel.isVisible(), 'it closes although the keyboard is elsewhere');
  assertQuiet(page);
});

// After closing the panel the visitor goes on where they were.
test('where the focus returns', async (t) => {
  const { page, widget } = await opened(t);
  const closed = () => widget.panel.waitFor({ state: 'hidden' });
  await page.locator('#help').focus();
  await page.keyboard.press('Enter');
  await eventually('the search field', () => hasFocus(widget.search));
  await page.keyboard.press('Escape');
  await closed();
  assert.equal(await focused(page), 'help', 'opened by a button of the page');

  await widget.launcher.focus();
  await page.keyboard.press('Enter');
  await eventually('the search field', () => hasFocus(widget.search));
  await widget.closeButton.focus();
  await page.keyboard.press('Enter');
  await closed();
  assert.ok(await hasFocus(widget.launcher), 'opened by the launcher');

  // Typing elsewhere: neither closing nor answers may take the focus away.
  await push(page, ['open']);
  await eventually('the search field', () => hasFocus(widget.search));
  await page.locator('#field').focus();
  await push(page, ['close']);
  await closed();
  assert.equal(await focused(page), 'field', 'closed by a command');

  // The button is gone in the meantime: the focus still goes somewhere.
  await page.locator('#help').click();
  await eventually('the search field', () => hasFocus(widget.search));
  await page.locator('#help').evaluate((button) => button.remove());
  await page.keyboard.press('Escape');
  await closed();
  assert.ok(await hasFocus(widget.launcher), 'the button is gone');
  assertQuiet(page);
});

// One name, and nothing changed: the page's scripts must run as if we were not there.
test('one global name, no changed prototype, no messages', async (t) => {
  const { page, widget } = await opened(t, { init: SNAPSHOT });
  await widget.open();
  await widget.ask('jak zwrocic paczke', RETURNS);
  await widget.results.first().click();
  await widget.expectTitle(RETURNS);
  await push(page, ['contact'], ['suggest', [SLUG]], ['lang', 'en'], ['on', 'open', null], ['close']);
  await eventually('the warning', () => page.seen.console.splice(0).length);
  const [before, after] = await page.evaluate(() => [window.before, window.snapshot()]);
  const added = after.window.filter((name) => !before.window.includes(name) && name !== 'before');
  assert.deepEqual(added, ['nightdesk']);
  assert.deepEqual(before.window.filter((name) => !after.window.includes(name)), []);
  for (const name in before) if (name !== 'window') assert.deepEqual(after[name], before[name], name);
  assert.equal(await page.evaluate(() => window.messages), 0, 'it listens for messages');
  assert.deepEqual(await page.evaluate(() => Object.keys(document.documentElement.attributes).length), 1);
  assertQuiet(page);
});

// A dialog of the page takes the whole screen: elements behind it cannot be reached, and can be reached again
// afterwards.
test('a modal dialog of the page', async (t) => {
  const { page, widget } = await opened(t);
  await push(page, ['search', 'jak zwrocic paczke']);
  await widget.expectFirst(RETURNS);
  await page.evaluate(() => document.getElementById('dialog').showModal());
  assert.equal(await focused(page), 'ok');
  for (let at = 0; at < 4; at += 1) {
    await page.keyboard.press('Tab');
    assert.notEqual(await focused(page), 'nightdesk-widget', 'the keyboard leaves the dialog');
  }
  const covered = () => widget.results.first().evaluate((link) => {
    const { x, y, width, height } = link.getBoundingClientRect();
    return link.getRootNode().elementFromPoint(x + width / 2, y + height / 2) === null || !link.contains(link.getRootNode().elementFromPoint(x + width / 2, y + height / 2));
  });
  assert.ok(await covered(), 'what is behind the dialog can be pressed');
  await page.evaluate(() => document.getElementById('dialog').close());
  await widget.results.first().click();
  await widget.expectTitle(RETURNS);
  // And opened over one that is not modal, it is on top.
  await push(page, ['close']);
  await page.evaluate(() => document.getElementById('dialog').show());
  await push(page, ['open']);
  await widget.expectTitle(RETURNS);
  await widget.back.click();
  await widget.expectFirst(RETURNS);
  assertQuiet(page);
});

// Pages close their menus at a click outside and trap the focus in their dialogs: they ask who the target is, and see
// the element alone, never a node inside of it.
test('the page sees the element, not what is inside', async (t) => {
  const { page, widget } = await opened(t);
  await page.evaluate(() => {
    window.targets = new Set();
    for (const type of ['focusin', 'focusout', 'click', 'pointerdown', 'mousedown', 'input', 'change', 'submit']) {
      document.addEventListener(type, ({ target }) => window.targets.add(`${type} ${target.id || target.localName}`));
    }
  });
  await widget.open();
  await widget.ask('jak zwrocic paczke', RETURNS);
  await widget.search.press('Enter');
  await widget.results.first().click();
  await widget.expectTitle(RETURNS);
  const targets = await page.evaluate(() => [...window.targets]);
  assert.ok(targets.includes('click nightdesk-widget'), String(targets));
  assert.deepEqual(targets.filter((line) => !line.endsWith(' nightdesk-widget')), []);
  assertQuiet(page);
});

// On paper a button is useless and would be on every sheet.
test('nothing of it is printed', async (t) => {
  const { page, widget } = await opened(t);
  const shot = async () => (await page.screenshot({ animations: 'disabled' })).toString('base64');
  await page.emulateMedia({ media: 'print' });
  const closed = await shot();
  await page.locator('nightdesk-widget').evaluate((element) => (element.style.display = 'none'));
  await page.emulateMedia({ media: null });
  await widget.launcher.waitFor();
  await push(page, ['open']);
  await widget.search.waitFor();
  await page.evaluate(() => document.activeElement.blur());
  await page.emulateMedia({ media: 'print' });
  const open = await shot();
  await push(page, ['destroy']);
  await eventually('it to be gone', async () => (await page.locator('nightdesk-widget').count()) === 0);
  const without = await shot();
  assert.ok(closed === without, 'the launcher is printed');
  assert.ok(open === without, 'the panel is printed');
});

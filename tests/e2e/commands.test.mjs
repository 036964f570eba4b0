// The widget's interface to the page: commands before and after loading, wrong ones, events, several widgets, links and
// attributes. A developer sees only this; none of it may ever throw into their code.
//
// Invariant (browser): every command works before and after loading, wrong use gives one warning and never an
// exception, and hostile values call nothing.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { LISTEN, expectHeard, expectWarnings, heard, isOpen, loaded, push, queued } from './support/host.mjs';
import { RequestForm } from './support/request.mjs';
import { build } from './support/site.mjs';
import { barePage } from './support/server.mjs';
import { Widget, hasFocus, plain } from './support/widget.mjs';

const RETURNS = 'Jak zwrócić paczkę?';
const SLUG = 'jak-zwrocic-paczke';
const REFUND = 'Kiedy dostanę zwrot pieniędzy?';
const REFUND_SLUG = 'kiedy-zwrot-pieniedzy';

const bare = (head = '', body = '', tag = '<script async src="/help/nightdesk.js" data-lang="pl"></script>') =>
  `<!doctype html><html lang="pl"><head><meta charset="utf-8"><title>Host page</title><link rel="icon" href="data:,">${head}</head>
  <body><main><h1>Host page</h1>${body}</main>${tag}</body></html>`;
const SCRIPT = '<script src="/help/nightdesk.js"></script>';
const two = '<nightdesk-widget id="a"></nightdesk-widget><nightdesk-widget id="b" data-position="left" data-lang="en"></nightdesk-widget>';

const host = stage({
  files: { '/other/nightdesk.js': join(build(), 'help/nightdesk.js') },
  pages: {
    '/': barePage({
      body: `<p><a href="#nightdesk">start</a> <a href="#nightdesk/${SLUG}">article</a> <a href="#nightdesk/${SLUG}#co-dalej-z-pieniedzmi">heading</a>
        <a href="#nightdesk?q=zwrot%20pieni%C4%99dzy">search</a> <a href="#nightdesk?q=C%2B%2B">plus</a> <a href="#nightdesk!contact">contact</a>
        <a href="#/cart">route</a> <a href="#nightdesk-plans">own</a> <button id="own">own button</button> <label>Own field <input id="field"></label></p>`,
    }),
    '/two': bare('', two, SCRIPT),
    '/three': bare('', `${two}<nightdesk-widget id="c"></nightdesk-widget>`, SCRIPT),
    '/element-first': bare('', '<nightdesk-widget id="mine" data-lang="en"></nightdesk-widget>', SCRIPT),
    '/script-first': bare(SCRIPT, '<nightdesk-widget id="mine" data-lang="en"></nightdesk-widget>', ''),
    '/none': bare('', '<button id="help" onclick="nightdesk.toggle()">Help of ours</button>', '<script src="/help/nightdesk.js" data-launcher="none" data-theme="dark" data-position="left"></script>'),
    '/wrong': bare('', '', '<script src="/help/nightdesk.js" data-lang="xx" data-theme="pink" data-position="top" data-launcher="no"></script>'),
    '/twice': bare(SCRIPT, '', SCRIPT),
    '/versions': bare(SCRIPT, '', '<script src="/other/nightdesk.js"></script>'),
    '/named': bare('', '<form id="nightdesk" name="nightdesk"><input name="push"></form>', SCRIPT),
    '/shadow': bare('', '<div id="shadow"></div><script>document.getElementById("shadow").attachShadow({ mode: "open" }).innerHTML = "<nightdesk-widget id=inner></nightdesk-widget>"</script>', SCRIPT),
    '/base': bare('<base href="https://elsewhere.example/shop/">', '', '').replace('</body>', (end) => `<script>document.write('<script src="' + location.origin + '/help/nightdesk.js"><\\/script>')</script>${end}`),
  },
});

async function opened(t, path, init = LISTEN) {
  const page = await host.open(t, path, { ...SCREENS.desktop, init: typeof init === 'string' ? { content: init } : init });
  await loaded(page);
  return { page, widget: new Widget(page) };
}

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.localName);

// Most pages give their commands before the script, which loads asynchronously, is there.
for (const [what, [commands, check]] of Object.entries({
  open: [`[['open']]`, async ({ widget }) => {
    await widget.search.waitFor();
    await eventually('the keyboard in the search field', () => hasFocus(widget.search));
  }],
  'open and close': [`[['open'], ['close']]`, async ({ page, widget }) => {
    await expectHeard(page, [['ready', {}], ['open', {}], ['close', {}]]);
    await widget.panel.waitFor({ state: 'hidden' });
  }],
  toggle: [`[['toggle']]`, ({ widget }) => widget.search.waitFor()],
  search: [`[['search', 'jak zwrocic paczke']]`, ({ widget }) => widget.expectFirst(RETURNS)],
  article: [`[['article', '${SLUG}']]`, ({ widget }) => widget.expectTitle(RETURNS)],
  lang: [`[['lang', 'en'], ['search', 'invoice']]`, async ({ widget }) => {
    widget.speak('en');
    await widget.expectFirst('How do I get an invoice?');
  }],
  suggest: [`[['suggest', ['${SLUG}', '${REFUND_SLUG}']], ['open']]`, async ({ widget }) => {
    await widget.search.waitFor();
    assert.deepEqual((await widget.panel.locator('.here a').allTextContents()).map(plain), [RETURNS, REFUND]);
  }],
  'contact and identify': [
    `[['identify', { name: 'Anna Nowak', email: 'anna@example.com', fields: { order: 'MAL-204518' } }], ['contact', { topic: 'returns', message: 'Dzień dobry' }]]`,
    ({ page }) => expectForm(page, { topic: 'returns', message: 'Dzień dobry', name: 'Anna Nowak', email: 'anna@example.com', order: 'MAL-204518' }),
  ],
  'on and off': [
    `[['on', 'open', (detail, event) => (window.on = [detail, event.type, event.target.localName, event.bubbles, event.composed, event.cancelable])],
      ['on', 'ready', window.gone = () => (window.wrong = 1)], ['off', 'ready', window.gone], ['open']]`,
    async ({ page }) => {
      await expectHeard(page, [['ready', {}], ['open', {}]]);
      assert.deepEqual(await page.evaluate(() => [window.on, window.wrong]), [[{}, 'nightdesk:open', 'nightdesk-widget', true, true, false], null].map((one) => one ?? undefined));
    },
  ],
  destroy: [`[['destroy']]`, async ({ page }) => {
    await eventually('the widget to be gone', async () => (await page.locator('nightdesk-widget').count()) === 0);
    await push(page, ['open']);
    await new Widget(page).search.waitFor();
  }],
  push: [`[['push', ['search', 'jak zwrocic paczke']]]`, ({ widget }) => widget.expectFirst(RETURNS)],
})) {
  test(`before loading: ${what}`, async (t) => {
    const { page, widget } = await opened(t, '/', queued(commands));
    await check({ page, widget });
    assert.equal(await page.evaluate(() => Array.isArray(window.nightdesk)), true);
    await expectWarnings(page, []);
  });
}

// A tag manager in a loop must not fill the browser's memory, nor run for minutes once the script is there.
test('at most 100 commands wait', async (t) => {
  const { page } = await opened(t, '/', queued(`Array.from({ length: 150 }, (_, at) => ['on', 'open', () => (window.ran = (window.ran ?? 0) + 1)])`));
  await expectWarnings(page, [/100/], '150 commands');
  await push(page, ['open']);
  await eventually('the listeners', () => page.evaluate(() => window.ran));
  assert.equal(await page.evaluate(() => window.ran), 100);
});

async function expectForm(page, expected) {
  const form = new RequestForm(page);
  await form.form.waitFor();
  const shown = {};
  for (const name in expected) shown[name] = await form.field(name).inputValue();
  assert.deepEqual(shown, expected);
  return form;
}

// The same commands as methods, as `push`, and from a link's handler; the array stays the one that other code refers
// to.
test('after loading', async (t) => {
  const { page, widget } = await opened(t, '/', `${LISTEN}; window.nightdesk = window.early = [];`);
  assert.equal(await page.evaluate(() => window.early === window.nightdesk), true, 'another array');
  const call = (name, ...all) => page.evaluate(([name, all]) => [window.nightdesk[name](...all)].map(String)[0], [name, all]);

  assert.equal(await call('open'), 'undefined');
  await widget.search.waitFor();
  await eventually('the search field', () => hasFocus(widget.search));
  await expectHeard(page, [['ready', {}], ['open', {}]]);
  await call('open');
  await call('close');
  await widget.panel.waitFor({ state: 'hidden' });
  await expectHeard(page, [['close', {}]]);
  await call('close');
  await call('toggle');
  await widget.search.waitFor();
  await call('toggle');
  await expectHeard(page, [['open', {}], ['close', {}]]);
  await call('search', 'jak zwrocic paczke');
  await widget.expectFirst(RETURNS);
  await call('search', 'kiedy dostane zwrot pieniedzy');
  await widget.expectFirst(REFUND);
  assert.equal(await widget.search.inputValue(), 'kiedy dostane zwrot pieniedzy');
  await call('search', 'x'.repeat(1000));
  await eventually('the cut question', async () => (await widget.search.inputValue()).length === 256);
  await call('search', '');
  await widget.panel.locator('.home').waitFor();
  await heard(page);
  await call('article', `${SLUG}#co-dalej-z-pieniedzmi`);
  await widget.expectTitle(RETURNS);
  await eventually('the heading in sight', () =>
    widget.article.getByRole('heading', { name: /^Co dalej z/ }).evaluate((heading) => {
      const [box, screen] = [heading.getBoundingClientRect(), heading.closest('.screen').getBoundingClientRect()];
      return box.top >= screen.top - 1 && box.top < screen.top + screen.height / 2;
    }));
  await expectHeard(page, [['article', { slug: SLUG }]]);
  await push(page, ['article', REFUND_SLUG], ['close']);
  await widget.panel.waitFor({ state: 'hidden' });
  await push(page, ['open']);
  await widget.expectTitle(REFUND);
  await call('lang', 'EN-gb');
  widget.speak('en');
  await widget.expectTitle('When will I get my refund?');
  await call('lang', 'pl');
  widget.speak('pl');
  await widget.expectTitle(REFUND);
  await expectWarnings(page, []);
});

// Analytics needs each event once, with the detail that the table documents, by either way of listening.
test('every event, by listener and by on and off', async (t) => {
  const { page, widget } = await opened(t, '/');
  host.server.damage = (path) => (path === '/inbox/requests' ? { status: 201, type: 'application/json', body: '{"reference":"4711"}' } : undefined);
  t.after(() => (host.server.damage = undefined));
  await page.evaluate(() => {
    window.received = [];
    window.listeners = {};
    for (const name of ['ready', 'open', 'close', 'search', 'article', 'vote', 'contact']) {
      window.listeners[name] = (detail, event) => window.received.push([name, detail, event.type]);
      nightdesk.on(name, window.listeners[name]);
    }
  });
  await push(page, ['search', 'jak zwrocic paczke']);
  await expectHeard(page, [['ready', {}], ['open', {}], ['search', { query: 'jak zwrocic paczke', count: await counted(page) }]].slice(0, 3));
  await widget.results.first().click();
  await widget.expectTitle(RETURNS);
  await widget.panel.locator('.vote').getByRole('button').first().click();
  await expectHeard(page, [['article', { slug: SLUG }], ['vote', { slug: SLUG, helpful: true }]]);
  await push(page, ['contact', { topic: 'other', message: 'Gdzie jest paczka?' }]);
  const form = await expectForm(page, { topic: 'other' });
  await form.fill({ email: 'anna@example.com' });
  await page.waitForTimeout(3_000);
  await form.send();
  await expectHeard(page, [['contact', { stage: 'sent' }]]);
  await widget.closeButton.click();
  await expectHeard(page, [['close', {}]]);
  const received = await page.evaluate(() => window.received);
  assert.deepEqual(received.map(([name]) => name), ['ready', 'open', 'search', 'article', 'vote', 'contact', 'close']);
  assert.deepEqual(received.map(([name, , type]) => type === `nightdesk:${name}`).includes(false), false);

  // `ready` has happened: a new listener gets it at once. `off` with a function removes that one, without one all.
  await page.evaluate(() => {
    window.received = [];
    nightdesk.on('ready', () => window.received.push('again'));
    nightdesk.on('open', () => window.received.push('second'));
    nightdesk.off('open', window.listeners.open);
    nightdesk.off('close');
  });
  await push(page, ['open'], ['close']);
  await expectHeard(page, [['open', {}], ['close', {}]]);
  assert.deepEqual(await page.evaluate(() => window.received), ['again', 'second']);
  await expectWarnings(page, []);
});

/** How many answers the search event counted; like a person, it waits until typing has paused. */
async function counted(page) {
  return eventually('the search event', () => page.evaluate(() => window.heard.find(([name]) => name === 'search')?.[1].count));
}

// The page, too, must learn that the help does not load, and the visitor has another channel.
test('the event of a failure', async (t) => {
  const { page, widget } = await opened(t, '/');
  host.server.damage = (path) => (path.includes('/pack-') ? { status: 500, body: 'broken' } : undefined);
  t.after(() => (host.server.damage = undefined));
  await push(page, ['open']);
  await page.locator('nightdesk-widget #f').waitFor();
  const [[name, detail]] = await eventually('the event', async () => {
    const all = await heard(page);
    return all.length && all;
  });
  assert.equal(name, 'error');
  assert.deepEqual(Object.keys(detail), ['message']);
  assert.match(detail.message, /pack-pl-.*500/);
  host.server.damage = undefined;
  await push(page, ['close'], ['open']);
  await widget.search.waitFor();
});

// Developers make mistakes. Each gives one warning with the correct usage; the page goes on.
test('wrong use', async (t) => {
  const { page, widget } = await opened(t, '/');
  const table = [
    [`nightdesk.push(['serach', 'x'])`, 'there is no command "serach"; did you mean "search"?'],
    [`nightdesk.push(['Open'])`, 'there is no command "Open"; did you mean "open"?'],
    [`nightdesk.push(['constructor'])`, 'there is no command "constructor"'],
    [`nightdesk.push(['__proto__'])`, 'there is no command "__proto__"'],
    [`nightdesk.push(['hash'])`, 'there is no command "hash"'],
    [`nightdesk.push(['launch-the-rocket'])`, /there is no command "launch-the-rocket"; there are open, close, .*destroy/],
    [`nightdesk.push([])`, 'there is no command'],
    [`nightdesk.push([7])`, 'there is no command "7"'],
    [`nightdesk.push([null])`, 'there is no command'],
    [`nightdesk.push([Symbol('x')])`, 'there is no command'],
    [`nightdesk.push('open')`, 'push() takes lists, such as push(["open"]); it got the text "open".'],
    [`nightdesk.push(null)`, 'push() takes lists, such as push(["open"]); it got null.'],
    [`nightdesk.push({ 0: 'open', length: 1 })`, 'it got an object.'],
    [`nightdesk.push(() => {})`, 'it got a function.'],
    [`nightdesk.push([document.body, 'open'])`, 'a command is for a <nightdesk-widget>, not for <body>.'],
    [`nightdesk.search()`, 'search(question) wants a text, such as search("zwrot"); it got nothing.'],
    [`nightdesk.search(7)`, 'it got a number.'],
    [`nightdesk.search(7n)`, 'it got a bigint.'],
    [`nightdesk.search(['zwrot'])`, 'it got a list.'],
    [`nightdesk.search(new String('zwrot'))`, 'it got an object.'],
    [`nightdesk.search(Symbol('x'))`, 'it got a symbol.'],
    [`nightdesk.article(7)`, 'article(slug) wants a text, such as article("jak-zwrocic-paczke"); it got a number.'],
    [`nightdesk.article(null)`, 'it got null.'],
    [`nightdesk.contact('returns')`, 'contact(): it takes an object, such as contact({ topic: "returns" }), and got the text "returns".'],
    [`nightdesk.contact([])`, 'and got a list.'],
    [`nightdesk.contact({ topic: 7 })`, 'contact(): "topic" is a number, a text is wanted.'],
    [`nightdesk.contact({ message: {} })`, 'contact(): "message" is an object, a text is wanted.'],
    [`nightdesk.contact({ fields: 'MAL' })`, 'contact(): "fields" is the text "MAL"; write fields: { order: "12345" }.'],
    [`nightdesk.contact({ fields: { order: [] } })`, 'contact(): the field "order" is a list, a text is wanted.'],
    [`nightdesk.identify()`, 'identify() takes an object, such as identify({ name: "Anna Nowak", email: "anna@example.com" }), or null to forget; it got nothing.'],
    [`nightdesk.identify('Anna')`, 'it got the text "Anna".'],
    [`nightdesk.identify({ email: 7 })`, 'identify(): "email" is a number, a text is wanted.'],
    [`nightdesk.suggest('${SLUG}')`, `suggest() takes a list, such as suggest(["jak-zwrocic-paczke"]), or null for what fits the page; it got the text "${SLUG}".`],
    [`nightdesk.suggest([7])`, 'suggest(): number 1 of the list is a number, a text is wanted.'],
    [`nightdesk.suggest(['nie-ma'])`, 'suggest(): of "nie-ma", not all are articles in this language.'],
    [`nightdesk.lang('de')`, 'lang(code) wants one of pl, en; it got the text "de".'],
    [`nightdesk.lang()`, 'lang(code) wants one of pl, en; it got nothing.'],
    [`nightdesk.on('opne', () => {})`, 'on(): there is no event "opne"; did you mean "open"?'],
    [`nightdesk.on('click', () => {})`, 'on(): there is no event "click"; there are ready, open, close, search, article, vote, contact, error.'],
    [`nightdesk.on('open')`, 'on("open", listener) wants a function; it got nothing.'],
    [`nightdesk.on()`, 'on(): there is no event'],
    [`nightdesk.off('opne')`, 'off(): there is no event "opne"; did you mean "open"?'],
    [`nightdesk.article('jak-zwrocic-paczki')`, 'there is no article "jak-zwrocic-paczki" in this language; did you mean "jak-zwrocic-paczke"?'],
    [`nightdesk.article('')`, 'there is no article "" in this language; the slug is the last part of the address of its page in the help.'],
    [`nightdesk.identify({ name: 1, email: 2, fields: 3 })`, /identify\(\): "name" is a number.*; "email" is a number.*; "fields" is a number/],
    [`nightdesk.suggest([1, null])`, /suggest\(\): number 1 .*; number 2 .*null/],
  ];
  await push(page, ['open']);
  await widget.search.waitFor();
  for (const [code, expected] of table) {
    assert.equal(await page.evaluate(`String(${code})`), 'undefined', `${code} returns something`);
    await expectWarnings(page, [expected], code);
  }
  // The valid parts of a push count, whatever else is in it.
  await push(page, null, ['serach'], [{}], ['article', SLUG], 7);
  await widget.expectTitle(RETURNS);
  await expectWarnings(page, ['it got null', '"serach"', 'there is no command', 'it got a number']);
  await push(page, ['article', 'nie-ma']);
  await widget.panel.locator('.home').waitFor();
  await expectWarnings(page, ['there is no article "nie-ma"']);
});

// A page may be hostile, or just strange: whatever it passes, none of it is run or trusted, and the widget goes on.
test('hostile values', async (t) => {
  const { page, widget } = await opened(t, '/', `${LISTEN}
    Object.prototype.name = 'polluted'; Object.prototype.topic = 'returns'; Object.prototype.evil = 'evil'; Object.prototype.fields = { order: 'MAL-111111' };`);
  await push(page, ['open']);
  await widget.search.waitFor();
  await page.evaluate(() => {
    window.touched = [];
    window.thrown = { toString() { throw 'again' } };
    window.bomb = (...names) => {
      const made = {};
      for (const name of names) Object.defineProperty(made, name, { enumerable: true, get() { throw window.thrown } });
      return made;
    };
    window.proxy = (target) => new Proxy(target, { get() { throw Error('get') }, getOwnPropertyDescriptor() { throw Error('own') }, ownKeys() { throw Error('keys') }, has() { throw Error('has') } });
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    window.revoked = proxy;
    window.cyclic = { fields: {} };
    window.cyclic.fields.self = window.cyclic;
    window.list = [1];
    window.list[0] = window.list;
    window.texts = () => ({ name: { toString: () => window.touched.push('toString') }, toJSON: () => window.touched.push('toJSON'), toString: () => window.touched.push('toString'), valueOf: () => window.touched.push('valueOf') });
  });
  const one = [/^warning: nightdesk: /];
  for (const [code, expected] of [
    [`nightdesk.identify(bomb('name'))`, one],
    [`nightdesk.identify({ fields: bomb('order') })`, one],
    [`nightdesk.contact(bomb('topic', 'message'))`, one],
    [`nightdesk.identify(proxy({}))`, one],
    [`nightdesk.identify(revoked)`, one],
    [`nightdesk.identify(cyclic)`, ['the field "self" is an object']],
    [`nightdesk.identify(texts())`, ['"name" is an object']],
    [`nightdesk.identify(Object.create(null))`, []],
    [`nightdesk.push(proxy([]))`, one],
    [`nightdesk.push(revoked)`, one],
    [`nightdesk.push([Object.create(null)])`, ['there is no command']],
    [`nightdesk.push([window.thrown])`, ['there is no command']],
    [`nightdesk.push(list)`, ['there is no command']],
    [`nightdesk.search(texts())`, ['it got an object']],
    [`nightdesk.suggest(proxy([]))`, one],
    [`nightdesk.suggest(list)`, ['is a list']],
    [`nightdesk.suggest(Array(1e6).fill('${SLUG}'))`, []],
    [`nightdesk.on(window.thrown, () => {})`, ['there is no event']],
    [`nightdesk.on('open', bomb('x'))`, ['wants a function']],
    [`nightdesk.lang(window.thrown)`, ['lang(code) wants']],
    [`nightdesk.on('ready', () => { throw window.thrown })`, one],
    [`nightdesk.push(['x'.repeat(1e7)])`, ['there is no command "xxx']],
    [`nightdesk.article('x'.repeat(1e7))`, ['there is no article']],
    [`nightdesk.search('<img src=x onerror=touched.push("ran")>')`, []],
  ]) {
    await page.evaluate(`${code}; null`);
    await expectWarnings(page, expected, code);
  }
  // After all that: the page's own values, and no others.
  await page.evaluate(() => {
    nightdesk.identify({ email: 'a'.repeat(5e6), phone: '600100200', fields: JSON.parse('{"__proto__":"MAL-222222","constructor":"x","order":"MAL-204518"}'), toJSON: () => window.touched.push('toJSON') });
    nightdesk.contact({ message: 'ż'.repeat(2e6) });
  });
  const form = await expectForm(page, { topic: '', name: '', phone: '600100200' });
  assert.ok((await form.field('message').inputValue()).length <= 4_000);
  assert.ok((await form.field('email').inputValue()).length <= 200);
  await form.fill({ topic: 'Zamówienie' });
  assert.equal(await form.field('order').inputValue(), 'MAL-204518');
  assert.deepEqual(await page.evaluate(() => [window.touched, {}.order, Object.keys(Object.prototype)]), [[], undefined, ['name', 'topic', 'evil', 'fields']].map((x) => x));
  await expectWarnings(page, []);
});

// A listener of the page that fails is the page's failure: it is reported as one, and the other listeners and the
// widget go on.
test('a listener that throws', async (t) => {
  const { page, widget } = await opened(t, '/');
  await page.evaluate(() => {
    nightdesk.on('open', () => { throw Error('the page’s own') });
    nightdesk.on('open', () => (window.second = true));
  });
  await push(page, ['open']);
  await widget.search.waitFor();
  assert.equal(await page.evaluate(() => window.second), true);
  assert.deepEqual(page.seen.errors.splice(0), ['Error: the page’s own']);
  await expectWarnings(page, []);
});

// Known values fill empty fields. What the visitor has written is not changed.
test('the form is filled, and a draft is left alone', async (t) => {
  const { page } = await opened(t, '/');
  await push(page, ['identify', { name: 'Anna Nowak', email: 'anna@example.com' }]);
  await push(page, ['contact', { topic: 'delivery', message: 'Paczka nie dotarła', fields: { order: 'MAL-204518', parcel: 730000204518000000000012n.toString() } }]);
  const form = await expectForm(page, { topic: 'delivery', message: 'Paczka nie dotarła', name: 'Anna Nowak', email: 'anna@example.com', order: 'MAL-204518' });
  // Nothing was typed yet: another preset replaces the first.
  await push(page, ['contact', { topic: 'returns', message: 'Zwrot' }]);
  await eventually('the other topic', async () => (await form.field('topic').inputValue()) === 'returns');
  await form.fill({ message: 'To piszę ja.' });
  await push(page, ['identify', { name: 'Jan Inny' }], ['contact', { topic: 'orders', message: 'Coś innego' }]);
  await expectWarnings(page, []);
  await expectForm(page, { topic: 'returns', message: 'To piszę ja.', name: 'Anna Nowak' });
});

// A visitor who signs out at a shared computer leaves no name behind.
test('identify(null) forgets', async (t) => {
  const { page } = await opened(t, '/');
  await push(page, ['identify', { name: 'Anna Nowak', email: 'anna@example.com' }], ['identify', null], ['contact']);
  await expectForm(page, { topic: '', name: '', email: '', message: '' });
  assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)]), [[], ['nightdesk']]);
  await expectWarnings(page, []);
});

// Suggestions of the page: the ones it gives, none, the rules again, and gone after a navigation.
test('suggest', async (t) => {
  const { page, widget } = await opened(t, '/');
  const here = async () => (await widget.panel.locator('.here a').allTextContents()).map(plain);
  const expect = (expected) =>
    eventually(`${expected}`, async () => JSON.stringify(await here()) === JSON.stringify(expected)).catch(async () => assert.deepEqual(await here(), expected));
  const RULE = 'Ile kosztuje dostawa?';
  await push(page, ['open']);
  await widget.search.waitFor();
  await expect([]);
  await push(page, ['suggest', [SLUG, REFUND_SLUG]]);
  await expect([RETURNS, REFUND]);
  await page.evaluate(() => history.pushState(null, '', '/koszyk'));
  await eventually('the rules of the basket', async () => (await here())[0] === RULE);
  await push(page, ['suggest', []]);
  await expect([]);
  await push(page, ['suggest', null]);
  await eventually('the rules again', async () => (await here())[0] === RULE);
  await push(page, ['suggest', [SLUG]]);
  await expect([RETURNS]);
  // Gone for good: going back leads to the page, not to its earlier suggestions.
  await page.evaluate(() => history.pushState(null, '', '/zwroty'));
  await eventually('other rules', async () => (await here()).length === 4);
  await page.evaluate(() => history.back());
  await eventually('the rules of the basket', async () => (await here())[0] === RULE);
  await expectWarnings(page, []);
});

// A destroyed widget is gone, with launcher and listeners; only the next opening starts it again.
test('destroy, and open again', async (t) => {
  const { page, widget } = await opened(t, '/two');
  await page.evaluate(() => nightdesk.on('open', () => (window.on = (window.on ?? 0) + 1)));
  const first = page.locator('#a').locator('.panel');
  await push(page, ['open']);
  await first.waitFor();
  await push(page, ['destroy']);
  await eventually('no widget', async () => (await page.locator('nightdesk-widget').count()) === 0);
  await push(page, ['destroy'], ['close'], ['identify', { name: 'Anna' }], ['identify', null], ['off', 'open']);
  await page.evaluate(() => nightdesk.on('close', () => {}));
  await page.evaluate(() => history.pushState(null, '', '/elsewhere'));
  await page.waitForTimeout(500);
  assert.equal(await page.locator('nightdesk-widget').count(), 0, 'a command that opens nothing brings it back');
  await heard(page);
  await push(page, ['open']);
  await widget.panel.waitFor();
  assert.equal(await page.locator('nightdesk-widget').count(), 1);
  assert.equal(await page.evaluate(() => window.on), 1, 'a listener outlives the end');
  await expectHeard(page, [['ready', {}], ['open', {}]]);
  await push(page, ['search', 'jak zwrocic paczke']);
  await widget.expectFirst(RETURNS);
  await expectWarnings(page, []);
});

// Two panels over each other hide each other.
test('several elements: one panel, commands for the one opened last', async (t) => {
  const { page } = await opened(t, '/three');
  const open = () => page.evaluate(() => [...document.querySelectorAll('nightdesk-widget[open]')].map(({ id }) => id).join());
  const expectOpen = (id) => eventually(`${id} to be open`, async () => (await open()) === id);
  const panel = (id) => page.locator(`#${id}`).getByRole('dialog');
  assert.equal(await page.locator('nightdesk-widget').count(), 3, 'the script’s own is there as well');
  await push(page, ['open']);
  await panel('a').waitFor();
  assert.equal(await open(), 'a', 'the first in the page');
  await page.locator('#b').getByRole('button', { name: 'Help', exact: true }).click();
  await panel('b').waitFor();
  await panel('a').waitFor({ state: 'hidden' });
  await push(page, ['search', 'invoice']);
  await page.locator('#b').locator('ol.results').getByText('How do I get an invoice?', { exact: true }).waitFor();
  assert.equal(await open(), 'b');
  await page.evaluate((slug) => nightdesk.push([document.getElementById('c'), 'article', slug]), SLUG);
  await panel('c').getByRole('heading', { name: RETURNS }).waitFor();
  await expectOpen('c');
  await push(page, ['close']);
  await expectOpen('');
  await push(page, ['toggle']);
  await expectOpen('c');
  await page.evaluate(() => nightdesk.push([document.getElementById('a'), 'close'], [document.getElementById('b'), 'toggle']));
  await expectOpen('b');
  // The one opened last is gone: commands go to the first again.
  await page.evaluate(() => document.getElementById('b').remove());
  await push(page, ['open']);
  await expectOpen('a');
  await page.evaluate(() => nightdesk.push([document.createElement('nightdesk-widget'), 'close']));
  await expectWarnings(page, []);
});

// A framework writes the element now, the script may load at any time: there is one widget, the page's.
for (const path of ['/element-first', '/script-first']) {
  test(`the page’s own element takes the place of the script’s: ${path}`, async (t) => {
    const { page, widget } = await opened(t, path);
    widget.speak('en');
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('nightdesk-widget')].map(({ id }) => id)), ['mine']);
    await widget.open();
    await expectHeard(page, [['ready', {}], ['open', {}]]);
    assertQuiet(page);
  });
}

// The visitor was reading on the page before, and comes to one that adds its element late: the article is open there.
test('an element that comes late takes over an open panel', async (t) => {
  const { page, widget } = await opened(t, '/');
  await push(page, ['article', SLUG]);
  await widget.expectTitle(RETURNS);
  await page.goto(`${host.server.url}/script-first`);
  await widget.expectTitle(RETURNS);
  assert.equal(await page.locator('nightdesk-widget').count(), 1);
  // And one that is added while it is open.
  await page.goto(`${host.server.url}/`);
  await widget.expectTitle(RETURNS);
  await page.evaluate(() => document.body.append(document.createElement('nightdesk-widget')));
  await widget.expectTitle(RETURNS);
  await eventually('the panel in the page’s element', () => isOpen(page, 'body > nightdesk-widget'));
  assert.equal(await page.locator('nightdesk-widget').count(), 1);
  assertQuiet(page);
});

// Attributes set look and language from the beginning, and whenever they change.
test('attributes of the script, and changed later', async (t) => {
  const { page, widget } = await opened(t, '/none');
  const scheme = () => widget.panel.evaluate((panel) => getComputedStyle(panel).colorScheme);
  const side = () => widget.panel.evaluate((panel) => (panel.getBoundingClientRect().left < innerWidth / 2 ? 'left' : 'right'));
  const set = (name, value) => page.locator('nightdesk-widget').evaluate((element, [name, value]) => (value === null ? element.removeAttribute(name) : element.setAttribute(name, value)), [name, value]);
  assert.ok(!(await widget.launcher.isVisible()), 'the launcher is there');
  await push(page, ['open']);
  await widget.search.waitFor();
  assert.deepEqual([await scheme(), await side()], ['dark', 'left']);
  await set('data-theme', 'light');
  await set('data-position', 'right');
  await set('data-launcher', 'show');
  assert.deepEqual([await scheme(), await side()], ['light', 'right']);
  await push(page, ['close']);
  await widget.launcher.waitFor();
  await push(page, ['open']);
  await set('data-lang', 'en');
  widget.speak('en');
  await widget.search.waitFor();
  for (const name of ['data-theme', 'data-position', 'data-launcher', 'data-lang']) await set(name, null);
  assert.deepEqual([await scheme(), await side()], ['light dark', 'right']);
  await expectWarnings(page, []);
  await set('data-theme', 'Dark');
  await expectWarnings(page, ['data-theme="Dark" is not known; write one of auto, light, dark.']);
  await set('data-theme', 'dark');
  await set('data-lang', 'de');
  await expectWarnings(page, ['data-lang="de" is not known; write one of pl, en.']);
  assert.equal(await scheme(), 'dark');
});

// The language is the page's until the visitor chooses: also where a framework writes it after the element.
test('data-lang set between loading and opening', async (t) => {
  const { page, widget } = await opened(t, '/');
  await page.locator('nightdesk-widget').evaluate((element) => element.setAttribute('data-lang', 'en'));
  await push(page, ['open']);
  widget.speak('en');
  await widget.search.waitFor();
  assertQuiet(page);
});

// The later command wins.
test('lang() before opening outlives the attribute', async (t) => {
  const { page, widget } = await opened(t, '/');
  await push(page, ['lang', 'en'], ['open']);
  widget.speak('en');
  await widget.search.waitFor();
  await push(page, ['close'], ['open']);
  await widget.search.waitFor();
  assertQuiet(page);
});

test('wrong values of attributes', async (t) => {
  const { page, widget } = await opened(t, '/wrong');
  await widget.open();
  assert.equal(await widget.launcher.count(), 1);
  await expectWarnings(page, ['data-lang="xx" is not known; write one of pl, en.', 'data-theme="pink" is not known; write one of auto, light, dark.', 'data-position="top"', 'data-launcher="no"']);
});

// When the help closes, the focus is on the button of the page that opened it.
test('no launcher: the focus returns to the page’s own button', async (t) => {
  const { page, widget } = await opened(t, '/none');
  await page.locator('#help').click();
  await widget.search.waitFor();
  await eventually('the search field', () => hasFocus(widget.search));
  await page.keyboard.press('Escape');
  await widget.panel.waitFor({ state: 'hidden' });
  assert.equal(await focused(page), 'help');
  await page.keyboard.press('Enter');
  await widget.search.waitFor();
  await widget.closeButton.click();
  assert.equal(await focused(page), 'help');
  assertQuiet(page);
});

// Frameworks remove elements, put them back and move them; only a removed one has ended.
test('removed, put back, and moved', async (t) => {
  const { page, widget } = await opened(t, '/element-first');
  widget.speak('en');
  await push(page, ['search', 'how do I return a parcel']);
  await widget.results.first().click();
  await widget.article.waitFor();
  const title = await widget.title.textContent();
  const scroll = (top) => widget.scrolled(top);
  await scroll(200);
  await heard(page);
  await page.evaluate(() => {
    const [mine] = document.getElementsByTagName('nightdesk-widget');
    document.body.prepend(mine);
    mine.remove();
    document.querySelector('main').append(mine);
  });
  await page.waitForTimeout(200);
  await widget.panel.waitFor();
  assert.equal(await widget.title.textContent(), title);
  assert.ok(await widget.panel.evaluate((panel) => panel.closest(':popover-open') !== null), 'it is not on top any more');
  await page.evaluate(() => (window.kept = document.querySelector('nightdesk-widget')).remove());
  await page.waitForTimeout(200);
  await push(page, ['open']);
  await expectWarnings(page, ['there is no <nightdesk-widget> in this page for open().']);
  await page.evaluate(() => document.body.append(window.kept));
  await widget.launcher.waitFor();
  assert.ok(!(await isOpen(page)), 'it opens by itself');
  await widget.launcher.click();
  await widget.panel.waitFor();
  assert.equal(await widget.title.textContent(), title, 'it has forgotten where it was');
  assertQuiet(page);
});

test('the script twice, of one version: no warning', async (t) => {
  const { page, widget } = await opened(t, '/twice');
  assert.equal(await page.locator('nightdesk-widget').count(), 1);
  await widget.open();
  await expectHeard(page, [['ready', {}], ['open', {}]]);
  await expectWarnings(page, []);
});

// A plugin and a theme that both bring the help, one of them older: it must be clear which of the two is used.
test('the script twice, in two versions: one warning', async (t) => {
  const { page, widget } = await opened(t, '/versions');
  await expectWarnings(page, ['the page has a second script tag, http']);
  assert.equal(await page.locator('nightdesk-widget').count(), 1);
  await widget.open();
  await expectWarnings(page, []);
});

// `<form id=nightdesk>` is an element of the page, and no queue.
test('an element by the name of the queue', async (t) => {
  const { page, widget } = await opened(t, '/named');
  await push(page, ['open']);
  await widget.search.waitFor();
  await expectWarnings(page, []);
});

// Inside of a component with a shadow root of its own.
test('an element in a shadow root of the page', async (t) => {
  const { page, widget } = await opened(t, '/shadow');
  await widget.open();
  await push(page, ['search', 'jak zwrocic paczke']);
  await widget.expectFirst(RETURNS);
  await push(page, ['close']);
  await widget.panel.waitFor({ state: 'hidden' });
  await expectWarnings(page, []);
});

const LINKS = {
  start: ({ widget }) => widget.search.waitFor(),
  article: ({ widget }) => widget.expectTitle(RETURNS),
  heading: ({ widget }) => widget.expectTitle(RETURNS),
  search: async ({ widget }) => {
    await widget.expectFirst(REFUND);
    assert.equal(await widget.search.inputValue(), 'zwrot pieniędzy');
  },
  plus: ({ widget }) => eventually('the question', async () => (await widget.search.inputValue()) === 'C++'),
  contact: ({ page }) => expectForm(page, { message: '' }),
};

// Links are for menus and texts that allow no code. The fragment is removed from the page's address, so that it can be
// bookmarked.
test('links, clicked', async (t) => {
  const { page, widget } = await opened(t, '/');
  await page.evaluate(() => history.replaceState({ own: 1 }, '', '/?x=1'));
  for (const [name, check] of Object.entries(LINKS)) {
    for (const again of [false, true]) {
      await page.getByRole('link', { name, exact: true }).click({ force: true });
      await check({ page, widget });
      await eventually('the fragment to be gone', async () => page.url() === `${host.server.url}/?x=1`);
      if (again) continue;
      await push(page, ['search', ''], ['close']);
      await widget.panel.waitFor({ state: 'hidden' });
    }
  }
  await expectWarnings(page, []);
});

test('links, from elsewhere', async (t) => {
  for (const [name, check] of Object.entries(LINKS)) {
    const page = await host.open(t, '/', SCREENS.desktop);
    const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
    await page.goto('about:blank');
    await page.goto(`${host.server.url}/?x=1${href}`);
    await check({ page, widget: new Widget(page) });
    assert.equal(page.url(), `${host.server.url}/?x=1`, name);
    assertQuiet(page);
    await page.context().close();
  }
});

// The fragment of shops that route by it is left alone.
test('fragments of the page are left alone', async (t) => {
  const { page, widget } = await opened(t, '/');
  for (const name of ['route', 'own']) {
    await page.getByRole('link', { name, exact: true }).click();
    await page.waitForTimeout(300);
    assert.ok(page.url().endsWith(name === 'route' ? '/#/cart' : '/#nightdesk-plans'), page.url());
    assert.equal(await isOpen(page), false, name);
  }
  // A link of ours returns to the route that it was clicked on.
  await page.getByRole('link', { name: 'route', exact: true }).click();
  await page.getByRole('link', { name: 'article', exact: true }).click();
  await widget.expectTitle(RETURNS);
  await eventually('the route to be there again', async () => page.url().endsWith('/#/cart'));
  for (const broken of ['#nightdesk/%E0%A4%A', '#nightdesk?q=%', '#nightdesk?q=', '#nightdesk/', '#nightdesk!kontakt', '#nightdesk?']) {
    await page.evaluate((hash) => (location.hash = hash), broken);
    await page.waitForTimeout(100);
  }
  assert.deepEqual(page.seen.errors, []);
});

// `<base>` of another origin must not keep the fragment in the address.
test('links under a base of another origin', async (t) => {
  const { page, widget } = await opened(t, '/base');
  await page.evaluate((slug) => (location.hash = `nightdesk/${slug}`), SLUG);
  await widget.expectTitle(RETURNS);
  assert.equal(page.url(), `${host.server.url}/base`);
});

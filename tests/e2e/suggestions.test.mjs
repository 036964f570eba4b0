// What the panel suggests on which page: the page's `suggest()`, the company's rules, and the words of the address, in
// this order; at each opening and at each navigation. A wrong suggestion is worse than none.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { SCHEMES, SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { assertAccessible } from './support/axe.mjs';
import { LISTEN, loaded, push } from './support/host.mjs';
import { barePage } from './support/server.mjs';
import { CONTENT, build } from './support/site.mjs';
import { Widget, plain } from './support/widget.mjs';

const TIME = 'Kiedy dotrze paczka?';
const LOCKER = 'Jak odebrać paczkę z automatu?';
const INVOICE = 'Jak dostać fakturę?';
const STORES = 'Gdzie są sklepy?';
const DEPOSIT = 'Jak oddać butelki?';
const STRIKE = 'Kurierzy strajkują';

const RULES = `
[[page]]
url = ["/koszyk*", "*#/basket*"]
articles = ["payments/invoice"]
categories = ["delivery"]
notices = ["strike"]

[[page]]
url = "/koszyk/2"
articles = ["stores/deposit", "stores/addresses"]

[[page]]
url = "/s?q=*"
articles = "stores/deposit"

[[page]]
url = "/konto#faktury"
articles = "payments/invoice"
`;

const POPULAR = 'popular = ["delivery/time", "delivery/locker", "payments/invoice", "stores/addresses", "stores/deposit"]';

const files = {
  'nightdesk.toml': CONTENT['nightdesk.toml'].replace('[site]\n', `[site]\n${POPULAR}\n`) + RULES,
  'pl/notices/strike.md': `---\ntitle: ${STRIKE}\nuntil: 2026-11-30\n---\nPaczki dotrą później.\n`,
};
const titled = (title, more = {}) => barePage(more).replace('<title>Host page</title>', `<title>${title}</title>`);
const TURBO = join(import.meta.dirname, 'node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js');
const turbo = titled('Host page', { head: '<script src="/turbo.js" data-turbo-track="reload"></script>', body: '<a href="/t/koszyk">basket</a><a href="/koszyk">cart</a>' });
const shop = stage({
  root: build({ files }),
  files: { '/turbo.js': TURBO },
  pages: {
    ...Object.fromEntries(['/', '/koszyk', '/koszyk/', '/koszyk/2', '/s', '/konto', '/o-nas'].map((path) => [path, titled('Sklep Malina')])),
    '/faktury/nowa': titled('Jak dostać fakturę? – Sklep Malina'),
    '/p/4711': titled('Zegarek damski złoty 36 mm'),
    '/turbo': turbo,
    '/turbo/koszyk': turbo,
    '/koszyk/turbo': turbo,
  },
});

/** A Wednesday, while couriers are on strike. */
const CONTEXT = { at: '2026-11-25T10:10:00+01:00', timezoneId: 'Europe/Warsaw' };

async function opened(t, path, context = SCREENS.desktop) {
  const page = await shop.open(t, path, { ...CONTEXT, ...context, init: { content: LISTEN } });
  const widget = new Widget(page);
  await widget.open();
  return { page, widget };
}

const here = async (widget) => (await widget.panel.locator('.here a').allTextContents()).map(plain);

async function expectHere(widget, expected, what = '') {
  await eventually('the suggestions', async () => JSON.stringify(await here(widget)) === JSON.stringify(expected)).catch(() => {});
  assert.deepEqual(await here(widget), expected, what);
}

// Everything shown at an opening belongs to that page.
for (const [path, expected, notice] of [
  ['/', []],
  ['/o-nas', []],
  ['/koszyk', [INVOICE, LOCKER, TIME], true],
  ['/koszyk/', [INVOICE, LOCKER, TIME], true],
  ['/koszyk?a=b#c', [INVOICE, LOCKER, TIME], true],
  ['/koszyk/2?x#y', [INVOICE, LOCKER, TIME, DEPOSIT], true],
  ['/#/basket/2', [INVOICE, LOCKER, TIME], true],
  ['/s?q=szampon', [DEPOSIT]],
  ['/s', []],
  ['/konto#faktury', [INVOICE]],
  ['/konto', []],
  ['/faktury/nowa', [INVOICE]],
  ['/p/4711', []],
]) {
  test(`on ${path}`, async (t) => {
    const { page, widget } = await opened(t, path);
    // Categories list their articles by weight and name; the order here is that of the category's own screen.
    const sorted = (all) => [...all].sort();
    await eventually('the suggestions', async () => (await here(widget)).length === expected.length).catch(() => {});
    const found = await here(widget);
    assert.deepEqual(sorted(found), sorted(expected));
    assert.equal(found[0], expected[0], 'the first one of the first rule is not the first');
    const notices = (await widget.notices.locator('strong').allTextContents()).map(plain);
    assert.deepEqual(notices, notice ? [STRIKE] : []);
    const popular = (await widget.panel.locator('.popular a').allTextContents()).map(plain);
    assert.equal(popular.length, 5 - expected.length);
    assert.deepEqual(popular.filter((title) => found.includes(title)), [], 'said twice');
    assertQuiet(page);
  });
}

// `suggest()` comes first, then the rules, then the words; and each of them can replace another.
test('suggest() before rules before words', async (t) => {
  const { page, widget } = await opened(t, '/faktury/nowa');
  await expectHere(widget, [INVOICE], 'words');
  await push(page, ['suggest', ['addresses']]);
  await expectHere(widget, [STORES], 'suggest() before words');
  await push(page, ['suggest', null]);
  await expectHere(widget, [INVOICE], 'words again');
  await page.evaluate(() => history.pushState(null, '', '/konto#faktury'));
  await page.evaluate(() => history.pushState(null, '', '/s?q=x'));
  await expectHere(widget, [DEPOSIT], 'rules');
  await push(page, ['suggest', []]);
  await expectHere(widget, [], 'none');
  await push(page, ['suggest', ['deposit', 'addresses']]);
  await expectHere(widget, [DEPOSIT, STORES], 'suggest() before rules');
  assertQuiet(page);
});

// A single-page shop: the panel stays open while the visitor navigates, and suggests for the present page.
test('while it is open: history and fragments', async (t) => {
  const { page, widget } = await opened(t, '/');
  const notices = async () => (await widget.notices.locator('strong').allTextContents()).map(plain);
  const go = (code) => page.evaluate(`${code}; null`);
  await expectHere(widget, []);
  await go(`history.pushState(null, '', '/koszyk')`);
  await eventually('the basket', async () => (await here(widget))[0] === INVOICE);
  assert.deepEqual(await notices(), [STRIKE]);
  await go(`history.replaceState(null, '', '/s?q=a')`);
  await expectHere(widget, [DEPOSIT], 'replaceState');
  assert.deepEqual(await notices(), []);
  await go(`history.back()`);
  await expectHere(widget, [], 'back');
  await go(`history.forward()`);
  await expectHere(widget, [DEPOSIT], 'forward');
  await go(`location.hash = '/basket/1'`);
  await eventually('the basket of the fragment', async () => (await here(widget))[0] === INVOICE);
  await go(`location.hash = ''`);
  await expectHere(widget, [DEPOSIT], 'the fragment is gone');
  // A title that changes a little later than its address counts as well.
  await go(`history.pushState(null, '', '/x/y'); setTimeout(() => (document.title = 'Jak dostać fakturę? – Sklep Malina'), 150)`);
  await expectHere(widget, [INVOICE], 'the title');
  // On another screen nothing changes; back on the first one the suggestions are the page's.
  await push(page, ['search', 'paczka']);
  await widget.results.first().waitFor();
  await go(`history.pushState(null, '', '/s?q=b')`);
  await page.waitForTimeout(400);
  assert.equal(await widget.search.inputValue(), 'paczka');
  await push(page, ['search', '']);
  await expectHere(widget, [DEPOSIT], 'back at home');
  // And at the next opening.
  await push(page, ['close']);
  await go(`document.title = 'Sklep Malina'; history.pushState(null, '', '/o-nas')`);
  await push(page, ['open']);
  await expectHere(widget, [], 'opened elsewhere');
  assertQuiet(page);
});

// Browsers without the Navigation API do not report pushState: the next opening notices it nevertheless.
test('without the Navigation API', async (t) => {
  const page = await shop.open(t, '/', { ...CONTEXT, ...SCREENS.desktop, init: { content: `${LISTEN}; delete window.navigation; Object.defineProperty(window, 'navigation', { value: undefined });` } });
  const widget = new Widget(page);
  await widget.open();
  await push(page, ['close']);
  await page.evaluate(() => history.pushState(null, '', '/s?q=a'));
  await push(page, ['open']);
  await expectHere(widget, [DEPOSIT]);
  await page.evaluate(() => history.back());
  await expectHere(widget, []);
  assertQuiet(page);
});

test('Turbo', async (t) => {
  const { page, widget } = await opened(t, '/turbo');
  await loaded(page);
  await page.evaluate(() => window.Turbo.visit('/koszyk/turbo'));
  await eventually('the basket', async () => (await here(widget))[0] === INVOICE);
  await page.evaluate(() => window.Turbo.visit('/turbo'));
  await expectHere(widget, []);
  assertQuiet(page);
});

for (const [screen, device] of Object.entries(SCREENS)) {
  for (const colorScheme of SCHEMES) {
    // An additional heading on the first screen: it has to be announced in order, and be readable.
    test(`accessible: ${screen}, ${colorScheme}`, async (t) => {
      const { page, widget } = await opened(t, '/koszyk', { ...device, colorScheme });
      await widget.panel.getByRole('heading', { name: 'Pomoc do tej strony' }).waitFor();
      await widget.expectContact(`suggestions, ${screen}`);
      await assertAccessible(page, `suggestions, ${screen}, ${colorScheme}`);
    });
  }
}

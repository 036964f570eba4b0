// What the widget costs a page whose visitors never ask for help: one small file, and nothing stored.
//
// Invariant (browser): before the visitor shows intent there is one request and nothing is stored; there is never a
// request to a third party and never a cookie.
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCREENS, eventually, stage } from './support/browser.mjs';
import { Widget } from './support/widget.mjs';

const shop = stage();

// The budget of the loader, in bytes on the wire.
const LOADER = 4_000;

const stored = (page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    cookie: document.cookie,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));

const NOTHING = { local: [], session: [], cookie: '', databases: [], caches: [], workers: 0 };

// If this breaks, every page view of the shop pays for the help, and the shop needs a consent banner for it.
test('before the first click: the loader alone, nothing stored', async (t) => {
  let loader;
  const page = await shop.open(t, '/', SCREENS.desktop);
  page.on('response', (response) => {
    if (response.url().endsWith('/nightdesk.js')) loader = response.body();
  });
  page.seen.requests.length = 0;
  await page.reload({ waitUntil: 'load' });
  await new Widget(page).launcher.waitFor();
  // A request that starts a little later would be just as wrong, so this test has to wait for time.
  await page.waitForTimeout(1_500);
  assert.deepEqual(page.seen.requests, ['/', '/help/nightdesk.js']);
  const { length } = await loader;
  assert.ok(length <= LOADER, `the loader is ${length} bytes`);
  assert.deepEqual(await stored(page), NOTHING);
  assert.deepEqual(await page.context().cookies(), []);
});

for (const [intent, act] of [
  ['hover', (widget) => widget.launcher.hover()],
  ['focus', (widget) => widget.launcher.focus()],
]) {
  // The download starts with the intent to open, so that most of it is over when the click comes.
  test(`${intent} fetches the widget and one language, opens nothing`, async (t) => {
    const page = await shop.open(t, '/', SCREENS.desktop);
    const widget = new Widget(page);
    await act(widget);
    const wanted = [/\/app-[^/]+\.js$/, /\/app-[^/]+\.wasm$/, /\/pack-pl-[^/]+\.bin$/];
    await eventually('the widget to be fetched', () =>
      wanted.every((form) => page.seen.requests.some((path) => form.test(path))),
    );
    const unwanted = page.seen.requests.filter((path) => /\/pack-en-/.test(path));
    assert.deepEqual(unwanted, [], 'a language nobody asked for');
    assert.equal(await widget.launcher.getAttribute('aria-expanded'), 'false');
    assert.ok(!(await widget.panel.isVisible()));
  });
}

// No third party learns that a visitor looked for help.
test('nothing is asked from third parties', async (t) => {
  const page = await shop.open(t, '/', SCREENS.desktop);
  const foreign = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(shop.server.url) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  const widget = new Widget(page);
  await widget.open();
  await widget.ask('faktura', 'Jak dostać fakturę?');
  await widget.results.first().click();
  await widget.article.waitFor();
  assert.deepEqual(foreign, []);
  assert.deepEqual(await page.context().cookies(), []);
});

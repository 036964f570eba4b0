// Notices: shown from the minute they begin to the minute they end, where they matter, until they are dismissed.
//
// Invariant (browser): a notice is shown from its first minute to its last, and a dismissed one stays dismissed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCHEMES, SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { assertAccessible } from './support/axe.mjs';
import { PAGES, build } from './support/site.mjs';
import { Widget, plain } from './support/widget.mjs';

const notice = (title, more) => `---\ntitle: ${title}\n${more}\n---\nSzczegóły w artykule o [terminach](../delivery/time.md).\n`;
const LATE = 'Kurierzy mają opóźnienia';
const DOWN = 'Telefon nie działa';
const SALE = 'Od jutra nowy cennik';
const FILES = {
  'pl/notices/late.md': notice(LATE, 'from: 2026-11-25 10:00\nuntil: 2026-11-25 12:00\nseverity: warning\ntopics: [delivery]'),
  'pl/notices/down.md': notice(DOWN, 'from: 2026-11-25 10:30\nuntil: 2026-11-25 11:30\nseverity: critical'),
  'pl/notices/sale.md': notice(SALE, 'from: 2026-11-25 10:00\nuntil: 2026-11-26'),
};

const site = build({ files: FILES });
const shop = stage({ pages: PAGES, root: site });

const CONTEXT = { timezoneId: 'Europe/Warsaw', ...SCREENS.desktop };

async function opened(t, at, context = {}) {
  const page = await shop.open(t, '/', { ...CONTEXT, at, ...context });
  const widget = new Widget(page);
  await widget.open();
  return { page, widget };
}

const titles = async (widget) => (await widget.notices.locator('strong').allTextContents()).map(plain);
const expectTitles = async (widget, expected) => {
  let found;
  await eventually(`the notices to be ${expected}`, async () => {
    found = await titles(widget);
    return JSON.stringify(found) === JSON.stringify(expected);
  }).catch(() => assert.deepEqual(found, expected));
};

// Yesterday's warning sends people away from an open door; one that comes an hour late warns nobody.
test('from the first minute to the last, without a reload', async (t) => {
  const { page, widget } = await opened(t, '2026-11-25T09:59:30+01:00');
  await expectTitles(widget, []);
  await page.clock.runFor(31_000);
  await expectTitles(widget, [LATE, SALE]);
  await page.clock.fastForward('29:30');
  await page.clock.runFor(61_000);
  await expectTitles(widget, [DOWN, LATE, SALE]);
  await page.clock.fastForward('01:29:00');
  await page.clock.runFor(61_000);
  await expectTitles(widget, [SALE]);
  assertQuiet(page);
});

// A delay of couriers belongs to questions about delivery; everywhere else it is noise.
test('where they matter', async (t) => {
  const { widget } = await opened(t, '2026-11-25T10:10:00+01:00');
  await expectTitles(widget, [LATE, SALE]);
  await widget.ask('kiedy dotrze paczka', 'Kiedy dotrze paczka?');
  await expectTitles(widget, [LATE, SALE]);
  await widget.results.first().click();
  await widget.expectTitle('Kiedy dotrze paczka?');
  await expectTitles(widget, [LATE, SALE]);
  await widget.back.click();
  await widget.ask('oddać butelki', 'Jak oddać butelki?');
  await widget.results.first().click();
  await widget.expectTitle('Jak oddać butelki?');
  await expectTitles(widget, [SALE]);
});

// A dismissed notice must not come back at every page; the critical one must not be lost by mistake.
test('put away for good, until they say something else', async (t) => {
  const { page, widget } = await opened(t, '2026-11-25T10:40:00+01:00');
  await expectTitles(widget, [DOWN, LATE, SALE]);
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'something is kept before the visitor asked for it');
  assert.equal(await widget.notices.first().getByRole('button').count(), 0, 'the critical notice can be put away');
  await widget.panel.getByRole('button', { name: `Ukryj komunikat: ${LATE}` }).click();
  await expectTitles(widget, [DOWN, SALE]);
  await page.reload();
  await widget.search.waitFor();
  await expectTitles(widget, [DOWN, SALE]);
  t.after(() => (shop.server.root = site));
  shop.server.root = build({ files: { ...FILES, 'pl/notices/late.md': FILES['pl/notices/late.md'].replace('12:00', '13:00') } });
  await page.reload();
  await widget.search.waitFor();
  await expectTitles(widget, [DOWN, LATE, SALE]);
});

// Where storage is denied, a notice can still be dismissed for now, and nothing else breaks.
test('storage that throws changes nothing', async (t) => {
  const init = () => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get: () => { throw new DOMException('denied', 'SecurityError'); } });
    }
  };
  const { page, widget } = await opened(t, '2026-11-25T10:10:00+01:00', { init });
  await widget.panel.getByRole('button', { name: `Ukryj komunikat: ${LATE}` }).click();
  await expectTitles(widget, [SALE]);
  assertQuiet(page);
});

for (const [screen, device] of Object.entries(SCREENS)) {
  for (const colorScheme of SCHEMES) {
    // A warning that cannot be read, or is not announced, warns no visitor.
    test(`accessible: ${screen}, ${colorScheme}`, async (t) => {
      const { page, widget } = await opened(t, '2026-11-25T10:40:00+01:00', { ...device, colorScheme });
      await expectTitles(widget, [DOWN, LATE, SALE]);
      await widget.expectContact('home with notices');
      await assertAccessible(page, `home with notices, ${screen}, ${colorScheme}`);
      await widget.ask('kiedy dotrze paczka', 'Kiedy dotrze paczka?');
      await assertAccessible(page, `results with notices, ${screen}, ${colorScheme}`);
      await widget.results.first().click();
      await widget.expectTitle('Kiedy dotrze paczka?');
      await assertAccessible(page, `article with notices, ${screen}, ${colorScheme}`);
    });
  }
}

// The board: all contact channels and their hours on one screen, the ones that are useful right now first.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { SCHEMES, SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { assertAccessible } from './support/axe.mjs';
import { LISTENER, POLICY } from './support/policy.mjs';
import { barePage } from './support/server.mjs';
import { PAGES, build } from './support/site.mjs';
import { Widget, hasFocus, plain, pressUntil, waitForText } from './support/widget.mjs';

const root = build();
const shop = stage({ pages: PAGES, root });
const strict = stage({ pages: { '/': barePage({ head: LISTENER }) }, policy: POLICY, root });
const demo = stage();

async function opened(t, at, { site = shop, ...context } = {}) {
  const page = await site.open(t, '/', { ...SCREENS.desktop, timezoneId: 'Europe/Warsaw', at, ...context });
  const widget = new Widget(page);
  await widget.open();
  return { page, widget };
}

const labels = async (list) => (await list.locator('.way-label').allTextContents()).map(plain);

/** The order of the channels: those in sight, and those that are folded. */
async function expectOrder(widget, inSight, folded) {
  let order;
  await eventually(`the channels in order`, async () => {
    order = [await labels(widget.board.locator('> .ways')), await labels(widget.folded)];
    return JSON.stringify(order) === JSON.stringify([inSight, folded]);
  }).catch(() => assert.deepEqual(order, [inSight, folded]));
}

const [PHONE, MAIL, STORE] = ['Zadzwoń', 'Napisz', 'Sklep w Warszawie'];

// A visitor who needs a person now must not have to look for the one channel that works.
test('what works now comes first, and the closed folds away and comes back as the day goes on', async (t) => {
  const { page, widget } = await opened(t, '2026-11-25T06:50:10+01:00');
  await widget.openBoard();
  await expectOrder(widget, [MAIL], [STORE, PHONE]);
  for (const [at, inSight, folded] of [
    ['06:59:59', [MAIL], [STORE, PHONE]],
    ['07:00:01', [MAIL, STORE], [PHONE]],
    ['08:00:01', [PHONE, MAIL, STORE], []],
    ['15:59:59', [PHONE, MAIL, STORE], []],
    ['16:00:01', [MAIL, STORE], [PHONE]],
    // The telephone opens on Thursday at 8, the store at 7.
    ['21:00:01', [MAIL], [STORE, PHONE]],
  ]) {
    await page.clock.pauseAt(`2026-11-25T${at}+01:00`);
    await expectOrder(widget, inSight, folded);
    // Mail may be answered after the telephone opens: only a channel that is open now is marked as the fastest.
    const best = inSight[0] === PHONE ? 1 : 0;
    assert.equal(await widget.board.locator('.badge').count(), best, `badges at ${at}`);
    assert.equal(await widget.board.locator('> .ways > li:first-child .badge').count(), best, `the badge is not on the first at ${at}`);
  }
  assertQuiet(page);
});

// Folded must not mean out of reach: a keyboard has to get there, open it and get on.
test('what is closed is unfolded by the keyboard', async (t) => {
  const { page, widget } = await opened(t, '2026-12-10T20:00:00+01:00');
  await widget.openBoard();
  const phone = widget.card(PHONE);
  assert.equal(plain(await widget.folded.locator('summary').textContent()), 'Teraz nieczynne: 1');
  assert.ok(!(await phone.isVisible()), 'the closed way is in sight');
  await pressUntil(page, 'Tab', widget.folded.locator('summary'), 12);
  await page.keyboard.press('Enter');
  await phone.waitFor();
  await pressUntil(page, 'Tab', phone.getByRole('link'), 3);
  await pressUntil(page, 'Tab', phone.getByRole('button', { name: 'Przypomnij w kalendarzu' }), 3);
});

// Today has to be found at a glance, and Christmas before a customer is at a locked door.
test('seven days with today marked, and the days that differ with their reasons', async (t) => {
  const { widget } = await opened(t, '2026-12-10T20:00:00+01:00');
  await widget.openBoard();
  const rows = async (week, table) => {
    const cells = await widget.weeks.nth(week).locator('table').nth(table).locator('tr').all();
    return Promise.all(cells.map(async (row) => (await row.locator('th, td').allTextContents()).map(plain).join(': ')));
  };
  assert.deepEqual(await rows(0, 0), [
    'czwartek, dziś: 8:00–16:00',
    'piątek: 8:00–16:00',
    'sobota: nieczynne',
    'niedziela: nieczynne',
    'poniedziałek: 8:00–16:00',
    'wtorek: 8:00–16:00',
    'środa: 8:00–16:00',
  ]);
  const week = widget.weeks.first();
  assert.equal(await week.locator('[aria-current]').count(), 1, 'rows marked as today');
  assert.equal(plain(await week.locator('tr[aria-current=date]').textContent()), 'czwartek, dziś8:00–16:00');
  const differing = await rows(1, 1);
  for (const row of [
    'czwartek, 24 grudnia: nieczynne – Wigilia',
    'piątek, 25 grudnia: nieczynne – Boże Narodzenie',
    'czwartek, 31 grudnia: 7:00–16:00 – sylwester',
    'piątek, 1 stycznia: nieczynne – Nowy Rok',
    'środa, 6 stycznia: nieczynne – Trzech Króli',
  ]) {
    assert.ok(differing.includes(row), `${row} is not among\n${differing.join('\n')}`);
  }
});

// A list of days that differ is read only as long as every line in it is news.
test('days that differ are only those that differ', async (t) => {
  const { widget } = await opened(t, '2026-12-10T20:00:00+01:00');
  await widget.openBoard();
  const differing = plain(await widget.weeks.first().locator('table').last().textContent());
  // The desk is closed on any Saturday.
  assert.ok(!differing.includes('sobota, 26 grudnia'), differing);
});

// At midnight the mark has to move: else "today" is the wrong line.
test('today moves on at midnight', async (t) => {
  const { page, widget } = await opened(t, '2026-11-25T23:50:10+01:00');
  await widget.openBoard();
  const today = widget.weeks.first().locator('tr[aria-current=date] th');
  await waitForText(today, 'środa, dziś', 'today');
  await page.clock.pauseAt('2026-11-25T23:59:59+01:00');
  await waitForText(today, 'środa, dziś', 'today');
  await page.clock.runFor(2_000);
  await waitForText(today, 'czwartek, dziś', 'today');
});

const SCREENS_BEFORE = {
  home: async () => {},
  results: (widget) => widget.ask('oddać butelki', 'Jak oddać butelki?'),
  category: async (widget) => {
    await widget.panel.getByRole('button', { name: 'Dostawa' }).click();
    await widget.panel.getByRole('heading', { name: 'Dostawa' }).waitFor();
  },
  article: async (widget) => {
    await widget.ask('oddać butelki', 'Jak oddać butelki?');
    await widget.results.first().click();
    await widget.expectTitle('Jak oddać butelki?');
  },
};

for (const [screen, go] of Object.entries(SCREENS_BEFORE)) {
  // On whatever screen a visitor gives up reading, the board is one press away, and so is going back.
  test(`the line in the header leads to the board and back: ${screen}`, async (t) => {
    const { widget } = await opened(t, '2026-11-25T10:00:00+01:00');
    await go(widget);
    const before = plain(await widget.panel.locator('.screen').textContent());
    await widget.openBoard();
    assert.ok(await hasFocus(widget.boardTitle), 'the focus is not at the title of the board');
    await widget.back.click();
    await widget.board.waitFor({ state: 'detached' });
    assert.equal(plain(await widget.panel.locator('.screen').textContent()), before);
  });
}

// On the board the line can still be pressed; "back" must not have to be pressed as often.
test('the line pressed on the board leads nowhere else', async (t) => {
  const { widget } = await opened(t, '2026-11-25T10:00:00+01:00');
  await widget.ask('oddać butelki', 'Jak oddać butelki?');
  await widget.openBoard();
  await widget.status.click();
  await widget.status.click();
  await widget.back.click();
  await widget.results.first().waitFor({ timeout: 2_000 });
});

// On a phone a focused field opens the on-screen keyboard over half of the screen that the visitor came back to.
test('back from the board does not raise the keyboard of a phone', async (t) => {
  const { page, widget } = await opened(t, '2026-11-25T10:00:00+01:00', SCREENS.phone);
  await widget.openBoard();
  await widget.back.click();
  await widget.board.waitFor({ state: 'detached' });
  await page.waitForTimeout(200);
  assert.equal(await hasFocus(widget.search), false);
});

// A visitor who looked up the hours and goes to another page wants them still there.
test('the board is open again on the next page, and so is going back from it', async (t) => {
  const { page, widget } = await opened(t, '2026-11-25T10:00:00+01:00');
  await widget.openBoard();
  await page.getByRole('link', { name: 'next' }).click({ force: true });
  await page.waitForURL('**/next');
  await widget.boardTitle.waitFor();
  await widget.back.click();
  await widget.board.waitFor({ state: 'detached' });
  await widget.search.waitFor();
});

// A visitor who reads the hours at closing time must keep the focus: else their next key goes to the shop's page.
test('the keyboard stays in the panel when the order changes', async (t) => {
  const { page, widget } = await opened(t, '2026-11-25T15:57:10+01:00');
  await page.evaluate(() => {
    window.keysHeard = 0;
    addEventListener('keydown', () => window.keysHeard++);
  });
  await widget.openBoard();
  await widget.card(PHONE).getByRole('link').focus();
  await page.clock.pauseAt('2026-11-25T15:59:59+01:00');
  await page.clock.runFor(2_000);
  await expectOrder(widget, [MAIL, STORE], [PHONE]);
  const within = () => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.closest('.panel') !== null);
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'nightdesk-widget', 'the keyboard fell to the page');
  await page.keyboard.press('Tab');
  assert.ok(await within());
  assert.equal(await page.evaluate(() => window.keysHeard), 0, 'the page heard the key');
});

// Typing in the shop's page must not be interrupted at closing time.
test('a field of the shop keeps the keyboard when the order changes', async (t) => {
  const { page, widget } = await opened(t, '2026-11-25T15:57:10+01:00');
  await widget.openBoard();
  await page.evaluate(() => document.querySelector('main').append(document.createElement('input')));
  await page.locator('main > input').focus();
  await page.clock.pauseAt('2026-11-25T15:59:59+01:00');
  await page.clock.runFor(2_000);
  await expectOrder(widget, [MAIL, STORE], [PHONE]);
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'input');
});

for (const [day, at, label, start] of [
  ['Christmas', '2026-12-24T10:00:00+01:00', PHONE, '20261228T070000Z'],
  // Summer time begins in between.
  ['the night of 27 March', '2027-03-27T22:00:00+01:00', PHONE, '20270330T060000Z'],
]) {
  // A reminder that a calendar cannot read, or for the wrong hour, reminds nobody; a strict page must not stop it.
  test(`a reminder for the calendar, under a strict policy: over ${day}`, async (t) => {
    const { page, widget } = await opened(t, at, { site: strict });
    await widget.openBoard();
    await widget.folded.locator('summary').click();
    const button = widget.card(label).getByRole('button', { name: 'Przypomnij w kalendarzu' });
    const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
    assert.equal(file.suggestedFilename(), 'przypomnienie.ics');
    const text = await readFile(await file.path(), 'utf8');
    assert.ok(text.endsWith('END:VCALENDAR\r\n'), text);
    const lines = text.split('\r\n');
    assert.deepEqual(lines.filter((line) => /[\r\n]/.test(line)), [], 'line ends');
    assert.deepEqual(lines.filter((line) => Buffer.byteLength(line) > 75), [], 'lines of more than 75 octets');
    assert.ok(lines.includes(`DTSTART:${start}`), text);
    assert.ok(text.replaceAll('\r\n ', '').includes(`SUMMARY:Sklep Malina – ${label}`), text);
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assertQuiet(page);
  });
}

for (const [screen, device] of Object.entries(SCREENS)) {
  for (const colorScheme of SCHEMES) {
    const state = `${screen}, ${colorScheme}`;

    // Hours must be readable by screen readers and by eye.
    test(`the board is accessible: ${state}`, async (t) => {
      const { page, widget } = await opened(t, '2026-12-23T20:00:00+01:00', { ...device, colorScheme });
      await widget.openBoard();
      await widget.expectContact('board');
      await assertAccessible(page, `board, ${state}`);
      const closed = widget.board.locator('details:not([open]) > summary');
      while (await closed.count()) await closed.first().click();
      await assertAccessible(page, `unfolded board, ${state}`);
      const wide = await widget.panel.locator('.screen').evaluate((element) => element.scrollWidth - element.clientWidth);
      assert.equal(wide, 0, 'the board scrolls sideways');
    });

    // Two tables in one article need different names for people who navigate by landmarks.
    test(`an article with several tables is accessible: ${state}`, async (t) => {
      const page = await demo.open(t, '/', { ...device, colorScheme });
      const widget = new Widget(page);
      await widget.open();
      await widget.ask('godziny otwarcia poznań', 'W jakich godzinach są otwarte sklepy?');
      await widget.results.first().click();
      await widget.expectTitle('W jakich godzinach są otwarte sklepy?');
      assert.ok((await widget.article.locator('table').count()) >= 2);
      await assertAccessible(page, `an article with two tables, ${state}`);
    });
  }
}

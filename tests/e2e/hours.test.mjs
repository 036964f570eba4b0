// Opening hours as the visitor sees them change: the page is open, the test sets its clock and the moment of the build.
// Where the clock is stopped, only the test moves it: while the test waits, no time passes for the page.
//
// Invariant (browser): an open page shows an opening and a closing within a second, and at once after sleep.
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { PAGES, build } from './support/site.mjs';
import { Widget, plain, waitForText } from './support/widget.mjs';

const shop = stage({ pages: PAGES, root: build() });

const SPEAKERS = {
  pl: { path: '/', locale: 'pl-PL', phone: 'Zadzwoń' },
  en: { path: '/en', locale: 'en-GB', phone: 'Call us' },
};

async function opened(t, at, { lang = 'pl', ...context } = {}) {
  const { path, locale } = SPEAKERS[lang];
  const page = await shop.open(t, path, { ...SCREENS.desktop, timezoneId: 'Europe/Warsaw', locale, at, ...context });
  const widget = new Widget(page, lang);
  await widget.open();
  return { page, widget };
}

const says = (widget, sentence) =>
  waitForText(widget.status.locator('.status-words'), sentence, 'the line in the header');

/** Every element that shows whether the telephone is answered, on the board. */
const seen = async (widget, lang) => {
  const card = widget.card(SPEAKERS[lang].phone);
  return {
    header: plain(await widget.status.locator('.status-words').textContent()),
    bar: plain(await widget.contact.locator('.way-when').first().textContent()),
    card: plain(await card.locator('.way-state').textContent()),
    open: [await widget.status.locator('.dot.open').count(), await card.and(widget.board.locator('.works')).count()],
    folded: await widget.folded.locator('li').filter({ has: widget.scope.getByText(SPEAKERS[lang].phone, { exact: true }) }).count(),
  };
};

async function expectSeen(widget, lang, [header, bar, card, open], when) {
  const expected = { header, bar, card, open: open ? [1, 1] : [0, 0], folded: open ? 0 : 1 };
  let actual;
  await eventually(when, async () => {
    actual = await seen(widget, lang).catch((error) => String(error));
    return JSON.stringify(actual) === JSON.stringify(expected);
  }).catch(() => assert.deepEqual(actual, expected, when));
}

// Header, bar at the bottom, card on the board, whether open.
const FLIPS = {
  pl: {
    '2026-11-25T15:59:59+01:00': ['Jesteśmy dostępni jeszcze przez 1 minutę, do 16:00', 'czynne do 16:00', 'czynne jeszcze przez 1 minutę, do 16:00', true],
    '2026-11-25T16:00:01+01:00': ['Teraz nikogo nie ma – wracamy jutro o 8:00', 'czynne jutro od 8:00', 'czynne jutro od 8:00', false],
    '2026-11-26T07:59:59+01:00': ['Teraz nikogo nie ma – wracamy dziś o 8:00, za 1 minutę', 'czynne dziś od 8:00', 'czynne dziś od 8:00', false],
    '2026-11-26T08:00:01+01:00': ['Jesteśmy dostępni do 16:00', 'czynne do 16:00', 'czynne do 16:00', true],
  },
  en: {
    '2026-11-25T15:59:59+01:00': ['We close in 1 minute, at 16:00', 'open until 16:00', 'closes in 1 minute, at 16:00', true],
    '2026-11-25T16:00:01+01:00': ['Nobody is here now – back tomorrow at 8:00', 'opens tomorrow at 8:00', 'opens tomorrow at 8:00', false],
    '2026-11-26T07:59:59+01:00': ['Nobody is here now – back today at 8:00, in 1 minute', 'opens today at 8:00', 'opens today at 8:00', false],
    '2026-11-26T08:00:01+01:00': ['We are here until 16:00', 'open until 16:00', 'open until 16:00', true],
  },
};

for (const [lang, moments] of Object.entries(FLIPS)) {
  // A customer who reads past closing time must not be sent to a telephone that is no longer answered, nor keep waiting
  // when it is open again.
  test(`an open page follows openings and closings within a second, everywhere: ${lang}`, async (t) => {
    const { page, widget } = await opened(t, '2026-11-25T15:57:10+01:00', { lang });
    await widget.openBoard();
    let before;
    for (const [at, expected] of Object.entries(moments)) {
      // The clock jumps to the boundary, and crosses it second by second.
      const step = Date.parse(at) - before;
      if (step <= 2_000) await page.clock.runFor(step);
      else await page.clock.pauseAt(at);
      before = Date.parse(at);
      await expectSeen(widget, lang, expected, at);
    }
    assertQuiet(page);
  });
}

const WAKES = [
  ['over the closing', '2026-11-25T15:10:10+01:00', '2026-11-25T19:46:30+01:00', 'Teraz nikogo nie ma – wracamy jutro o 8:00'],
  ['over the opening', '2026-11-25T22:40:10+01:00', '2026-11-26T09:05:30+01:00', 'Jesteśmy dostępni do 16:00'],
];

for (const event of ['visibilitychange', 'pageshow', 'focus']) {
  for (const [what, asleep, awake, sentence] of WAKES) {
    // A laptop that slept must be right when its lid opens, not a minute later.
    test(`right at once after sleep ${what}: ${event}`, async (t) => {
      const { page, widget } = await opened(t, asleep);
      await page.clock.pauseAt(Date.parse(asleep) + 10_000);
      const before = plain(await widget.status.locator('.status-words').textContent());
      // The time jumps, and no timer fires.
      await page.clock.setSystemTime(awake);
      await says(widget, before);
      const target = event === 'visibilitychange' ? 'document' : 'window';
      await page.evaluate(([on, name]) => globalThis[on].dispatchEvent(new Event(name, { bubbles: true })), [target, event]);
      await says(widget, sentence);
    });
  }
}

// "In 25 minutes" that stays for an hour is worse than no number, and one announced each minute annoys a listener.
test('the remaining time is counted by the minute, and announced only at opening and closing', async (t) => {
  const minutes = (left) =>
    left === 1 ? '1 minutę' : [2, 3, 4].includes(left % 10) && ![12, 13, 14].includes(left) ? `${left} minuty` : `${left} minut`;
  const { page, widget } = await opened(t, '2026-11-25T14:57:10+01:00');
  await widget.spoken.evaluate((region) => {
    window.spoken = [];
    new MutationObserver(() => window.spoken.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
  });
  const spoken = async () => (await page.evaluate(() => window.spoken)).filter(Boolean).map(plain);
  await page.clock.pauseAt('2026-11-25T14:59:59+01:00');
  await says(widget, 'Jesteśmy dostępni do 16:00');
  await page.clock.runFor(2_000);
  await says(widget, 'Jesteśmy dostępni jeszcze przez 1 godzinę, do 16:00');
  for (let left = 59; left > 0; left--) {
    await page.clock.runFor(60_000);
    await says(widget, `Jesteśmy dostępni jeszcze przez ${minutes(left)}, do 16:00`);
  }
  // Until the very end the remaining time is rounded up: never "0 minut".
  await page.clock.runFor(57_000);
  await says(widget, 'Jesteśmy dostępni jeszcze przez 1 minutę, do 16:00');
  assert.deepEqual(await spoken(), [], 'said aloud without a change');

  await page.clock.runFor(3_000);
  await says(widget, 'Teraz nikogo nie ma – wracamy jutro o 8:00');
  for (let hour = 0; hour < 15; hour++) await page.clock.runFor(3_600_000);
  await says(widget, 'Teraz nikogo nie ma – wracamy dziś o 8:00, za 1 godzinę');
  assert.equal((await spoken()).length, 1, 'the closing is said once');
  assert.match((await spoken())[0], /^Teraz nikogo nie ma – wracamy jutro o 8:00/);
  await page.clock.runFor(3_600_000);
  await says(widget, 'Jesteśmy dostępni do 16:00');
  assert.deepEqual((await spoken()).slice(1), ['Jesteśmy dostępni do 16:00']);
});

// A screen reader user in the evening must not find in the panel what was true at four o'clock.
test('an announcement cannot be read when it is no longer true', async (t) => {
  const { page, widget } = await opened(t, '2026-11-25T15:57:10+01:00');
  await page.clock.pauseAt('2026-11-25T15:59:59+01:00');
  await page.clock.runFor(2_000);
  await says(widget, 'Teraz nikogo nie ma – wracamy jutro o 8:00');
  await page.clock.runFor(4 * 3_600_000);
  await says(widget, 'Teraz nikogo nie ma – wracamy jutro o 8:00');
  const left = plain(await widget.spoken.textContent());
  assert.ok(!left.includes('16 godzin'), left);
});

const STATES = [
  ['holiday', 'pl', '2026-12-24T10:00:00+01:00', 'Dziś nieczynne: Wigilia. Wracamy w poniedziałek o 8:00'],
  ['holiday', 'en', '2026-12-24T10:00:00+01:00', 'Closed today: Christmas Eve. Back on Monday at 8:00'],
  ['past the horizon', 'pl', '2028-12-05T10:00:00+01:00', 'Godziny mogły się zmienić – sprawdź je telefonicznie'],
  ['past the horizon', 'en', '2028-12-05T10:00:00+01:00', 'Our hours may have changed – please check by phone'],
  ['a clock before the build', 'pl', '2026-11-19T10:00:00+01:00', 'Zegar tego urządzenia się spóźnia, więc nie wiemy, czy teraz ktoś odpowiada'],
  ['a clock before the build', 'en', '2026-11-19T10:00:00+01:00', 'This device’s clock is slow, so we cannot tell whether anybody is here now'],
];

for (const [state, lang, at, sentence] of STATES) {
  // A promise based on a guess will be broken.
  test(`shown truthfully: ${state}, ${lang}`, async (t) => {
    const { widget } = await opened(t, at, { lang });
    await says(widget, sentence);
    await widget.openBoard();
    const known = state === 'holiday';
    assert.equal(await widget.status.locator('.dot.open').count(), 0, 'shown as open');
    assert.equal(await widget.folded.count(), known ? 1 : 0, 'only what is known to be closed is folded away');
    assert.equal(await widget.board.locator('.badge').count(), 0, 'somebody is recommended who is not there');
    const week = widget.weeks.first();
    assert.equal(await week.locator('tr[aria-current=date]').count(), known ? 1 : 0);
    const rows = (await week.locator('table').first().locator('tr').allTextContents()).map(plain);
    assert.equal(rows.length, 7);
    if (known) {
      const today = lang === 'pl' ? 'czwartek, dziśnieczynne – Wigilia' : 'Thursday, todayclosed – Christmas Eve';
      assert.equal(rows[0], today);
      return;
    }
    assert.equal(rows[0], lang === 'pl' ? 'poniedziałek8:00–16:00' : 'Monday8:00–16:00', 'the usual week is not shown');
    const text = plain(await widget.panel.textContent());
    const guesses = [/czynne do/, /czynne (dziś|jutro|od)/, /jeszcze przez/, /odpowiemy/i, /\bza \d/, /open until/, /opens /, /closes? in/, /will reply/, /Przypomnij|Remind/, /dziś|today/];
    assert.deepEqual(guesses.filter((guess) => guess.test(text)), [], 'said without being known');
    await widget.expectContact(state);
  });
}

const VISITORS = [
  ['Europe/Warsaw', 'pl-PL', 'pl', 'Teraz nikogo nie ma – wracamy jutro o 8:00'],
  ['Asia/Kathmandu', 'pl-PL', 'pl', 'Teraz nikogo nie ma – wracamy jutro o 8:00 (u Ciebie 12:45)'],
  ['America/New_York', 'pl-PL', 'pl', 'Teraz nikogo nie ma – wracamy jutro o 8:00 (u Ciebie 2:00)'],
  ['America/Los_Angeles', 'pl-PL', 'pl', 'Teraz nikogo nie ma – wracamy jutro o 8:00 (u Ciebie w środę o 23:00)'],
  ['Europe/Warsaw', 'en-GB', 'en', 'Nobody is here now – back tomorrow at 8:00'],
  ['Europe/Warsaw', 'en-US', 'en', 'Nobody is here now – back tomorrow at 8:00 am'],
  ['Europe/London', 'en-GB', 'en', 'Nobody is here now – back tomorrow at 8:00 (your time 7:00)'],
  ['America/New_York', 'en-US', 'en', 'Nobody is here now – back tomorrow at 8:00 am (your time 2:00 am)'],
  ['Asia/Kathmandu', 'en-GB', 'en', 'Nobody is here now – back tomorrow at 8:00 (your time 12:45)'],
];

for (const [timezoneId, locale, lang, sentence] of VISITORS) {
  // A visitor in another time zone who calls at their own eight o'clock calls in vain.
  test(`by the visitor's own clock as well: ${timezoneId}, ${locale}, content in ${lang}`, async (t) => {
    const { widget } = await opened(t, '2026-11-25T19:00:00+01:00', { timezoneId, locale, lang });
    await says(widget, sentence);
    await widget.openBoard();
    const rows = plain(await widget.weeks.first().textContent());
    assert.ok(rows.includes(locale === 'en-US' ? '8:00 am–4:00 pm' : '8:00–16:00'), rows);
  });
}


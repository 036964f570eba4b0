// Slow answers: visitors get what they chose last, and what could not be fetched once is fetched later.
//
// Invariant (browser): of several choices in progress the last one counts, and texts that could not be fetched ahead
// are fetched later, in each language.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { PATIENCE, SCREENS, eventually, stage } from './support/browser.mjs';
import { CONTENT, PAGES, build } from './support/site.mjs';
import { Widget, plain } from './support/widget.mjs';

const CONFIG = `${CONTENT['nightdesk.toml']}
[request]
default_sink = "own"

[request.privacy]
text = { pl = "Dane przetwarza Sklep Malina.", en = "Sklep Malina keeps the data.", de = "Sklep Malina." }

[request.sink.own]
kind = "webhook"
url = "/requests"

[[request.topic]]
id = "other"
label = { pl = "Inna sprawa", en = "Something else", de = "Etwas anderes" }
`.replace('languages = ["pl", "en"]', 'languages = ["pl", "en", "de"]');

const german = {
  'de/delivery/_index.md': '---\ntitle: Lieferung\n---\n',
  'de/stores/_index.md': '---\ntitle: Filialen\n---\n',
  'de/stores/addresses.md': '---\ntitle: Wo sind die Filialen?\n---\n\nIn Warschau.\n',
  'de/delivery/time.md': '---\ntitle: Wann kommt das Paket?\n---\n\nDas Paket kommt in 2 Werktagen.\n',
};
const site = stage({ root: build({ files: { 'nightdesk.toml': CONFIG, ...german } }), pages: PAGES });

/** Texts that do not compress: this many articles come in several chunks. */
function wordy() {
  let state = 7;
  const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0);
  const word = () => Array.from({ length: 7 }, () => String.fromCharCode(97 + (next() >>> 8) % 26)).join('');
  const files = {};
  for (const lang of ['pl', 'en']) {
    files[`${lang}/many/_index.md`] = `---\ntitle: Many\n---\n`;
    for (let number = 0; number < 90; number++) {
      const text = Array.from({ length: 700 }, word).join(' ');
      files[`${lang}/many/a${number}.md`] = `---\ntitle: Artykuł ${lang} ${number}\n---\n\n${text}.\n`;
    }
  }
  return files;
}

/** Holds the answers to matching paths back until they are released; returns the release function. */
async function hold(page, pattern) {
  let release;
  const held = new Promise((done) => (release = done));
  const seen = [];
  await page.route(pattern, async (route) => {
    seen.push(route.request().url());
    await held;
    await route.continue();
  });
  return { release, seen };
}

const speaks = (widget, code) => widget.panel.and(widget.scope.locator(`[lang="${code}"]`)).waitFor();
const press = (widget, code) => widget.host.locator('.languages select').selectOption(code);

// A visitor who changes their mind gets what they chose last, not what arrived last.
for (const [name, presses, becomes] of [
  ['back to the language that is there', ['en', 'pl'], 'pl'],
  ['to a third language', ['en', 'de'], 'de'],
  ['the same twice', ['en', 'en'], 'en'],
  ['there and back and there', ['en', 'pl', 'en'], 'en'],
  ['over a third language and back', ['en', 'de', 'pl'], 'pl'],
]) {
  test(`a slow language: ${name}`, async (t) => {
    const page = await site.open(t, '/', SCREENS.desktop);
    const widget = new Widget(page);
    await widget.open();
    const slow = await hold(page, /pack-en-/);
    for (const code of presses) await press(widget, code);
    await eventually('the slow language to be asked for', () => slow.seen.length > 0);
    if (becomes !== 'en') await page.locator(`nightdesk-widget .panel[lang="${becomes}"]`).waitFor();
    slow.release();
    await page.waitForTimeout(700);
    assert.equal(await page.locator('nightdesk-widget .panel').getAttribute('lang'), becomes);
    assert.ok(!(await page.locator('nightdesk-widget .find .notice').innerText()), 'a language that was not wanted is called missing');
  });
}

// The form in the earlier language must not replace the one that is shown.
test('slow words of a form do not come over those of the language chosen since', async (t) => {
  const page = await site.open(t, '/', SCREENS.desktop);
  const widget = new Widget(page);
  await widget.open();
  const slow = await hold(page, /contact-pl-/);
  await widget.panel.locator('[data-do="write"]').first().click();
  await eventually('the words to be asked for', () => slow.seen.length > 0);
  await press(widget, 'en');
  widget.speak('en');
  const message = widget.panel.locator('#nd-f-message');
  await message.waitFor();
  slow.release();
  await page.waitForTimeout(500);
  assert.match(plain(await widget.panel.locator('form.ask').innerText()), /Tell us what happened/);
  await message.fill('The parcel is wet.');
  await widget.panel.locator('button[type=submit]').click();
  await widget.panel.locator('.wrong li').first().waitFor();
});

const chunked = stage({ root: build({ files: wordy() }), pages: PAGES });
/** How many chunks a language has. */
const filesOf = (lang) => readdirSync(join(chunked.server.root, 'help')).filter((name) => name.startsWith(`text-${lang}-`) && name.endsWith('.bin')).length;
const chunks = (url) => /\/text-(\w\w)-(\d+)-/.exec(url);

// The whole help must soon work without a network: also where one text fails to load, and in each language.
test('texts are fetched ahead past a failure, again later, and in each language', async (t) => {
  const page = await chunked.open(t, '/', { ...SCREENS.desktop, at: '2026-11-25T10:00:00+01:00' });
  const widget = new Widget(page);
  const arrived = { pl: new Set(), en: new Set() };
  let most = 0;
  let under = 0;
  let broken = true;
  await page.route(/\/text-/, async (route) => {
    const [, lang, number] = chunks(route.request().url());
    under += 1;
    most = Math.max(most, under);
    await new Promise((wake) => setTimeout(wake, 30));
    under -= 1;
    if (broken && lang === 'pl' && number === '0') return route.abort();
    arrived[lang].add(number);
    return route.continue();
  });
  await widget.open();
  const total = filesOf('pl');
  assert.ok(total >= 3, `${total} chunks`);
  const run = async (what, done) => {
    const end = Date.now() + PATIENCE;
    while (!done() && Date.now() < end) {
      await page.clock.runFor(1_000);
      await page.waitForTimeout(60);
    }
    assert.ok(done(), `${what}: ${[...arrived.pl]} / ${[...arrived.en]} of ${total}`);
  };
  await run('all but the one that fails', () => arrived.pl.size === total - 1);
  broken = false;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await run('the one that failed', () => arrived.pl.size === total);
  await widget.switchTo('English', 'en');
  await run('the other language', () => arrived.en.size === filesOf('en'));
  assert.equal(most, 1, 'fetched two at a time');
});

// The failure of an article that was left must not be shown in the one that is read.
test('a text that fails late says nothing of another article', async (t) => {
  const page = await chunked.open(t, '/', SCREENS.desktop);
  const widget = new Widget(page);
  let fail;
  const failing = new Promise((done) => (fail = done));
  await page.route(/\/text-pl-0-/, async (route) => {
    await failing;
    await route.abort();
  });
  const later = await hold(page, /\/text-pl-[1-9]/);
  await widget.open();
  const open = async (number) => {
    await widget.search.fill(`Artykuł pl ${number}`);
    await widget.panel.locator('.results a', { hasText: `Artykuł pl ${number}` }).first().click();
    await widget.expectTitle(`Artykuł pl ${number}`);
  };
  await open(0);
  await open(89);
  fail();
  await page.waitForTimeout(1_500);
  assert.equal(await widget.article.getByRole('alert').count(), 0, 'the other article’s failure is shown');
  later.release();
  await eventually('the text', async () => plain(await widget.article.innerText()).length > 2_000);
});

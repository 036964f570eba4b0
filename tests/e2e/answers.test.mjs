// Questions asked before the texts of a large site are there: the list is shown at once, and the answer fills in.
//
// Invariant (browser): what a question finds does not depend on how long the panel was open. Texts that it needs are
// fetched first; what arrives moves nothing that the visitor is about to press, and is announced and reported once.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { PAGES, build } from './support/site.mjs';
import { Widget, hasFocus, plain } from './support/widget.mjs';

const FILTER = 'Jak wymienić filtr w ekspresie?';
const ANSWER = 'Filtr w ekspresie wymienia się co dwa miesiące';
const QUESTION = 'jak wymienić filtr w ekspresie';

/** Texts that do not compress, some of which speak of filters: the article that answers comes in the last file. */
function content() {
  let state = 7;
  const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0);
  const word = () => Array.from({ length: 7 }, () => String.fromCharCode(97 + (next() >>> 8) % 26)).join('');
  const words = (count) => Array.from({ length: count }, word).join(' ');
  const files = { 'pl/many/_index.md': '---\ntitle: Wiele\nweight: 10\n---\n', 'pl/zz/_index.md': '---\ntitle: Ekspresy\nweight: 90\n---\n' };
  for (let number = 10; number < 100; number++) {
    const about = number % 9 === 0 ? `Filtr ${words(20)}. Ekspres ${words(10)}. ` : '';
    files[`pl/many/a${number}.md`] = `---\ntitle: Artykuł ${number}${about && ' o filtrze'}\n---\n\n${about}${words(700)}.\n`;
  }
  files['pl/zz/filter.md'] = `---\ntitle: ${FILTER}\n---\n\n${words(300)}.\n\n## Kiedy\n\n${ANSWER}. ${words(300)}.\n`;
  return files;
}

const site = stage({ root: build({ files: content() }), pages: PAGES });
const files = () => readdirSync(join(site.server.root, 'help')).filter((name) => /^text-pl-\d+-.*\.bin$/.test(name));
/** The file with the text that answers. */
const needed = () => {
  const read = (name) => gunzipSync(readFileSync(join(site.server.root, 'help', name)));
  return files().find((name) => read(name).includes(ANSWER));
};

/** A visitor whose texts come when the test says so; what is announced and reported is recorded. */
async function visit(t, { screen = SCREENS.desktop, init, deliver = () => true } = {}) {
  const page = await site.open(t, '/', { ...screen, init });
  const asked = [];
  let release;
  const held = new Promise((done) => (release = done));
  await page.route(/\/text-/, async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').pop();
    asked.push(name);
    await held;
    if (deliver(name)) await route.continue();
    else await route.abort();
  });
  const widget = new Widget(page);
  await widget.open();
  await page.evaluate(() => {
    window.told = [];
    window.heard = [];
    addEventListener('nightdesk:search', (event) => window.told.push(event.detail.query));
    const screen = document.querySelector('nightdesk-widget').shadowRoot.querySelector('.screen');
    new MutationObserver((changes) => {
      for (const { target } of changes) if (target.matches?.('[role=status]')) window.heard.push(target.textContent);
    }).observe(screen, { childList: true, subtree: true });
  });
  return { page, widget, asked, release, answer: widget.panel.locator('.answer-text') };
}

const titles = async (widget) => (await widget.results.locator('.result-title').allTextContents()).map(plain);
const list = async (widget) => plain(await widget.panel.locator('.results').innerText());

// Whoever asks at once must get what everybody gets later: without touching anything.
test('the answer fills in, from the file that has it, and is reported once', async (t) => {
  const { page, widget, asked, release, answer } = await visit(t);
  assert.ok(files().length >= 4, `${files().length} files`);
  await widget.search.fill(QUESTION);
  await widget.expectFirst(FILTER);
  await eventually('texts to be asked for', () => asked.length > 0);
  assert.equal(asked[0], needed(), 'another text was asked for first');
  assert.equal(await answer.count(), 0);
  release();
  await answer.filter({ hasText: ANSWER }).waitFor();
  assert.ok(await hasFocus(widget.search), 'the focus was taken away');
  await eventually('all texts', () => new Set(asked).size === files().length);
  assert.equal(new Set(asked).size, asked.length, 'a text was fetched twice');
  await page.waitForTimeout(900);
  assert.equal((await page.evaluate(() => window.heard)).length, 1, 'announced more or less than once');
  assert.deepEqual(await page.evaluate(() => window.told), [QUESTION]);
  assertQuiet(page);
  // The same as for those who wait.
  const early = await list(widget);
  await widget.search.fill('');
  await widget.search.fill(QUESTION);
  await answer.filter({ hasText: ANSWER }).waitFor();
  assert.equal(await list(widget), early);
});

// A press on a row that moves away opens an article that was not meant.
test('nothing moves under the pointer, and what is below fills in', async (t) => {
  const { page, widget, release } = await visit(t);
  await widget.search.fill(QUESTION);
  await widget.results.nth(5).waitFor();
  const [before, row] = [await titles(widget), widget.results.nth(3)];
  const above = async () => (await widget.results.allInnerTexts()).slice(0, 3);
  const bare = await above();
  await row.hover();
  const at = await row.boundingBox();
  release();
  await widget.results.nth(4).locator('.result-excerpt', { hasText: /\w/ }).waitFor();
  const now = await row.boundingBox();
  assert.deepEqual([now.x, now.y], [at.x, at.y]);
  assert.deepEqual(await titles(widget), before);
  assert.deepEqual(await above(), bare, 'a row above grew');
});

// The focus is where Enter leads.
test('the focus stays on its link, and the answer fills in below it', async (t) => {
  const { page, widget, release, answer } = await visit(t);
  await widget.search.fill(QUESTION);
  await widget.expectFirst(FILTER);
  await page.keyboard.press('ArrowDown');
  assert.ok(await hasFocus(widget.results.first()));
  const before = await titles(widget);
  release();
  await answer.filter({ hasText: ANSWER }).waitFor();
  assert.ok(await hasFocus(widget.results.first()), 'the focus was lost');
  assert.deepEqual(await titles(widget), before);
  await page.keyboard.press('Enter');
  await widget.expectTitle(FILTER);
});

// What has been read for a while stays where it is.
test('late texts change no order, and the answer fills in', async (t) => {
  const { page, widget, release, answer } = await visit(t, { screen: SCREENS.phone });
  await widget.search.fill(QUESTION);
  await widget.expectFirst(FILTER);
  const before = await titles(widget);
  await page.waitForTimeout(1_700);
  release();
  await answer.filter({ hasText: ANSWER }).waitFor();
  assert.deepEqual(await titles(widget), before);
});

// A server that lacks a file must not be asked for it again and again, and the answer comes once it has it.
test('a text that fails leaves the list, is not asked for in a loop, and fills in later', async (t) => {
  let broken = true;
  const { page, widget, asked, release, answer } = await visit(t, { deliver: (name) => !broken || name !== needed() });
  release();
  await widget.search.fill(QUESTION);
  await widget.expectFirst(FILTER);
  await eventually('the other texts', () => new Set(asked).size === files().length);
  await page.waitForTimeout(1_000);
  const tries = () => asked.filter((name) => name === needed()).length;
  // Each attempt asks once more past the cache.
  assert.ok(tries() <= 4, `asked ${tries()} times`);
  assert.equal((await titles(widget))[0], FILTER);
  assert.equal(await answer.count(), 0);
  broken = false;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await answer.filter({ hasText: ANSWER }).waitFor();
  assert.deepEqual(await page.evaluate(() => window.told), [QUESTION]);
});

// Who asked their browser to save data gets the texts of what they see first, and no others.
test('where data is saved only the first results fill in', async (t) => {
  const init = () => Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  const { page, widget, asked, release, answer } = await visit(t, { init });
  release();
  await page.waitForTimeout(1_000);
  assert.deepEqual(asked, [], 'fetched ahead');
  await widget.search.fill(QUESTION);
  await answer.filter({ hasText: ANSWER }).waitFor();
  await page.waitForTimeout(1_500);
  assert.ok(asked.length <= 3, `${asked.length} files`);
});

// What was asked last is what is waited for.
test('a newer question goes before an older one', async (t) => {
  const { widget, asked, release, answer } = await visit(t);
  await widget.search.fill('artykuł o filtrze');
  await widget.results.nth(5).waitFor();
  await eventually('texts to be asked for', () => asked.length === 3);
  assert.ok(!asked.includes(needed()), 'the older question needs the same');
  await widget.search.fill(QUESTION);
  await widget.expectFirst(FILTER);
  release();
  await answer.filter({ hasText: ANSWER }).waitFor();
  assert.equal(asked[3], needed());
});

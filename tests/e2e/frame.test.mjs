// The panel as a frame around what is read: how much room it leaves, the ways out of it, and what it does to the page behind.
//
// Invariant (browser): on every screen the way out is inside of it, whatever the number of languages; header and footer
// leave most of a small window to the content; each question is answered from the top; where the panel takes the whole
// window it is modal, and the history's Back leads back inside of it, then out.
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { DIST, barePage } from './support/server.mjs';
import { PAGES, build } from './support/site.mjs';
import { Widget } from './support/widget.mjs';
import { assertAccessible } from './support/axe.mjs';

const RETURNS = 'Jak zwrócić paczkę?';
const long = '<p>Text of the shop.</p>'.repeat(200);
const demo = stage({ root: DIST, pages: { '/': barePage({ body: `${long}<button id="buy">Buy</button>` }), '/two': barePage() } });

const LANGUAGES = ['pl', 'en', 'de', 'uk', 'cs'];
const articles = (lang) => [[`${lang}/a/_index.md`, '---\ntitle: A\n---\n'], [`${lang}/a/one.md`, `---\ntitle: One ${lang}\n---\n\n${'Text. '.repeat(900)}\n`]];
const many = stage({
  root: build({
    files: {
      'nightdesk.toml': `[company]\nname = "Sklep Malina"\n[site]\nlanguages = ${JSON.stringify(LANGUAGES)}\n`,
      ...Object.fromEntries(LANGUAGES.flatMap(articles)),
    },
  }),
  pages: PAGES,
});

/** Per window, the least part of it that is left to the content, in per cent. */
const WINDOWS = [
  [390, 844, 75],
  [360, 640, 68],
  [320, 568, 60],
  [844, 390, 55],
  [640, 360, 55],
  [320, 180, 55],
];

/** What is left between header and footer, in per cent of the window, and what is outside of it or covered. */
const measured = (widget) =>
  widget.panel.evaluate((panel) => {
    const box = (selector) => panel.querySelector(selector).getBoundingClientRect();
    const [head, find, contact, screen] = ['.head', '.find', '.contact', '.screen'].map(box);
    const above = head.top < screen.top ? Math.max(head.bottom, find.bottom) : find.bottom;
    const room = Math.min(contact.top, innerHeight) - Math.max(above, 0);
    const close = box('[data-do=close]');
    const [x, y] = [close.left + close.width / 2, close.top + close.height / 2];
    return {
      share: Math.round((100 * room) / innerHeight),
      pressed: panel.getRootNode().elementFromPoint(x, y)?.closest('[data-do]')?.dataset.do,
      inside: close.left >= 0 && close.right <= innerWidth && close.top >= 0 && close.bottom <= innerHeight,
      sideways: panel.scrollWidth - panel.clientWidth,
    };
  });

for (const [width, height, least] of WINDOWS) {
  test(`most of the window is content: ${width} × ${height}`, async (t) => {
    const touch = width < 640 || height === 390;
    const page = await demo.open(t, '/', { viewport: { width, height }, hasTouch: touch, isMobile: touch });
    const widget = new Widget(page);
    await widget.open();
    const assertRoom = async (state, least) => {
      const found = await measured(widget);
      assert.ok(found.share >= least, `${state}: ${found.share} % is left`);
      assert.deepEqual({ ...found, share: 0 }, { share: 0, pressed: 'close', inside: true, sideways: 0 }, state);
    };
    await assertRoom('home', 20);
    await widget.search.fill('jak zwrocic paczke');
    await widget.expectFirst(RETURNS);
    await assertRoom('results', least);
    await widget.results.first().evaluate((link) => link.click());
    await widget.expectTitle(RETURNS);
    await assertRoom('article', least);
    await widget.scrolled(300);
    await eventually('the exits beside the field', async () => (await measured(widget)).pressed === 'close');
    await assertRoom('article, scrolled', least);
    await assertAccessible(page, `${width} × ${height}`);
    await widget.back.click();
    await widget.expectFirst(RETURNS);
    assertQuiet(page);
  });
}

test('with many languages the way out stays on the screen, and they are called by their own names', async (t) => {
  for (const width of [320, 390, 1280]) {
    const page = await many.open(t, '/', { viewport: { width, height: 800 } });
    const widget = new Widget(page);
    await widget.open();
    // By other means than their words, which change with the language.
    const part = (selector) => page.locator(`nightdesk-widget ${selector}`);
    assert.equal(await widget.panel.getByRole('combobox', { name: 'Język' }).count(), 1);
    const menu = part('.languages select');
    assert.deepEqual(await menu.locator('option').allTextContents(), ['Polski', 'English', 'Deutsch', 'Українська', 'Čeština']);
    const at = () => part('[data-do=close]').boundingBox();
    const before = await at();
    assert.ok(before.x >= 0 && before.x + before.width <= width, `the way out is at ${before.x} of ${width}`);
    await menu.selectOption('uk');
    await part('.screen').getByText('One uk').waitFor();
    assert.deepEqual(await at(), before, 'the way out moves');
    await assertAccessible(page, `languages, ${width}`);
    assertQuiet(page);
    // One that does not come is not called chosen.
    await page.route(/pack-cs-/, (route) => route.abort());
    await menu.selectOption('cs');
    await part('.find .notice:not(:empty)').waitFor();
    assert.equal(await menu.inputValue(), 'uk');
  }
});

test('each question is answered from the top, and a vote leaves the article where it is', async (t) => {
  for (const screen of Object.values(SCREENS)) {
    const page = await demo.open(t, '/', screen);
    const widget = new Widget(page);
    await widget.open();
    await widget.scrolled(200);
    await widget.ask('jak zwrocic paczke', RETURNS);
    await eventually('the top', async () => (await widget.scrolled()) === 0);
    await widget.scrolled(300);
    await widget.search.fill('ile kosztuje dostawa');
    await widget.expectFirst('Ile kosztuje dostawa?');
    await eventually('the top again', async () => (await widget.scrolled()) === 0);
    await widget.results.first().click();
    const yes = widget.panel.locator('[data-vote="1"]');
    await yes.scrollIntoViewIfNeeded();
    const before = await widget.scrolled();
    assert.ok(before > 200, 'the article is too short');
    await yes.click();
    const thanks = widget.panel.locator('.vote p');
    await eventually('the focus on the thanks', () => thanks.evaluate((node) => node.matches(':focus')));
    assert.ok(Math.abs((await widget.scrolled()) - before) < 80, 'the article jumps');
    assertQuiet(page);
  }
});

test('on a phone Back leads back inside the help, then out of it; Forward opens it again', async (t) => {
  const page = await demo.open(t, '/two', SCREENS.phone);
  await page.goto(new URL('/', page.url()).href);
  const widget = new Widget(page);
  await widget.open();
  await widget.ask('jak zwrocic paczke', RETURNS);
  await widget.results.first().click();
  await widget.expectTitle(RETURNS);
  await page.evaluate(() => history.back());
  await widget.expectFirst(RETURNS);
  await page.evaluate(() => history.back());
  await widget.panel.locator('.home').waitFor();
  await page.waitForTimeout(200);
  await page.evaluate(() => history.back());
  await widget.panel.waitFor({ state: 'hidden' });
  assert.equal(new URL(page.url()).pathname, '/', 'the shop was left');
  await page.evaluate(() => history.forward());
  await widget.panel.waitFor();
  // Closed by its button, the history is as it was before.
  await widget.closeButton.click();
  await widget.panel.waitFor({ state: 'hidden' });
  await eventually('the entry to be gone', () => page.evaluate(() => !history.state?.nightdesk));
  await page.goBack();
  assert.equal(new URL(page.url()).pathname, '/two', 'Back leads to the page before');
  assertQuiet(page);
});

test('on a phone the panel is modal; on a desktop the page goes on', async (t) => {
  for (const [name, screen] of Object.entries(SCREENS)) {
    const page = await demo.open(t, '/', screen);
    const widget = new Widget(page);
    await widget.open();
    const whole = name === 'phone';
    const state = () =>
      page.evaluate(() => ({
        inert: document.body.inert,
        overflow: document.documentElement.style.overflow,
        entry: !!history.state?.nightdesk,
      }));
    assert.deepEqual(await state(), { inert: whole, overflow: whole ? 'hidden' : '', entry: whole });
    assert.equal(await widget.panel.getAttribute('aria-modal'), `${whole}`);
    await page.locator('#buy').evaluate((node) => node.focus());
    assert.equal(await page.evaluate(() => document.activeElement.id), whole ? '' : 'buy');
    await widget.closeButton.click();
    await widget.panel.waitFor({ state: 'hidden' });
    await eventually('the page as it was', async () => JSON.stringify(await state()) === JSON.stringify({ inert: false, overflow: '', entry: false }));
    assertQuiet(page);
  }
});

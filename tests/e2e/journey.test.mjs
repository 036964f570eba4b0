// A visitor of the demo shop: from a question to an answer, in two languages, by pointer and by keyboard.
import test from 'node:test';
import { SCHEMES, SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { assertAccessible } from './support/axe.mjs';
import { Widget, hasFocus, plain, pressUntil } from './support/widget.mjs';
import assert from 'node:assert/strict';

const RETURNS = 'Jak zwrócić paczkę?';
const REFUND = 'Kiedy dostanę zwrot pieniędzy?';
const INVOICE = 'How do I get an invoice?';

const shop = stage();

for (const [screen, device] of Object.entries(SCREENS)) {
  for (const colorScheme of SCHEMES) {
    // What breaks for a person if this fails: they cannot find or read the answer, or cannot use it with a screen
    // reader, on this screen in this colour scheme.
    // Invariant (browser): telephone and mail are in view on every screen, and axe finds no violation on any, on phone
    // and desktop, light and dark.
    test(`question to answer, ${screen}, ${colorScheme}`, async (t) => {
      const page = await shop.open(t, '/', { ...device, colorScheme });
      const widget = new Widget(page);
      const settled = async (state) => {
        await widget.expectContact(state);
        await assertAccessible(page, `${state}, ${screen}, ${colorScheme}`);
      };

      await widget.launcher.waitFor();
      assert.equal(await widget.launcher.getAttribute('aria-expanded'), 'false');
      await assertAccessible(page, `closed, ${screen}, ${colorScheme}`);

      await widget.open();
      await settled('home');

      await widget.ask('jak zwrocic paczke', RETURNS);
      assert.ok((await widget.results.first().locator('mark').count()) > 0, 'no word of the question is marked');
      assert.ok(plain(await widget.panel.locator('.result-excerpt, .answer-text').first().textContent()), 'no excerpt');
      await settled('results');

      await widget.results.first().click();
      await widget.expectTitle(RETURNS);
      await widget.breadcrumb.waitFor();
      await settled('article');

      await widget.article.getByRole('link', { name: REFUND }).first().click();
      await widget.expectTitle(REFUND);
      await settled('linked article');

      await widget.back.click();
      await widget.expectTitle(RETURNS);
      await widget.back.click();
      await widget.expectFirst(RETURNS);
      assert.equal(await widget.search.inputValue(), 'jak zwrocic paczke', 'going back loses the question');

      await widget.switchTo('English', 'en');
      await settled('after switching to English');
      await widget.ask('how do I get an invoice', INVOICE);
      await settled('English results');
      await widget.results.first().click();
      await widget.expectTitle(INVOICE);
      await settled('English article');

      await widget.closeButton.click();
      await widget.panel.waitFor({ state: 'hidden' });
      assert.equal(new URL(page.url()).pathname, '/', 'the shop was navigated');
      assertQuiet(page);
    });
  }
}

// Without this, somebody who cannot use a pointer is locked out, or trapped.
// Invariant (browser): the whole journey works by keyboard alone, and what is typed does not trigger shortcuts of the
// host page.
test('question to answer by keyboard alone', async (t) => {
  const page = await shop.open(t, '/', SCREENS.desktop);
  const widget = new Widget(page);
  const { keyboard } = page;
  await widget.launcher.waitFor();

  await pressUntil(page, 'Tab', widget.launcher, 200);
  await keyboard.press('Enter');
  await widget.search.waitFor();
  await pressUntil(page, 'Tab', widget.search, 10);
  await keyboard.type('jak zwrocic paczke');
  await widget.expectFirst(RETURNS);

  await pressUntil(page, 'ArrowDown', widget.results.first(), 2);
  await keyboard.press('ArrowDown');
  assert.ok(await hasFocus(widget.results.nth(1)), 'the arrow does not go to the second result');
  await keyboard.press('ArrowUp');
  assert.ok(await hasFocus(widget.results.first()), 'the arrow does not go back to the first result');
  await keyboard.press('Enter');
  await widget.expectTitle(RETURNS);

  await pressUntil(page, 'Tab', widget.article.getByRole('link', { name: REFUND }).first(), 40);
  await keyboard.press('Enter');
  await widget.expectTitle(REFUND);
  await pressUntil(page, 'Shift+Tab', widget.back, 40);
  await keyboard.press('Enter');
  await widget.expectTitle(RETURNS);

  await pressUntil(page, 'Shift+Tab', widget.languages.getByRole('button', { name: 'English', exact: true }), 40);
  await keyboard.press('Enter');
  widget.speak('en');
  await widget.panel.waitFor();
  // The field may be on this view or one step back.
  if (!(await widget.search.isVisible())) {
    await pressUntil(page, 'Tab', widget.back, 40);
    await keyboard.press('Enter');
  }
  await widget.search.waitFor();
  await pressUntil(page, 'Tab', widget.search, 60);
  await keyboard.press('Control+A');
  await keyboard.type('how do I get an invoice');
  await widget.expectFirst(INVOICE);
  // Tab also leads from the field to the results.
  await pressUntil(page, 'Tab', widget.results.first(), 10);
  await keyboard.press('Enter');
  await widget.expectTitle(INVOICE);

  await keyboard.press('Escape');
  await widget.panel.waitFor({ state: 'hidden' });
  await eventually('the focus to return to the launcher', () => hasFocus(widget.launcher));
  assertQuiet(page);
});

// A host page's own shortcuts must not fire while a visitor types a question.
test('typing stays in the field', async (t) => {
  const page = await shop.open(t, '/', SCREENS.desktop);
  const widget = new Widget(page);
  await widget.open();
  await page.evaluate(() => {
    window.keysHeard = 0;
    for (const kind of ['keydown', 'keypress', 'keyup']) addEventListener(kind, () => window.keysHeard++);
  });
  await widget.search.pressSequentially('s/k');
  assert.equal(await widget.search.inputValue(), 's/k');
  assert.equal(await page.evaluate(() => window.keysHeard), 0);
});

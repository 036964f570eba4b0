// What a customer sees of a search that was mistyped, one that answers at once, and one that has no answer.
import test from 'node:test';
import assert from 'node:assert/strict';
import { assertAccessible } from './support/axe.mjs';
import { SCHEMES, SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { Widget, hasFocus, plain } from './support/widget.mjs';

const REFUND = 'Kiedy dostanę zwrot pieniędzy?';

const shop = stage();

async function opened(t, screen = SCREENS.phone, colorScheme = 'light') {
  const page = await shop.open(t, '/', { ...screen, colorScheme });
  const widget = new Widget(page);
  await widget.open();
  return { page, widget };
}

for (const [name, screen] of Object.entries(SCREENS)) {
  for (const colorScheme of SCHEMES) {
    test(`a typo is corrected visibly and the correction can be undone: ${name}, ${colorScheme}`, async (t) => {
      const { page, widget } = await opened(t, screen, colorScheme);
      await widget.ask('zwort pieniedzy', REFUND);
      const note = widget.panel.locator('.correction');
      assert.equal(plain(await note.locator('strong').textContent()), 'zwrot pieniedzy');
      await assertAccessible(page, 'a corrected question');
      await note.getByRole('button').click();
      await widget.panel.locator('.correction', { hasText: 'Dokładne wyniki dla' }).waitFor();
      assert.equal(await widget.search.inputValue(), 'zwort pieniedzy', 'the question is gone');
      await assertAccessible(page, 'a question taken as it is');
      await widget.search.pressSequentially(' za');
      await widget.panel.locator('.correction', { hasText: 'Wyniki dla:' }).waitFor();
    });

    test(`a question without an answer gets a message, and near matches: ${name}, ${colorScheme}`, async (t) => {
      const { page, widget } = await opened(t, screen, colorScheme);
      await widget.search.pressSequentially('kosmiczny teleskop hubble');
      const nothing = widget.panel.locator('.nothing');
      await nothing.waitFor();
      assert.equal(await widget.results.count(), 0, 'articles that do not answer pose as results');
      assert.ok((await nothing.locator('.near a').count()) >= 2, 'nothing near is offered');
      assert.ok((await nothing.locator('.near h3').count()) >= 2, 'what is near has no topics');
      assert.equal(await widget.search.inputValue(), 'kosmiczny teleskop hubble', 'the question is gone');
      await widget.expectContact('no answer');
      await assertAccessible(page, 'no answer');
    });
  }
}

test('the answer stands under the best result and leads to its heading', async (t) => {
  const { page, widget } = await opened(t);
  await widget.ask('nie dziala kod rabatowy', 'Jak użyć kodu rabatowego?');
  const answer = widget.panel.locator('.results li:first-child .answer');
  const text = plain(await answer.locator('.answer-text').textContent());
  assert.ok(text.length > 60 && [...text].length <= 320, text);
  const lit = (await answer.locator('mark').allTextContents()).map((word) => word.toLowerCase());
  assert.ok(lit.some((word) => word.startsWith('działa')), `typed without diacritics, lit: ${lit}`);
  await assertAccessible(page, 'an answer');
  const jump = answer.getByRole('link');
  const heading = plain(await jump.locator('span').textContent());
  await jump.click();
  const target = widget.article.getByRole('heading', { name: heading, exact: true });
  await target.waitFor();
  assert.ok(await target.isVisible());
});

test('ten results, and more on request', async (t) => {
  const { widget } = await opened(t);
  await widget.search.pressSequentially('zamówienie');
  await widget.results.nth(9).waitFor();
  assert.equal(await widget.results.count(), 10);
  await widget.panel.locator('[data-do=more]').click();
  await widget.results.nth(10).waitFor();
});

test('the list stands still while the last word is typed', async (t) => {
  const { widget } = await opened(t);
  await widget.ask('jak zwrócić pacz', 'Jak zwrócić paczkę?');
  for (const letter of 'kę') {
    await widget.search.pressSequentially(letter);
    await widget.expectFirst('Jak zwrócić paczkę?');
  }
});

test('what was read last is offered again, and only after something was read', async (t) => {
  const { page, widget } = await opened(t);
  assert.equal(await widget.panel.locator('.recent').count(), 0);
  await widget.ask('zwrot pieniedzy', REFUND);
  await widget.results.first().click();
  await widget.expectTitle(REFUND);
  await widget.back.click();
  // The way back ends with the focus on the result; keys pressed before it arrives would be lost.
  await eventually('the focus on the result', () => hasFocus(widget.results.first()));
  await widget.search.fill('');
  await widget.panel.locator('.recent a', { hasText: REFUND }).waitFor();
  await page.reload();
  await widget.panel.locator('.recent a', { hasText: REFUND }).waitFor();
  await assertAccessible(page, 'home with what was read last');
});

test('odd questions give results or the empty state, never an error', async (t) => {
  const { page, widget } = await opened(t);
  const odd = ['zwrot '.repeat(1700), '🍅'.repeat(300), 'مرحبا كيف أعيد الطرد', '\u202Etorwz\u202C \u0007\u0000', '%%%', '   '];
  for (const question of odd) {
    await widget.search.fill(question);
    await widget.panel.locator('.answers, .home').first().waitFor();
  }
  assertQuiet(page);
});

// The strictest page that can run WebAssembly at all. Banks and shops with a security team have such policies, and a
// widget that needs an exception does not get in.
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCREENS, assertQuiet, stage } from './support/browser.mjs';
import { LISTENER, POLICY } from './support/policy.mjs';
import { barePage } from './support/server.mjs';
import { Widget } from './support/widget.mjs';

const bank = stage({ pages: { '/': barePage({ head: LISTENER }) }, policy: POLICY });

// Without this the widget is silently unstyled or dead on such a page.
test('the journey breaks no rule of a strict policy', async (t) => {
  const page = await bank.open(t, '/', SCREENS.desktop);
  const widget = new Widget(page);
  const check = async (state) => assert.deepEqual(await page.evaluate(() => window.violations), [], state);

  await widget.launcher.waitFor();
  await check('closed');
  await widget.open();
  await check('home');
  await widget.ask('jak zwrocic paczke', 'Jak zwrócić paczkę?');
  await check('results');
  await widget.results.first().click();
  await widget.expectTitle('Jak zwrócić paczkę?');
  await check('article');
  await widget.article.getByRole('link', { name: 'Kiedy dostanę zwrot pieniędzy?' }).first().click();
  await widget.expectTitle('Kiedy dostanę zwrot pieniędzy?');
  await widget.back.click();
  await widget.expectTitle('Jak zwrócić paczkę?');
  await widget.back.click();
  await widget.switchTo('English', 'en');
  await widget.ask('how do I get an invoice', 'How do I get an invoice?');
  await widget.results.first().click();
  await widget.expectTitle('How do I get an invoice?');
  await widget.closeButton.click();
  await widget.panel.waitFor({ state: 'hidden' });
  await check('the whole journey');
  assertQuiet(page);
});

// The listener itself is worth nothing if it would not notice: the same page with a forbidden style and a forbidden
// HTML string must report both.
test('the policy is in force', async (t) => {
  const page = await bank.open(t, '/', SCREENS.desktop);
  await page.evaluate(() => {
    document.body.setAttribute('style', 'color: red');
    try {
      document.body.insertAdjacentHTML('beforeend', '<b>no</b>');
    } catch {
      // Blocked, as it should be; the report is what counts.
    }
  });
  const reported = await page.evaluate(() => window.violations.map((line) => line.split(' ')[0]).sort());
  assert.deepEqual(reported, ['require-trusted-types-for', 'style-src-attr']);
});

// The widget must look like itself although the page forbids styles.
test('the widget is styled under the strict policy', async (t) => {
  const page = await bank.open(t, '/', SCREENS.desktop);
  const widget = new Widget(page);
  await widget.open();
  const styled = await widget.panel.evaluate((panel) => getComputedStyle(panel).position);
  assert.notEqual(styled, 'static');
});

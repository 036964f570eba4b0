// What the widget remembers: where the visitor was, in this tab, if the browser allows it.
//
// Invariant (browser): the open screen survives a page change in its tab and nowhere else; storage that throws, is full
// or is missing changes nothing.
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCREENS, assertQuiet, stage } from './support/browser.mjs';
import { barePage } from './support/server.mjs';
import { Widget } from './support/widget.mjs';

const RETURNS = 'Jak zwrócić paczkę?';

const site = stage({
  crossOrigin: true,
  pages: {
    '/one': barePage({ body: '<p><a href="/two">two</a></p>' }),
    '/two': barePage({ body: '<p>two</p>' }),
    '/frame': `<!doctype html><html lang="pl"><title>Preview</title><link rel="icon" href="data:,">
      <iframe sandbox="allow-scripts" src="/one" width="1000" height="850" title="Host"></iframe></html>`,
  },
});

async function readArticle(widget) {
  await widget.open();
  await widget.ask('jak zwrocic paczke', RETURNS);
  await widget.results.first().click();
  await widget.expectTitle(RETURNS);
}

// A visitor who follows instructions moves through the shop's pages with the article open.
test('an open article is open again on the next page of the same tab', async (t) => {
  const page = await site.open(t, '/one', SCREENS.desktop);
  const widget = new Widget(page);
  await readArticle(widget);
  await page.getByRole('link', { name: 'two' }).click({ force: true });
  await page.waitForURL('**/two');
  await widget.expectTitle(RETURNS);
  await widget.back.click();
  await widget.expectFirst(RETURNS);

  await widget.closeButton.click();
  await widget.panel.waitFor({ state: 'hidden' });
  await page.reload();
  await widget.launcher.waitFor();
  await page.waitForTimeout(500);
  assert.ok(!(await widget.panel.isVisible()), 'a closed panel opens by itself');
  assertQuiet(page);
});

// The language is a choice, too.
test('the chosen language stays', async (t) => {
  const page = await site.open(t, '/one', SCREENS.desktop);
  const widget = new Widget(page);
  await widget.open();
  await widget.switchTo('English', 'en');
  await page.goto(`${site.server.url}/two`);
  await widget.search.waitFor();
  await widget.ask('how do I get an invoice', 'How do I get an invoice?');
});

// One tab must not show what another showed: a second visitor may sit at the same computer.
test('a new tab starts closed', async (t) => {
  const page = await site.open(t, '/one', SCREENS.desktop);
  await readArticle(new Widget(page));
  const other = await page.context().newPage();
  await other.goto(`${site.server.url}/one`);
  const widget = new Widget(other);
  await widget.launcher.waitFor();
  await other.waitForTimeout(500);
  assert.ok(!(await widget.panel.isVisible()));
});

// Privacy settings and embedding pages deny storage by throwing; help must not depend on it.
test('storage that throws changes nothing', async (t) => {
  const init = () => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied by the test', 'SecurityError');
        },
      });
    }
  };
  const page = await site.open(t, '/one', { ...SCREENS.desktop, init });
  await readArticle(new Widget(page));
  assertQuiet(page);
});

// Storage can also be there and full: every write throws.
test('storage that is full changes nothing', async (t) => {
  const init = () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full, says the test', 'QuotaExceededError');
    };
  };
  const page = await site.open(t, '/one', { ...SCREENS.desktop, init });
  await readArticle(new Widget(page));
  assertQuiet(page);
});

// A shop builder's preview shows the page in a frame without an origin, where even asking for storage throws.
test('a sandboxed frame changes nothing', async (t) => {
  const page = await site.open(t, '/frame', SCREENS.desktop);
  await readArticle(new Widget(page.frameLocator('iframe')));
  assertQuiet(page);
});

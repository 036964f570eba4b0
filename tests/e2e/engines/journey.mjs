// The main way of a visitor through the help, by real keys and presses: the same steps in each engine and under each
// policy. A step is a name with its actions and expectations; a step that fails names itself.
import assert from 'node:assert/strict';
import { LAUNCHER } from './engine.mjs';
import { PICTURED } from './content.mjs';

const SEARCH = 'input[type=search]';
const RESULT = 'ol.results > li > a';
const TITLE = 'article h2';
const MESSAGE = '#nd-f-message';
const TEXT = 'Paczka przyszla mokra, karton jest rozdarty.';
const LOCKER = 'Jak odebrać paczkę z automatu?';

/** In the page: the value of a field of the help. */
const valueOf = (selector) => document.querySelector('nightdesk-widget').shadowRoot.querySelector(selector)?.value;
const focused = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return `${active?.id ?? ''} ${active?.type ?? ''} ${active?.getAttribute('part') ?? ''}`;
};
const events = () => window.heard.map(([name]) => name);

const ask = async (page, question, title) => {
  await page.click(SEARCH);
  await page.evaluate(() => document.querySelector('nightdesk-widget').shadowRoot.querySelector('input[type=search]').select());
  await page.type(question);
  await page.see('ol.results > li:first-child > a', title);
};
const closed = (page) => page.gone('[role=dialog]');

/** `page`, the shop it was opened at, and `help`, the receiver of requests. Steps rely on those before them. */
export const STEPS = [
  ['the launcher is there', ({ page }) => page.see(LAUNCHER, 'Pomoc')],
  ['a press opens', async ({ page }) => {
    await page.click(LAUNCHER);
    await page.see(SEARCH);
  }],
  ['the first view has a contact channel', ({ page }) => page.see('a[href^="tel:+48"]')],
  ['what is typed arrives, and finds', ({ page }) => ask(page, 'automat paczka', LOCKER)],
  ['the arrow goes to a result, Enter opens it', async ({ page }) => {
    await page.press('ArrowDown', 'Enter');
    await page.see(TITLE, LOCKER);
  }],
  ['back leads to the results', async ({ page }) => {
    await page.click('button', 'Wstecz');
    await page.see(RESULT, LOCKER);
    assert.equal(await page.evaluate(valueOf, SEARCH), 'automat paczka');
  }],
  ['another question', ({ page }) => ask(page, PICTURED.question, PICTURED.title)],
  ['a result opens by a press', async ({ page }) => {
    await page.click(RESULT, PICTURED.title);
    await page.see(TITLE, PICTURED.title);
  }],
  ['a picture is drawn', ({ page }) => page.see('[role=img] svg')],
  ['a link leads to another article', async ({ page }) => {
    await page.click('article a', 'sprawdź');
    await page.see(TITLE, 'Kiedy dotrze paczka?');
  }],
  ['a vote is taken', async ({ page }) => {
    await page.click('[data-vote="1"]');
    await page.see('[role=status]', 'Cieszymy się');
  }],
  ['the board shows hours and ways', async ({ page }) => {
    await page.click('.head .status');
    await page.see('h2', 'Kontakt i godziny');
    await page.see('.board', 'Zadzwoń');
  }],
  ['English', async ({ page }) => {
    await page.click('button', 'English');
    await page.see('button', 'Close help');
  }],
  ['an English question', async ({ page }) => {
    if (!(await page.evaluate(valueOf, SEARCH)) && !(await page.state()).works) await page.click('button', 'Back');
    await page.see(SEARCH);
    await ask(page, 'invoice', 'How do I get an invoice?');
  }],
  ['Polish again', async ({ page }) => {
    await page.click('button', 'Polski');
    await page.see('button', 'Zamknij pomoc');
  }],
  ['✕ closes', async ({ page }) => {
    await page.click('button', 'Zamknij pomoc');
    await closed(page);
  }],
  ['Enter on the launcher opens', async ({ page }) => {
    await page.evaluate(() => document.querySelector('nightdesk-widget').shadowRoot.querySelector('button').focus());
    await page.press('Enter');
    await page.see('[role=dialog]');
  }],
  ['Escape closes, and the launcher has the focus', async ({ page }) => {
    await page.press('Escape');
    await closed(page);
    assert.match(await page.evaluate(focused), /launcher/);
  }],
  ['a link of the page opens', async ({ page }) => {
    await page.click('#link');
    await page.see('[role=dialog]');
    await page.press('Escape');
    await closed(page);
  }],
  ['a hash opens an article', async ({ page }) => {
    await page.evaluate(() => void (location.hash = '#nightdesk/locker'));
    await page.see(TITLE, LOCKER);
  }],
  ['commands: close, search, article', async ({ page }) => {
    await page.evaluate(() => nightdesk.push(['close']));
    await closed(page);
    await page.evaluate(() => nightdesk.push(['search', 'faktura']));
    await page.see(RESULT, 'Jak dostać fakturę?');
    await page.evaluate(() => nightdesk.push(['article', 'invoice']));
    await page.see(TITLE, 'Jak dostać fakturę?');
  }],
  ['the page hears of it', async ({ page }) => {
    const heard = await page.evaluate(events);
    for (const name of ['ready', 'open', 'search', 'article', 'vote', 'close']) assert.ok(heard.includes(name), `${name}: ${heard}`);
  }],
  ['pushState keeps the help open', async ({ page }) => {
    await page.evaluate(() => history.pushState(null, '', '?step=2'));
    await page.see(TITLE, 'Jak dostać fakturę?');
  }],
  ['keys of the help are not the page’s', async ({ page }) => {
    await page.evaluate(() => {
      window.keys = 0;
      addEventListener('keydown', () => window.keys++);
    });
    await page.evaluate(() => nightdesk.push(['search', '']));
    await ask(page, '/ paczka', '');
    assert.equal(await page.evaluate(() => window.keys), 0);
  }],
  ['typing beside a modal of the page that keeps the focus', async ({ page }) => {
    await page.evaluate(() => window.modal(true));
    try {
      await ask(page, 'faktura', 'Jak dostać fakturę?');
      assert.equal(await page.evaluate(valueOf, SEARCH), 'faktura');
      assert.equal(await page.evaluate(() => document.querySelector('#inside').value), '');
    } finally {
      await page.evaluate(() => window.modal(false));
    }
  }],
  ['the form opens', async ({ page }) => {
    await page.evaluate(() => nightdesk.push(['contact']));
    await page.see(MESSAGE);
  }],
  ['what is typed becomes a draft', async ({ page }) => {
    await page.click(MESSAGE);
    await page.type(TEXT);
    // What was searched for is there already.
    const written = await page.evaluate(valueOf, MESSAGE);
    assert.ok(written.includes(TEXT), written);
    await page.see('.kept', 'Szkic');
  }],
  ['a reload keeps the draft', async ({ page }) => {
    await page.reload();
    await page.see(LAUNCHER);
    if (!(await page.see('[role=dialog]', undefined, 3_000).catch(() => false))) await page.click(LAUNCHER);
    await page.see('[role=dialog]');
    if (!(await page.see(MESSAGE, undefined, 3_000).catch(() => false))) await page.click('[data-do=write]');
    await page.see(MESSAGE);
    await page.until('the draft', (text) => document.querySelector('nightdesk-widget').shadowRoot.querySelector('#nd-f-message').value.includes(text), TEXT);
  }],
  ['the address is typed, the topic chosen', async ({ page }) => {
    // The native list opens outside of the page: the value is set as a choice in it does.
    await page.evaluate(() => {
      const topic = document.querySelector('nightdesk-widget').shadowRoot.querySelector('select');
      topic.value = 'other';
      topic.dispatchEvent(new Event('input', { bubbles: true }));
      topic.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await page.click('input[type=email]');
    await page.type('anna@example.com');
  }],
  ['503: the letter waits', async ({ page, help }) => {
    help.answer = () => ({ status: 503, body: {} });
    // A visitor who sends at once is taken for a bot.
    await new Promise((later) => setTimeout(later, 4_000));
    await page.click('button', 'Wyślij');
    await page.see('.delivery', 'czeka na wysłanie');
  }],
  ['sent again, it arrives once', async ({ page, help }) => {
    help.answer = () => ({ status: 200, body: { reference: '4711' } });
    await page.click('.delivery button');
    await page.see('.delivery', '4711');
    const ours = help.received.filter((record) => JSON.stringify(record).includes('rozdarty'));
    assert.ok(ours.length >= 2, 'tried twice');
    assert.equal(new Set(ours.map(({ id }) => id)).size, 1, 'one letter');
  }],
  ['another page and back: the article is still there', async ({ page }) => {
    await page.evaluate(() => nightdesk.push(['article', 'locker']));
    await page.see(TITLE, LOCKER);
    await page.evaluate(() => document.querySelector('#next').click());
    await page.until('the next page', () => location.pathname.endsWith('/next'));
    await page.see(TITLE, LOCKER);
    await page.back();
    await page.until('the first page', () => !location.pathname.endsWith('/next'));
    await page.see(TITLE, LOCKER);
  }],
  ['nothing reported, nothing uncaught', async ({ page }) => {
    assert.deepEqual(await page.evaluate(() => [window.reports, window.errors]), [[], []]);
  }],
];

/**
 * What the page needs for it: a modal that takes the focus back, as those of component libraries do, and listeners for
 * events.
 */
export const SCRIPT = `
  window.heard = [];
  for (const name of ['ready', 'open', 'close', 'search', 'article', 'vote', 'contact', 'error']) {
    addEventListener('nightdesk:' + name, ({ detail }) => heard.push([name, detail]));
  }
  const pull = ({ target }) => {
    const modal = document.querySelector('#modal');
    if (target !== document && target !== modal && !modal.contains(target)) document.querySelector('#inside').focus();
  };
  window.modal = (open) => {
    document.querySelector('#modal').hidden = !open;
    if (!open) return document.removeEventListener('focusin', pull);
    document.querySelector('#inside').focus();
    document.addEventListener('focusin', pull);
  };`;
export const BODY = '<div id="modal" role="dialog" tabindex="-1" hidden><input id="inside" aria-label="Code"></div>';

// A page with `<base href>`: one that its shop needs, or an injected one. The widget's addresses do not depend on it:
// no request, no link and no file follows it.
//
// Invariant (browser): no message, link or file follows the `<base>` of the page.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { SCREENS, eventually, stage } from './support/browser.mjs';
import { receive } from './support/receiver.mjs';
import { RequestForm } from './support/request.mjs';
import { barePage } from './support/server.mjs';
import { CONTENT, build } from './support/site.mjs';

/** Another server: any request to it has followed the base. */
const other = await receive({ preflight: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' } });
/** The shop's own server, which takes requests. */
const own = await receive({ site: () => site.server.url });
after(async () => {
  await other.close();
  await own.close();
});

const POPULAR = '["delivery/time", "delivery/locker", "payments/invoice", "stores/addresses", "stores/deposit"]';
const SETTINGS = CONTENT['nightdesk.toml']
  .replace('name = "Sklep Malina"', 'name = "Sklep Malina"\nurl = "https://sklepmalina.example"')
  .replace('[site]', `[site]\npopular = ${POPULAR}`);
const CONFIG = `${SETTINGS}
[request]
default_sink = "own"

[request.privacy]
text = { pl = "Dane przetwarza Sklep Malina.", en = "Sklep Malina keeps the data." }
link = "/prywatnosc"

[request.sink.own]
kind = "webhook"
url = "/requests"

[request.sink.netlify]
kind = "netlify"
form = "contact"
url = "/forms"

[[request.topic]]
id = "other"
label = { pl = "Inna sprawa", en = "Something else" }

[[request.topic]]
id = "letter"
label = { pl = "List", en = "A letter" }
sink = "netlify"
`;
const LONG = `---
title: Jak wybrać rozmiar?
---

Najpierw [zmierz stopę](#zmierz-stope)[^1] albo [przeczytaj o dostawie](delivery/time.md).

## Zmierz stopę

Zmierz ją wieczorem. [Poza nami](https://sklepmalina.example/rozmiary)

[^1]: Obie.
`;
const files = { 'nightdesk.toml': CONFIG, 'pl/sizes.md': LONG };
const based = (base) => barePage({ head: `<base href="${base}">`, body: '<p>base</p>' }).replace('src="/help', `src="${own.url}/help`);
const site = stage({
  root: build({ files }),
  pages: {
    '/': barePage(),
    '/other': based(`${other.url}/deep/er/`),
    '/cdn': based('//127.0.0.1:1/'),
    '/relative': based('/catalogue/shoes/'),
  },
});

/** Every address in the panel, as the browser would follow it. */
const addresses = (page) =>
  page.locator('nightdesk-widget').evaluate((widget) => [...widget.shadowRoot.querySelectorAll('a[href]')].map(({ href }) => href));
const ours = (href) => href.startsWith(`${own.url}/`) || /^(tel:|mailto:|sms:|https:\/\/sklepmalina\.example\/)/.test(href);

for (const path of ['/other', '/cdn', '/relative']) {
  test(`${path}: requests, links and files stay with the shop`, async (t) => {
    own.seen.length = 0;
    other.seen.length = 0;
    own.answer = () => ({ status: 201, body: { reference: '7' } });
    const page = await site.open(t, own.url + path, { ...SCREENS.desktop, at: '2026-11-25T10:00:00+01:00' });
    const form = new RequestForm(page);
    const { widget, panel } = form;
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    let counted = 0;
    const look = async (where) => {
      const all = await addresses(page);
      counted += all.length;
      assert.deepEqual(all.filter((href) => !ours(href)), [], where);
    };
    await widget.open();
    await look('the first screen');
    await widget.ask('rozmiar', 'Jak wybrać rozmiar?');
    await look('results');
    await widget.results.first().click();
    await widget.expectTitle('Jak wybrać rozmiar?');
    await look('an article');
    const inside = panel.getByRole('link', { name: 'zmierz stopę', exact: true });
    assert.match(await inside.evaluate(({ href }) => href), /\/help\/pl\/[^/]+\/#zmierz-stope$/);
    await inside.click();
    assert.equal(page.url(), own.url + path, 'the page has gone elsewhere');
    await widget.openBoard();
    await look('the board');
    await panel.locator('[data-do="write"]').first().click();
    await form.form.waitFor();
    assert.equal(await panel.getByRole('link', { name: /Więcej o/ }).evaluate(({ href }) => href), 'https://sklepmalina.example/prywatnosc');
    await look('the form');
    for (const topic of ['Inna sprawa', 'List']) {
      await form.fill({ topic, message: `Paczka przyszła mokra (${topic}).`, email: 'anna@example.com' });
      await page.clock.fastForward(4_000);
      own.answer = () => (topic === 'List' ? { status: 200, type: 'text/html', body: '<p>Thanks</p>' } : { status: 201, body: { reference: '7' } });
      await form.send();
      await eventually(`the letter about ${topic}`, () => own.posts.some(({ path: at }) => at === (topic === 'List' ? '/forms' : '/requests')));
      await form.expectState('sent');
      await look(`sent: ${topic}`);
      if (topic !== 'List') await form.button('Napisz nową wiadomość').click();
    }
    assert.deepEqual(own.posts.map(({ path: at }) => at), ['/requests', '/forms']);
    assert.equal(other.seen.length, 0, 'the other server was asked');
    assert.deepEqual(asked.filter((url) => !url.startsWith(`${own.url}/`) && !url.startsWith('blob:')), []);
    assert.ok(counted > 20, `${counted} links seen`);
    t.diagnostic(`own ${own.posts.length}, other ${other.seen.length}; ${counted} links`);
  });
}

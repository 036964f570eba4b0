// What the page knows of its visitor, and what the company asks their browser for: neither is typed, and both arrive in
// a real inbox.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, PATIENCE, assertQuiet, eventually } from './support/browser.mjs';
import { inboxShop } from './support/crash.mjs';
import { RequestForm } from './support/request.mjs';
import { CONTENT } from './support/site.mjs';

const CONTACT = `
[request]
default_sink = "inbox"
work = 14

[request.privacy]
text = { pl = "Dane ma Sklep Malina.", en = "Sklep Malina has the data." }

[request.sink.inbox]
kind = "webhook"
url = "/inbox/requests"

[[request.topic]]
id = "orders"
label = { pl = "Zamówienie", en = "An order" }

[[request.topic.field]]
id = "order"
label = { pl = "Numer zamówienia", en = "Order number" }
pattern = "MAL-[0-9]{6}"
example = "MAL-204518"
`;

let shop;
let browser;
before(async () => {
  shop = await inboxShop({ files: { 'nightdesk.toml': CONTENT['nightdesk.toml'] + CONTACT } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.close();
});

async function opened(t, queue) {
  const context = await browser.newContext({ locale: 'pl-PL', reducedMotion: 'reduce' });
  t.after(() => context.close());
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript((queue) => (window.nightdesk = queue), queue);
  const page = await context.newPage();
  page.seen = { errors: [], console: [] };
  page.on('pageerror', (error) => page.seen.errors.push(String(error)));
  await page.goto(shop.url);
  const form = new RequestForm(page);
  await form.open();
  return { page, form };
}

// A signed-in visitor must not be asked who they are; the page's last command counts, and the visitor may change the
// values.
test('the form begins with what the page knows', async (t) => {
  const { page, form } = await opened(t, [
    ['identify', { name: 'Jan Stary', email: 'stary@example.com' }],
    ['close'],
    ['identify', { name: 'Anna Nowak', email: 'anna@example.com', phone: 48600100200, fields: { order: 'MAL-204518' } }],
  ]);
  const shown = {};
  for (const name of ['name', 'email', 'phone', 'order']) shown[name] = await form.field(name).inputValue();
  assert.deepEqual(shown, { name: 'Anna Nowak', email: 'anna@example.com', phone: '', order: 'MAL-204518' });
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [], 'nothing is stored before anybody types');
  await form.field('message').fill('Gdzie jest paczka?');
  await form.field('name').fill('Anna N.');
  await page.waitForTimeout(3_000);
  // The proof of work is asked for and checked by the inbox: without it, it would refuse.
  await form.button('Wyślij').click();
  await form.heading.filter({ hasText: 'Wiadomość wysłana' }).waitFor();
  const rows = await eventually('the request in the inbox', async () => (await shop.rows()).filter((row) => row.subject === 'Gdzie jest paczka?'));
  assert.equal(rows.length, 1);
  const html = await (await fetch(`${shop.url}/inbox/${rows[0].id}`)).text();
  for (const text of ['Anna N.', 'anna@example.com', 'MAL-204518']) assert.ok(html.includes(text), text);
  assertQuiet(page);
});

// A page that passes nonsense must not break its own help desk.
for (const [what, queue] of Object.entries({
  'no list': 'identify',
  'no object': [['identify', null], ['identify']],
  'no commands': [null, 7, {}],
  'no texts': [['identify', { name: {}, email: ['x'], phone: true, fields: [1] }]],
})) {
  test(`a page that says nonsense: ${what}`, async (t) => {
    const { page, form } = await opened(t, queue);
    for (const name of ['name', 'email', 'phone', 'order']) assert.equal(await form.field(name).inputValue(), '', name);
    assertQuiet(page);
  });
}

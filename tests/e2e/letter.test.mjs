// A request by the visitor's own mail program: a link that contains the message, and the alternatives when no program
// opens.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { SCHEMES, SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { Form, SHOP, visitor } from './support/form.mjs';
import { build } from './support/site.mjs';
import { hasFocus, plain } from './support/widget.mjs';

// Without `[request]` requests go to the mail channel.
const site = stage({ root: build(), pages: SHOP });
const ADDRESS = 'pomoc@sklepmalina.example';

/** A browser whose visitor has a mail program: it takes links, and nothing else happens. */
function mailProgram() {
  window.links = [];
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    if (this.href.startsWith('mailto:')) window.links.push(this.href);
    else click.call(this);
  };
}

/** The same with a clipboard that a page may not use. */
function noClipboard() {
  mailProgramAlone();
  Object.defineProperty(navigator, 'clipboard', { value: undefined });
  Document.prototype.execCommand = () => false;
}

const options = (screen, more = {}) => ({
  ...visitor(screen),
  init: mailProgram,
  permissions: ['clipboard-read', 'clipboard-write'],
  ...more,
});
const PHONE = options(SCREENS.phone);
const DESKTOP = options(SCREENS.desktop);

/** Writes a message and asks for the mail program; gives what that gets. */
async function prepare(page, form, message, subject = '') {
  await form.subject.fill(subject);
  await form.message.fill(message);
  await form.prepare.click();
  await form.expectFate('prepared');
  return read(await eventually('a link', () => page.evaluate(() => window.links.at(-1))));
}

/** Parses a link as RFC 6068 defines it, without the code that made it. */
function read(link) {
  const [, to, query] = /^mailto:([^?]*)\?(.*)$/s.exec(link);
  const fields = Object.fromEntries(query.split('&').map((field) => field.split('=').map(decodeURIComponent)));
  assert.deepEqual(Object.keys(fields), ['subject', 'body']);
  assert.ok(link.length <= 1_900, `${link.length} characters are more than mail programs take`);
  return { to: decodeURIComponent(to), subject: fields.subject, body: fields.body.replaceAll('\r\n', '\n') };
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

const MESSAGES = [
  ['Zażółć gęślą jaźń', 'Zażółć gęślą jaźń'],
  ['A & B = 100% #1 ?subject=nie +48 600 100 200', 'A & B = 100% #1 ?subject=nie +48 600 100 200'],
  ['Pierwsza linia\nDruga "linia" <b>\n\n\tKoniec; \\ \u2019', 'Pierwsza linia'],
  ['Maliny 🍓👩‍👩‍👧 są super 🎉', 'Maliny 🍓👩‍👩‍👧 są super 🎉'],
];

// What a mail program shows has to be exactly what was typed: half a message is worse than none.
test('the mail program gets the visitor’s words', async (t) => {
  const page = await site.open(t, '/cart', DESKTOP);
  const form = await Form.open(page);
  for (const [message, subject] of MESSAGES) {
    const letter = await prepare(page, form, message);
    assert.deepEqual([letter.to, letter.subject], [ADDRESS, subject]);
    assert.ok(letter.body.startsWith(`${message}\n`), letter.body);
    assert.match(letter.body, /\/cart\n/, 'where it was written');
    await form.delivery.locator('[data-form=edit]').click();
    assert.equal(await form.message.inputValue(), message, 'the words are still there');
    assert.ok(await hasFocus(form.message));
  }
  const { subject } = await prepare(page, form, 'Treść', 'Własny tytuł – 5 zł?');
  assert.equal(subject, 'Własny tytuł – 5 zł?');
  assertQuiet(page);
});

// The widget cannot know whether the visitor pressed "send" in the mail program; a visitor who believes it was sent
// waits for an answer in vain.
test('prepared is not sent, and says so', async (t) => {
  const page = await site.open(t, '/cart', PHONE);
  await page.evaluate(() => {
    window.stages = [];
    addEventListener('nightdesk:contact', ({ detail }) => window.stages.push(detail.stage));
  });
  const form = await Form.open(page);
  for (const field of [form.email, form.phone, form.files]) assert.equal(await field.count(), 0, 'the mail program knows');
  await form.panel.getByText('Zdjęcia i dokumenty dołączysz w programie pocztowym.').waitFor();
  await prepare(page, form, 'Paczka przyszła mokra.');
  assert.ok(await hasFocus(form.deliveryTitle));
  assert.equal(plain(await form.deliveryTitle.textContent()), 'Dokończ w programie pocztowym');
  const status = plain(await form.delivery.textContent());
  assert.match(status, /Wiadomość nie jest jeszcze wysłana\./);
  assert.match(status, /wyślij ją na pomoc@sklepmalina\.example\./);
  assert.match(status, /Paczka przyszła mokra\./);
  assert.doesNotMatch(status, /wiadomość wysłana/i);
  assert.ok(await form.delivery.locator('a[href^="tel:+48"]').isVisible(), 'the telephone is beside it');
  assert.deepEqual(await page.evaluate(() => window.stages), ['prepared']);
  await form.delivery.locator('[data-form=mail]').click();
  await eventually('a second link', async () => (await page.evaluate(() => window.links.length)) === 2);
  await page.reload();
  await form.expectFate('prepared');
  assertQuiet(page);
});

// A form without a choice of topics has to know its only one, again and again.
test('a deleted message makes room for another', async (t) => {
  const page = await site.open(t, '/cart', PHONE);
  const form = await Form.open(page);
  await form.message.fill('Pierwsza wiadomość');
  await form.button('Usuń szkic').click();
  await form.button('Cofnij').click();
  await eventually('the draft', async () => (await form.message.inputValue()) === 'Pierwsza wiadomość');
  await form.button('Usuń szkic').click();
  await form.button('Cofnij').waitFor();
  const { subject } = await prepare(page, form, 'Druga wiadomość');
  assert.equal(subject, 'Druga wiadomość');
});

// Where no program opens, the text can be copied: all of it, for any webmail.
test('the text is copied whole', async (t) => {
  const page = await site.open(t, '/cart', PHONE);
  const form = await Form.open(page);
  const [message] = MESSAGES[2];
  const { body } = await prepare(page, form, message);
  await form.button('Kopiuj treść').click();
  await form.slow.getByText('Skopiowano.').waitFor();
  assert.equal((await clipboard(page)).trim(), body.trim());
  assert.ok(await hasFocus(form.button('Kopiuj treść')));
});

// The pages of some shops may not use the clipboard: an older method is tried, and "copied" is shown only when it is
// true.
test('without a clipboard “copied” is not shown', async (t) => {
  const init = `window.mailProgramAlone = ${mailProgram}; (${noClipboard})();`;
  const page = await site.open(t, '/cart', { ...PHONE, init: { content: init } });
  const form = await Form.open(page);
  await prepare(page, form, 'Paczka przyszła mokra.');
  await form.button('Kopiuj treść').click();
  await form.slow.getByText('Nie udało się skopiować.').waitFor();
  assert.ok(await hasFocus(form.button('Kopiuj treść')), 'the older way leaves the focus where it was');
});

// Mail programs cut long links at any point: then the text is not in the link, and all of it is on the clipboard.
test('a text that is too long for a link is on the clipboard', async (t) => {
  const page = await site.open(t, '/cart', DESKTOP);
  const form = await Form.open(page);
  const message = `${'Zażółć gęślą jaźń. '.repeat(150)}Koniec.`;
  const letter = await prepare(page, form, message, 'Długa sprawa');
  assert.deepEqual(letter, { to: ADDRESS, subject: 'Długa sprawa', body: '[Wklej tutaj skopiowaną treść]' });
  await form.slow.getByText('Treść nie zmieściła się w całości.').waitFor();
  const copied = await clipboard(page);
  assert.ok(copied.startsWith(message) && copied.includes('/cart'), copied);
});

/** Parses a message as RFC 5322 and MIME define it: headers by name, and the text. */
function parse(eml) {
  const [head, body] = eml.split(/\r\n\r\n([^]*)/);
  const headers = Object.fromEntries(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const words = (text) =>
    text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, coded) => Buffer.from(coded, 'base64').toString());
  const text = {
    base64: () => Buffer.from(body, 'base64').toString(),
    'quoted-printable': () =>
      Buffer.from(body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString(),
    '8bit': () => body,
  }[headers['content-transfer-encoding'].toLowerCase()]();
  assert.ok(eml.split('\r\n').every((line) => line.length <= 998 && !line.includes('\n')), 'lines end as in mail');
  return { ...headers, subject: words(headers.subject), text: text.replaceAll('\r\n', '\n') };
}

// Some visitors save their messages, some send them from another machine.
test('the saved message is a valid email', async (t) => {
  const page = await site.open(t, '/cart', DESKTOP);
  const form = await Form.open(page);
  for (const [message, subject] of [...MESSAGES, ['Zażółć gęślą jaźń. '.repeat(150).trim(), undefined]]) {
    await prepare(page, form, message);
    const saved = page.waitForEvent('download');
    await form.button('Zapisz kopię (.eml)').click();
    const download = await saved;
    assert.equal(download.suggestedFilename(), 'wiadomosc.eml');
    const letter = parse(await readFile(await download.path(), 'utf8'));
    assert.equal(letter.to.replace(/[<>]/g, ''), ADDRESS);
    assert.equal(letter['mime-version'], '1.0');
    assert.match(letter['content-type'], /^text\/plain; charset="?utf-8"?/i);
    if (subject) assert.equal(letter.subject, subject);
    assert.ok(letter.text.startsWith(`${message}\n`), letter.text);
    await form.delivery.locator('[data-form=edit]').click();
    await form.message.waitFor();
  }
});

// Mail is the channel of those with nothing else: it has to work for all of them.
for (const [name, screen] of Object.entries(SCREENS)) {
  for (const colorScheme of SCHEMES) {
    test(`the mail channel is accessible: ${name}, ${colorScheme}`, async (t) => {
      const lang = colorScheme === 'light' ? 'pl' : 'en';
      const page = await site.open(t, lang === 'pl' ? '/cart' : '/cart-en', { ...options(screen), ...visitor(screen, lang), colorScheme });
      const form = await Form.open(page, lang);
      await assertAccessible(page, 'the form');
      await form.prepare.click();
      await form.problems.first().waitFor();
      await assertAccessible(page, 'errors');
      await prepare(page, form, 'Zażółć gęślą jaźń. '.repeat(150));
      await form.slow.filter({ hasText: /./ }).waitFor();
      await assertAccessible(page, 'prepared');
    });
  }
}

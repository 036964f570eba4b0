// Writing to a person: what the form asks, what it sends along, what it warns of, and the delivery status of the
// request.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { SCHEMES, SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { CONSENT, Form, SHOP, helpDesk, settings, visitor } from './support/form.mjs';
import { LISTENER, POLICY } from './support/policy.mjs';
import { barePage } from './support/server.mjs';
import { build } from './support/site.mjs';
import { Widget, hasFocus, plain, pressUntil } from './support/widget.mjs';

const help = await helpDesk();
const shop = (more) => build({ files: { 'nightdesk.toml': settings(help.url, more) } });
const root = shop();
const asking = shop(CONSENT);
const site = stage({ root, pages: SHOP });
const bank = stage({ root, pages: { '/': barePage({ head: LISTENER }) }, policy: POLICY });
const PHONE = visitor(SCREENS.phone);
const DESKTOP = visitor(SCREENS.desktop);

test.beforeEach(() => help.reset());
test.afterEach(() => {
  site.server.root = root;
  site.server.damage = undefined;
});

const texts = async (locator) => (await locator.allTextContents()).map(plain);

/** A question, an answer that did not help, and from there to the form. */
async function seekInVain(page, { question, title, lang = 'pl', seconds = 41 }) {
  const widget = new Widget(page, lang);
  await widget.open();
  await widget.ask(question, title);
  await page.clock.fastForward(1_000);
  await widget.results.first().click();
  await widget.expectTitle(title);
  await page.clock.fastForward(seconds * 1_000);
  await widget.article.locator('[data-vote="0"]').click();
  const form = new Form(widget);
  form.speak(lang);
  await widget.article.locator('[data-do="write"]').click();
  await form.message.waitFor();
  return form;
}

const LOCKER = {
  pl: { question: 'automat paczka', title: 'Jak odebrać paczkę z automatu?' },
  en: { question: 'parcel locker', title: 'How do I collect a parcel from a locker?', lang: 'en' },
};
const SECRETS = 'Mój PESEL to 44051401458, karta 4111 1111 1111 1111.\nkonto PL61 1090 1014 0000 0712 1981 2874\nhasło: Kotek123';
const BOTTLES = { pl: 'Gdzie mogę oddać butelki z kaucją?', en: 'Where can I return my bottles?' };

// Visitors who cannot see or cannot use a mouse need a person most: each state counts, on each screen.
for (const [name, screen] of Object.entries(SCREENS)) {
  for (const colorScheme of SCHEMES) {
    const lang = colorScheme === 'light' ? 'pl' : 'en';
    test(`every state is accessible: ${name}, ${colorScheme}, ${lang}`, async (t) => {
      site.server.root = asking;
      site.server.damage = (path) => path === '/forms' && { status: 500, body: 'broken' };
      const page = await site.open(t, lang === 'pl' ? '/cart' : '/cart-en', { ...visitor(screen, lang), colorScheme });
      const form = await seekInVain(page, LOCKER[lang]);
      const check = (state) => assertAccessible(page, state);
      await check('prefilled');
      await form.message.fill(SECRETS);
      await eventually('four marks', async () => (await form.marks.count()) === 4);
      await check('marks and offers');
      await form.message.fill(BOTTLES[lang]);
      await form.suggested.getByRole('link').first().waitFor();
      await check('suggestions');
      await form.message.fill('');
      await form.write({ topic: 'orders', message: '', email: 'anna', phone: '12', order: '7' });
      await form.submit();
      await form.problems.nth(4).waitFor();
      await check('errors');
      await form.files.setInputFiles([{ name: 'karton.txt', mimeType: 'text/plain', buffer: Buffer.from('mokro') }]);
      await form.panel.getByText('karton.txt').waitFor();
      await check('attachments');
      await form.write({ message: 'Mokra paczka.\n'.repeat(40), phone: '' });
      await form.consent.check();
      let answer;
      help.answer = () => new Promise((done) => (answer = done));
      await form.submit();
      await form.expectFate('sending');
      await check('sending');
      await help.last();
      answer({ status: 503, body: {} });
      await form.expectFate('waiting');
      await check('waiting');
      help.answer = () => ({ status: 422, body: { error: 'Nie ma takiego zamówienia.' } });
      await form.delivery.locator('[data-form=now]').click();
      await form.expectFate('failed');
      await check('failed');
      await form.delivery.locator('[data-form=edit]').click();
      await form.panel.locator('[data-form=remove-file]').click();
      await form.topic.selectOption('partners');
      await form.submit();
      await form.expectFate('unsure');
      await check('unsure');
      help.reset();
      await form.delivery.locator('[data-form=edit]').click();
      await form.topic.selectOption('other');
      await form.submit();
      await form.expectFate('sent');
      await check('sent');
      await form.delivery.locator('[data-form=another]').click();
      await form.message.fill('Jeszcze jedno.');
      await form.panel.locator('[data-form=delete]').click();
      await form.panel.locator('[data-form=undo]').waitFor();
      await check('deleted');
      await form.panel.locator('[data-form=undo]').click();
      await eventually('the draft', async () => (await form.message.inputValue()) === 'Jeszcze jedno.');
      const other = await page.context().newPage();
      await other.goto(page.url());
      const second = await Form.open(other, lang);
      await second.panel.locator('[data-form=earlier]').waitFor();
      await assertAccessible(other, 'an empty form beside an earlier draft');
    });
  }
}

/** Where the focus is: the field, the button, or its text; `body` when it is in the host's page. */
const focus = (page) =>
  page.evaluate(() => {
    const host = document.activeElement;
    const at = host?.shadowRoot?.activeElement;
    if (!at) return host?.localName ?? 'nowhere';
    const { field, form, key, title } = at.dataset;
    if (title !== undefined) return 'title';
    return field ?? (form && [form, key].filter(Boolean).join(' ')) ?? at.className;
  });

/** Whether the focus is visible there. */
const focusIsSeen = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('nightdesk-widget').shadowRoot;
    const at = root.activeElement;
    const box = at.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    // Of a tall field its upper edge counts.
    const hit = root.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && at.contains(hit);
  });

// Without a mouse every step has to be reachable, in an order that makes sense, and never out of sight.
test('the keyboard alone sends a request', async (t) => {
  const init = () => {
    window.heard = [];
    for (const type of ['keydown', 'keypress', 'keyup']) {
      document.addEventListener(type, (event) => event.target.localName === 'nightdesk-widget' && window.heard.push(event.key));
    }
  };
  const page = await site.open(t, '/cart', { ...DESKTOP, init });
  const form = new Form(new Widget(page));
  const { keyboard } = page;
  const to = (locator, key = 'Tab') => pressUntil(page, key, locator, 40);
  await to(form.widget.launcher);
  await keyboard.press('Enter');
  await form.widget.search.waitFor();
  await page.evaluate(() => (window.heard = []));
  await to(form.writeButton);
  await keyboard.press('Enter');
  await form.message.waitFor();
  assert.equal(await focus(page), 'title');

  const stops = [];
  for (let stop = ''; stop !== 'export'; stops.push(stop)) {
    await keyboard.press('Tab');
    stop = await focus(page);
    assert.notEqual(stop, 'body', `the focus is lost after ${stops}`);
    if (stop) assert.ok(await focusIsSeen(page), `the focus is out of sight at ${stop}`);
  }
  // The link about personal data has no name of its own.
  assert.deepEqual(
    stops,
    ['topic', 'subject', 'message', 'email', 'phone', 'name', 'files', 'remove page', 'remove language', 'remove time', 'remove version', 'primary', '', 'delete', 'export'],
  );

  await to(form.send, 'Shift+Tab');
  await page.clock.fastForward(4_000);
  await keyboard.press('Enter');
  assert.equal(await focus(page), 'wrong');
  await keyboard.press('Tab');
  assert.equal(await focus(page), 'goto topic');
  await keyboard.press('Enter');
  assert.equal(await focus(page), 'topic');
  await keyboard.press('ArrowDown');
  await form.order.waitFor();
  assert.equal(await focus(page), 'topic', 'another topic takes the focus away');
  await to(form.send);
  await keyboard.press('Enter');
  for (const field of ['message', 'order', 'email']) {
    await to(form.alert.locator(`[data-key=${field}]`), 'Shift+Tab');
    await keyboard.press('Enter');
    assert.equal(await focus(page), field);
    assert.ok(await focusIsSeen(page), field);
  }

  await keyboard.type('anna@example.com');
  await to(form.order, 'Shift+Tab');
  await keyboard.type('MAL-204518');
  await to(form.message, 'Shift+Tab');
  await keyboard.type('Szukam zamówienia.');
  await keyboard.press('Enter');
  await keyboard.type('s / ?');
  await keyboard.press('Escape');
  await form.panel.waitFor({ state: 'hidden' });
  assert.ok(await hasFocus(form.widget.launcher));
  assert.deepEqual(await page.evaluate(() => window.heard), [], 'the page’s shortcuts hear what is typed');
  await keyboard.press('Enter');
  await form.message.waitFor();
  // On the closed launcher nothing is typed: keys go to the page.
  await page.evaluate(() => (window.heard = []));
  assert.equal(await form.message.inputValue(), 'Szukam zamówienia.\ns / ?');
  assert.equal(await focus(page), 'title', 'an opened form has the keyboard');

  // A line is taken out: the focus stays beside it.
  await to(form.along.locator('[data-key=page]'));
  await keyboard.press('Space');
  assert.equal(await form.along.getByRole('heading').evaluate((node) => node === node.getRootNode().activeElement), true);
  await to(form.send);
  await keyboard.press('Space');
  await form.expectFate('sent');
  assert.ok(await hasFocus(form.deliveryTitle), 'what became of it has the focus');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await form.message.waitFor();
  await eventually('the focus in the new form', async () => (await focus(page)) === 'topic');
  // With nothing to delete the focus must not be lost either.
  await form.message.fill('');
  await to(form.button('Usuń szkic'));
  await keyboard.press('Enter');
  await eventually('the focus after deletion', async () => !['body', 'delete'].includes(await focus(page)));
  assert.equal((await help.last()).context.page_url, undefined, 'what was taken out is sent');
  assert.deepEqual(await page.evaluate(() => window.heard), [], 'the page’s shortcuts hear what is typed');
  assertQuiet(page);
});

const WRONG = [
  ['nothing chosen', { topic: '' }, { topic: 'Wybierz, czego dotyczy sprawa.' }],
  ['no message', { message: ' ' }, { message: 'Napisz wiadomość.' }],
  ['neither address nor number', { email: '' }, { email: 'Podaj e-mail albo telefon, żebyśmy mogli odpowiedzieć.' }],
  ['no address', { email: 'anna@example' }, { email: 'Sprawdź adres e-mail. Przykład: jan@example.com.' }],
  ['no number', { phone: '12' }, { phone: 'Sprawdź numer telefonu. Przykład: 600 100 200.' }],
  ['a field left empty', { topic: 'orders' }, { order: 'Uzupełnij pole „Numer zamówienia”.' }],
  ['a field in another form', { topic: 'orders', order: '204518' }, { order: 'Sprawdź pole „Numer zamówienia”. Przykład: MAL-204518.' }],
  ['no consent', { agreed: false }, { consent: 'Zaznacz zgodę.' }],
  [
    'much at once',
    { topic: 'orders', message: '', order: 'MAL', email: 'x' },
    {
      message: 'Napisz wiadomość.',
      order: 'Sprawdź pole „Numer zamówienia”. Przykład: MAL-204518.',
      email: 'Sprawdź adres e-mail. Przykład: jan@example.com.',
    },
  ],
];

// An error that is not announced, not found or not cleared turns a customer away; with a wrong address the answer never
// reaches them.
test('errors are announced, lead to their fields, and go when corrected', async (t) => {
  site.server.root = asking;
  const page = await site.open(t, '/cart', PHONE);
  const form = await Form.open(page);
  await page.clock.fastForward(4_000);
  for (const [what, { agreed = true, ...values }, expected] of WRONG) {
    await form.write({ topic: 'other', phone: '', ...values });
    await form.consent.setChecked(agreed);
    await form.send.click();
    await form.problems.first().waitFor();
    assert.ok(await hasFocus(form.alert), `${what}: the errors have the focus`);
    assert.equal(await form.alert.getAttribute('role'), 'alert');
    assert.deepEqual(await texts(form.problems), Object.values(expected), what);
    for (const [field, words] of Object.entries(expected)) {
      const control = form.panel.locator(`[data-field=${field}]`);
      assert.equal(await control.getAttribute('aria-invalid'), 'true', `${what}: ${field}`);
      const described = (await control.getAttribute('aria-describedby')).split(' ');
      const descriptions = await texts(form.panel.locator(described.map((id) => `[id="${id}"]`).join(', ')));
      assert.ok(descriptions.includes(words), `${what}: ${field} is described by ${descriptions}`);
    }
    assert.equal(await form.panel.locator('[aria-invalid]').count(), Object.keys(expected).length, what);
  }
  await form.write({ topic: 'orders', order: 'MAL-204518' });
  await eventually('no error to be left', async () => (await form.problems.count()) === 0);
  assert.equal(await form.panel.locator('[aria-invalid]').count(), 0);
  assert.deepEqual((await texts(form.panel.locator('.error'))).filter(Boolean), []);
  assert.equal(help.received.length, 0, 'nothing was sent');
  assertQuiet(page);
});

// A screen reader that reads the whole list again at each keystroke makes it impossible to correct anything.
test('errors are not announced again at each keystroke', async (t) => {
  const page = await site.open(t, '/cart', DESKTOP);
  const form = await Form.open(page);
  await form.write({ topic: 'orders', email: 'anna' });
  await form.submit();
  await form.problems.first().waitFor();
  const line = await form.problems.first().elementHandle();
  await form.email.pressSequentially('.n');
  assert.ok(await line.evaluate((node) => node.isConnected), 'the list was drawn anew');
});

// Bots fill forms in at once; a person who is that quick gets a friendly message to wait, and loses nothing.
test('a request within three seconds waits for its reader', async (t) => {
  const page = await site.open(t, '/cart', DESKTOP);
  await page.clock.pauseAt(new Date('2026-11-25T10:05:00+01:00'));
  const form = await Form.open(page);
  await form.write();
  await form.send.click();
  await eventually('the words', async () => plain(await form.slow.textContent()) === 'Przejrzyj jeszcze wiadomość – za 3 s będzie można ją wysłać.');
  assert.equal(await form.slow.getAttribute('role'), 'status');
  assert.ok(await hasFocus(form.send));
  await page.clock.runFor(3_000);
  await form.send.click();
  await form.expectFate('sent');
  assert.equal(help.received.length, 1);
});

// A double press must not create two tickets.
test('pressed twice is sent once', async (t) => {
  const page = await site.open(t, '/cart', DESKTOP);
  const form = await Form.open(page);
  await form.write();
  await page.clock.fastForward(4_000);
  await form.send.dblclick();
  await form.expectFate('sent');
  await page.reload();
  await form.widget.launcher.waitFor();
  assert.equal(help.received.length, 1);
});

/** What the lines of the form show, in the form of the record. */
function shown(context) {
  const { searches = [], articles = [], page_url, page_title, language, local_time, widget, ...rest } = context;
  assert.deepEqual(rest, {}, 'something that no line shows');
  return [
    ...searches.map(({ query, results }) => `Szukane w pomocy„${query}” – wyników: ${results}`),
    ...articles.map(
      ({ title, seconds, helpful }) =>
        `Przeczytany artykuł${title} (${seconds} s)${helpful === undefined ? '' : helpful ? ' – pomógł' : ' – nie pomógł'}`,
    ),
    page_url && `Strona${page_title} – ${page_url}`,
    language && `Język${{ pl: 'polski' }[language]}`,
    local_time && `Czas lokalny${local_time.slice(0, 16).replace('T', ' ')}`,
    widget && `Wersja pomocy${widget}`,
  ].filter(Boolean);
}

// Visitors do not want to write again what they have tried, and do not want more sent than they see.
// Invariant (browser): what is sent along with a request is what the form showed.
test('the form begins with what was tried, and takes along what it shows', async (t) => {
  const page = await site.open(t, '/cart?token=secret#part', PHONE);
  const form = await seekInVain(page, LOCKER.pl);
  assert.equal(await form.subject.inputValue(), 'Automat paczka');
  assert.equal(await form.message.inputValue(), 'Automat paczka');
  assert.equal(await form.topic.inputValue(), 'delivery', 'the topic of the article’s category');
  const lines = await texts(form.lines);
  assert.equal(lines.length, 6);
  assert.match(lines[0], /^Szukane w pomocy„automat paczka” – wyników: \d$/);
  assert.match(lines[1], /^Przeczytany artykułJak odebrać paczkę z automatu\? \(4\d s\) – nie pomógł$/);
  assert.equal(lines[2], `StronaHost page – ${site.server.url}/cart`);
  await form.write({ topic: 'delivery' });
  await form.submit();
  const { context } = await help.last();
  assert.deepEqual(shown(context).sort(), lines.sort());
  assert.ok(!JSON.stringify(help.received).includes('secret'), 'the query string goes along');
});

// What was taken out must not be sent; and a removal by mistake can be undone.
test('what is taken out is not sent', async (t) => {
  const page = await site.open(t, '/cart', PHONE);
  const form = await seekInVain(page, LOCKER.pl);
  const keys = ['search:automat paczka', 'article:', 'page', 'language', 'time', 'version'];
  const all = await texts(form.lines);
  for (const key of keys) await form.along.locator(`[data-key^="${key}"]`).click();
  assert.equal(await form.lines.count(), 0);
  await form.along.getByText('Nic poza tym, co tu podasz.').waitFor();
  await form.restore.click();
  assert.deepEqual(await texts(form.lines), all);
  for (const key of keys.slice(0, 4)) await form.along.locator(`[data-key^="${key}"]`).click();
  const left = await texts(form.lines);
  await form.write({ subject: 'Paczka' });
  await form.submit();
  const record = await help.last();
  assert.deepEqual(shown(record.context), left);
  for (const gone of ['automat', 'Jak odebra', 'Host page', '/cart']) {
    assert.ok(!JSON.stringify(record).includes(gone), `${gone} goes along`);
  }
});

// An untouched draft must not keep an old question.
test('a form that was only looked at begins anew', async (t) => {
  const page = await site.open(t, '/cart', DESKTOP);
  const form = await seekInVain(page, LOCKER.pl);
  const { widget } = form;
  await widget.back.click();
  await widget.ask('faktura', 'Jak dostać fakturę?');
  await page.clock.fastForward(1_000);
  await form.enter();
  await eventually('the new question', async () => (await form.message.inputValue()) === 'Faktura');
});

// After an answer visitors ask something else: an old question in a new message would be asked twice.
test('a question begins one message', async (t) => {
  const page = await site.open(t, '/cart', DESKTOP);
  const form = await seekInVain(page, LOCKER.pl);
  assert.equal(await form.kept.textContent(), '', 'nothing is kept that nobody typed');
  await form.button('Usuń szkic').click();
  await form.button('Cofnij').waitFor();
  assert.deepEqual([await form.message.inputValue(), await form.topic.inputValue()], ['', 'delivery']);
  await form.write();
  await form.kept.getByText('Szkic zapisany w tej przeglądarce.').waitFor();
  await form.submit();
  await form.expectFate('sent');
  assert.match(plain(await form.delivery.textContent()), /Numer zgłoszenia: 4711.*anna@example\.com/);
  await form.button('Napisz nową wiadomość').click();
  await form.message.waitFor();
  assert.equal(await form.message.inputValue(), '');
});

// Two windows, two drafts: neither may overwrite the other.
test('an earlier draft can be opened', async (t) => {
  const page = await site.open(t, '/cart', DESKTOP);
  await (await Form.open(page)).write({ message: 'Pierwszy szkic.' });
  const other = await page.context().newPage();
  await other.goto(page.url());
  const form = await Form.open(other);
  await form.write({ message: 'Drugi szkic' });
  await form.panel.getByText('Masz też wcześniejszy szkic: „Pierwszy szkic”.').waitFor();
  await form.button('Otwórz').click();
  await eventually('the first draft', async () => (await form.message.inputValue()) === 'Pierwszy szkic.');
  assert.ok(await hasFocus(form.topic));
  await form.panel.getByText('Masz też wcześniejszy szkic: „Drugi szkic”.').waitFor();
});

// What the help desk does not need must not be sent by mistake: not in the message, not in a search from an hour ago.
test('secrets are marked, hidden when asked, and asked about once', async (t) => {
  const page = await site.open(t, '/cart', DESKTOP);
  const widget = new Widget(page);
  await widget.open();
  await widget.search.fill('paczka 44051401458');
  await page.clock.fastForward(1_000);
  const form = new Form(widget);
  await form.enter();
  assert.deepEqual(await texts(form.along.locator('mark')), ['44051401458']);
  await form.subject.fill('');
  await form.message.fill('Zamówienie MAL-204518, tel. +48 600 100 200, paczka 730000204518000000000012.');
  assert.equal(await form.marks.count(), 0, 'what a help desk needs is marked');
  await form.message.fill(SECRETS);
  assert.deepEqual(await texts(form.marks), ['44051401458', '4111 1111 1111 1111', 'PL61 1090 1014 0000 0712 1981 2874', 'Kotek123']);
  assert.equal(await form.offers.count(), 4);

  await form.panel.getByRole('button', { name: 'Ukryj 44051401458' }).click();
  assert.ok(await hasFocus(form.message));
  await page.keyboard.type(' Dalej.');
  assert.match(await form.message.inputValue(), /^Mój PESEL to •••••••••58, [^]*Kotek123 Dalej\.$/, 'the caret is at the end');
  await form.panel.getByRole('button', { name: 'Zostaw: 4111 1111 1111 1111' }).click();
  await form.message.fill(`${await form.message.inputValue()} Raz jeszcze 4111 1111 1111 1111.`);
  assert.deepEqual(await texts(form.marks), ['PL61 1090 1014 0000 0712 1981 2874', 'Kotek123'], 'asked again');
  await form.panel.getByRole('button', { name: /^Ukryj PL61/ }).click();
  await form.panel.getByRole('button', { name: 'Ukryj Kotek123' }).click();
  assert.equal(await form.offers.count(), 0);
  await form.along.locator('[data-key^="search:"]').click();
  await form.topic.selectOption('other');
  await form.email.fill('anna@example.com');
  await form.submit();
  const record = await help.last();
  assert.equal(
    record.message,
    'Mój PESEL to •••••••••58, karta 4111 1111 1111 1111.\nkonto PL•• •••• •••• •••• •••• •••• 2874\nhasło: •••••• Dalej. Raz jeszcze 4111 1111 1111 1111.',
  );
  assert.ok(!JSON.stringify(record).includes('44051401458'));
});

/** The offset between the text behind a field and the same text in the field, in CSS pixels. */
const misplacement = (form) =>
  form.panel.evaluate((panel) => {
    const area = panel.querySelector('#nd-f-message');
    const mirror = panel.querySelector('.mirror');
    const names = ['fontFamily', 'fontSize', 'fontWeight', 'letterSpacing', 'lineHeight', 'paddingTop', 'paddingLeft', 'paddingRight', 'borderTopWidth', 'borderLeftWidth', 'whiteSpace', 'overflowWrap', 'wordBreak', 'textAlign', 'textIndent', 'tabSize'];
    const [one, other] = [getComputedStyle(area), getComputedStyle(mirror)];
    const differs = names.filter((name) => one[name] !== other[name]).map((name) => `${name}: ${one[name]} / ${other[name]}`);
    const [front, back] = [area.getBoundingClientRect(), mirror.getBoundingClientRect()];
    for (const side of ['x', 'y', 'width', 'height']) if (Math.abs(front[side] - back[side]) > 0.5) differs.push(side);
    if (area.scrollHeight > area.clientHeight || area.scrollTop) differs.push('the field scrolls');
    return differs;
  });

// A mark beside its number points at something else.
test('marks lie behind what they mark', async (t) => {
  for (const screen of [PHONE, DESKTOP]) {
    const page = await site.open(t, '/cart', screen);
    const form = await Form.open(page);
    const long = 'bardzodlugieslowobezspacji'.repeat(4);
    for (const text of [SECRETS, `${'Słowo po słowie. '.repeat(30)}\n\n\t${SECRETS}\n\n`, `${long} ${SECRETS} `, '']) {
      await form.message.fill(text);
      assert.deepEqual(await misplacement(form), [], JSON.stringify(text));
      const copied = await form.panel.locator('.mirror').evaluate((node) => node.textContent.replace('\u200b', ''));
      assert.equal(copied, text);
    }
  }
});

// A visitor who is about to write often finds the answer here; but must never lose what they were typing.
test('an article that answers is offered, and going back leads to the text', async (t) => {
  for (const screen of [PHONE, DESKTOP]) {
    const page = await site.open(t, '/cart', screen);
    const form = await Form.open(page);
    await form.email.fill('anna@example.com');
    await form.message.click();
    const before = await form.message.boundingBox();
    await page.keyboard.type('Gdzie mogę oddać butelki?');
    assert.equal(await form.suggested.getByRole('link').count(), 0, 'before a pause');
    const link = form.suggested.getByRole('link', { name: 'Jak oddać butelki?' });
    await link.waitFor();
    assert.ok(await hasFocus(form.message), 'the focus is taken away');
    assert.deepEqual(await form.message.boundingBox(), before, 'the field moves under the caret');
    const under = await link.boundingBox();
    assert.ok(under.y > before.y + before.height);
    assert.match(await form.suggested.getByRole('status').textContent(), /^Artykuły, które mogą pomóc: [1-3]$/);
    const scrolled = await form.widget.scrolled();
    await link.click();
    await form.widget.expectTitle('Jak oddać butelki?');
    await form.widget.back.click();
    await eventually('the message', async () => (await form.message.inputValue()) === 'Gdzie mogę oddać butelki?');
    assert.equal(await form.email.inputValue(), 'anna@example.com');
    await eventually('the focus in the message', () => hasFocus(form.message));
    await page.keyboard.type(' Pilne.');
    assert.equal(await form.message.inputValue(), 'Gdzie mogę oddać butelki? Pilne.');
    assert.ok(Math.abs((await form.widget.scrolled()) - scrolled) < 60);
    assert.equal(await form.suggested.getByRole('link', { name: 'Jak oddać butelki?' }).count(), 0, 'what was read is offered again');
    assertQuiet(page);
  }
});

// Another topic has other fields; what was typed must not be lost.
test('a change of topic keeps what was typed', async (t) => {
  for (const screen of [PHONE, DESKTOP]) {
    const page = await site.open(t, '/cart', screen);
    const form = await Form.open(page);
    await form.write({ topic: 'orders', order: 'MAL-204518', name: 'Anna' });
    await form.topic.focus();
    await form.topic.selectOption('delivery');
    await form.wish.waitFor();
    assert.equal(await form.order.inputValue(), 'MAL-204518', 'the same question keeps its answer');
    await form.wish.selectOption('Wymiana');
    await form.topic.selectOption('other');
    assert.ok(await hasFocus(form.topic));
    assert.equal(await form.order.count(), 0);
    assert.deepEqual([await form.message.inputValue(), await form.name.inputValue()], ['Paczka przyszła mokra.', 'Anna']);
    await form.topic.selectOption('delivery');
    assert.equal(await form.wish.inputValue(), 'Wymiana');
    await form.submit();
    const record = await help.last();
    assert.deepEqual(record.topic, { id: 'delivery', label: 'Dostawa lub paczka' });
    assert.deepEqual(record.fields.map(({ id, value }) => [id, value]), [['order', 'MAL-204518'], ['wish', 'Wymiana']]);
    help.reset();
  }
});

// A file that the receiver does not take must neither vanish without a message nor block sending.
test('files that another topic does not take can be taken out', async (t) => {
  const page = await site.open(t, '/cart', PHONE);
  const form = await Form.open(page);
  await form.write();
  await form.files.setInputFiles(['a.txt', 'b.txt'].map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })));
  await form.panel.getByText('b.txt').waitFor();
  await form.topic.selectOption('partners');
  await form.submit();
  await form.problems.first().waitFor();
  await form.problems.first().click();
  assert.ok(await hasFocus(form.files));
  await form.button('Usuń plik a.txt').click();
  await form.panel.getByText('a.txt').waitFor({ state: 'detached' });
  await form.topic.selectOption('other');
  await form.submit();
  assert.deepEqual((await help.last()).attachments.map(({ name, data }) => [name, data]), [['b.txt', Buffer.from('b.txt').toString('base64')]]);
});

// People switch languages to understand a word, and pages to look something up.
test('another language and another page keep the text', async (t) => {
  const page = await site.open(t, '/', DESKTOP);
  const form = await Form.open(page);
  await form.write({ topic: 'delivery', name: 'Anna', message: 'Zażółć gęślą jaźń' });
  const values = async () => [await form.topic.inputValue(), await form.message.inputValue(), await form.email.inputValue(), await form.name.inputValue()];
  const words = await values();
  await form.widget.languages.getByRole('button', { name: 'English' }).click();
  form.widget.speak('en');
  form.panel = form.widget.panel;
  form.speak('en');
  await form.send.waitFor();
  assert.deepEqual(await values(), words);
  assert.equal((await texts(form.topic.locator('option:checked')))[0], 'Delivery or a parcel');
  await form.kept.getByText('Draft saved in this browser.').waitFor();
  await page.getByRole('link', { name: 'next' }).click({ force: true });
  await page.waitForURL('**/next');
  await form.message.waitFor();
  assert.deepEqual(await values(), words);
  assert.ok(await page.evaluate(() => document.activeElement === document.body), 'the form takes the focus from the page');
  assertQuiet(page);
});

// Banks have the strictest policies, and their customers write the most sensitive messages.
test('writing and sending breaks no rule of a strict policy', async (t) => {
  const page = await bank.open(t, '/', DESKTOP);
  const form = await Form.open(page);
  await form.message.fill(SECRETS);
  await form.offers.first().waitFor();
  await form.message.fill(BOTTLES.pl);
  await form.suggested.getByRole('link').first().waitFor();
  await form.submit();
  await form.problems.first().waitFor();
  await form.write();
  await form.files.setInputFiles([{ name: 'karton.txt', mimeType: 'text/plain', buffer: Buffer.from('mokro') }]);
  await form.panel.getByText('karton.txt').waitFor();
  await form.submit();
  await form.expectFate('sent');
  assert.equal((await help.last()).attachments[0].data, Buffer.from('mokro').toString('base64'));
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assertQuiet(page);
});

// A shop can count requests and their outcome only by these events.
test('the page hears what becomes of a request', async (t) => {
  site.server.damage = (path) => path === '/forms' && { status: 500, body: 'broken' };
  const init = () => {
    window.stages = [];
    addEventListener('nightdesk:contact', ({ detail }) => window.stages.push(detail));
  };
  const page = await site.open(t, '/cart', { ...DESKTOP, init });
  const form = await Form.open(page);
  await form.write();
  help.answer = () => ({ status: 503, body: {} });
  await form.submit();
  await form.expectFate('waiting');
  help.answer = () => ({ status: 422, body: { error: 'Nie teraz.' } });
  await form.delivery.locator('[data-form=now]').click();
  await form.expectFate('failed');
  assert.match(plain(await form.delivery.textContent()), /odpowiedział: „Nie teraz”\. Treść|odpowiedział: „Nie teraz”\.Treść/);
  await form.delivery.locator('[data-form=edit]').click();
  await form.topic.selectOption('partners');
  await form.submit();
  await form.expectFate('unsure');
  await form.delivery.locator('[data-form=edit]').click();
  await form.topic.selectOption('other');
  help.reset();
  await form.submit();
  await form.expectFate('sent');
  const stages = await page.evaluate(() => window.stages);
  assert.deepEqual(stages, ['waiting', 'failed', 'unsure', 'sent'].map((stage) => ({ stage })));
});

// A visitor without a network still has the telephone, and the form once the network is back.
for (const [what, file] of [['words', /\/contact-pl-/], ['program', /\/form-.*\.wasm/], ['script', /\/form-.*\.js/]]) {
  for (const [how, damage] of [
    ['missing', { status: 404, type: 'text/plain', body: 'gone' }],
    ['damaged', { body: '<!doctype html><title>Portal</title>', type: 'text/html' }],
  ]) {
    test(`the form’s ${what} ${how}: other channels stay, and another try works`, async (t) => {
      site.server.damage = (path) => file.test(path) && damage;
      const page = await site.open(t, '/cart', PHONE);
      const widget = new Widget(page);
      await widget.open();
      const form = new Form(widget);
      await form.writeButton.click();
      const alert = widget.panel.getByRole('alert').filter({ hasText: 'formularz' });
      await alert.waitFor();
      assert.ok(await widget.panel.locator('.contact a[href^="tel:"]').isVisible());
      await assertAccessible(page, `the form’s ${what} ${how}`);
      await alert.getByRole('button', { name: 'Wszystkie godziny i kontakty' }).click();
      await widget.card('Napisz').locator('a[href^="mailto:"]').waitFor();
      await widget.back.click();
      await alert.waitFor();
      site.server.damage = undefined;
      await alert.getByRole('button', { name: 'Spróbuj ponownie' }).click();
      await form.message.waitFor();
      assert.ok(await hasFocus(form.title));
    });
  }
}

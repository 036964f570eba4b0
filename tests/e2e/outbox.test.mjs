// A request that cannot leave at once waits, goes once, and leaves nothing behind. And what is kept of drafts.
import assert from 'node:assert/strict';
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { chromium } from 'playwright-core';
import { PATIENCE, SCREENS, eventually, stage } from './support/browser.mjs';
import { barePage } from './support/server.mjs';
import { CONTENT, PAGES, build } from './support/site.mjs';
import { Widget, plain } from './support/widget.mjs';

/** The present, for visitors whose clock a test controls. */
const TODAY = '2026-11-25T10:00:00+01:00';
const [SECOND, HOUR, DAY] = [1_000, 3_600_000, 86_400_000];
/** Part of every message, to search for it where it must not be. */
const MARK = 'malinowy-znak';
const TEXT = `Paczka ${MARK} dotarła mokra, co mam zrobić?`;

const WAITING = 'Wiadomość czeka na wysłanie';
const SENT = 'Wiadomość wysłana';
const UNSURE = 'Nie wiemy, czy wiadomość dotarła';
const FAILED = 'Wiadomość nie została wysłana';

const receiver = await receive();
after(() => receiver.close());

const CONFIG = `${CONTENT['nightdesk.toml']}
[request]
default_sink = "own"

[request.privacy]
text = { pl = "Dane przetwarza Sklep Malina.", en = "Sklep Malina keeps the data." }

[request.sink.own]
kind = "webhook"
url = "${receiver.url}/requests"

[request.sink.letters]
kind = "formspree"
form = "xayzkqpd"
url = "${receiver.url}"

[[request.topic]]
id = "other"
label = { pl = "Inna sprawa", en = "Something else" }

[[request.topic]]
id = "letter"
label = { pl = "List", en = "A letter" }
sink = "letters"
`;

const frame = '<iframe sandbox="allow-scripts allow-forms" src="/" width="1000" height="850" title="Host"></iframe>';
const site = stage({
  root: build({ files: { 'nightdesk.toml': CONFIG } }),
  pages: { ...PAGES, '/frame': barePage({ body: frame }).replace(/<script.*/, '') },
  crossOrigin: true,
});

/**
 * A receiver of requests. `posts` is what arrived, each `{path, id, body}`; `answer`, which a test may set, gives
 * `{status, headers, body}`, or nothing to cut the connection. Each answer ends its connection: a browser repeats by
 * itself a request that failed on a reused one.
 */
async function receive() {
  const taken = () => ({ status: 201, body: { reference: '4711' } });
  const handle = { posts: [], answer: taken };
  handle.reset = () => Object.assign(handle, { posts: [], answer: taken });
  const server = createServer(async (request, response) => {
    const headers = {
      connection: 'close',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'content-type, idempotency-key, accept',
      'access-control-expose-headers': 'Retry-After',
    };
    if (request.method === 'OPTIONS') return response.writeHead(204, headers).end();
    let body = '';
    for await (const part of request) body += part;
    const read = JSON.parse(body);
    const post = { path: request.url, id: read.id ?? read.request_id, body: read };
    handle.posts.push(post);
    const answer = await handle.answer(post);
    if (!answer) return request.socket.destroy();
    response.writeHead(answer.status, { ...headers, ...answer.headers }).end(JSON.stringify(answer.body ?? {}));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  handle.url = `http://127.0.0.1:${server.address().port}`;
  handle.close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return handle;
}

const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));

/** The form as its visitor uses it. */
class Form {
  constructor(page, scope = page) {
    this.page = page;
    this.widget = new Widget(scope);
    const { panel } = this.widget;
    this.message = panel.getByLabel('Wiadomość', { exact: true });
    this.email = panel.getByLabel('E-mail', { exact: true });
    this.topic = panel.getByLabel('Czego dotyczy sprawa?', { exact: true });
    this.delivery = panel.locator('.delivery');
    this.kept = panel.locator('.kept');
    this.earlier = panel.locator('.note', { hasText: 'Masz też wcześniejszy szkic' });
    this.button = (name) => panel.getByRole('button', { name, exact: true });
  }

  /** From the closed widget, or again from wherever it is. */
  async open() {
    await this.widget.open();
    await this.widget.panel.locator('[data-do="write"]').first().click();
    await this.message.or(this.delivery).first().waitFor();
  }

  /** Closes the widget and opens it again, at the form. */
  async again() {
    await this.widget.closeButton.click();
    await this.widget.launcher.click();
    await this.message.or(this.delivery).first().waitFor();
  }

  async fill({ topic = 'Inna sprawa', text = TEXT } = {}) {
    await this.topic.selectOption({ label: topic });
    await this.email.fill('jan@example.com');
    await this.message.fill(text);
  }

  /** Fills it in and sends it; the page's clock skips the seconds that the form has to be open. */
  async send(options) {
    await this.fill(options);
    await this.page.clock.fastForward(4 * SECOND);
    await this.button('Wyślij').click();
  }

  async becomes(title) {
    await this.delivery.getByRole('heading', { name: title, exact: true }).waitFor();
  }

  /** The messages, as a reader sees them. */
  async says(pattern) {
    assert.match(plain(await this.delivery.innerText()), pattern);
  }
}

/** An open form in a profile of its own, with a clock that runs from `TODAY`. */
async function visit(t, options = {}) {
  receiver.reset();
  const page = await site.open(t, '/', { ...SCREENS.desktop, at: TODAY, ...options });
  const form = new Form(page);
  await form.open();
  return { page, form, context: page.context() };
}

/** Another tab of the same visitor. */
async function tab(context) {
  const page = await context.newPage();
  await page.goto(site.server.url);
  const form = new Form(page);
  await form.open();
  return form;
}

/** All that the browser stores for the site, as one text, and the names of its databases. */
const stored = (page) =>
  page.evaluate(async () => {
    const promise = (request) =>
      new Promise((done) => {
        // Reading must not create a database that has just been deleted.
        request.onupgradeneeded = () => request.transaction.abort();
        request.onsuccess = () => done(request.result);
        request.onerror = () => done();
      });
    const keys = Object.keys(localStorage).filter((key) => key.startsWith('nightdesk'));
    const databases = (await indexedDB.databases()).map(({ name }) => name).sort();
    const all = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const name of databases) {
      const base = await promise(indexedDB.open(name));
      if (!base) continue;
      for (const store of base.objectStoreNames) {
        all.push(JSON.stringify(await promise(base.transaction(store).objectStore(store).getAll())));
      }
      base.close();
    }
    return { keys, databases, text: all.join('\n') };
  });

/** Whether the flag is set by which a page knows that a request waits. */
const flagged = (page) =>
  page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === 'nightdesk-outbox'));

// On a train the message waits, shows that it waits and why, survives a restart of the browser, and is sent by itself
// once there is a network.
test('sent offline, the browser closed, opened again: it arrives once', async (t) => {
  receiver.reset();
  const profile = mkdtempSync(join(tmpdir(), 'nightdesk-profile-'));
  const opened = [];
  t.after(async () => {
    for (const context of opened) await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  const launch = async (init) => {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    const options = { executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'], locale: 'pl-PL' };
    const context = await chromium.launchPersistentContext(profile, { ...options, ...SCREENS.desktop });
    opened.push(context);
    context.setDefaultTimeout(PATIENCE);
    if (init) await context.addInitScript(init);
    const page = context.pages()[0];
    await page.clock.install({ time: TODAY });
    await page.goto(site.server.url);
    return { context, form: new Form(page), page };
  };

  const first = await launch();
  await first.form.open();
  await first.context.setOffline(true);
  await first.form.send();
  await first.form.becomes(WAITING);
  await first.form.says(/Nie ma połączenia z internetem.*24 godzin/);
  await first.form.again();
  await first.form.becomes(WAITING);
  await first.context.close();

  // The page itself may come from a cache, although the device has no network.
  const second = await launch(() => Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false }));
  await second.form.open();
  await second.form.becomes(WAITING);
  await second.form.says(new RegExp(`Nie ma połączenia z internetem.*${MARK}`));
  assert.equal(receiver.posts.length, 0, 'sent without a network');
  await second.context.close();

  const third = await launch();
  await eventually('the request to arrive', () => receiver.posts.length > 0);
  await eventually('nothing to wait', async () => !(await flagged(third.page)));
  await third.form.open();
  await third.form.message.or(third.form.delivery).first().waitFor();
  assert.deepEqual(receiver.posts.map(({ body }) => body.message), [TEXT]);
});

// Visitors do not watch for the network: a page that stays open sends by itself.
test('a page that stays open sends when the network is back', async (t) => {
  const { form, context } = await visit(t);
  await context.setOffline(true);
  await form.send();
  await form.becomes(WAITING);
  const back = Date.now();
  await context.setOffline(false);
  await form.becomes(SENT);
  t.diagnostic(`sent ${Date.now() - back} ms after the network was back`);
  assert.ok(Date.now() - back < 5 * SECOND);
  await form.says(/Numer zgłoszenia: 4711/);
  assert.equal(receiver.posts.length, 1);
});

// The visitor need not remember to open the help; and without a waiting request the page loads only the loader again.
test('a page whose widget is never opened sends what waits, then costs one request again', async (t) => {
  const { form, page, context } = await visit(t);
  await context.setOffline(true);
  await form.send();
  await form.becomes(WAITING);
  await form.widget.closeButton.click();
  assert.ok(await flagged(page));
  await page.close();
  await context.setOffline(false);

  const next = await context.newPage();
  const requests = [];
  next.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await next.goto(`${site.server.url}/next`);
  await eventually('the request to arrive', () => receiver.posts.length > 0);
  await eventually('the mark to go', async () => !(await flagged(next)));
  assert.ok(!(await new Widget(next).panel.isVisible()), 'the panel opens by itself');
  requests.length = 0;
  await next.reload();
  await new Widget(next).launcher.waitFor();
  // A request that starts a little later would be just as wrong, so this test has to wait for time.
  await sleep(1_000);
  assert.deepEqual(requests, ['/next', '/help/nightdesk.js']);
  assert.equal(receiver.posts.length, 1);
});

/** As on a page without TLS. */
const withoutLocks = () => delete Navigator.prototype.locks;

// Two tabs wake at the same moment, and a shop gets every message twice.
for (const { name, times, init } of [
  { name: 'locks', times: 10 },
  { name: 'a lease', times: 5, init: withoutLocks },
]) {
  test(`two tabs send what waits once, ${times} times, by ${name}`, async (t) => {
    const { form, page, context } = await visit(t, { init });
    await tab(context);
    // A page in the background draws once a second.
    await page.bringToFront();
    assert.equal(await page.evaluate(() => !!navigator.locks), !init);
    for (let time = 1; time <= times; time++) {
      receiver.reset();
      receiver.answer = () => sleep(400).then(() => ({ status: 201, body: {} }));
      await context.setOffline(true);
      await form.send();
      await form.becomes(WAITING);
      await context.setOffline(false);
      await form.becomes(SENT);
      await sleep(200);
      assert.equal(receiver.posts.length, 1, `time ${time}`);
      await form.button('Napisz nową wiadomość').click();
      await form.message.waitFor();
    }
  });
}

// An impatient finger presses again while “send” is under way; the shop must not answer twice.
const WORKING = CONFIG.replace('[request]', '[request]\nwork = 18');
for (const [name, root] of [
  ['at once', () => site.server.root],
  ['while the browser computes', () => build({ files: { 'nightdesk.toml': WORKING } })],
]) {
  test(`“send” pressed again and again, ${name}, sends one request`, async (t) => {
    const usual = site.server.root;
    t.after(() => (site.server.root = usual));
    site.server.root = root();
    const { form, page } = await visit(t);
    for (let time = 1; time <= 3; time++) {
      receiver.posts = [];
      await form.fill();
      await page.clock.fastForward(4 * SECOND);
      await form.button('Wyślij').focus();
      for (const pause of [20, 100, 300]) {
        await page.keyboard.press('Enter');
        await sleep(pause);
      }
      await form.becomes(SENT);
      // What a second press has started may take some time.
      await sleep(1_500);
      assert.equal(receiver.posts.length, 1, `time ${time}: ${receiver.posts.map(({ id }) => id)}`);
      await form.button('Napisz nową wiadomość').click();
      await form.message.waitFor();
    }
  });
}

// Two tabs, two messages: if one overwrites the other, it is the longer one that is lost.
test('two tabs write two drafts', async (t) => {
  const { form, page, context } = await visit(t);
  await form.message.pressSequentially('Pierwsza sprawa');
  const other = await tab(context);
  assert.equal(await other.message.inputValue(), '');
  assert.match(plain(await other.earlier.innerText()), /Masz też wcześniejszy szkic: „Pierwsza sprawa”\./);
  await other.message.pressSequentially('Druga sprawa');
  await form.message.pressSequentially(', ciąg dalszy');
  await other.message.pressSequentially(' też');
  await page.reload();
  await form.message.waitFor();
  await other.page.reload();
  await other.message.waitFor();
  assert.equal(await form.message.inputValue(), 'Pierwsza sprawa, ciąg dalszy');
  assert.equal(await other.message.inputValue(), 'Druga sprawa też');
});

// Opening the draft of another tab must give its present text, not the text it had when this tab was opened.
for (const [name, init] of [['locks'], ['a lease', withoutLocks]]) {
  test(`the earlier draft opens as it is now, and neither is lost, by ${name}`, async (t) => {
    const { form, context } = await visit(t, { init });
    await form.message.pressSequentially('Pierwsza sprawa');
    const other = await tab(context);
    await other.message.pressSequentially('Druga sprawa');
    await form.message.pressSequentially(', ciąg dalszy');
    await other.earlier.getByRole('button', { name: 'Otwórz' }).click();
    await eventually('the other draft', async () => (await other.message.inputValue()).startsWith('Pierwsza'));
    assert.equal(await other.message.inputValue(), 'Pierwsza sprawa, ciąg dalszy');
    assert.match(plain(await other.earlier.innerText()), /„Druga sprawa”/);
    // The tab that had it before may take some seconds to notice that it was taken.
    await form.page.clock.fastForward(4 * SECOND);
    // Both go on writing: the tab that it was taken from does so in a new draft.
    await other.message.pressSequentially(' tutaj');
    await form.message.pressSequentially(' tam');
    const { text } = await stored(other.page);
    for (const part of ['ciąg dalszy tutaj', 'ciąg dalszy tam', 'Druga sprawa']) assert.ok(text.includes(part), part);
  });
}

// A help desk that asks for seven seconds gets no request before, and then the same one: another id would be another
// request.
test('503 with Retry-After: 7 waits 7 to 10.5 seconds and sends the same', async (t) => {
  const { form, page } = await visit(t);
  receiver.answer = () =>
    receiver.posts.length > 1 ? { status: 201, body: {} } : { status: 503, headers: { 'Retry-After': '7' } };
  await form.fill();
  await page.clock.pauseAt(Date.parse(TODAY) + HOUR);
  await form.button('Wyślij').click();
  await form.becomes(WAITING);
  await form.says(/chwilowo jej nie przyjmuje/);
  await page.clock.runFor(6.9 * SECOND);
  await sleep(300);
  assert.equal(receiver.posts.length, 1, 'after 6.9 s');
  await page.clock.runFor(3.7 * SECOND);
  await eventually('the second attempt', () => receiver.posts.length === 2);
  await page.clock.runFor(SECOND);
  await form.becomes(SENT);
  assert.equal(receiver.posts[0].id, receiver.posts[1].id);
  assert.deepEqual(receiver.posts[0].body, receiver.posts[1].body);
});

// After a day visitors must learn that their request did not arrive; and what they wrote is still there.
test('24 hours without success: reported, and the text kept', async (t) => {
  const { form, page } = await visit(t);
  receiver.answer = () => ({ status: 503 });
  await form.send();
  await form.becomes(WAITING);
  await page.clock.fastForward(24 * HOUR);
  await form.becomes(FAILED);
  await form.says(/Przez 24 godziny nie udało się jej wysłać/);
  assert.equal(receiver.posts.length, 1, 'what waited too long is not sent');
  await form.button('Wróć do wiadomości').click();
  assert.equal(await form.message.inputValue(), TEXT);
  assert.ok(!(await flagged(page)), 'the mark of what waits');
});

// Without locks other tabs cannot know that a page is gone; the visitor must not notice.
test('a page without TLS is loaded again: the draft is there', async (t) => {
  const { form, page } = await visit(t, { init: withoutLocks });
  await form.fill();
  await page.reload();
  await form.message.waitFor();
  assert.equal(await form.message.inputValue(), TEXT);
});

test('a page without TLS is loaded again while it sends: it goes on', async (t) => {
  const { form, page } = await visit(t, { init: withoutLocks });
  const never = new Promise(() => {});
  receiver.answer = () => (receiver.posts.length > 1 ? { status: 201, body: {} } : never);
  await form.send();
  await eventually('the first attempt', () => receiver.posts.length === 1);
  await page.reload();
  await form.delivery.waitFor();
  await page.clock.fastForward(10 * SECOND);
  await form.becomes(SENT);
  assert.equal(receiver.posts[0].id, receiver.posts[1].id);
});

// Where a repetition would be a second request, only the visitor may decide to send again.
test('a connection that is cut: asked first where the receiver cannot tell, nothing by itself', async (t) => {
  const { form, page, context } = await visit(t);
  receiver.answer = () => undefined;
  await form.send({ topic: 'List' });
  await form.becomes(UNSURE);
  await form.says(new RegExp(`możemy ją dostać dwa razy.*${MARK}`));
  const nothing = async (what) => {
    await sleep(300);
    assert.equal(receiver.posts.length, 1, what);
  };
  await page.clock.fastForward(2 * HOUR);
  await nothing('after two hours');
  await context.setOffline(true);
  await context.setOffline(false);
  await nothing('when the network is back');
  await page.reload();
  await form.delivery.waitFor();
  await form.becomes(UNSURE);
  await nothing('after a reload');
  assert.ok(!(await flagged(page)), 'a mark for what does not wait');

  receiver.answer = () => ({ status: 200, body: { ok: true, next: '/thanks' } });
  await form.button('Wyślij jeszcze raz').click();
  await form.becomes(SENT);
  assert.deepEqual(receiver.posts.map(({ path }) => path), ['/f/xayzkqpd', '/f/xayzkqpd']);
  assert.equal(receiver.posts[0].id, receiver.posts[1].id);
});

// The page is left while it sends: where the receiver knows the id the request is sent again, elsewhere the visitor is
// asked.
for (const { topic, becomes, posts } of [
  { topic: 'Inna sprawa', becomes: SENT, posts: 2 },
  { topic: 'List', becomes: UNSURE, posts: 1 },
]) {
  test(`the page is left while “${topic}” is sent: ${becomes}`, async (t) => {
    const { form, page } = await visit(t);
    const never = new Promise(() => {});
    receiver.answer = () => (receiver.posts.length > 1 ? { status: 201, body: {} } : never);
    await form.send({ topic });
    await eventually('the first attempt', () => receiver.posts.length === 1);
    await page.reload();
    await form.becomes(becomes);
    await sleep(300);
    assert.equal(receiver.posts.length, posts);
    assert.equal(new Set(receiver.posts.map(({ id }) => id)).size, 1);
  });
}

// A second person at the same computer must not read what the first one wrote.
test('after success nothing of the message is in the browser', async (t) => {
  const { form, page } = await visit(t);
  await form.fill();
  assert.match((await stored(page)).text, new RegExp(MARK), 'the test looks in the wrong place');
  await page.clock.fastForward(4 * SECOND);
  await form.button('Wyślij').click();
  await form.becomes(SENT);
  const { text, databases } = await stored(page);
  for (const secret of [MARK, 'jan@example.com']) assert.ok(!text.includes(secret), `${secret} in ${text}`);
  assert.ok(!databases.includes('nightdesk-outbox'), String(databases));
});

// “Delete” has to delete; and a deletion by mistake has to be undone.
test('a deleted draft leaves nothing and can be brought back', async (t) => {
  const { form, page } = await visit(t);
  await form.fill();
  await form.button('Usuń szkic').click();
  await form.button('Cofnij').waitFor();
  const bare = async (what) => {
    let now;
    await eventually(`nothing to be kept ${what}`, async () => {
      now = await stored(page);
      return now.databases.length === 0;
    }).catch((error) => assert.fail(`${error.message}: ${now.databases}`));
    assert.deepEqual(now.keys.filter((key) => key.includes('request')), [], what);
    assert.ok(!now.text.includes(MARK), what);
  };
  await bare('after “delete”');
  assert.equal(await form.message.inputValue(), '');
  await form.button('Cofnij').click();
  await eventually('the text to be back', async () => (await form.message.inputValue()) === TEXT);
  assert.equal(await form.email.inputValue(), 'jan@example.com');
  assert.match((await stored(page)).text, new RegExp(MARK));

  await form.button('Usuń szkic').click();
  await form.button('Cofnij').waitFor();
  await bare('the second time');
  // The window loses and regains the focus: that must not create an empty database.
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await sleep(300);
  await bare('after coming back to the window');
  await page.reload();
  await form.message.waitFor();
  assert.equal(await form.message.inputValue(), '');
});

// Another tab with the form open must not stop this one from deleting and writing again.
test('deleting works beside another tab, and so does sending afterwards', async (t) => {
  const { form, page, context } = await visit(t);
  await tab(context);
  await form.message.fill('Weg damit');
  await form.button('Usuń szkic').click();
  await form.button('Cofnij').waitFor();
  await form.send();
  await form.becomes(SENT);
  assert.equal(receiver.posts.length, 1);
  assert.ok(!(await stored(page)).text.includes(MARK));
});

// A person may see what their browser stores about them.
test('the visitor gets their data as a file', async (t) => {
  const { form, page } = await visit(t);
  await form.fill();
  const download = page.waitForEvent('download');
  await form.button('Pobierz swoje dane').click();
  const file = await download;
  assert.match(file.suggestedFilename(), /^moje-wiadomosci\.json$/);
  const data = readFileSync(await file.path(), 'utf8');
  assert.ok(Array.isArray(JSON.parse(data)));
  for (const own of [TEXT, 'jan@example.com']) assert.ok(data.includes(own), own);
});

// The promise of 30 days beside the form has to be true.
test('a draft is there after 29 days, and gone after 30', async (t) => {
  const { form, page } = await visit(t);
  await form.fill();
  await page.clock.fastForward(29 * DAY);
  await page.reload();
  await form.message.waitFor();
  assert.equal(await form.message.inputValue(), TEXT);
  await page.clock.fastForward(DAY + HOUR);
  await page.reload();
  await form.message.waitFor();
  assert.equal(await form.message.inputValue(), '');
  assert.ok(!(await stored(page)).text.includes(MARK));
});

// Privacy settings deny storage; help must not depend on it, and the visitor must know.
const DENIALS = {
  'names that throw': () => {
    const refuse = () => {
      throw new DOMException('denied by the test', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, { get: refuse });
    }
  },
  // Where cookies are blocked, the lock manager refuses as well.
  'calls that throw, locks too': () => {
    const refuse = () => {
      throw new DOMException('denied by the test', 'SecurityError');
    };
    const refused = async () => refuse();
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refuse });
    Object.assign(IDBFactory.prototype, { open: refuse, deleteDatabase: refuse, databases: refused });
    LockManager.prototype.request = refused;
  },
};
for (const [name, init] of Object.entries(DENIALS)) {
  test(`storage denied by ${name}: says that nothing is kept, and sends`, async (t) => {
    const { form } = await visit(t, { init });
    await form.fill();
    assert.match(plain(await form.kept.innerText()), /Ta przeglądarka nie zapisuje szkiców/);
    await form.page.clock.fastForward(4 * SECOND);
    await form.button('Wyślij').click();
    await form.becomes(SENT);
    assert.equal(receiver.posts.length, 1);
  });
}

// A shop builder's preview shows the page in a frame without an origin: no storage, no locks.
test('a sandboxed frame sends, too', async (t) => {
  receiver.reset();
  const page = await site.open(t, '/frame', { ...SCREENS.desktop, at: TODAY });
  const form = new Form(page, page.frameLocator('iframe'));
  await form.open();
  await form.send();
  await form.becomes(SENT);
  assert.equal(receiver.posts.length, 1);
});

// Other code of the page has filled the local storage: IndexedDB has the draft.
test('local storage that is full loses no draft', async (t) => {
  const { form, page } = await visit(t);
  const left = await page.evaluate(() => {
    for (let size = 1 << 22, number = 0; size >= 1; ) {
      try {
        localStorage.setItem(`full${number}`, 'x'.repeat(size));
        number += 1;
      } catch {
        size >>= 1;
      }
    }
    try {
      localStorage.setItem('more', 'x'.repeat(100));
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(left, 'QuotaExceededError');
  await form.fill();
  await eventually('the draft to be kept', async () => (await stored(page)).text.includes(TEXT));
  assert.match(plain(await form.kept.innerText()), /Szkic zapisany w tej przeglądarce/);
  await page.reload();
  await form.message.waitFor();
  assert.equal(await form.message.inputValue(), TEXT);
});

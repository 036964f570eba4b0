// Storage that fails: once, always, by closing, by never answering. "Could not read" is not "empty": no draft and no
// request is lost, none arrives twice, and the visitor reads what is true.
//
// Invariant (browser): storage that fails once, always, by closing or by never answering loses no draft and no request,
// sends none twice, and is not taken for empty storage. See also `src/request/reading.rs`.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { PATIENCE, SCREENS, eventually, launch } from './support/browser.mjs';
import { inboxShop, sleep } from './support/crash.mjs';
import { allKept, faults, localFaults } from './support/faults.mjs';
import { CONTENT } from './support/site.mjs';
import { Widget, plain } from './support/widget.mjs';

const CONFIG = `${CONTENT['nightdesk.toml']}
[request]
default_sink = "inbox"

[request.privacy]
text = { pl = "Dane przetwarza Sklep Malina.", en = "Sklep Malina keeps the data." }

[request.sink.inbox]
kind = "webhook"
url = "/inbox/requests"
max_mb = 1

[[request.topic]]
id = "other"
label = { pl = "Inna sprawa", en = "Something else" }
`;

/** This many visitors at a time: each waits most of the time. */
const AT_ONCE = 4;
/** A form that was open for less does not send, in milliseconds. */
const OPEN_AT_LEAST = 3_200;

let shop, browser;
before(async () => {
  shop = await inboxShop({ files: { 'nightdesk.toml': CONFIG } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.close();
});

let visitors = 0;
/** A visitor: a profile, and a marker that is in all that they write. */
async function visitor(t) {
  const context = await browser.newContext({ locale: 'pl-PL', reducedMotion: 'reduce', ...SCREENS.desktop });
  t.after(() => context.close());
  context.setDefaultTimeout(PATIENCE);
  visitors += 1;
  return { context, mark: `gosc${visitors}x` };
}

/** A page of the shop; with `fault`, its storage fails from the beginning. */
async function visit(context, fault = '') {
  const page = await context.newPage();
  page.wrong = [];
  page.on('pageerror', (error) => page.wrong.push(String(error)));
  await page.addInitScript(faults, fault);
  await page.addInitScript(localFaults, fault);
  await page.goto(shop.url);
  const widget = new Widget(page);
  const { panel } = widget;
  const form = { page, panel, message: panel.locator('#nd-f-message'), kept: panel.locator('.kept'), slow: panel.locator('.slow') };
  form.button = (name) => panel.getByRole('button', { name, exact: true });
  form.delivery = panel.locator('.delivery');
  form.open = async () => {
    await widget.open();
    await panel.locator('[data-do="write"]').first().click();
    await form.message.or(form.delivery).first().waitFor();
    form.opened = Date.now();
    return form;
  };
  form.send = async () => {
    await panel.locator('#nd-f-email').fill('jan@example.com');
    await sleep(form.opened + OPEN_AT_LEAST - Date.now());
    await form.button('Wyślij').click();
  };
  return form;
}

const flagged = (page) => page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === 'nightdesk-outbox'));
const rowsOf = async (mark) => (await shop.rows()).filter(({ subject }) => subject.includes(mark));

/** An earlier draft; the form with broken storage; another draft, which is deleted where deleting is what fails. */
async function draft({ context, mark }, fault, deletes) {
  const first = await visit(context).then((form) => form.open());
  await first.message.fill(`${mark} pierwsza`);
  await eventually('the first draft', async () => (await first.page.evaluate(allKept)).includes(`${mark} pierwsza`));
  await first.page.close();
  const second = await visit(context, fault).then((form) => form.open());
  await second.message.fill(`${mark} druga`);
  if (deletes) {
    await second.button('Usuń szkic').click();
    await second.button('Cofnij').or(second.slow.filter({ hasText: 'Nie udało się teraz usunąć szkicu' })).first().waitFor();
  }
  await sleep(300);
  const hits = await second.page.evaluate(() => window.hits);
  const confirmed = deletes && (await second.button('Cofnij').isVisible());
  const wrong = [...second.page.wrong];
  await second.page.close();
  const third = await visit(context).then((form) => form.open());
  const text = await third.page.evaluate(allKept);
  // Where the first draft could be read, it was continued.
  const shown = await third.message.inputValue();
  if (deletes && confirmed && text.includes(`${mark} druga`)) wrong.push('“deleted” was said of what is still there');
  if (!deletes && !text.includes(`${mark} druga`)) wrong.push('lost: the second draft');
  if (!shown.includes(mark) && text.includes(mark)) wrong.push('not shown');
  return { hits, wrong, text };
}

/** Sent without a network; a page with broken storage; then intact pages, on which the widget is not opened. */
async function outbox({ context, mark }, fault) {
  const first = await visit(context).then((form) => form.open());
  await first.message.fill(`${mark} czeka`);
  await context.setOffline(true);
  await first.send();
  await first.panel.locator('.delivery.waiting').waitFor();
  await first.page.close();
  await context.setOffline(false);
  const second = await visit(context, fault);
  await sleep(fault.endsWith('silent') ? 5_000 : 2_500);
  const hits = await second.page.evaluate(() => window.hits);
  const wrong = [...second.page.wrong];
  await second.page.close();
  const third = await visit(context);
  await eventually(`${fault}: nothing to wait`, async () => !(await flagged(third.page)));
  return { hits, wrong: [...wrong, ...third.page.wrong, ...(await arrived(mark))] };
}

/** What arrived of a visitor's one request. */
async function arrived(mark, file) {
  const rows = await rowsOf(mark);
  const records = shop.records.filter(({ message }) => message.includes(mark));
  const wrong = [];
  if (rows.length === 0) wrong.push('lost: the request');
  if (rows.length > 1 || new Set(records.map(({ id }) => id)).size > 1) wrong.push('duplicate');
  const isComplete = ({ attachments: [one] }) => one?.data && Buffer.from(one.data, 'base64').toString() === file;
  if (file && !records.every(isComplete)) wrong.push('lost: the file');
  return wrong;
}

/** A message with a file, written and sent while the storage fails; an intact page afterwards. */
async function files({ context, mark }, fault) {
  const first = await visit(context, fault).then((form) => form.open());
  await first.message.fill(`${mark} z plikiem`);
  const buffer = Buffer.from(`treść ${mark}`);
  await first.panel.locator('input[type=file]').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer });
  // A file may be large: it has the longest timeout.
  await first.button('Usuń plik a.txt').waitFor({ timeout: 40_000 });
  const message = plain(await first.panel.locator('.wrong').innerText());
  await first.send();
  await first.panel.locator('.delivery.sent, .delivery.waiting').first().waitFor({ timeout: 40_000 });
  await sleep(300);
  const hits = await first.page.evaluate(() => window.hits);
  const wrong = [...first.page.wrong];
  if (message.includes('Nie udało się odczytać')) wrong.push('a store that failed is called a file that cannot be read');
  await first.page.close();
  const second = await visit(context);
  await eventually(`${fault}: nothing to wait`, async () => (await rowsOf(mark)).length > 0 && !(await flagged(second.page)));
  return { hits, wrong: [...wrong, ...(await arrived(mark, buffer.toString()))] };
}

/** Runs cells some at a time; prints them as a table with counts. */
async function table(t, cells) {
  const waiting = [...cells];
  const work = async () => {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
      cell.result = await cell.run().catch((error) => ({ hits: 0, wrong: [String(error.message).split('\n')[0]] }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  t.diagnostic('what | operation | how | faults that struck | wrong');
  for (const { name, result } of cells) t.diagnostic([...name, result.hits, result.wrong.join(', ') || '–'].join(' | '));
  const count = (word) => cells.filter(({ result }) => result.wrong.some((what) => what.includes(word))).length;
  t.diagnostic(`${cells.length} cells: ${count('lost')} lost, ${count('duplicate')} duplicates`);
  assert.deepEqual(cells.filter(({ result }) => result.wrong.length > 0).map(({ name, result }) => [...name, ...result.wrong]), []);
  // A fault that did not occur tests nothing: at most one cell in four may have an operation that its scenario does not
  // need.
  const idle = cells.filter(({ result }) => result.hits === 0).map(({ name }) => name.join(' '));
  t.diagnostic(`without a strike: ${idle.join('; ') || 'none'}`);
  assert.ok(idle.length <= cells.length / 4, idle.join('; '));
}

// A visitor's message depends on an unreliable disk.
test('IndexedDB fails in every way: no draft and no request is lost, none arrives twice', async (t) => {
  const cells = [];
  for (const [what, run, store] of [['draft', draft, 'requests'], ['outbox', outbox, 'requests'], ['files', files, 'files']]) {
    for (const operation of ['open', 'read', 'write', 'delete']) {
      for (const how of ['once', 'always', 'closes', 'silent']) {
        const fault = ['fault', operation, how, store].join(' ');
        cells.push({ name: [what, operation, how], run: async () => run(await visitor(t), fault, operation === 'delete') });
      }
    }
  }
  await table(t, cells);
});

test('localStorage fails in every way: no draft and no request is lost, none arrives twice', async (t) => {
  const cells = [];
  for (const [what, run] of [['draft', draft], ['outbox', outbox]]) {
    for (const operation of ['property', 'read', 'write', 'remove']) {
      for (const how of ['once', 'always']) {
        cells.push({ name: [what, operation, how], run: async () => run(await visitor(t), `local ${operation} ${how}`, operation === 'remove') });
      }
    }
  }
  await table(t, cells);
});

// Deleting one's own draft while nothing can be read must not delete what another tab writes.
for (const how of ['once', 'always', 'closes', 'silent']) {
  test(`“delete” while reading fails (${how}): the draft of the other tab stays`, async (t) => {
    const { context, mark } = await visitor(t);
    const first = await visit(context).then((form) => form.open());
    await first.message.fill(`${mark} pierwsza`);
    const second = await visit(context).then((form) => form.open());
    await second.message.fill(`${mark} druga`);
    await eventually('both drafts', async () => (await first.page.evaluate(allKept)).includes(`${mark} druga`));
    await second.page.evaluate((how) => window.breakStores('read', how, 'requests'), how);
    await second.button('Usuń szkic').click();
    await second.button('Cofnij').waitFor();
    await sleep(300);
    const text = await first.page.evaluate(allKept);
    assert.ok(text.includes(`${mark} pierwsza`), 'the other draft is gone');
    assert.ok(!text.includes(`${mark} druga`), 'what was deleted is there');
  });
}

// What cannot be deleted now is not called deleted, and can be deleted later.
test('“delete” that fails says so, leaves the text on the screen, and works later', async (t) => {
  const { context, mark } = await visitor(t);
  const form = await visit(context).then((form) => form.open());
  await form.message.fill(`${mark} tekst`);
  await eventually('the draft', async () => (await form.page.evaluate(allKept)).includes(`${mark} tekst`));
  await form.page.evaluate(() => window.breakStores('delete', 'always', 'requests'));
  await form.button('Usuń szkic').click();
  await form.slow.filter({ hasText: 'Nie udało się teraz usunąć szkicu' }).waitFor();
  assert.equal(await form.message.inputValue(), `${mark} tekst`);
  await form.page.evaluate(() => window.breakStores('none'));
  await form.button('Usuń szkic').click();
  await form.button('Cofnij').waitFor();
  assert.ok(!(await form.page.evaluate(allKept)).includes(mark));
});

// Storage that never answers must not prevent writing; its contents appear once it answers.
test('stores that never answer: the form opens, says so, and keeps what is typed', async (t) => {
  const { context, mark } = await visitor(t);
  // There is something to read: a browser without a database is known to have none.
  const first = await visit(context).then((form) => form.open());
  await first.message.fill(`${mark} wcześniej`);
  await eventually('the draft', async () => (await first.page.evaluate(allKept)).includes(`${mark} wcześniej`));
  await first.page.close();
  for (const name of ['open', 'databases']) {
    const page = await visit(context);
    await page.page.addInitScript((name) => {
      IDBFactory.prototype[name] = name === 'open' ? () => ({}) : () => new Promise(() => {});
    }, name);
    await page.page.reload();
    const begun = Date.now();
    await page.open();
    t.diagnostic(`${name}: the form after ${Date.now() - begun} ms`);
    const isReported = async () => /nie odczytała zapisanych szkiców/.test(plain(await page.kept.innerText()));
    if (name === 'open') await eventually('the truth about drafts', isReported);
    await page.message.fill(`${mark} ${name}`);
    await page.page.reload();
    await page.message.waitFor();
    assert.equal(await page.message.inputValue(), `${mark} ${name}`);
    await page.page.close();
  }
});

// Damaged is not gone: it is reported, can be downloaded, and is deleted when it expires.
test('a damaged record is reported and can be downloaded, and blocks nothing', async (t) => {
  const { context, mark } = await visitor(t);
  const form = await visit(context).then((form) => form.open());
  await form.message.fill(`${mark} cały`);
  await eventually('the draft', async () => (await form.page.evaluate(allKept)).includes(`${mark} cały`));
  await form.page.evaluate(async (mark) => {
    const base = await new Promise((done) => (indexedDB.open('nightdesk').onsuccess = ({ target }) => done(target.result)));
    await new Promise((done) => {
      const store = base.transaction('requests', 'readwrite').objectStore('requests');
      store.put({ id: 'broken', rev: 1, text: `{"draft":{"message":"${mark} urwan` }).onsuccess = done;
    });
    base.close();
    localStorage['nightdesk.request.mirror'] = `7\n{"half":"${mark} lustro`;
  }, mark);
  await form.page.close();
  const again = await visit(context).then((form) => form.open());
  await again.panel.locator('.note', { hasText: 'nie da się odczytać' }).waitFor();
  const handed = again.page.waitForEvent('download');
  await again.button('Pobierz swoje dane').click();
  const { readFileSync } = await import('node:fs');
  const data = JSON.parse(readFileSync(await (await handed).path(), 'utf8'));
  for (const part of ['cały', 'urwan', 'lustro']) assert.ok(JSON.stringify(data).includes(`${mark} ${part}`), part);
  await again.button('Usuń szkic').click();
  await again.button('Cofnij').waitFor();
  const text = await again.page.evaluate(allKept);
  assert.ok(text.includes('urwan') && text.includes('lustro'), 'a damaged text was deleted along');
  // The cleanup of old drafts reads it as well: it must end, and release the database.
  await again.page.reload();
  await again.page.waitForTimeout(500);
  const free = await again.page.evaluate(
    () => new Promise((done) => Object.assign(indexedDB.deleteDatabase('nightdesk'), { onsuccess: () => done('free'), onblocked: () => done('blocked') })),
  );
  assert.equal(free, 'free');
});

// A file that will be refused must not take six megabytes of a phone's disk.
test('a file over the limit is not copied before it is refused', async (t) => {
  const { context, mark } = await visitor(t);
  const form = await visit(context).then((form) => form.open());
  await form.message.fill(`${mark} za duży`);
  const count = () =>
    form.page.evaluate(async () => {
      const base = await new Promise((done) => (indexedDB.open('nightdesk').onsuccess = ({ target }) => done(target.result)));
      const files = await new Promise((done) => (base.transaction('files').objectStore('files').getAll().onsuccess = ({ target }) => done(target.result)));
      base.close();
      return files.map(({ name }) => name);
    });
  const input = form.panel.locator('input[type=file]');
  const file = (name, size) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(size, 'x') });
  await input.setInputFiles(file('mały.txt', 400_000));
  await form.button('Usuń plik mały.txt').waitFor();
  await input.setInputFiles(file('duży.txt', 700_000));
  await form.panel.locator('.wrong', { hasText: 'najwyżej 1' }).waitFor();
  await form.button('Usuń plik duży.txt').waitFor();
  assert.deepEqual(await count(), ['mały.txt']);
  // Once the other is removed it fits, and is sent complete.
  await form.button('Usuń plik mały.txt').click();
  await eventually('the file to be copied', async () => (await count())[0] === 'duży.txt');
  assert.deepEqual(await count(), ['duży.txt']);
  await form.send();
  await form.panel.locator('.delivery.sent').waitFor();
  const [record] = shop.records.filter(({ message }) => message.includes(mark));
  assert.deepEqual(record.attachments.map(({ name, data }) => [name, Buffer.from(data, 'base64').length]), [['duży.txt', 700_000]]);
});

// Each help desk gets a request as its vendor documents it: exact method, address, headers and body, with a preflight
// where the browser needs one, and never with more than belongs there. Once it is taken, the visitor reads so and it is
// deleted.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertQuiet, eventually } from './support/browser.mjs';
import { DESKS, WRITTEN, answering, expected, idOf, sent, helpDesks } from './support/desks.mjs';
import { contents } from './support/receiver.mjs';
import { plain } from './support/widget.mjs';

const { receivers, written, letters } = await helpDesks();

/** Nothing of what was typed is left, neither on the screen nor in the browser's storage. */
async function expectGone(form) {
  const there = { text: plain(await form.panel.textContent()), kept: JSON.stringify(await form.kept()) };
  for (const words of [WRITTEN.subject, 'gęślą', WRITTEN.order, WRITTEN.phone, WRITTEN.name]) {
    for (const [where, text] of Object.entries(there)) assert.ok(!text.includes(words), `“${words}” is left: ${where}`);
  }
  assert.ok(!there.kept.includes(WRITTEN.email), 'the address is left');
  const { databases } = await form.kept();
  assert.ok(!databases.includes('nightdesk-outbox'), 'something seems to wait');
}

async function expectSent(form, { number }) {
  await form.expectState('sent', [
    ...(number ? [`Numer zgłoszenia: ${number}`] : []),
    `Odpowiedź przyjdzie na ${WRITTEN.email}.`,
    'Odpowiemy jutro do 11:03.',
  ]);
}

/** Headers that a browser adds by itself must not reveal more than needed. */
function expectHeaders({ method, headers }, { type, accept = '*/*', own }, origin, key) {
  assert.equal(method, 'POST');
  assert.equal(headers['content-type'].replace(/; boundary=.*/, ''), type);
  assert.equal(headers.accept, accept);
  assert.equal(headers['idempotency-key'], key);
  assert.equal(headers.authorization, undefined);
  assert.equal(headers.origin, origin);
  assert.equal(headers.referer, `${origin}/`);
  if (!own) assert.equal(headers.cookie, undefined, 'cookies of the page go along');
}

for (const [kind, desk] of Object.entries(DESKS)) {
  const receiver = receivers[kind];

  // If the help desk does not understand a request, the customer waits for an answer in vain.
  test(`${kind}: the request is what the vendor documents, and deleted once it was taken`, async (t) => {
    receiver.answer = answering(desk, () => desk.success);
    const form = await written(t, kind);
    const { page } = form;
    await page.evaluate(() => (document.cookie = 'session=secret'));
    const { origin } = new URL(page.url());
    await form.send();
    await expectSent(form, desk);

    const { posts } = receiver;
    const steps = [...(desk.before ?? []), [desk.path, desk.type, desk.body]];
    assert.deepEqual(posts.map(({ path }) => path), steps.map(([path]) => path));
    const id = idOf(posts[0]);
    for (const [number, [, type, body]] of steps.entries()) {
      const key = kind === 'webhook' ? id : undefined;
      expectHeaders(posts[number], { ...desk, type }, origin, key);
      let content = expected(body, kind, origin);
      if (type === 'multipart/form-data') content = withCrlf(content);
      assert.deepEqual(await sent(posts[number], id), content);
    }
    const asked = receiver.seen.filter(({ method }) => method === 'OPTIONS');
    assert.deepEqual(asked.map(({ path }) => path), desk.asked ? steps.map(([path]) => path) : [], 'asked first');
    for (const { headers } of asked) {
      assert.equal(headers['access-control-request-method'], 'POST');
      assert.equal(headers['access-control-request-headers'], desk.asked);
    }

    await expectGone(form);
    await page.reload();
    await form.expectState('sent', desk.number ? [`Numer zgłoszenia: ${desk.number}`] : []);
    await expectGone(form);
    await form.button('Napisz nową wiadomość').click();
    await form.form.waitFor();
    for (const name of ['subject', 'message', 'email', 'phone', 'name']) {
      assert.equal(await form.field(name).inputValue(), '', name);
    }
    assert.equal(posts.length, receiver.posts.length, 'sent again');
    assertQuiet(page);
  });
}

/** Browsers send line breaks in a form with files as CRLF, whatever was typed. */
const withCrlf = (fields) => fields.map(([name, value]) => [name, typeof value === 'string' ? value.replaceAll('\n', '\r\n') : value]);

// 1×1, and a name that breaks code which counts characters as bytes.
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const PICTURE = { name: 'zdjęcie „mokrej” paczki.png', mimeType: 'image/png', buffer: PNG };
const TAKERS = Object.entries(DESKS).filter(([kind, desk]) => kind === 'webhook' || desk.file);

/** The request with the picture. */
function withPicture(kind, { body, file }, origin) {
  if (!file) {
    const data = PNG.toString('base64');
    return { ...expected(body, kind, origin), attachments: [{ name: PICTURE.name, type: 'image/png', size: PNG.length, data }] };
  }
  const fields = Array.isArray(body) ? body : Object.entries({ ...body, ...('botcheck' in body && { botcheck: '' }) });
  return [...withCrlf(expected(fields, kind, origin)), [file, { name: PICTURE.name, type: 'image/png', bytes: PNG }]];
}

for (const [kind, desk] of TAKERS) {
  const receiver = receivers[kind];

  // A picture of the damage that cannot be opened costs another message and three days.
  test(`${kind}: a picture arrives byte by byte under its name, after a reload too`, async (t) => {
    receiver.answer = answering(desk, () => ({ status: 503 }));
    const form = await written(t, kind, { files: PICTURE });
    const { page } = form;
    const { origin } = new URL(page.url());
    await form.button(`Usuń plik ${PICTURE.name}`).waitFor();
    await form.send();
    await form.expectState('waiting');
    await page.reload();
    await form.expectState('waiting');
    receiver.answer = answering(desk, () => desk.success);
    await form.button('Spróbuj teraz').click();
    await form.expectState('sent');
    const got = letters(kind);
    assert.ok(got.length >= 2, 'two attempts');
    for (const letter of got) {
      const type = desk.file ? 'multipart/form-data' : desk.type;
      expectHeaders(letter, { ...desk, type }, origin, kind === 'webhook' ? idOf(letter) : undefined);
      assert.deepEqual(await sent(letter, idOf(letter)), withPicture(kind, desk, origin));
    }
    if (desk.file) assert.equal(receiver.posts.length, receiver.seen.length, 'a form needs no asking');
    await expectGone(form);
  });

  // Ten minutes of uploading must not end with "too large".
  test(`${kind}: too much is refused in the form, and nothing is sent`, async (t) => {
    receiver.answer = answering(desk, () => desk.success);
    const large = { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(1_000_001) };
    const form = await written(t, kind, { files: large });
    const tooLarge = 'Załączniki są za duże: razem mogą mieć najwyżej 1 MB.';
    await form.expectProblems([tooLarge]);
    await form.send();
    await form.expectProblems([tooLarge]);
    await form.button('Usuń plik film.mp4').click();
    await form.expectProblems([]);
    // The largest allowed size.
    await form.files.setInputFiles({ ...large, buffer: Buffer.alloc(desk.one ? 1_000_000 : 1_000_000 - PNG.length) });
    await form.button('Usuń plik film.mp4').waitFor();
    await form.files.setInputFiles(PICTURE);
    await form.button(`Usuń plik ${PICTURE.name}`).waitFor();
    if (desk.one) {
      await form.send();
      await form.expectProblems(['Za dużo plików: możesz dodać najwyżej 1.']);
      assert.equal(receiver.seen.length, 0, 'something was sent');
      await form.button(`Usuń plik ${PICTURE.name}`).click();
    }
    await form.expectProblems([]);
    assert.equal(receiver.seen.length, 0, 'something was sent');
    await form.send();
    await form.expectState('sent');
    const got = await contents(letters(kind)[0]);
    const files = desk.file
      ? got.filter(([name]) => name === desk.file).map(([, { bytes }]) => bytes)
      : got.attachments.map(({ data }) => Buffer.from(data, 'base64'));
    const sizes = files.map(({ length }) => length);
    assert.deepEqual(sizes, desk.one ? [1_000_000] : [1_000_000 - PNG.length, PNG.length]);
  });
}

const REASONS = [
  ['it was taken out', async (form) => form.button(`Usuń plik ${PICTURE.name}`).click()],
  ['the letter was sent', async (form) => form.send().then(() => form.expectState('sent'))],
  ['the draft was deleted', async (form) => form.button('Usuń szkic').click()],
];
for (const [reason, happens] of REASONS) {
  // The next user of the same computer must not find the picture of somebody's invoice.
  test(`a picture is gone from the browser once ${reason}`, async (t) => {
    receivers.webhook.answer = answering(DESKS.webhook, () => DESKS.webhook.success);
    const form = await written(t, 'webhook', { files: PICTURE });
    await form.button(`Usuń plik ${PICTURE.name}`).waitFor();
    assert.equal((await form.kept()).files.length, 1);
    await happens(form);
    await eventually('no file is kept', async () => (await form.kept()).files.length === 0);
  });
}

for (const kind of ['webhook', 'zammad']) {
  // A request one second after the form was opened was not typed by a person; one after a person's time must pass.
  test(`${kind}: not before a person can have written it`, async (t) => {
    const desk = DESKS[kind];
    const least = desk.slow ?? 3_000;
    receivers[kind].answer = answering(desk, () => desk.success);
    const form = await written(t, kind, {}, { patience: 0 });
    await form.send();
    const slow = form.panel.getByText(/^Przejrzyj jeszcze wiadomość\s–\sza\s\d+\ss\sbędzie można ją wysłać\.$/);
    await slow.waitFor();
    const left = Number((await slow.textContent()).match(/\d+/)[0]);
    assert.ok(left >= 1 && left <= least / 1_000, `${left} s`);
    assert.equal(receivers[kind].seen.length, 0, 'something was sent');
    await form.page.clock.fastForward(left * 1_000);
    await form.send();
    await form.expectState('sent');
    await eventually('one letter', () => letters(kind).length === 1);
  });
}

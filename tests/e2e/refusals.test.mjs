// What the visitor sees when a request is not taken, or it is unknown whether it was: one visitor for each help desk,
// with every fault in turn. Nothing typed is lost, nothing is sent twice automatically that could become two tickets,
// and nothing is called sent that is not.
import assert from 'node:assert/strict';
import test from 'node:test';
import { eventually } from './support/browser.mjs';
import { DESKS, WRITTEN, answering, idOf, helpDesks } from './support/desks.mjs';
import { STATES } from './support/request.mjs';
import { plain } from './support/widget.mjs';

const { receivers, written, letters } = await helpDesks();

const BUSY = 'Nasz system chwilowo jej nie przyjmuje. Ponawiamy próby – zostaw tę stronę otwartą albo zajrzyj tu w ciągu 24 godzin.';
const CUT = 'Połączenie urwało się podczas wysyłania. Jeśli wyślesz ją jeszcze raz, możemy ją dostać dwa razy – nic nie szkodzi.';
const KEPT = 'Treść nie przepadła. Możesz ją zmienić i wysłać ponownie albo wybrać inny sposób.';
const HTML = { type: 'text/html; charset=utf-8', body: '<!doctype html><title>Wi-Fi w hotelu</title>' };
const RETRY = { 'retry-after': '120' };
const EXPOSED = { ...RETRY, 'access-control-expose-headers': 'Retry-After' };
const LIMITED = { status: 429, body: { error: 'Too many' } };

const refused = (words) => ['failed', [words ? `Nasz system jej nie przyjął i odpowiedział: „${words}”.` : 'Nasz system jej nie przyjął.', KEPT]];
const waits = (from, to) => ['waiting', [BUSY], [from, to]];
/** Unknown outcome: sent again where that does no harm. */
const unknown = (harmless) => (harmless ? waits(5, 7.5) : ['unsure', [CUT]]);

/**
 * By case: the answer, what the visitor reads then, and for which sinks. A state that waits has the range of its
 * seconds; `hidden` is what CORS hides, which is nothing on the page's own site.
 */
const OUTCOMES = [
  ['refused in the words of the vendor', (desk) => desk.refusal, (desk) => refused(desk.words)],
  ['refused without CORS', () => ({ status: 422, body: { error: 'hidden' }, bare: true }), (desk) => unknown(desk.idempotent), 'hidden'],
  ['forbidden without CORS', () => ({ status: 403, bare: true }), (desk) => unknown(desk.idempotent), 'hidden'],
  ['too many, with Retry-After to be read', () => ({ ...LIMITED, headers: EXPOSED }), () => waits(120, 180)],
  ['too many, with Retry-After hidden', (desk) => ({ ...LIMITED, headers: { ...RETRY, 'access-control-expose-headers': '' } }), () => waits(5, 7.5), 'hidden'],
  ['too many, without CORS', () => ({ ...LIMITED, headers: RETRY, bare: true }), (desk) => unknown(desk.idempotent), 'hidden'],
  ['an error', () => ({ status: 500, body: { error: 'boom' } }), (desk) => unknown(desk.idempotent)],
  ['a proxy without a server', () => ({ status: 502, ...HTML }), (desk) => unknown(desk.idempotent)],
  ['closed for maintenance', () => ({ status: 503, ...HTML }), () => waits(5, 7.5)],
  ['an answer cut in its middle', (desk) => ({ body: '{"reference":"1"}', ...desk.success, status: 200, cut: true }), (desk) => unknown(desk.idempotent)],
  ['no answer', () => ({ hang: true }), (desk) => unknown(desk.idempotent)],
  ['a page of a portal', (desk) => (desk.own ? { body: { portal: true } } : HTML), (desk) => unknown(desk.idempotent)],
  ['nobody listens', 'nobody', (desk) => unknown(desk.idempotent || desk.before)],
];

/** The message is visible and stored: in IndexedDB, which takes over what localStorage had until then. */
async function expectKept(form) {
  assert.equal(await form.own.textContent(), WRITTEN.message, 'the own words in sight');
  const { requests, local } = await form.kept();
  const waiting = Object.values(local).map((text) => JSON.parse(text.slice(text.indexOf('\n') + 1)));
  assert.equal(requests.length, 1);
  for (const { draft } of [...requests, ...waiting]) {
    const { message, contact } = draft;
    assert.deepEqual({ message, ...contact }, { message: WRITTEN.message, name: WRITTEN.name, email: WRITTEN.email, phone: WRITTEN.phone });
  }
}

/** The form again, with the whole message in it. */
async function edit(form) {
  await form.button('Wróć do wiadomości').click();
  await form.form.waitFor();
  for (const name of ['subject', 'message', 'order', 'email', 'phone', 'name']) {
    assert.equal(await form.field(name).inputValue(), WRITTEN[name], name);
  }
  assert.ok(await form.consent.isChecked(), 'the tick');
}

/** Advances the time, without a visible change to wait for. */
async function passes(form, seconds) {
  await form.page.clock.fastForward(seconds * 1_000);
  await form.page.waitForTimeout(120);
}

const arrived = (kind, count) => eventually(`${count} letters`, () => letters(kind).length >= count);

async function happens(form, kind, answer, [state, sentences, pause]) {
  const desk = DESKS[kind];
  const receiver = receivers[kind];
  const count = (expected, when) => assert.equal(letters(kind).length, expected, `letters ${when}`);
  receiver.seen.length = 0;
  receiver.answer = answering(desk, () => answer);
  if (answer === 'nobody') await receiver.stop();
  await form.send();
  if (answer.hang) {
    await arrived(kind, 1);
    await passes(form, 25);
    await form.expectState('sending');
    await passes(form, 8);
  }
  await form.expectState(state, sentences);
  const first = answer === 'nobody' ? 0 : 1;
  count(first, 'at once');
  await expectKept(form);
  if (answer === 'nobody') await receiver.start();
  receiver.answer = answering(desk, () => ({ status: 503 }));

  await form.page.reload();
  await form.expectState(state, sentences);
  await expectKept(form);
  count(first, 'after a reload');

  let again = first + 1;
  if (pause) {
    await passes(form, pause[0] - 4);
    count(first, 'before it was time');
    await passes(form, pause[1] - pause[0] + 4);
    await arrived(kind, again);
    await form.expectState('waiting', [BUSY]);
    await form.button('Spróbuj teraz').click();
    again += 1;
  } else if (state === 'unsure') {
    await passes(form, 7_200);
    count(first, 'after two hours, by itself');
    await form.button('Wyślij jeszcze raz').click();
  } else {
    await passes(form, 7_200);
    count(first, 'after two hours, by itself');
    return edit(form);
  }
  await arrived(kind, again);
  await form.expectState('waiting');
  count(again, 'after the button');
  const ids = new Set(letters(kind).map(idOf));
  assert.equal(ids.size, 1, 'each attempt has the same id');
  if (kind === 'webhook') assert.deepEqual(new Set(letters(kind).map(({ headers }) => headers['idempotency-key'])), ids);
  assert.equal(new Set(letters(kind).map(({ body, headers }) => withoutBoundary(body, headers))).size, 1, 'and the same words');
  for (const [path] of desk.before ?? []) {
    assert.equal(receiver.posts.filter((post) => post.path === path).length, 1, `${path} is not repeated`);
  }
  await edit(form);
}

/** Browsers choose another boundary each time. */
const withoutBoundary = (body, { 'content-type': type }) => String(body).replaceAll(type.split('boundary=')[1] ?? '\0', '');

for (const kind of Object.keys(DESKS)) {
  // A visitor who read "sent" for a lost request never comes back; neither does one who has to type it all again.
  test(`${kind}: whatever happens, the message is kept and its status is true`, async (t) => {
    let form;
    const desk = DESKS[kind];
    for (const [name, answer, expected, hidden] of OUTCOMES) {
      if (hidden && desk.own) continue;
      await t.test(name, async () => {
        form ??= await written(t, kind);
        try {
          await happens(form, kind, answer === 'nobody' ? answer : answer(desk), expected(desk));
        } catch (error) {
          await receivers[kind].start();
          form = undefined;
          throw error;
        }
      });
    }
    // In the end it is sent, and only then deleted.
    form ??= await written(t, kind);
    receivers[kind].answer = answering(desk, () => desk.success);
    await form.send();
    await form.expectState('sent');
    assert.ok(!JSON.stringify(await form.kept()).includes('gęślą'));
    assert.deepEqual(form.page.seen.errors, []);
  });
}

const [CONFIG, SUBMIT] = [DESKS.zammad.before[0][0], DESKS.zammad.path];
const [CONTACT, CONVERSATION, MESSAGE] = [...DESKS.chatwoot.before.map(([path]) => path), DESKS.chatwoot.path];
/** The sink, a step of its protocol, the first answer to it, what the visitor reads then, and all that was sent. */
const STEPS = [
  ['zammad', CONFIG, { status: 500 }, waits(5, 7.5), [CONFIG, CONFIG, SUBMIT]],
  ['zammad', CONFIG, HTML, waits(5, 7.5), [CONFIG, CONFIG, SUBMIT]],
  ['zammad', CONFIG, { hang: true }, waits(5, 7.5), [CONFIG, CONFIG, SUBMIT]],
  ['zammad', CONFIG, { status: 403, body: { error: 'Not authorized' } }, refused('Not authorized'), [CONFIG]],
  ['zammad', CONFIG, { body: { enabled: false } }, refused(''), [CONFIG]],
  ['zammad', CONFIG, { status: 403, bare: true }, waits(5, 7.5), [CONFIG, CONFIG, SUBMIT]],
  ['chatwoot', CONTACT, { status: 500 }, waits(5, 7.5), [CONTACT, CONTACT, CONVERSATION, MESSAGE]],
  ['chatwoot', CONTACT, { status: 404, body: { error: 'Resource could not be found' } }, refused('Resource could not be found'), [CONTACT]],
  ['chatwoot', CONVERSATION, { ...DESKS.chatwoot.success, cut: true }, waits(5, 7.5), [CONTACT, CONVERSATION, CONVERSATION, MESSAGE]],
  ['chatwoot', CONVERSATION, { status: 422, body: { message: 'Nie można', attributes: [] } }, refused('Nie można'), [CONTACT, CONVERSATION]],
];
for (const [kind, path, answer, [state, sentences, pause], paths] of STEPS) {
  // A step before the message itself may be repeated without asking the visitor, and only from where it failed.
  test(`${kind}: ${JSON.stringify({ ...answer, type: undefined })} to ${path.split('/').at(-1)}`, async (t) => {
    const desk = DESKS[kind];
    const receiver = receivers[kind];
    let times = 0;
    const once = (asked) => (asked === path && times++ === 0 ? answer : undefined);
    receiver.answer = answering(desk, () => desk.success, once);
    const form = await written(t, kind);
    await form.send();
    if (answer.hang) {
      await eventually('the step', () => receiver.posts.length === 1);
      await passes(form, 33);
    }
    await form.expectState(state, sentences);
    await expectKept(form);
    if (!pause) {
      await passes(form, 7_200);
      await edit(form);
    } else {
      await form.page.reload();
      await form.expectState(state, sentences);
      await passes(form, pause[1]);
      await form.expectState('sent');
    }
    assert.deepEqual(receiver.posts.map((post) => post.path), paths);
    assert.equal(new Set(receiver.posts.map(idOf).filter(Boolean)).size, 1);
  });
}

// A tab that was left open over the weekend holds an expired token.
test('zammad: a token that has worn out is asked for anew, once', async (t) => {
  const desk = DESKS.zammad;
  const receiver = receivers.zammad;
  const worn = { status: 401, body: { error: 'Not authorized' } };
  let letter = (number) => (number === 0 ? worn : desk.success);
  receiver.answer = answering(desk, (number) => letter(number));
  const form = await written(t, 'zammad');
  await form.send();
  await form.expectState('sent', [`Numer zgłoszenia: ${desk.number}`, `Odpowiedź przyjdzie na ${WRITTEN.email}.`, 'Odpowiemy jutro do 11:03.']);
  assert.deepEqual(receiver.posts.map(({ path }) => path), [CONFIG, SUBMIT, CONFIG, SUBMIT]);

  letter = () => worn;
  receiver.answer = answering(desk, letter);
  const other = await written(t, 'zammad');
  await other.send();
  await other.expectState(...refused('Not authorized'));
  assert.deepEqual(receiver.posts.map(({ path }) => path), [CONFIG, SUBMIT, CONFIG, SUBMIT]);
});

// After a day the visitor has to learn that the request did not arrive, and not before.
test('a request without success for a day is reported', async (t) => {
  const { webhook: desk } = DESKS;
  receivers.webhook.answer = answering(desk, () => ({ status: 429, headers: { ...EXPOSED, 'retry-after': '172800' } }));
  const form = await written(t, 'webhook');
  await form.send();
  await form.expectState('failed', ['Przez 24 godziny nie udało się jej wysłać.', KEPT]);
  await expectKept(form);
  await passes(form, 200_000);
  assert.equal(letters('webhook').length, 1);
  await edit(form);
  receivers.webhook.answer = answering(desk, () => ({ status: 503 }));
  await form.send();
  let tries = 1;
  for (let hours = 0; hours < 30; hours++) {
    if (plain(await form.heading.textContent()) === STATES.failed) break;
    await arrived('webhook', tries++);
    await passes(form, 5_400);
  }
  await form.expectState('failed', ['Przez 24 godziny nie udało się jej wysłać.', KEPT]);
  await expectKept(form);
});

// A help desk that answers "at once" to thousands of browsers must not get retries as fast as they can send.
test('an impatient Retry-After is not taken literally', async (t) => {
  const { webhook: desk } = DESKS;
  receivers.webhook.answer = answering(desk, () => ({ status: 429, headers: { ...EXPOSED, 'retry-after': '0' } }));
  const form = await written(t, 'webhook');
  await form.send();
  await arrived('webhook', 1);
  await form.page.waitForTimeout(1_500);
  assert.equal(letters('webhook').length, 1, 'letters in a second and a half');
  await form.expectState('waiting', [BUSY]);
  await expectKept(form);
});

// A redirect from a moved endpoint turns the POST into a GET; its answer does not mean that the request was taken.
test('the answer of a redirect target is no success', async (t) => {
  const { webhook: desk } = DESKS;
  const moved = { status: 301, headers: { ...desk.cors, location: '/requests/' } };
  receivers.webhook.answer = ({ path }) => (path === '/requests/' ? { headers: desk.cors, body: { ok: true } } : moved);
  const form = await written(t, 'webhook');
  await form.send();
  await form.expectState('waiting', [BUSY]);
  assert.ok(receivers.webhook.posts.every(({ path }) => path !== '/requests/'), 'nothing goes where it was sent on to');
  await expectKept(form);
});

for (const kind of ['webhook', 'zendesk']) {
  // A lost signal in the middle of an answer must not leave "sending" on the screen for ever.
  test(`${kind}: an answer that stops in its middle`, async (t) => {
    const desk = DESKS[kind];
    receivers[kind].answer = answering(desk, () => ({ ...desk.success, stall: true }));
    const form = await written(t, kind);
    await form.send();
    await arrived(kind, 1);
    await passes(form, 25);
    await form.expectState('sending');
    await passes(form, 8);
    await form.expectState(...unknown(desk.idempotent));
    await expectKept(form);
  });
}

for (const kind of ['zendesk', 'formspree', 'web3forms', 'netlify', 'webhook']) {
  // Chromium itself repeats a request on a reused connection that ends without a byte: a page cannot prevent this, but
  // the form must not add to it, nor call it sent.
  test(`${kind}: a connection that ends before the first byte`, async (t) => {
    const desk = DESKS[kind];
    receivers[kind].answer = answering(desk, () => ({ drop: true }));
    const form = await written(t, kind);
    await form.send();
    await form.expectState(...unknown(desk.idempotent));
    const count = letters(kind).length;
    t.diagnostic(`${count} letters`);
    // Once for each connection that it has to a server, and it has no more than six.
    assert.ok(count >= 1 && count <= 7, `${count} letters`);
    assert.equal(new Set(letters(kind).map(idOf)).size, 1);
    await expectKept(form);
    if (desk.idempotent) return;
    await passes(form, 7_200);
    assert.equal(letters(kind).length, count);
  });
}

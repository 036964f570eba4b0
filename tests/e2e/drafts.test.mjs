// A browser that is killed. What was typed is there again, and what was being sent arrives once: power cuts, crashes
// and phones that discard pages from memory happen to people who write to a shop, too.
//
// Invariant (browser): what was typed 300 ms before the browser crashes is there afterwards, and no request arrives
// twice. See also `tests/e2e/outbox.test.mjs`.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { eventually } from './support/browser.mjs';
import { chromiumOn, dice, inboxShop, sleep } from './support/crash.mjs';
import { CONTENT } from './support/site.mjs';
import { Widget } from './support/widget.mjs';

/** How often it is killed, and the seed that the moments are drawn from. */
const CRASHES = Number(process.env.NIGHTDESK_CRASHES ?? 10);
const SEED = Number(process.env.NIGHTDESK_SEED ?? Date.now() % 1_000_000);

/** What was typed this long before the kill must be there again, in milliseconds. */
const KEPT_AFTER = 300;
/** A form that was open for less does not send, in milliseconds. */
const OPEN_AT_LEAST = 3_100;
const EMAIL = 'jan@example.com';

/** The moments of the kill: after `from` to `to` ms of an action, on a line with this delay there and back. */
const MOMENTS = [
  { name: 'typing', of: 'typing', from: 50, to: 1_600 },
  { name: 'after the last key', of: 'last key', from: 0, to: 600 },
  { name: 'after “send”', of: 'send', from: 0, to: 1_500 },
  { name: 'after “send”, request on its way', of: 'send', from: 300, to: 1_500, before: 1_200 },
  { name: 'after “send”, answer on its way', of: 'send', from: 300, to: 1_500, after: 1_500 },
];

const CONFIG = `${CONTENT['nightdesk.toml']}
[request]
default_sink = "inbox"
work = 18

[request.privacy]
text = { pl = "Dane przetwarza Sklep Malina.", en = "Sklep Malina keeps the data." }

[request.sink.inbox]
kind = "webhook"
url = "/inbox/requests"

[[request.topic]]
id = "other"
label = { pl = "Inna sprawa", en = "Something else" }
`;

let shop;
before(async () => {
  shop = await inboxShop({ files: { 'nightdesk.toml': CONFIG } });
});
after(() => shop?.close());

async function openForm(page) {
  const widget = new Widget(page);
  await widget.open();
  await widget.panel.locator('[data-do="write"]').first().click();
  await widget.panel.locator('form.ask, .delivery').waitFor();
  const { panel } = widget;
  return { panel, message: panel.locator('#nd-f-message'), email: panel.locator('#nd-f-email') };
}

const waits = (page) =>
  page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === 'nightdesk-outbox'));

/** Types and sends until the browser is killed; returns what was typed, each character with its moment. */
async function die(browser, text, moment, pause) {
  const { page } = browser;
  const typed = [];
  const out = { typed, pressed: 0, died: 0 };
  const dies = async (ms) => {
    await sleep(ms);
    out.died = Date.now();
    browser.kill();
  };
  let end;
  await page.goto(shop.url);
  const { panel, message, email } = await openForm(page);
  const opened = Date.now();
  await email.fill(EMAIL);
  await message.focus();
  if (moment.of === 'typing') end = dies(moment.at);
  try {
    for (const letter of text) {
      await page.keyboard.type(letter);
      typed.push({ letter, at: Date.now() });
      await sleep(pause());
    }
    if (moment.of === 'last key') end = dies(Math.max(0, typed.at(-1).at + moment.at - Date.now()));
    if (moment.of === 'send') {
      await panel.locator('button[type=submit]').focus();
      await sleep(opened + OPEN_AT_LEAST - Date.now());
      Object.assign(shop.line, { before: moment.before ?? 0, after: moment.after ?? 0 });
      end = dies(moment.at);
      out.pressed = Date.now();
      await page.keyboard.press('Enter');
    }
  } catch (error) {
    // A killed browser does not answer.
    if (!out.died) throw error;
  }
  await end;
  await browser.gone();
  return out;
}

/** Opens the page again, and waits without any action for what was being sent; then reads the form. */
async function comeBack(browser, marker) {
  const { page } = browser;
  await page.goto(shop.url);
  const flagged = await waits(page);
  if (flagged) await eventually('what waits to be sent', async () => !(await waits(page)));
  const { panel, message, email } = await openForm(page);
  const writes = await message.isVisible();
  const found = writes ? await message.inputValue() : '';
  const address = writes ? await email.inputValue() : '';
  const status = writes ? 'draft' : await panel.locator('.delivery h3').innerText();
  const rows = (await shop.rows()).filter(({ subject }) => subject.includes(marker));
  return { flagged, found, address, status, rows };
}

/** One kill. Returns its row of the table and what went wrong. */
async function run(number, draw) {
  const kind = MOMENTS[number % MOMENTS.length];
  const moment = { ...kind, at: draw(kind.from, kind.to) };
  const marker = `nr${String(number).padStart(2, '0')}x${draw(1_000, 9_999)}`;
  const text = `${marker} paczka dotarła mokra, co mam zrobić?`;
  const profile = mkdtempSync(join(tmpdir(), 'nightdesk-profile-'));
  let first, second;
  try {
    first = await chromiumOn(profile);
    const { typed, pressed, died } = await die(first, text, moment, () => draw(20, 60));
    second = await chromiumOn(profile);
    const { flagged, found, address, status, rows } = await comeBack(second, marker);
    const had = typed.map(({ letter }) => letter).join('');
    const must = typed.filter(({ at }) => at <= died - KEPT_AFTER).map(({ letter }) => letter).join('');
    const arrived = rows.length > 0;
    const isKept = found.startsWith(must) && text.startsWith(found) && address === EMAIL;
    const wrong = [];
    if (!isKept && !arrived) wrong.push('lost');
    if (rows.length > 1 || new Set(rows.map(({ id }) => id)).size !== rows.length) wrong.push('duplicate');
    if (arrived && found) wrong.push('arrived and still a draft');
    if (arrived && !pressed) wrong.push('sent unasked');
    const letters = { had: had.length, must: must.length, found: found.length };
    return { number, marker, moment, letters, flagged, status, rows: rows.length, wrong };
  } finally {
    await first?.gone();
    await second?.gone();
    Object.assign(shop.line, { before: 0, after: 0 });
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

// A visitor who has typed a page on a phone that then crashes does not type it again: they leave, or complain.
test(`a browser that dies ${CRASHES} times loses nothing and sends nothing twice`, async (t) => {
  t.diagnostic(`NIGHTDESK_SEED=${SEED}`);
  const draw = dice(SEED);
  const runs = [];
  t.diagnostic('run | died | letters typed, typed 300 ms before, found | on its way | after | rows | wrong');
  for (let number = 0; number < CRASHES; number++) {
    const one = await run(number, draw);
    runs.push(one);
    const { moment, letters, flagged, status, rows, wrong } = one;
    const cells = [number + 1, `${moment.name} +${moment.at} ms`, `${letters.had}, ${letters.must}, ${letters.found}`];
    t.diagnostic([...cells, flagged ? 'yes' : 'no', status, rows, wrong.join(', ') || '–'].join(' | '));
  }
  // What arrives late is counted here: all is counted again at the end.
  await sleep(1_500);
  const rows = await shop.rows();
  for (const one of runs) {
    const late = rows.filter(({ subject }) => subject.includes(one.marker)).length;
    if (late > 1) one.wrong.push('duplicate in the end');
    if (late !== one.rows) one.wrong.push(`${one.rows} rows became ${late}`);
  }
  const count = (word) => runs.filter(({ wrong }) => wrong.some((what) => what.includes(word))).length;
  const sum = `${count('lost')} drafts lost, ${count('duplicate')} duplicates, ${rows.length} rows`;
  t.diagnostic(`${CRASHES} deaths: ${sum}`);
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length, 'ids of requests');
  assert.deepEqual(runs.filter(({ wrong }) => wrong.length > 0).map(({ number, wrong }) => [number + 1, ...wrong]), []);
});

/** A browser writes a page's storage to the disk some seconds later, in milliseconds. */
const ON_DISK = 6_000;

// What was deleted must not be read by the next person at the same computer; what was sent and comes back as a draft
// is sent again.
for (const [name, act] of [
  ['deleted', async (form) => form.panel.locator('[data-form="delete"]').click()],
  [
    'sent, and a new message begun',
    async (form) => {
      await form.panel.locator('button[type=submit]').click();
      await form.panel.locator('[data-form="another"]').click();
    },
  ],
]) {
  test(`a message that was ${name} does not come back after a death`, async (t) => {
    const profile = mkdtempSync(join(tmpdir(), 'nightdesk-profile-'));
    const started = [];
    t.after(async () => {
      for (const browser of started) await browser.gone();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    });
    const first = await chromiumOn(profile);
    started.push(first);
    await first.page.goto(shop.url);
    const form = await openForm(first.page);
    await form.email.fill(EMAIL);
    await form.message.fill('Paczka malinowy-znak dotarła mokra');
    await sleep(ON_DISK);
    await act(form);
    await eventually('the form to be empty', async () => (await form.message.inputValue().catch(() => '…')) === '');
    await sleep(500);
    await first.gone();

    const second = await chromiumOn(profile);
    started.push(second);
    await second.page.goto(shop.url);
    const again = await openForm(second.page);
    assert.equal(await again.message.inputValue(), '');
    assert.deepEqual(await again.panel.locator('.note').allInnerTexts(), []);
  });
}

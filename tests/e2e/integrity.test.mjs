// One hash on the tag, and everything after it is checked before it is used: the names in the script are the hashes of
// the files. An attacker who can change a file in transit or on the server can disable the help and do no more. The
// bundle is on another origin here, cached for a year as in the guide, since there it is most exposed.
//
// Invariant (browser): a file of the bundle that is not the one named is not used, script or data; once it is repaired
// the widget works.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { Form, settings } from './support/form.mjs';
import { serve } from './support/server.mjs';
import { APP, build } from './support/site.mjs';
import { Widget, plain } from './support/widget.mjs';

// A comment at the end of each script; with one byte of it changed into a line break it is code. It tells the console,
// which outlives the page.
const TRAP = (name) => `\n// console.error("trapped: ${name}");\n`;
const SPRUNG = (name) => `\n//\nconsole.error("trapped: ${name}");\n`;

const temporary = mkdtempSync(join(tmpdir(), 'nightdesk-app-'));
process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));

/** The programs with a mark of their version in each; they do the same. */
function version(number) {
  const app = join(temporary, `${number}`);
  cpSync(APP, app, { recursive: true });
  // The second version is never to run.
  const mark = number === 1 ? TRAP : SPRUNG;
  for (const name of ['loader', 'page', 'app', 'form', 'picture']) appendFileSync(join(app, `${name}.js`), mark(name));
  // A custom section, which engines ignore: its id, its length, and a name of one letter.
  for (const name of ['app', 'form']) appendFileSync(join(app, `${name}.wasm`), Buffer.of(0, 2, 1, 0x61 + number));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="1${number}"/></svg>`;
  const files = {
    'nightdesk.toml': settings('/requests').replace('Administratorem', `Administratorem nr ${number}`),
    'pl/delivery/label.md': `---\ntitle: Jak nakleić etykietę?\n---\n\nWersja ${number}\n\n![Etykieta](../../media/label.svg)\n`,
    'media/label.svg': svg,
  };
  // Enough text that it is in files of its own; nothing in it repeats.
  let seed = number;
  const word = () => createHash('sha256').update(`${number}/${seed++}`).digest('hex').slice(0, 12);
  for (let count = 0; count < 40; count++) {
    const words = Array.from({ length: 900 }, word).join(' ');
    files[`pl/stores/long-${count}.md`] = `---\ntitle: Długi artykuł ${count}\n---\n\n${words}\n`;
  }
  return build({ app, files });
}

const root = version(1);
const other = version(2);
const sha384 = `sha384-${createHash('sha384').update(readFileSync(join(root, 'help/nightdesk.js'))).digest('base64')}`;

const PORTAL = Buffer.from('<!doctype html><title>Wi-Fi</title><p>Zaloguj się do sieci</p>');

let cdn;
const pages = {};
const host = (tag) => `<!doctype html>
<html lang="pl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host page</title>
<link rel="icon" href="data:,"></head>
<body><h1>Host page</h1><p><a href="/pomoc">Pomoc jako strony</a></p>${tag}</body></html>`;
before(async () => {
  cdn = await serve({
    root,
    crossOrigin: true,
    headers: (path) => ({
      ...(/\/(nightdesk\.js|[^.]*)$/.test(path) ? {} : { 'cache-control': 'public, max-age=31536000, immutable' }),
      ...(cdn.embeddable && { 'cross-origin-resource-policy': 'cross-origin' }),
    }),
  });
  const src = `src="${cdn.url}/help/nightdesk.js" data-lang="pl"`;
  pages['/'] = host(`<script async crossorigin integrity="${sha384}" ${src}></script>`);
  pages['/isolated'] = pages['/'];
  pages['/isolated-plain'] = host(`<script async ${src}></script>`);
  pages['/wrong'] = host(`<script async crossorigin integrity="${sha384.replace(/.{8}$/, 'AAAAAAA=')}" ${src}></script>`);
  pages['/no-crossorigin'] = host(`<script async integrity="${sha384}" ${src}></script>`);
});
after(() => cdn?.close());
const site = stage({
  root,
  pages,
  headers: (path) => (path.startsWith('/isolated') ? { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' } : {}),
});
test.afterEach(() => Object.assign(cdn, { damage: undefined, crossOrigin: true, embeddable: false }));

const trapped = (page) => page.seen.console.filter((line) => line.includes('trapped'));

/** A damage to the files of one form, and how often it was done. */
function damage(form, change) {
  const done = { times: 0 };
  cdn.damage = (path, body) => {
    if (!form.test(path)) return undefined;
    done.times += 1;
    return change(path, body);
  };
  return done;
}

const mended = () => (cdn.damage = undefined);

const DAMAGES = {
  'one byte': (path, body) => {
    const name = /\/nightdesk\.js$/.test(path) ? 'loader' : /\/(page|app|form|picture)-[^/]*\.js$/.exec(path)?.[1];
    const text = name && String(body);
    if (name) assert.ok(text.includes(TRAP(name)), path);
    if (name) return { body: text.replace(TRAP(name), SPRUNG(name)) };
    const copy = Buffer.from(body);
    copy[copy.length >> 1] ^= 0x10;
    return { body: copy };
  },
  'the second half missing': (path, body) => ({ body: body.subarray(0, body.length >> 1) }),
  'another version': (path) => {
    // The same name except for the hash.
    const stem = (name) => name.replace(/-[\w-]{43}(?=\.)|-[\w-]{22}(?=\.)/, '');
    const [, folder, name] = /^(\/help\/(?:media\/)?)([^/]+)$/.exec(path);
    const found = readdirSync(join(other, folder)).find((one) => stem(one) === stem(name) && one !== name);
    assert.ok(found || name === 'nightdesk.js', `no other version of ${name}`);
    return { body: readFileSync(join(other, folder, found ?? name)) };
  },
  'the page of a captive portal': () => ({ status: 200, type: 'text/html; charset=utf-8', body: PORTAL }),
};

const opens = async (widget) => {
  await widget.launcher.click();
  await widget.search.waitFor();
};
const article = async (widget) => {
  await widget.open();
  await widget.ask('etykietę', 'Jak nakleić etykietę?');
  await widget.results.first().click();
  await widget.expectTitle('Jak nakleić etykietę?');
};
const reads = (widget) => widget.article.getByText('Wersja 1').waitFor();
const shows = (widget, text) => widget.panel.getByRole('alert').filter({ hasText: text }).waitFor();
const toForm = async (widget) => {
  await widget.open();
  await new Form(widget).writeButton.click();
};
const writes = async (widget) => {
  await new Form(widget).message.waitFor();
  await widget.panel.getByText('Administratorem nr 1').first().waitFor();
};
const retries = (widget) => widget.panel.getByRole('button', { name: 'Spróbuj ponownie' }).click();
const noForm = async (widget) => {
  await shows(widget, 'Nie udało się wczytać formularza');
  await widget.panel.getByRole('button', { name: /Kontakt i godziny|Wszystkie/ }).first().waitFor();
};
const card = async (widget) => {
  await widget.failure.waitFor();
  await widget.expectContact('the card', widget.failure);
};
const closesAndOpens = async (widget) => {
  await widget.failure.getByRole('button').click();
  await opens(widget);
};

// Each file: its pattern, the action that loads it, what the visitor has instead; and once it is repaired, what they do
// and get.
const CHAIN = {
  'nightdesk.js': [/\/nightdesk\.js$/, async () => {}, async (widget) => assert.equal(await widget.host.count(), 0)],
  'page.js': [
    /\/page-/,
    ({ scope }) => scope.evaluate(() => window.nightdesk.push(['search', 'paczka'])),
    async ({ scope, search }) => {
      // The command is not known yet, only that something was to be opened.
      await search.waitFor();
      // Two attempts: the command's, and that of what can wait until the panel is open.
      await eventually('two warnings', () => scope.seen.console.filter((line) => line.startsWith('warning')).length >= 2);
    },
    ({ scope }) => scope.evaluate(() => window.nightdesk.push(['search', 'paczka z automatu'])),
    (widget) => widget.expectFirst('Jak odebrać paczkę z automatu?'),
  ],
  'app.js': [/\/app-[^/]*\.js$/, (widget) => widget.launcher.click(), card, closesAndOpens, (widget) => widget.ask('paczka z automatu', 'Jak odebrać paczkę z automatu?')],
  'app.wasm': [/\/app-[^/]*\.wasm$/, (widget) => widget.launcher.click(), card, closesAndOpens, (widget) => widget.ask('paczka z automatu', 'Jak odebrać paczkę z automatu?')],
  'the pack': [/\/pack-pl-/, (widget) => widget.launcher.click(), card, closesAndOpens, (widget) => widget.ask('paczka z automatu', 'Jak odebrać paczkę z automatu?')],
  'form.js': [/\/form-[^/]*\.js$/, toForm, noForm, retries, writes],
  'form.wasm': [/\/form-[^/]*\.wasm$/, toForm, noForm, retries, writes],
  "the form's texts": [/\/contact-pl-/, toForm, noForm, retries, writes],
  'picture.js': [
    /\/picture-/,
    article,
    (widget) => widget.article.getByText('Etykieta', { exact: true }).waitFor(),
    async (widget) => {
      await widget.back.click();
      await widget.results.first().click();
    },
    (widget) => widget.article.getByRole('img', { name: 'Etykieta' }).locator('svg').waitFor(),
  ],
  'a picture': [
    /\/media\/label-[^/]*\.json$/,
    article,
    (widget) => widget.article.getByText('Etykieta', { exact: true }).waitFor(),
    async (widget) => {
      await widget.back.click();
      await widget.results.first().click();
    },
    (widget) => widget.article.getByRole('img', { name: 'Etykieta' }).locator('svg').waitFor(),
  ],
  'a text': [/\/text-pl-/, article, (widget) => shows(widget, 'Nie udało się wczytać artykułu'), retries, reads],
};

for (const [file, [form, lead, instead, again, whole]] of Object.entries(CHAIN)) {
  for (const [what, change] of Object.entries(DAMAGES)) {
    // A help that runs whatever a broken CDN sends is a security hole in every shop that uses it.
    test(`${file}: ${what}`, async (t) => {
      const done = damage(form, change);
      const page = await site.open(t, '/', SCREENS.desktop);
      const widget = new Widget(page);
      if (file !== 'nightdesk.js') await widget.launcher.waitFor();
      await lead(widget);
      await eventually('the damaged file to be fetched', () => done.times > 0);
      await instead(widget);
      assert.deepEqual(trapped(page), [], 'code that was changed did run');
      mended();
      if (again) {
        await again(widget);
        await whole(widget);
      }
      assert.deepEqual(trapped(page), [], 'code that was changed did run');
      assert.deepEqual(page.seen.errors, [], 'uncaught errors');
      // What is on the page itself works as before.
      await page.getByRole('link', { name: 'Pomoc jako strony' }).click({ trial: true });
    });
  }
}

// The traps prove something only if they can fire: the same changed scripts, loaded without a check of their hash.
test('the changed scripts would run where nobody checks', async (t) => {
  const page = await site.open(t, '/', SCREENS.desktop);
  damage(/\.js$/, DAMAGES['one byte']);
  for (const name of ['page', 'app', 'form', 'picture']) {
    const file = readdirSync(join(root, 'help')).find((one) => one.startsWith(`${name}-`) && one.endsWith('.js'));
    await page.evaluate((url) => import(url), `${cdn.url}/help/${file}?unchecked`);
    await eventually(`${name} to run`, () => trapped(page).includes(`error: trapped: ${name}`));
  }
});

/** Loads every file, once. */
async function visitAll(page) {
  const widget = new Widget(page);
  await article(widget);
  await reads(widget);
  await widget.article.getByRole('img', { name: 'Etykieta' }).locator('svg').waitFor();
  await page.evaluate(() => window.nightdesk.push(['contact']));
  await writes(widget);
}

// A shop with a CDN pins one hash; a visitor with an expensive connection pays for each byte once.
test('from another origin, pinned: all of it works, nothing is fetched twice, nothing stays behind', async (t) => {
  const page = await site.open(t, '/', SCREENS.desktop);
  await visitAll(page);
  const fetched = page.seen.requests.filter((path) => path.startsWith('/help/'));
  for (const part of ['nightdesk.js', 'page-', 'app-', 'form-', 'picture-', 'pack-pl-', 'contact-pl-', 'text-pl-']) {
    assert.ok(fetched.some((path) => path.startsWith(`/help/${part}`)), `${part} was not fetched`);
  }
  assert.deepEqual(fetched.filter((path, at) => fetched.indexOf(path) !== at), [], 'fetched twice');
  assert.equal(await page.evaluate(() => document.querySelectorAll('link[rel=modulepreload], nightdesk-widget link').length), 0);
  assert.equal(await page.evaluate(() => document.querySelector('nightdesk-widget').shadowRoot.querySelectorAll('link').length), 0);
  assertQuiet(page);
});

for (const [what, path] of [
  ['a hash that is another', '/wrong'],
  ['a hash without crossorigin', '/no-crossorigin'],
]) {
  // The browser refuses the tag; the page goes on without a word from us.
  test(`${what}: the page's own link is left`, async (t) => {
    const page = await site.open(t, path, SCREENS.desktop);
    await eventually('the refusal', () => page.seen.console.length > 0);
    assert.equal(await new Widget(page).host.count(), 0);
    assert.equal(await page.evaluate(() => window.nightdesk), undefined);
    await page.getByRole('link', { name: 'Pomoc jako strony' }).click({ trial: true });
    assert.deepEqual(page.seen.errors, []);
  });
}

// A developer who forgot the header sees it on the console; visitors see no button that does nothing.
test('a CDN without CORS: no button, no exception', async (t) => {
  cdn.crossOrigin = false;
  const page = await site.open(t, '/', SCREENS.desktop);
  await eventually('the refusal', () => page.seen.console.some((line) => line.includes('CORS')));
  assert.equal(await new Widget(page).host.count(), 0);
  await page.getByRole('link', { name: 'Pomoc jako strony' }).click({ trial: true });
  assert.deepEqual(page.seen.errors, []);
});

// Without `crossorigin` on the tag the script itself loads, but nothing after it may: the button leads to the contact
// channels.
test('a CDN without CORS, and a tag without crossorigin: the contact channels', async (t) => {
  cdn.crossOrigin = false;
  pages['/plain'] = host(`<script async src="${cdn.url}/help/nightdesk.js"></script>`);
  const page = await site.open(t, '/plain', SCREENS.desktop);
  const widget = new Widget(page);
  await widget.launcher.click();
  await card(widget);
  assert.deepEqual(page.seen.errors, []);
});

// Pages with shared memory are isolated: a resource without permission to be embedded is blocked.
test('on an isolated page (COEP require-corp)', async (t) => {
  const page = await site.open(t, '/isolated', SCREENS.desktop);
  await visitAll(page);
  assertQuiet(page);
  cdn.embeddable = true;
  const plainTag = await site.open(t, '/isolated-plain', SCREENS.desktop);
  assert.ok(await plainTag.evaluate(() => crossOriginIsolated === isSecureContext));
  await visitAll(plainTag);
  assertQuiet(plainTag);
});

// Where the files of a help have changed since the page was opened, they change together or not at all.
test('a new version is put on the server while a page is open', async (t) => {
  const page = await site.open(t, '/', SCREENS.desktop);
  const widget = new Widget(page);
  await widget.open();
  cdn.root = other;
  t.after(() => (cdn.root = root));
  // Its files are gone: there is a message, and what was loaded still works.
  await new Form(widget).writeButton.click();
  await noForm(widget);
  await widget.back.click();
  await widget.ask('paczka z automatu', 'Jak odebrać paczkę z automatu?');
  assert.match(plain(await widget.results.first().textContent()), /Jak odebrać/);
  assert.deepEqual(page.seen.errors, []);
});

// The policies that pages have, from the strictest that can run WebAssembly at all down to the lax ones of frameworks.
// Where the help can run, it breaks no rule of the page in any of its states; where it cannot, it shows a message and
// the contact channels at once.
//
// Invariant (browser): no state of the widget violates the policy `default-src 'none'; script-src 'nonce-…'
// 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`, nor any of five
// others; without WebAssembly the contact channels are shown in plain HTML.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { SCREENS, stage } from './support/browser.mjs';
import { Form, settings, visitor } from './support/form.mjs';
import { reports } from './support/policy.mjs';
import { serve } from './support/server.mjs';
import { build } from './support/site.mjs';
import { Widget } from './support/widget.mjs';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg==',
  'base64',
);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><style>.a{fill:red}</style><rect class="a" width="20" height="10"/></svg>';
const LETTER = `
[request.sink.letter]
kind = "mailto"
to = "pomoc@sklepmalina.example"

[[request.topic]]
id = "letter"
label = { pl = "List", en = "Letter" }
sink = "letter"
`;

// The endpoint for requests is the shop's own, so `connect-src 'self'` is enough.
const root = build({
  files: {
    'nightdesk.toml': settings('/requests') + LETTER,
    'pl/delivery/label.md': '---\ntitle: Jak nakleić etykietę?\n---\n\n## Krok pierwszy\n\n![Etykieta](../../media/label.svg)\n\n![Dwa kolory](../../media/colours.png)\n',
    'media/label.svg': SVG,
    'media/colours.png': PNG,
    'pl/notices/late.md': '---\ntitle: Kurierzy mają opóźnienia\nfrom: 2026-11-25 10:00\nuntil: 2026-12-25 12:00\nseverity: warning\n---\nDo 2 dni.\n',
  },
});

/** Friday evening: the telephone is closed, the store is open. */
const EVENING = { ...visitor(SCREENS.desktop), at: '2026-11-27T20:00:00+01:00' };

const NONCE = "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; connect-src 'self'";
const TRUSTED = "; require-trusted-types-for 'script'; trusted-types 'none'";

// Those under which everything works.
const OPEN = {
  'a nonce': NONCE,
  'a nonce and Trusted Types': NONCE + TRUSTED,
  "'strict-dynamic'": "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'",
  "'self'": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
  "'unsafe-eval'": "script-src 'self' 'unsafe-eval'; style-src 'none'; img-src 'none'; connect-src 'self'",
  // The nonce admits the script, and what it imports, from anywhere. The data come by fetch, from the bundle's origin;
  // requests to a person go to the shop's endpoint, here to the shop itself.
  'the bundle on another origin': "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; connect-src 'self' {cdn}" + TRUSTED,
};
// Those under which no WebAssembly runs.
const CLOSED = {
  'a nonce, without WebAssembly': "default-src 'none'; script-src 'nonce-{nonce}'; connect-src 'self'",
  "'self', without WebAssembly": "script-src 'self'",
  "'strict-dynamic', without WebAssembly": "script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'none'",
  // As a frame without an origin of its own: no storage, no cookies, no databases.
  'sandboxed, without WebAssembly': "sandbox allow-scripts; script-src 'nonce-{nonce}'",
};
// Those under which no script can be checked before it runs, so none runs: no script element can get an address.
const REFUSED = { 'Trusted Types without a nonce': "script-src 'self' 'wasm-unsafe-eval'" + TRUSTED };
const ALL = Object.entries({ ...OPEN, ...CLOSED, ...REFUSED });
const at = (name) => `/${ALL.findIndex(([other]) => other === name)}`;

const sha384 = (file) => `sha384-${createHash('sha384').update(readFileSync(join(root, 'help', file))).digest('base64')}`;

const host = (tag) => `<!doctype html>
<html lang="pl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host page</title></head>
<body><h1>Host page</h1><p><input aria-label="Host field"></p>${tag}</body></html>`;
const OWN = host('<script async src="/help/nightdesk.js"></script>');

let cdn;
before(async () => {
  cdn = await serve({ root, crossOrigin: true });
  pages[at('the bundle on another origin')] = host(`<script async crossorigin src="${cdn.url}/help/nightdesk.js"></script>`);
});
after(() => cdn?.close());

const pages = { '/requests': '{"reference":"4711"}' };
for (const [name] of ALL) pages[at(name)] = OWN;
pages['/integrity'] = host(`<script async crossorigin integrity="${sha384('nightdesk.js')}" src="/help/nightdesk.js"></script>`);

const site = stage({
  root,
  pages,
  crossOrigin: true,
  policy: (path) => (path === '/integrity' ? NONCE : ALL[path.slice(1)]?.[1].replace('{cdn}', cdn.url)),
  headers: (path) => (path === '/integrity' ? { 'integrity-policy': 'blocked-destinations=(script)' } : {}),
});
test.afterEach(() => {
  site.server.damage = undefined;
  cdn.damage = undefined;
});

/** Opens a page; `heard` is what its policy has reported since. */
async function visit(t, path) {
  const page = await site.open(t, '/requests', EVENING);
  const heard = await reports(page);
  await page.goto(site.server.url + path);
  return { page, heard, widget: new Widget(page) };
}

/** Everything that a visitor and the page can do with the help; `check` after each of it. */
async function everything({ page, widget }, check) {
  await widget.launcher.waitFor();
  await check('closed');
  await widget.open();
  await widget.notices.first().waitFor();
  await check('home, with a notice');
  await widget.notices.first().getByRole('button').click();
  await check('a notice put away');
  await widget.ask('kiedy dotrze paczka', 'Kiedy dotrze paczka?');
  await check('results');
  await widget.results.first().click();
  await widget.expectTitle('Kiedy dotrze paczka?');
  await widget.article.locator('[data-vote="1"]').click();
  await check('article, voted');
  await widget.ask('etykiete', 'Jak nakleić etykietę?');
  await widget.results.first().click();
  await widget.article.getByRole('img', { name: 'Etykieta' }).locator('svg').waitFor();
  await widget.article.getByRole('img', { name: 'Dwa kolory' }).locator('canvas').waitFor();
  await check('article with pictures');
  await widget.breadcrumb.getByRole('button').last().click();
  await widget.panel.getByRole('heading', { name: 'Dostawa' }).waitFor();
  await check('category');
  await widget.openBoard();
  await check('board');
  await widget.folded.locator('summary').click();
  const [file] = await Promise.all([page.waitForEvent('download'), widget.remind.first().click()]);
  assert.equal(file.suggestedFilename(), 'przypomnienie.ics');
  await check('calendar reminder');

  const form = new Form(widget);
  await page.evaluate(() => window.nightdesk.push(['identify', { name: 'Anna' }], ['contact', { topic: 'other' }]));
  await form.message.waitFor();
  await check('form');
  await form.submit();
  await form.problems.first().waitFor();
  await check('form, with errors');
  await form.message.fill('Mój PESEL to 44051401458. Gdzie mogę oddać butelki z kaucją?');
  await form.marks.first().waitFor();
  await form.suggested.getByRole('link').first().waitFor();
  await form.files.setInputFiles([{ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') }]);
  await form.panel.getByText('a.txt').waitFor();
  await check('form, with marks, suggestions and a file');
  await form.write();
  await form.submit();
  await form.expectFate('sent');
  await check('sent');
  await form.delivery.locator('[data-form=another]').click();
  await form.topic.selectOption('letter');
  await form.message.fill('Paczka przyszła mokra.');
  await form.prepare.click();
  await form.expectFate('prepared');
  await check('prepared');

  await widget.languages.getByRole('button', { name: 'English', exact: true }).click();
  widget.speak('en');
  await widget.panel.getByRole('heading', { name: 'Write to us', exact: true }).waitFor();
  await check('another language');
  await page.evaluate(() => window.nightdesk.push(['search', 'invoice']));
  await widget.expectFirst('How do I get an invoice?');
  await widget.closeButton.click();
  await widget.panel.waitFor({ state: 'hidden' });
  await page.evaluate(() => {
    window.nightdesk.push(['suggest', ['nowhere']], ['search', 'parcel']);
    window.nightdesk.push(['lang', 'pl'], ['article', 'label'], ['nonsense']);
  });
  widget.speak('pl');
  await widget.expectTitle('Jak nakleić etykietę?');
  await page.evaluate(() => {
    const widget = document.querySelector('nightdesk-widget');
    widget.dataset.theme = 'dark';
    widget.dataset.position = 'left';
    location.hash = '#nightdesk?q=butelki';
  });
  await widget.expectFirst('Jak oddać butelki?');
  await page.evaluate(() => window.nightdesk.push(['close']));
  await widget.panel.waitFor({ state: 'hidden' });
  await check('commands, attributes, links');
}

for (const name of Object.keys(OPEN)) {
  // Banks and shops with a security team have such policies: a widget that needs an exception is not installed.
  test(`nothing breaks the policy: ${name}`, async (t) => {
    const visited = await visit(t, at(name));
    await everything(visited, async (state) => assert.deepEqual(await visited.heard(), [], state));
    assert.deepEqual(visited.page.seen.errors, []);
  });

  // When a file is missing the page's policy must still allow the contact channels to be shown.
  test(`nothing breaks the policy when a file is damaged: ${name}`, async (t) => {
    const damage = (path) => (/\/pack-/.test(path) ? { body: 'damaged' } : undefined);
    site.server.damage = cdn.damage = damage;
    const { page, heard, widget } = await visit(t, at(name));
    await widget.launcher.click();
    await widget.failure.waitFor();
    await widget.expectContact('failure', widget.failure);
    assert.notEqual(await widget.failure.evaluate((node) => getComputedStyle(node).borderRadius), '0px', 'unstyled');
    assert.deepEqual(await heard(), []);
    assert.deepEqual(page.seen.errors, []);
  });
}

for (const name of Object.keys(CLOSED)) {
  // A button that does nothing is worse than none.
  test(`the contact channels within a second: ${name}`, async (t) => {
    const { page, heard, widget } = await visit(t, at(name));
    await widget.launcher.waitFor();
    assert.deepEqual(await heard(), [], 'closed');
    await widget.launcher.click();
    const clicked = Date.now();
    await widget.failure.waitFor();
    const waited = Date.now() - clicked;
    assert.ok(waited <= 1_000, `${waited} ms`);
    await widget.expectContact('fallback', widget.failure);
    await widget.failure.getByRole('link', { name: /pomoc|artyku/i }).last().waitFor();
    // The visitor may try again, and close it.
    await widget.failure.getByRole('button').click();
    await widget.failure.waitFor({ state: 'hidden' });
    await widget.launcher.click();
    await widget.failure.waitFor();
    const reported = await heard();
    assert.deepEqual([...new Set(reported.map((line) => line.split(' | ').slice(0, 2).join(' ')))], ['script-src wasm-eval']);
    assert.deepEqual(page.seen.errors, []);
    t.diagnostic(`${waited} ms`);
  });
}

for (const name of Object.keys(REFUSED)) {
  // No help is better than unchecked code.
  test(`the contact channels, and no unchecked script: ${name}`, async (t) => {
    const { page, heard, widget } = await visit(t, at(name));
    await widget.launcher.click();
    await widget.failure.waitFor();
    await widget.expectContact('refused', widget.failure);
    const reported = await heard();
    assert.deepEqual([...new Set(reported.map((line) => line.split(' | ')[0]))], ['require-trusted-types-for']);
    assert.ok(!page.seen.requests.some((path) => /\/app-[^/]*\.js$/.test(path)), 'it was fetched all the same');
    assert.deepEqual(page.seen.errors, []);
  });
}

// `Integrity-Policy` refuses every script that comes without a hash; ours all have one.
test('a page that takes no script without a hash', async (t) => {
  const { page, heard, widget } = await visit(t, '/integrity');
  // The browser enforces the header: a script without a hash does not run.
  const refused = await page.evaluate(
    () =>
      new Promise((done) => {
        const script = document.createElement('script');
        script.nonce = document.querySelector('script').nonce;
        script.src = '/help/nightdesk.js?again';
        script.onload = () => done(false);
        script.onerror = () => done(true);
        document.head.append(script);
      }),
  );
  if (!refused) return t.skip('this browser does not know Integrity-Policy');
  await everything({ page, widget }, async (state) => assert.deepEqual(await heard(), [], state));
  assert.deepEqual(page.seen.errors, []);
});

// A listener that reports nothing proves nothing: a style, a string of HTML, a script and a fetch that are forbidden.
test('the policies are in force, and what they report is heard', async (t) => {
  const { page, heard } = await visit(t, at('a nonce and Trusted Types'));
  await page.evaluate(async () => {
    document.body.setAttribute('style', 'color: red');
    try {
      document.body.insertAdjacentHTML('beforeend', '<b>no</b>');
    } catch {
      // Blocked, as it should be; the report is what counts.
    }
    await fetch('http://127.0.0.2:9/').catch(() => {});
    document.body.append(Object.assign(document.createElement('img'), { src: '/gone.png' }));
  });
  const kinds = (await heard()).map((line) => line.split(' ')[0]).sort();
  assert.deepEqual([...new Set(kinds)], ['connect-src', 'img-src', 'require-trusted-types-for', 'style-src-attr']);
});

// The test of the fallback proves nothing if the browser runs WebAssembly.
test('each policy is the one that is meant', async (t) => {
  const page = await site.open(t, '/requests', EVENING);
  for (const [name] of ALL) {
    await page.goto(site.server.url + at(name));
    const runs = await page.evaluate(() => WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(() => true, () => false));
    assert.equal(runs, !(name in CLOSED), name);
  }
});

// Hostile texts in a real browser: as content that went through the studio, as content of a pack that was tampered
// with, and as everything that a page, a link or a visitor can pass to the widget. None may run, load or lead anywhere.
//
// Invariant (browser): in Chromium, none of 2,918 hostile texts in any place runs, makes an active node or sends a
// request. See also `tests/attack.rs`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { SCREENS, eventually, stage } from './support/browser.mjs';
import { POLICY } from './support/policy.mjs';
import { ROOT } from './support/site.mjs';

/** Public attacks, where they are installed beside the project; the project's own are always tried. */
const COLLECTION = join(ROOT, '../shared/data/attack/corpus.jsonl');
const collected = existsSync(COLLECTION);

/** The bundles, made by `examples/hostile.rs`, and the texts in them. */
const folder = mkdtempSync(join(tmpdir(), 'nightdesk-attack-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const program = process.env.NIGHTDESK_BIN ?? join(ROOT, 'target/debug/nightdesk');
const hostile = join(dirname(program), 'examples/hostile');
const given = [folder, join(ROOT, 'target/nightdesk-app'), ...(collected ? [COLLECTION] : [])];
execFileSync(hostile, given, { stdio: ['ignore', 'ignore', 'inherit'] });
const [PAYLOADS, SLUGS] = ['payloads', 'slugs'].map((name) =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')),
);

/** Texts of one call into the page. */
const BATCH = 200;
const batches = (list) => Array.from({ length: Math.ceil(list.length / BATCH) }, (_, n) => list.slice(n * BATCH, (n + 1) * BATCH));
/** About fifty items of a list, evenly spaced. */
const sample = (list) => list.filter((_, number) => number % Math.ceil(list.length / 50) === 0);
const slugs = (letter) => PAYLOADS.map((_, number) => `${letter}-${number}`);

const host = (bundle) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host page</title>
<link rel="icon" href="data:,"></head>
<body><main><h1>Host page</h1></main>
<script async src="/${bundle}/help/nightdesk.js" data-lang="en"></script>
</body>
</html>`;

const BUNDLES = ['markdown', 'tree', 'ways', 'slugs'];
const pages = Object.fromEntries(BUNDLES.map((bundle) => [`/${bundle}`, host(bundle)]));
pages['/plain'] = '<!doctype html><html lang="en"><head><title>Plain</title><link rel="icon" href="data:,"></head></html>';
const site = stage({ root: folder, pages, policy: POLICY });

/** In the page, before its own scripts: detects an attack that succeeds, and acts as a visitor does. */
function watch() {
  const runs = [];
  const violations = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
    window[name] = (...given) => void runs.push(`${name}(${given.join()})`);
  }
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    violations.push([effectiveDirective, blockedURI, sample].join(' | ')),
  );
  const NAMES = 'script iframe frame frameset object embed applet base meta style template portal animate set foreignobject'.split(' ');
  const FOLLOWED = ['http:', 'https:', 'mailto:', 'tel:', 'sms:'];
  const LINKS = ['href', 'xlink:href', 'action', 'formaction', 'ping', 'data', 'cite', 'background'];
  const LOADED = ['src', 'srcset', 'poster', 'data-src', 'srcdoc'];
  const url = (text) => {
    try {
      return new URL(text, document.baseURI);
    } catch {
      // Not an address to a browser either: it leads nowhere.
      return undefined;
    }
  };

  /** What is active, or could become it, below a root. */
  function inspect(root) {
    const found = [];
    for (const element of root.querySelectorAll('*')) {
      const name = element.localName.toLowerCase();
      const shown = () => element.cloneNode(false).outerHTML.slice(0, 300);
      if (NAMES.includes(name)) found.push(shown());
      for (const attribute of element.getAttributeNames()) {
        const value = element.getAttribute(attribute);
        const address = url(value);
        const foreign = address && address.origin !== location.origin;
        if (/^on/i.test(attribute) || attribute === 'style') found.push(shown());
        else if (name === 'link' && attribute === 'href' && foreign) found.push(shown());
        else if (LINKS.includes(attribute) && address && !FOLLOWED.includes(address.protocol)) found.push(shown());
        else if (LOADED.includes(attribute) && foreign) found.push(shown());
      }
    }
    return found;
  }

  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  /** Waits for pending tasks. */
  const tick = () => new Promise((done) => channel.port2.postMessage(waiting.push(done)));
  const ticks = async (count) => {
    for (let left = count; left > 0; left -= 1) await tick();
  };
  const element = () => document.querySelector('nightdesk-widget');
  const root = () => element().shadowRoot;

  // Of a link only the widget's own handling runs, not the navigation; what should not be a link at all may run.
  addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node.localName === 'a');
    if (link && FOLLOWED.includes(url(link.getAttribute('href'))?.protocol)) event.preventDefault();
  });

  /** Opens articles by their addresses; with `click`, follows every link in each. */
  async function visit(list, { click = false, sign } = {}) {
    const result = { found: [], missed: [], texts: [], links: 0 };
    for (const slug of list) {
      const before = root().querySelector('article');
      window.nightdesk.push(['article', slug]);
      const there = () => {
        const article = root().querySelector('article');
        return article !== before && article?.querySelector(sign) ? article : undefined;
      };
      const end = performance.now() + 5_000;
      while (!there() && performance.now() < end) await tick();
      const article = there();
      if (!article) {
        // Several would take hours and show no more than one.
        if (result.missed.push(slug) > 3) return result;
        continue;
      }
      result.found.push(...inspect(root()).map((node) => `${slug}: ${node}`));
      result.texts.push(article.textContent);
      const links = [...article.querySelectorAll('a')];
      result.links += links.length;
      if (click) {
        // Those to other articles open another one: visited anyway, by their addresses.
        for (const link of links.filter((link) => !link.dataset.article)) {
          link.click();
          await tick();
          result.found.push(...inspect(root()).map((node) => `${slug}, after a click: ${node}`));
        }
      }
    }
    return result;
  }

  /** Runs an action with each text, and inspects the result. */
  async function each(texts, act) {
    const found = [];
    for (const text of texts) {
      act(text);
      await ticks(3);
      found.push(...inspect(root()).map((node) => `${text}: ${node}`));
    }
    return found;
  }

  Object.defineProperty(window, 'attack', { value: { runs, violations, inspect, visit, each, ticks, root, element } });
}

/** Opens the host page of a bundle with the panel open, watched from inside and outside. */
async function enter(t, bundle) {
  const page = await site.open(t, `/${bundle}`, { ...SCREENS.desktop, init: watch });
  await guard(page);
  page.on('framenavigated', (frame) => {
    if (new URL(frame.url()).pathname !== `/${bundle}`) page.foreign.push(`a navigation: ${frame.url()}`);
  });
  await page.evaluate(() => (window.nightdesk ||= []).push(['open']));
  await page.locator('nightdesk-widget input[type=search]').waitFor();
  return page;
}

/** Records in `page.foreign` every request to another origin, and blocks it. */
async function guard(page) {
  page.foreign = [];
  const origin = new URL(site.server.url).origin;
  await page.context().route(
    (url) => url.origin !== origin && !['data:', 'blob:'].includes(url.protocol),
    (route) => {
      page.foreign.push(route.request().url());
      return route.abort();
    },
  );
  page.on('dialog', (dialog) => {
    page.foreign.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => page.foreign.push(`a window: ${popup.url()}`));
}

/** No attack ran, no other server got a request, no rule of the policy was broken, and no error was thrown. */
async function assertHarmless(page, state) {
  const { runs, violations } = await page.evaluate(() => ({ runs: attack.runs, violations: attack.violations }));
  const found = await page.evaluate(() => attack.inspect(attack.root()));
  assert.deepEqual(runs, [], `${state}: what ran`);
  assert.deepEqual(violations, [], `${state}: violations of the policy`);
  assert.deepEqual(found, [], `${state}: active nodes`);
  assert.deepEqual(page.foreign, [], `${state}: foreign addresses`);
  assert.deepEqual(page.seen.errors, [], `${state}: uncaught errors`);
}

/** Visits all articles and follows the links of some. */
async function visitAll(page, list, sign) {
  const all = { found: [], missed: [], texts: [], links: 0 };
  for (const [number, batch] of batches(list).entries()) {
    const click = number % 5 === 0;
    const visit = page.evaluate(([batch, options]) => attack.visit(batch, options), [batch, { click, sign }]);
    const part = await visit.catch((error) => assert.fail(`${error.message}\n${page.foreign.join('\n')}`));
    all.found.push(...part.found);
    all.missed.push(...part.missed);
    all.texts.push(...part.texts);
    all.links += part.links;
    if (all.missed.length) break;
  }
  return all;
}

const squeezed = (text) => text.replace(/\s+/g, ' ').trim();

// So that the summary shows how much was tried.
test('the collection of public attacks', { skip: collected ? false : 'it is not installed; the own ones are tried' }, () => {
  assert.ok(PAYLOADS.length > 1_000, `${PAYLOADS.length} texts`);
});

// A test that would not notice an attack proves nothing.
test('an attack that succeeds is noticed', async (t) => {
  const page = await enter(t, 'markdown');
  await assertHarmless(page, 'at home');
  const noticed = await page.evaluate(() => {
    const make = (name, attributes) => {
      const node = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      return node;
    };
    const nodes = [
      make('a', { href: 'javascript:alert(1)' }),
      make('a', { href: ' java\tscript:alert(1)' }),
      make('a', { href: 'data:text/html,x' }),
      make('a', { href: 'vbscript:x' }),
      make('iframe', {}),
      make('object', {}),
      make('embed', {}),
      make('img', { src: 'https://evil.example/a.png' }),
      make('canvas', { 'data-src': '//evil.example/a.png' }),
    ];
    return nodes.map((node) => {
      const container = document.createElement('div');
      container.append(node);
      return attack.inspect(container).length;
    });
  });
  assert.deepEqual(noticed, Array(9).fill(1));
  await page.evaluate(() => {
    window.alert('control');
    document.body.setAttribute('style', 'color: red');
    void new Image().setAttribute('src', 'https://evil.example/a.png');
    void fetch('https://evil.example/b').catch(() => {});
  });
  await eventually('the foreign requests', () => page.foreign.length >= 2 || undefined);
  const { runs, violations } = await page.evaluate(() => ({ runs: attack.runs, violations: attack.violations }));
  assert.deepEqual(runs, ['alert(control)']);
  assert.ok(violations.some((line) => line.startsWith('style-src-attr')), violations.join('\n'));

  const control = await page.evaluate(() => attack.visit(['control'], { sign: 'a' }));
  assert.deepEqual([control.missed, control.links], [[], 1]);
  const link = page.locator('nightdesk-widget article a');
  assert.equal(await link.getAttribute('href'), 'https://example.org/control');
});

// A person who may write an article must not be able to run a program on the company's page.
test('Markdown', async (t) => {
  const page = await enter(t, 'markdown');
  const { found, missed, texts, links } = await visitAll(page, slugs('m'), 'blockquote');
  assert.deepEqual([found, missed], [[], []]);
  t.diagnostic(`${texts.length} articles, ${links} links`);
  assert.ok(links > PAYLOADS.length, `${links} links`);
  await assertHarmless(page, 'all articles');
});

// A pack may come from a compromised server: what the studio checked, the widget checks again.
test('a tampered tree', async (t) => {
  const page = await enter(t, 'tree');
  const { found, missed, texts, links } = await visitAll(page, slugs('t'), '.footnote');
  assert.deepEqual([found, missed], [[], []]);
  const unchanged = texts.filter((text, number) => squeezed(text).includes(squeezed(PAYLOADS[number]))).length;
  t.diagnostic(`${texts.length} articles, ${links} links, ${unchanged} with their text as it was`);
  assert.ok(unchanged > 0.95 * PAYLOADS.length, `only ${unchanged} texts are shown as they are`);
  await assertHarmless(page, 'all articles');
});

// Each contact channel is a link that visitors are meant to click.
test('contact channels, categories and the form', async (t) => {
  const page = await enter(t, 'ways');
  await page.locator('nightdesk-widget [data-do="board"]').first().click();
  const cards = page.locator('nightdesk-widget .board li.card');
  await eventually('all channels', async () => (await cards.count()) >= PAYLOADS.length || undefined);
  await assertHarmless(page, 'the board');
  await page.evaluate(async () => {
    for (const link of attack.root().querySelectorAll('.board a[href]')) link.click();
    await attack.ticks(10);
  });
  await page.evaluate(() => window.nightdesk.push(['contact']));
  await page.locator('nightdesk-widget #nd-f-message').waitFor();
  await assertHarmless(page, 'the form');
});

// An article's address is used in links, in storage and in the page's own address.
test('addresses of articles', async (t) => {
  const page = await enter(t, 'slugs');
  assert.ok(SLUGS.length > PAYLOADS.length / 5, `${SLUGS.length} addresses`);
  for (const batch of batches(SLUGS)) {
    assert.deepEqual(
      await page.evaluate((batch) => attack.each(batch, (text) => window.nightdesk.push(['article', text])), batch),
      [],
    );
  }
  await assertHarmless(page, 'articles');
});

// A question goes into a field, into results, into storage and into what search engines of the site would log.
test('questions', async (t) => {
  const page = await enter(t, 'markdown');
  for (const batch of batches(PAYLOADS)) {
    const found = await page.evaluate(
      (batch) => attack.each(batch, (text) => window.nightdesk.push(['search', text])),
      batch,
    );
    assert.deepEqual(found, []);
  }
  await page.evaluate(() => window.nightdesk.push(['search', 'alert script onerror']));
  await page.locator('nightdesk-widget ol.results > li > a').first().waitFor();
  await assertHarmless(page, 'results');
});

// What a page knows of its visitor was once typed by the visitor.
test('fields of the form', async (t) => {
  const page = await enter(t, 'markdown');
  await page.evaluate(() => window.nightdesk.push(['identify', { name: 'Control' }], ['contact']));
  const message = page.locator('nightdesk-widget #nd-f-message');
  await message.waitFor();
  const name = page.locator('nightdesk-widget #nd-f-name');
  await eventually('the name', async () => (await name.inputValue()) === 'Control' || undefined);
  for (const batch of batches(PAYLOADS)) {
    const found = await page.evaluate(
      (batch) =>
        attack.each(batch, (text) => {
          const fields = { order: text, [text]: text };
          window.nightdesk.push(['identify', { name: text, email: text, phone: text, fields }]);
          window.nightdesk.push(['contact', { topic: text, message: text, fields }]);
        }),
      batch,
    );
    assert.deepEqual(found, []);
  }
  await message.waitFor();
  for (const text of sample(PAYLOADS)) {
    await message.fill(text);
    await page.locator('nightdesk-widget #nd-f-email').fill(text.replace(/[\r\n]/g, ''));
  }
  await assertHarmless(page, 'the form');
});

// Anybody can send somebody a link to the company's page.
test('fragments of the address', async (t) => {
  const page = await enter(t, 'ways');
  for (const batch of batches(PAYLOADS)) {
    const found = await page.evaluate(
      (batch) =>
        attack.each(
          batch.flatMap((text) => {
            let encoded;
            try {
              encoded = encodeURIComponent(text);
            } catch {
              encoded = '%';
            }
            return [`#nightdesk/${text}`, `#nightdesk?q=${encoded}`];
          }),
          (hash) => {
            location.hash = hash;
          },
        ),
      batch,
    );
    assert.deepEqual(found, []);
  }
  await assertHarmless(page, 'fragments');
});

// A content management system may let its users set attributes, and a page may pass on what it was given.
test('attributes and commands', async (t) => {
  const page = await enter(t, 'markdown');
  for (const batch of batches(PAYLOADS)) {
    const found = await page.evaluate(
      (batch) =>
        attack.each(batch, (text) => {
          for (const name of ['data-lang', 'data-theme', 'data-position', 'data-launcher', 'data-base']) {
            attack.element().setAttribute(name, text);
          }
          window.nightdesk.push([text], ['lang', text], ['suggest', [text]], ['on', text, () => {}], ['open', text]);
        }),
      batch,
    );
    assert.deepEqual(found, []);
  }
  await page.evaluate(() => window.nightdesk.push(['open']));
  await page.locator('nightdesk-widget input[type=search]').waitFor();
  await assertHarmless(page, 'attributes');
});

// Static pages are for search engines and visitors without scripts, on the company's own domain.
test('static pages', async (t) => {
  const page = await site.open(t, '/plain', { ...SCREENS.desktop, init: watch });
  await guard(page);
  for (const [bundle, letter] of [['markdown', 'm'], ['tree', 't']]) {
    for (const slug of sample(slugs(letter))) {
      await page.goto(`${site.server.url}/${bundle}/help/en/${slug}/`);
      const found = await page.evaluate(() => [attack.inspect(document.body), attack.runs]);
      const isLoader = (node) => node === '<script async="" src="../../nightdesk.js" data-lang="en"></script>';
      assert.deepEqual([found[0].filter((node) => !isLoader(node.replace(/ nonce="[^"]*"/, ''))), found[1]], [[], []], slug);
    }
  }
  assert.deepEqual(page.foreign, []);
});

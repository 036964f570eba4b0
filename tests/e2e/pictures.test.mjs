// Pictures on a page that forbids all pictures (`default-src 'none'`): raster pictures are drawn on a canvas, SVG as
// nodes of a list. They look as the originals do, screen readers get their text alternative, and nothing in them runs.
//
// Invariant (browser): pictures are drawn on pages that forbid all pictures, the pictures of the demo look like their
// originals, and nothing in a drawing runs or loads anything, whatever it holds. See also
// `src/studio/drawing/tests.rs`.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { LISTENER } from './support/policy.mjs';
import { DIST, barePage } from './support/server.mjs';
import { build } from './support/site.mjs';
import { Widget } from './support/widget.mjs';

const STRICT =
  "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

// Two by one pixels: red and blue.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR42mP4zwAE/wEHAAH/PX2MSQAAAABJRU5ErkJggg==',
  'base64',
);
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
<style>.label { fill: url(#paint) }</style>
<defs><linearGradient id="paint"><stop stop-color="#c2185b"/><stop offset="1" stop-color="#2e7d4f"/></linearGradient>
<clipPath id="cut"><circle cx="100" cy="50" r="40"/></clipPath></defs>
<g clip-path="url(#cut)"><rect class="label" width="200" height="100"/></g></svg>`;
const ARTICLE = `---
title: Jak nakleić etykietę?
---

![Etykieta na paczce](../../media/label.svg)

![Dwa kolory](../../media/colours.png)

![](../../media/colours.png)
`;

// The page itself has no picture either, not even an icon.
const page = barePage({ head: LISTENER }).replace('<link rel="icon" href="data:,">', '');
const site = stage({ pages: { '/': page }, policy: STRICT });
const files = { 'pl/delivery/label.md': ARTICLE, 'media/label.svg': SVG, 'media/colours.png': PNG };
site.root = build({ files });

/** The article with the pictures, on the page that forbids pictures. */
async function article(t, damage) {
  site.server.root = site.root;
  site.server.damage = damage;
  t.after(() => (site.server.damage = undefined));
  const page = await site.open(t, '/', SCREENS.desktop);
  const widget = new Widget(page);
  await widget.open();
  await widget.ask('etykiete', 'Jak nakleić etykietę?');
  await widget.results.first().click();
  await widget.expectTitle('Jak nakleić etykietę?');
  return { page, widget, violations: () => page.evaluate(() => window.violations) };
}

// A bank's customers must see the pictures of an article, too.
test('pictures are drawn where the policy forbids pictures', async (t) => {
  const { page, widget, violations } = await article(t);
  const drawing = widget.article.getByRole('img', { name: 'Etykieta na paczce', exact: true });
  const colours = widget.article.getByRole('img', { name: 'Dwa kolory', exact: true });
  await drawing.locator('svg').waitFor();
  assert.deepEqual(
    await drawing.evaluate((container) => [...container.querySelectorAll('*')].map((node) => node.tagName).join(' ')),
    'svg defs linearGradient stop stop clipPath circle g rect',
  );
  const box = await drawing.locator('svg').boundingBox();
  assert.deepEqual([box.width, box.height], [200, 100], 'its own size');
  // The middle of the shot is inside of the circle, a corner is not: the references inside of the picture are resolved.
  const shot = await drawing.locator('svg').screenshot();
  const canvas = colours.locator('canvas');
  await eventually('the canvas to be painted', () => canvas.evaluate((node) => node.width === 2));
  const pixels = (node) => [...node.getContext('2d').getImageData(0, 0, 2, 1).data];
  assert.deepEqual(await canvas.evaluate(pixels), [255, 0, 0, 255, 0, 0, 255, 255]);
  const [middle, corner] = await page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const made = new OffscreenCanvas(image.width, image.height).getContext('2d');
    made.drawImage(image, 0, 0);
    const row = [...made.getImageData(0, 50, 200, 1).data];
    return [100, 4].map((x) => row.slice(x * 4, x * 4 + 3));
  }, [...shot]);
  assert.ok(Math.abs(middle[0] - 120) < 8 && Math.abs(middle[1] - 75) < 8, `half way between the colours: ${middle}`);
  assert.deepEqual(corner, [255, 255, 255], 'cut away');
  // The picture without a text alternative is hidden from screen readers.
  assert.equal(await widget.article.getByRole('img').count(), 2);
  assert.equal(await widget.article.locator('.picture[aria-hidden=true] canvas').count(), 1);
  assert.equal(await widget.host.locator('img').count(), 0);
  assert.deepEqual(await violations(), []);
  assertQuiet(page);
});

const HOSTILE = [
  'svg',
  ['viewBox', '0 0 9 9', 'onload', 'window.hacked = 1', 'style', 'position:fixed', 'class', 'x'],
  ['script', [], 'window.hacked = 2'],
  ['foreignObject', [], ['iframe', ['srcdoc', '<script>top.hacked = 3</script>']]],
  ['a', ['href', 'javascript:window.hacked = 4'], ['text', [], 'press']],
  ['image', ['href', '/gone.png', 'onerror', 'window.hacked = 5']],
  ['use', ['href', '/gone.svg#a']],
  ['animate', ['attributeName', 'href', 'values', 'javascript:window.hacked = 6']],
  ['SCRIPT', [], 'window.hacked = 7'],
  ['style', [], '* { background: url(/gone.png) }'],
  ['rect', ['fill', 'url(/gone.svg#a)', 'stroke', 'url(https://example.com/#a)', 'mask', '\\75rl(/gone.svg#a)']],
  ['rect', ['id', 'launcher', 'clip-path', 'path("M0 0") url(#d1)', 'xlink:href', '#d1', 'fill', 'URL(/gone.svg#a)']],
  ['mask', ['id', 'g1', 'href', '#g1'], ['rect', ['mask', 'url(#d1)', 'fill', 'url(#g2)']]],
  ['linearGradient', ['id', 'g2', 'href', 'https://example.com/#g']],
];

// An attacker who can change files in transit must not be able to change what a customer sees.
test('a picture that is not the one named is refused', async (t) => {
  const bytes = gzipSync(JSON.stringify(HOSTILE));
  const { page, widget, violations } = await article(t, (path) => {
    if (/\/label-[^/]+\.json$/.test(path)) return { body: bytes };
    return /\/colours-[^/]+\.png$/.test(path) ? { status: 404, body: 'gone' } : undefined;
  });
  // Its text alternative is shown instead, and the rest of the article is there.
  await widget.article.getByText('Etykieta na paczce', { exact: true }).waitFor();
  await widget.article.getByText('Dwa kolory', { exact: true }).waitFor();
  assert.equal(await widget.article.locator('.picture svg, .muted > *').count(), 0);
  assert.equal(await widget.article.getByRole('img').count(), 0);
  assert.deepEqual(await violations(), []);
  assert.deepEqual(page.seen.errors, []);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

/** Calls `draw` as the widget does, with bytes made from a value. */
const drawn = (page, module, tree, before = '') =>
  page.evaluate(
    async ([module, text, before]) => {
      const { draw } = await import(module);
      new Function(before)();
      const container = document.createElement('span');
      document.body.append(container);
      await draw(container, new TextEncoder().encode(text), 'media/x.json', 'words');
      return container.innerHTML;
    },
    [module, typeof tree === 'string' ? tree : JSON.stringify(tree), before],
  );

const open = stage({ pages: { '/': barePage() } });
const picture = `/help/${readdirSync(join(DIST, 'help')).find((name) => name.startsWith('picture-'))}`;

// The hash is the first protection; without it, active parts of a drawing are still not built.
test('no active node is built from a hostile drawing', async (t) => {
  const page = await open.open(t, '/', SCREENS.desktop);
  const html = await drawn(page, picture, HOSTILE);
  assert.equal(
    html.replace(/nd-p\d+-/g, 'P-'),
    '<svg viewBox="0 0 9 9" aria-hidden="true"><rect></rect><rect></rect><mask><rect fill="url(#P-g2)"></rect></mask>' +
      '<linearGradient id="P-g2"></linearGradient></svg>',
  );
  const nested = Array.from({ length: 60 }).reduce((inside) => ['g', [], inside], ['g', []]);
  const wide = ['svg', [], ...Array.from({ length: 7_000 }, () => ['g', []])];
  for (const bad of ['', '{}', 'null', '[]', '"svg"', '["script",[]]', '["svg"]', '[["svg"],[]]', nested, wide]) {
    assert.equal(await drawn(page, picture, bad), 'words', JSON.stringify(bad).slice(0, 40));
  }
  assert.deepEqual(page.seen.requests.filter((path) => path.includes('gone')), []);
  assert.deepEqual(page.seen.errors, []);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

// Old shops have libraries that change what arrays do, and forms named like functions of the document.
test('pictures are drawn on pages that change everything', async (t) => {
  const page = await open.open(t, '/', SCREENS.desktop);
  const before = `
    const broken = () => { throw Error('broken'); };
    for (const name of ['map', 'forEach', 'push', 'includes', 'indexOf', 'join', 'filter', 'slice', Symbol.iterator]) {
      Array.prototype[name] = broken;
    }
    Object.prototype.script = true;
    const form = document.createElement('form');
    form.name = 'createElementNS';
    document.body.appendChild(form);`;
  const html = await drawn(page, picture, ['svg', ['width', '4'], ['script', []], ['text', ['x', '1'], 'a<b']], before);
  assert.equal(html, '<svg width="4" aria-hidden="true"><text x="1">a&lt;b</text></svg>');
});

// A drawing must look like the picture on the static page.
for (const colorScheme of ['light', 'dark']) {
  test(`every picture of the demo looks as it was drawn, ${colorScheme}`, async (t) => {
    const page = await open.open(t, '/', { viewport: { width: 700, height: 500 }, colorScheme });
    const media = readdirSync(join(DIST, 'help/media'));
    // The end of a name: its hyphen and the hash, of data its first 22 characters.
    const stem = (name) => name.slice(0, name.lastIndexOf('.') - (name.endsWith('.json') ? 23 : 44));
    const originals = media.filter((name) => name.endsWith('.svg'));
    assert.equal(originals.length, 8);
    const css = readFileSync(join(DIST, 'help/pages.css'), 'utf8');
    for (const name of originals) {
      const drawing = media.find((other) => other.endsWith('.json') && stem(other) === stem(name));
      const json = gunzipSync(readFileSync(join(DIST, 'help/media', drawing))).toString();
      const differing = await compare(page, { module: picture, url: `/help/media/${name}`, json, css });
      assert.ok(differing <= 0.005, `${name}: ${(differing * 100).toFixed(2)} % of the pixels differ`);
      t.diagnostic(`${stem(name)}: ${(differing * 100).toFixed(3)} %`);
    }
  });
}

// A comparison that accepts another picture proves nothing.
test('another picture is distinguished from the original', async (t) => {
  const page = await open.open(t, '/', { viewport: { width: 700, height: 500 } });
  const media = readdirSync(join(DIST, 'help/media'));
  const [first, second] = ['invoice-', 'gift-card-'].map((start) => media.filter((name) => name.startsWith(start)));
  const json = gunzipSync(readFileSync(join(DIST, 'help/media', first.find((name) => name.endsWith('.json'))))).toString();
  const url = `/help/media/${second.find((name) => name.endsWith('.svg'))}`;
  const css = readFileSync(join(DIST, 'help/pages.css'), 'utf8');
  assert.ok((await compare(page, { module: picture, url, json, css })) > 0.1);
});

/** The share of pixels that differ between a picture as `<img>` and its drawing, both as an article shows them. */
async function compare(page, what) {
  const shots = [];
  for (const kind of ['img', 'drawing']) {
    await page.evaluate(
      async ([kind, { module, url, json, css }]) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
        const container = document.createElement(kind === 'img' ? 'img' : 'span');
        const frame = document.createElement('div');
        frame.className = 'article';
        frame.append(container);
        document.body.replaceChildren(frame);
        if (kind === 'img') {
          // As on static pages: with the size that the drawing has, too.
          const [, attributes] = JSON.parse(json);
          for (const name of ['width', 'height']) container[name] = attributes[attributes.indexOf(name) + 1];
          container.src = url;
          await container.decode();
        } else {
          container.className = 'picture';
          await (await import(module)).draw(container, new TextEncoder().encode(json), 'json', 'words');
        }
      },
      [kind, what],
    );
    shots.push([...(await page.screenshot())]);
  }
  return page.evaluate(async (shots) => {
    const read = async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const made = new OffscreenCanvas(image.width, image.height).getContext('2d');
      made.drawImage(image, 0, 0);
      return made.getImageData(0, 0, image.width, image.height).data;
    };
    const [one, other] = [await read(shots[0]), await read(shots[1])];
    let differing = 0;
    for (let at = 0; at < one.length; at += 4) {
      // Invisible differences at edges do not count.
      const far = [0, 1, 2].some((channel) => Math.abs(one[at + channel] - other[at + channel]) > 8);
      differing += far;
    }
    return differing / (one.length / 4);
  }, shots);
}

// Pictures as they are published, each opened by its address in a tab of its own, where an SVG is a page of the
// company's site: nothing runs, nothing is requested from elsewhere, and harmless ones look as they did.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import test from 'node:test';
import { stage } from './support/browser.mjs';
import { DIST, barePage } from './support/server.mjs';
import { ROOT, build } from './support/site.mjs';

const FIXTURES = join(ROOT, 'tests/fixtures/pictures');
const ALL = JSON.parse(readFileSync(join(FIXTURES, 'hostile.json'), 'utf8'));
const PUBLISHED = ALL.filter(({ outcome }) => ['told', 'quiet'].includes(outcome));
const RASTERS = readdirSync(FIXTURES).filter((name) => !name.endsWith('.json'));
const PAYLOAD = Buffer.from('*/=1;<!doctype html><script>ran()</script>');

/** A picture with an HTML page appended. */
const followed = (name) => Buffer.concat([readFileSync(join(FIXTURES, name)), PAYLOAD]);

const article = (names) => `---\ntitle: Pictures\n---\n\n${names.map((name) => `![p](../media/${name})`).join('\n\n')}\n`;
const drawings = Object.fromEntries(PUBLISHED.map(({ name, svg }) => [`media/${name}.svg`, svg]));
const rasters = Object.fromEntries(RASTERS.map((name) => [`media/${name}`, followed(name)]));
const originals = Object.fromEntries(ALL.map(({ name, svg }) => [`/originals/${name}.svg`, svg]));

const site = stage({ pages: { '/': barePage(), ...originals } });
const files = { ...drawings, ...rasters };
files['en/pictures.md'] = article(Object.keys(files).map((path) => basename(path)));
site.root = build({ files });

/**
 * Opens an address as the top document, presses everything there, and counts what ran and what was requested from
 * elsewhere.
 */
async function open(t, paths) {
  const seen = { ran: [], foreign: [] };
  let path;
  const page = await site.open(t, '/', {});
  await page.exposeFunction('ran', () => seen.ran.push(path));
  await page.route(/foreign\.example/, (route) => route.abort());
  page.context().on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(site.server.url)) seen.foreign.push(path);
  });
  for (path of paths) {
    const answer = await page.goto(site.server.url + path).catch(() => undefined);
    if (answer) assert.equal(answer.status(), 200, path);
    await page
      .evaluate(async () => {
        for (const node of document.querySelectorAll('*')) {
          for (const kind of ['click', 'mouseover', 'focusin']) node.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
        }
        await new Promise((done) => setTimeout(done, 60));
      })
      // A link may have been followed.
      .catch(() => {});
  }
  return seen;
}

// A picture that is opened in a new tab has the shop's storage and session.
test('nothing runs in a published picture, and nothing is asked for elsewhere', async (t) => {
  site.server.root = site.root;
  const media = readdirSync(join(site.root, 'help/media')).filter((name) => !name.endsWith('.json'));
  assert.equal(media.length, new Set(media).size);
  assert.ok(media.length >= RASTERS.length + 20, `${media.length} published`);
  const seen = await open(t, media.map((name) => `/help/media/${name}`));
  t.diagnostic(`${media.length} published: ${seen.ran.length} ran, ${seen.foreign.length} asked for elsewhere`);
  assert.deepEqual(seen, { ran: [], foreign: [] });
});

// Zero proves something only if the same check of the originals finds something.
test('the originals do run, and do ask', async (t) => {
  const seen = await open(t, Object.keys(originals));
  const [ran, foreign] = [new Set(seen.ran), new Set(seen.foreign)];
  t.diagnostic(`${ALL.length} originals: ${ran.size} ran, ${foreign.size} asked for elsewhere`);
  assert.ok(ran.size >= 8, [...ran].join());
  assert.ok(foreign.size >= 8, [...foreign].join());
});

/** What an `<img>` of an address shows, on white: its size and its pixels; nothing where it fails to load. */
const seen = (page, url) =>
  page.evaluate(async (url) => {
    const image = new Image();
    image.src = url;
    if (!(await image.decode().then(() => true, () => false))) return undefined;
    const [width, height] = [image.naturalWidth, image.naturalHeight];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
    context.drawImage(image, 0, 0);
    return { width, height, pixels: [...context.getImageData(0, 0, width, height).data] };
  }, url);

// A photograph must not lose its colours or its orientation.
test('a raster picture looks as it did, and is as large as articles say', async (t) => {
  site.server.root = site.root;
  const page = await site.open(t, '/', {});
  const html = readFileSync(join(site.root, 'help/en/pictures/index.html'), 'utf8');
  for (const name of RASTERS) {
    const media = readdirSync(join(site.root, 'help/media'));
    const stem = name.replace('.', '-');
    const published = media.filter((file) => file.endsWith(name.slice(name.indexOf('.'))) && file.startsWith(`${name.split('.')[0]}-`));
    assert.equal(published.length, 1, stem);
    const type = { jpg: 'jpeg' }[name.split('.')[1]] ?? name.split('.')[1];
    const original = `data:image/${type};base64,${readFileSync(join(FIXTURES, name)).toString('base64')}`;
    const [before, after] = [await seen(page, original), await seen(page, `/help/media/${published[0]}`)];
    assert.ok(before && after, `${name} is shown`);
    assert.deepEqual(after, before, name);
    const [, width, height] = new RegExp(`${published[0]}"[^>]* width="(\\d+)" height="(\\d+)"`).exec(html) ?? [];
    assert.deepEqual([Number(width), Number(height)], [after.width, after.height], name);
  }
});

// Static pages must show what the designer drew, although no byte of it was copied.
test('every drawing of the demo looks as its original does', async (t) => {
  site.server.root = DIST;
  const page = await site.open(t, '/', {});
  const media = readdirSync(join(DIST, 'help/media')).filter((name) => name.endsWith('.svg'));
  assert.equal(media.length, 8);
  for (const name of media) {
    const file = readFileSync(join(ROOT, 'content/media', `${name.slice(0, -48)}.svg`), 'utf8');
    const published = readFileSync(join(DIST, 'help/media', name), 'utf8');
    assert.notEqual(published, file);
    const size = / width="(\d+)" height="(\d+)"/.exec(published);
    // As on pages: with the size of its view box.
    const sized = file.replace('<svg', `<svg width="${size[1]}" height="${size[2]}"`);
    const original = `data:image/svg+xml;base64,${Buffer.from(/<svg[^>]* width=/.test(file) ? file : sized).toString('base64')}`;
    const [before, after] = [await seen(page, original), await seen(page, `/help/media/${name}`)];
    assert.deepEqual([after.width, after.height], [before.width, before.height], name);
    const far = after.pixels.filter((value, at) => Math.abs(value - before.pixels[at]) > 8).length;
    t.diagnostic(`${name.slice(0, -48)}: ${far} of ${after.pixels.length} values differ`);
    assert.ok(far / after.pixels.length < 0.001, name);
  }
});

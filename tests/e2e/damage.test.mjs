// Files that arrive broken: half an upload, a proxy's error page, one wrong bit. The visitor gets a plain message and
// keeps the contact channels; nothing crashes, nothing half-works.
//
// Invariant (browser): a damaged file leaves the visitor a plain sentence and the contact channels.
import assert from 'node:assert/strict';
import test from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { SCREENS, stage } from './support/browser.mjs';
import { barePage } from './support/server.mjs';
import { Widget, plain } from './support/widget.mjs';

const site = stage({ pages: { '/': barePage() } });

const flip = (bytes) => {
  const copy = Buffer.from(bytes);
  copy[Math.floor(copy.length / 2)] ^= 0x10;
  return copy;
};

const DAMAGES = {
  'a wrong bit': (body) => ({ body: flip(body) }),
  'a wrong bit inside an intact envelope': (body) => ({ body: gzipSync(flip(gunzipSync(body))) }),
  'the second half missing': (body) => ({ body: body.subarray(0, body.length / 2) }),
  'an empty file': () => ({ body: Buffer.alloc(0) }),
  'not found': () => ({ status: 404, type: 'text/plain', body: 'not found' }),
  'a page instead of the file': () => ({ status: 200, type: 'text/html', body: '<!doctype html><p>Welcome</p>' }),
};

const FILES = {
  pack: /\/pack-pl-[^/]+\.bin$/,
  wasm: /\/app-[^/]+\.wasm$/,
  // The script that starts all others.
  script: /\/app-[^/]+\.js$/,
};

async function expectApology(t, form, damage) {
  let hits = 0;
  site.server.damage = (path, body) => {
    if (!form.test(path)) return undefined;
    hits += 1;
    return damage(body);
  };
  t.after(() => (site.server.damage = undefined));
  const page = await site.open(t, '/', SCREENS.desktop);
  const widget = new Widget(page);
  await widget.launcher.click();
  await widget.failure.waitFor();
  assert.ok(hits > 0, 'the damaged file was never asked for');
  assert.ok(plain(await widget.failure.innerText()).length > 20, 'no explanation');
  await widget.expectContact('failure', widget.failure);
  assert.deepEqual(page.seen.errors, [], 'uncaught errors');

  await widget.closeButton.click();
  await widget.panel.waitFor({ state: 'hidden' });
}

for (const [file, form] of Object.entries(FILES)) {
  for (const [name, damage] of Object.entries(DAMAGES)) {
    // Scripts have no envelope.
    if (file === 'script' && name.includes('envelope')) continue;
    test(`${file}: ${name}`, (t) => expectApology(t, form, damage));
  }
}

// A broken second language must not remove the first one.
test('the other language broken: the first one stays', async (t) => {
  site.server.damage = (path, body) => (/\/pack-en-/.test(path) ? { body: flip(body) } : undefined);
  t.after(() => (site.server.damage = undefined));
  const page = await site.open(t, '/', SCREENS.desktop);
  const widget = new Widget(page);
  await widget.open();
  await widget.languages.getByRole('button', { name: 'English', exact: true }).click();
  await widget.panel.getByRole('alert').filter({ hasText: 'Nie udało się wczytać' }).waitFor();
  await widget.expectContact('after the failure');
  await widget.ask('jak zwrocic paczke', 'Jak zwrócić paczkę?');
  assert.deepEqual(page.seen.errors, [], 'uncaught errors');
});

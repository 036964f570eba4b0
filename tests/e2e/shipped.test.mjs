// The files themselves, without a browser.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { DIST } from './support/server.mjs';

const HELP = join(DIST, 'help');
const scripts = readdirSync(HELP).filter((name) => name.endsWith('.js'));

// HTML from strings is how a help text becomes an attack on the shop, and Trusted Types would stop the widget.
test('no script turns strings into HTML or code', () => {
  assert.ok(scripts.length >= 2, `the loader and the app script, found ${scripts}`);
  const forbidden = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', 'eval(', 'new Function'];
  for (const name of scripts) {
    const text = readFileSync(join(HELP, name), 'utf8');
    assert.deepEqual(forbidden.filter((word) => text.includes(word)), [], name);
  }
});

// A static server that compresses nothing is the promise; a file shipped uncompressed would break every budget.
// Invariant (shipping): wasm and packs are compressed on disk, and every script but the loader carries a hash in its
// name.
test('wasm and packs are compressed on disk', () => {
  const files = readdirSync(HELP).filter((name) => /\.(wasm|bin)$/.test(name));
  assert.ok(files.length >= 3, `wasm and two packs, found ${files}`);
  for (const name of files) {
    assert.deepEqual([...readFileSync(join(HELP, name)).subarray(0, 2)], [0x1f, 0x8b], name);
  }
});

// The loader's name stays the same for years, so its contents must never be needed from a cache; all else is hashed.
test('every script but the loader carries a hash in its name', () => {
  for (const name of scripts.filter((name) => !['nightdesk.js', 'sw.js'].includes(name))) {
    assert.match(name, /-[0-9a-zA-Z_-]{6,}\.js$/);
  }
});

// The writer's preview: a saved article is in the open page at once, on the screen where the writer was.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { SCREENS, stage } from './support/browser.mjs';
import { Widget } from './support/widget.mjs';

const ROOT = join(import.meta.dirname, '../..');
const site = stage({ pages: {} });

/** A port that is free now. */
const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });

// Invariant (content): a saved article appears in the open page of the preview, on the screen where the writer was.
test('a saved article is in the open page at once', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-preview-'));
  cpSync(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
  cpSync(join(ROOT, 'dist'), join(folder, 'site'), { recursive: true });
  const port = await freePort();
  const program = process.env.NIGHTDESK_BIN ?? join(ROOT, 'target/debug/nightdesk');
  const options = ['--app', join(ROOT, 'target/nightdesk-app'), '--site', 'site', '--mount', 'help', '--port', String(port)];
  const server = spawn(program, ['serve', 'content', ...options], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  await new Promise((done, fail) => {
    server.stdout.on('data', (text) => String(text).includes('Serving') && done());
    server.on('exit', (code) => fail(Error(`the preview ended with ${code}`)));
  });

  const page = await site.open(t, `http://127.0.0.1:${port}/`, SCREENS.desktop);
  const widget = new Widget(page);
  await widget.open();
  await widget.panel.getByRole('link', { name: 'Jak zwrócić paczkę?' }).click();
  await widget.expectTitle('Jak zwrócić paczkę?');

  const article = join(folder, 'content/pl/returns/return-a-parcel.md');
  const times = [];
  for (const word of ['Zapisano', 'Poprawiono', 'Sprawdzono']) {
    await page.waitForTimeout(500);
    const text = readFileSync(article, 'utf8');
    writeFileSync(article, text.trimEnd() + `\n\n${word} przed chwilą.\n`);
    const saved = Date.now();
    await widget.article.getByText(`${word} przed chwilą.`).waitFor();
    times.push(Date.now() - saved);
  }
  t.diagnostic(`visible after ${times.join(', ')} ms`);
  // The goal is one second on an idle machine; a test that runs beside others may take longer.
  assert.ok(Math.min(...times) <= 2_000, `the fastest of ${times} ms`);
  await widget.expectTitle('Jak zwrócić paczkę?');
});

// A browser that can be killed at once with all its processes, and a shop whose requests arrive in a real inbox over a
// connection that can be slow. What must survive is decided by the tests, not here.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as call } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { PATIENCE } from './browser.mjs';
import { barePage } from './server.mjs';
import { CONTENT, ROOT } from './site.mjs';

export const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));

/** Random numbers from a seed (mulberry32): a run can be repeated. */
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  /** A whole number from `from` to `to`. */
  return (from, to) => from + Math.floor(next() * (to - from + 1));
}

/**
 * A browser in a process group of its own.
 *
 * @param {string} profile the folder that survives it
 * @returns `page`, a fresh one; `kill()`, SIGKILL to all its processes at once; `gone()`, resolved once none is left
 */
export async function chromiumOn(profile) {
  const options = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  options.push('--disable-component-update', '--disable-sync', '--disable-quic', '--remote-debugging-port=0');
  const program = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const child = spawn(program, [...options, `--user-data-dir=${profile}`, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const address = await new Promise((done, fail) => {
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
      const found = /DevTools listening on (ws:\S+)/.exec(stderr);
      if (found) done(found[1]);
    });
    child.once('exit', (code) => fail(Error(`the browser ended with ${code}: ${stderr}`)));
  });
  child.stderr.resume();
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  context.setDefaultTimeout(PATIENCE);
  const page = context.pages()[0] ?? (await context.newPage());
  let dead = false;
  const handle = { page, context };
  handle.kill = () => {
    if (dead) return;
    dead = true;
    process.kill(-child.pid, 'SIGKILL');
  };
  handle.gone = async () => {
    handle.kill();
    while (group(child.pid).length > 0) await sleep(10);
    await browser.close().catch(() => {});
  };
  return handle;
}

/** The live processes of a group. */
function group(leader) {
  const lives = (pid) => {
    try {
      const [state, , of] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
      return +of === leader && state !== 'Z';
    } catch {
      return false;
    }
  };
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && lives(name));
}

/**
 * A shop served by `nightdesk serve`, with its inbox, behind a proxy.
 *
 * @param {object} options
 * @param {Record<string, string>} options.files content in addition to the small shop's, or in place of it
 * @returns `url`; `line`, whose `before` and `after` hold a request that many milliseconds on its way there and back
 *   (what is on its way arrives, even if its sender is gone); `posts`, how many passed, and `records`, their contents;
 *   `rows()`, what the inbox has, as `{id, subject}`; `close()`
 */
export async function inboxShop({ files }) {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-inbox-'));
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries({ ...CONTENT, ...files })) write(`content/${path}`, text);
  write('site/index.html', barePage());
  const port = await freePort();
  const program = process.env.NIGHTDESK_BIN ?? join(ROOT, 'target/debug/nightdesk');
  const app = process.env.NIGHTDESK_APP ?? join(ROOT, 'target/nightdesk-app');
  const options = ['--app', app, '--site', 'site', '--mount', 'help', '--port', String(port)];
  const server = spawn(program, ['serve', 'content', ...options, '--inbox', 'inbox.sqlite'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((done, fail) => {
    server.stdout.on('data', (text) => String(text).includes('Serving') && done());
    server.once('exit', (code) => fail(Error(`the shop ended with ${code}`)));
  });
  const handle = { line: { before: 0, after: 0 }, posts: 0, records: [] };
  const proxy = createServer(async (request, response) => {
    const slow = request.method === 'POST' && request.url === '/inbox/requests';
    const { before, after } = slow ? handle.line : { before: 0, after: 0 };
    const parts = [];
    for await (const part of request) parts.push(part);
    if (slow) {
      handle.posts += 1;
      handle.records.push(JSON.parse(Buffer.concat(parts)));
    }
    await sleep(before);
    const { method, url: path, headers } = request;
    const passed = call({ host: '127.0.0.1', port, path, method, headers });
    passed.on('response', async (answer) => {
      await sleep(after);
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    passed.end(Buffer.concat(parts));
  });
  proxy.on('clientError', (_, socket) => socket.destroy());
  await new Promise((ready) => proxy.listen(0, '127.0.0.1', ready));
  handle.url = `http://127.0.0.1:${proxy.address().port}`;
  const row = /<a href="\/inbox\/([0-9a-f-]{36})"><span class="subject"[^>]*>([^<]*)/g;
  handle.rows = async () => {
    const rows = [];
    for (let path = '/inbox/'; path; ) {
      const html = await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
      for (const [, id, subject] of html.matchAll(row)) rows.push({ id, subject });
      path = /href="(\/inbox\/\?before=\d+)"/.exec(html)?.[1];
    }
    return rows;
  };
  handle.close = async () => {
    proxy.closeAllConnections();
    await new Promise((closed) => proxy.close(closed));
    const ended = new Promise((done) => server.once('exit', done));
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return handle;
}

/** A port that is free now. */
const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });

// A server of many shops with one bundle: each at an address of its own, so that its files can have a fault while those
// of others do not, at the same time. A second server acts as the other origins.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, extname, join, normalize } from 'node:path';

const TYPES = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** What a page records of itself, before anything else on it. Not inline in the page: a policy may forbid that. */
const WATCH = `
  window.reports = [];
  window.errors = [];
  addEventListener('securitypolicyviolation', (event) => reports.push(event.effectiveDirective + ' ' + event.blockedURI));
  addEventListener('error', (event) => errors.push(String(event.message)));
  addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));
  addEventListener('DOMContentLoaded', () => {
    document.querySelector('#command').addEventListener('click', () => nightdesk.push(['open']));
  });`;

/** A shop's page: something to type into, and the shop's own links and buttons for the help. */
const page = ({ lang = 'pl', body = '' }) => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
<script src="watch.js"></script></head>
<body><main><h1>Shop</h1><input id="own" aria-label="Order"><button id="command">Help</button>
<a id="link" href="#nightdesk">Help</a> <a id="next" href="next">Next</a> ${body}</main>
<script async src="help/nightdesk.js" data-lang="${lang}"></script>
</body></html>`;

/**
 * @param {string} root a folder with a bundle in `help/`
 * @returns `shop(options)`, which opens a shop; `close()`. A shop has `url`; `count(pattern)`, how often files were
 *   requested; and its options, which can be changed at any time: `fault`, a function as in `faults.mjs`, for the files
 *   whose name fits `files`; `change`, a function of bytes and count that gives other bytes for the same files; `policy`,
 *   a Content-Security-Policy in which `{nonce}` becomes a nonce; `body` and `lang` of its page; `script`, a script of
 *   its page.
 */
export async function shops(root) {
  const open = [];
  const other = await listen((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (path === '/login') return response.writeHead(200, { 'content-type': TYPES['.html'] }).end('<h1>Log in</h1>');
    return send(response, root, path.replace(/^\/\d+/, ''), { 'access-control-allow-origin': '*' });
  });
  const main = await listen(async (request, response) => {
    const [, number, rest] = /^\/(\d+)(\/.*)$/.exec(decodeURIComponent(new URL(request.url, 'http://localhost').pathname)) ?? [];
    const shop = open[number];
    if (!shop) return response.writeHead(404).end();
    if (rest === '/watch.js') return response.writeHead(200, { 'content-type': TYPES['.js'] }).end(WATCH + (shop.script ?? ''));
    if (!rest.startsWith('/help/') || rest.endsWith('.html') || rest.endsWith('/')) {
      return rest === '/' || rest === '/next' ? show(response, shop) : send(response, root, rest);
    }
    const name = basename(rest);
    const count = (shop.asked[name] = (shop.asked[name] ?? 0) + 1);
    if (!shop.files?.test(name) || !(shop.fault || shop.change)) return send(response, root, rest);
    const file = await load(root, rest);
    const bytes = shop.change?.(file.bytes, count) ?? file.bytes;
    const exchange = { request, response, ...file, bytes, count, elsewhere: other.url + request.url, portal: `${other.url}/login` };
    (shop.fault ?? right)(exchange);
  });
  return {
    shop(options = {}) {
      const shop = { asked: {}, ...options, url: `${main.url}/${open.length}/` };
      shop.count = (pattern) => Object.entries(shop.asked).reduce((sum, [name, times]) => sum + (pattern.test(name) ? times : 0), 0);
      open.push(shop);
      return shop;
    },
    close: () => Promise.all([main.close(), other.close()]),
  };
}

const right = ({ response, bytes, headers }) => response.writeHead(200, headers).end(bytes);

function show(response, shop) {
  const nonce = randomBytes(16).toString('base64');
  const headers = { 'content-type': TYPES['.html'], 'cache-control': 'no-cache' };
  let text = page(shop);
  if (shop.policy) {
    headers['content-security-policy'] = shop.policy.replaceAll('{nonce}', nonce);
    if (shop.policy.includes('{nonce}')) text = text.replace(/<script(?=[\s>])/g, `<script nonce="${nonce}"`);
  }
  response.writeHead(200, headers).end(text);
}

/** A file as a good host sends it: files with a hash in their name may be cached for ever, the others are revalidated. */
async function load(root, path) {
  const name = normalize(path.endsWith('/') ? `${path}index.html` : path);
  const bytes = await readFile(join(root, name));
  const named = /-[\w-]{20,}\.\w+$/.test(name);
  const cache = named ? 'public, max-age=31536000, immutable' : 'no-cache';
  return { bytes, headers: { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'cache-control': cache } };
}

async function send(response, root, path, more) {
  const file = await load(root, path).catch(() => undefined);
  if (!file) return response.writeHead(404, { 'content-type': 'text/plain', ...more }).end('not found');
  response.writeHead(200, { ...file.headers, ...more }).end(file.bytes);
}

async function listen(answer) {
  const server = createServer((request, response) => {
    Promise.resolve(answer(request, response)).catch(() => response.destroy());
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

// A plain static server for the tests: loopback, a free port, no compression, nothing cached.
//
// It serves the built demo as any web host would, so what the browser receives is what counts as "on the wire". Beyond
// that a test can add pages of its own, set a content security policy, and damage answers.
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that `cargo xtask dist` writes. */
export const DIST = fileURLToPath(new URL('../../../dist/', import.meta.url));

const TYPES = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
};

/**
 * @param {object} options
 * @param {Record<string, string>} [options.pages] HTML by path, or what its ending says, in addition to the files of the demo
 * @param {string | ((path: string) => string | undefined)} [options.policy] Content-Security-Policy for HTML, the same
 *   for all pages or by path; `{nonce}` becomes a fresh nonce, which every script tag of the page then receives as well
 * @param {boolean} [options.crossOrigin] answer pages of other origins too (a sandboxed frame is one)
 * @param {(path: string) => Record<string, string>} [options.headers] what else an answer carries
 * @param {Record<string, string>} [options.files] files elsewhere by the path that they are served at
 * @param {boolean} [options.keeps] let the browser keep a page that it leaves, to go back to it as it was
 * @param {(path: string) => number | undefined} [options.slow] how many milliseconds a body takes, in small pieces
 * @param {string} [options.root] the folder to serve in place of the demo
 * @returns a handle: `url` without a final slash; `root`, which a test may set to another folder, as an upload would;
 *   `damage`, which a test may set to a function of the path and the bytes that returns `{status, type, body, stall}` or
 *   nothing (`stall` is the share of the body after which nothing comes any more); `crossOrigin`, which a test may change; `close()`
 */
export async function serve({ pages = {}, files = {}, policy, crossOrigin = false, headers: more, keeps = false, root = DIST, slow } = {}) {
  const handle = { damage: undefined, crossOrigin, root };
  const server = createServer(async (request, response) => {
    const path = meant(request.url);
    if (path === undefined) return response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('bad request');
    let answer = await find(path, pages, files, handle.root);
    answer = { ...answer, ...handle.damage?.(path, answer.body) };
    const headers = { 'content-type': answer.type, 'cache-control': keeps ? 'no-cache' : 'no-store', ...more?.(path) };
    if (handle.crossOrigin) headers['access-control-allow-origin'] = '*';
    const demanded = typeof policy === 'function' ? policy(path) : policy;
    if (demanded && answer.type.startsWith('text/html')) {
      const nonce = randomBytes(16).toString('base64');
      headers['content-security-policy'] = demanded.replaceAll('{nonce}', nonce);
      if (demanded.includes('{nonce}')) {
        answer.body = String(answer.body).replace(/<script(?=[\s>])/g, `<script nonce="${nonce}"`);
      }
    }
    const lasts = slow?.(path);
    if (lasts) {
      response.writeHead(answer.status, { ...headers, 'content-length': answer.body.length });
      const parts = Math.ceil(lasts / 250);
      for (let part = 0; part < parts && !response.destroyed; part++) {
        const at = (share) => Math.floor((answer.body.length * share) / parts);
        response.write(answer.body.subarray(at(part), at(part + 1)));
        await new Promise((wake) => setTimeout(wake, 250));
      }
      response.end();
      return;
    }
    if (answer.stall === 0) return;
    if (answer.stall) {
      response.writeHead(answer.status, headers).write(answer.body.subarray(0, answer.body.length * answer.stall));
      return;
    }
    response.writeHead(answer.status, headers).end(answer.body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  handle.url = `http://127.0.0.1:${server.address().port}`;
  handle.close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return handle;
}

/** The path of an address; nothing where its percent encoding is invalid, as in hostile ones. */
function meant(address) {
  try {
    return decodeURIComponent(new URL(address, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
}

async function find(path, pages, files, root) {
  if (pages[path] !== undefined) return { status: 200, type: TYPES[extname(path)] ?? TYPES['.html'], body: pages[path] };
  const name = normalize(path.endsWith('/') ? `${path}index.html` : path);
  try {
    const body = await readFile(files[path] ?? join(root, name));
    return { status: 200, type: TYPES[extname(name)] ?? 'application/octet-stream', body };
  } catch {
    return { status: 404, type: 'text/plain; charset=utf-8', body: 'not found' };
  }
}

/** The smallest page that embeds the help: it has only what the test puts there. */
export function barePage({ head = '', body = '', lang = 'pl' } = {}) {
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host page</title>
<link rel="icon" href="data:,">${head}</head>
<body><main><h1>Host page</h1>${body}</main>
<script async src="/help/nightdesk.js" data-lang="${lang}"></script>
</body>
</html>`;
}

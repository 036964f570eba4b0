// A help desk on a port of its own, and so on another origin than the page: it records exactly what the browser sent,
// and answers as the test says, with the CORS headers of its vendor or without. Nothing here is specific to a vendor;
// `desks.mjs` does.
import { createServer } from 'node:http';

/**
 * @param {object} [options]
 * @param {object} [options.preflight] headers of the answer to `OPTIONS`; without them it is refused, as by a server
 *   that has never heard of CORS
 * @param {string} [options.site] a server whose files are shown here as well: what is posted stays on the page's site
 * @returns a handle: `url`; `port`; `seen`, all that came, `OPTIONS` too; `posts`, the others; `answer`, which a test
 *   sets to a function of a request and its number among the posts that gives an answer as [`reply`] takes it; `stop()`
 *   and `start()`, after which the port refuses and takes connections; `close()`
 */
export async function receive({ preflight, site } = {}) {
  const handle = { seen: [], answer: () => ({ status: 500 }) };
  Object.defineProperty(handle, 'posts', { get: () => handle.seen.filter(({ method }) => method !== 'OPTIONS') });
  const listen = async (request, response) => {
    if (site && request.method === 'GET') return show(site() + request.url, response);
    const body = Buffer.concat(await request.toArray());
    const { method, url: path, headers } = request;
    const one = { method, path, headers, body };
    handle.seen.push(one);
    if (method !== 'OPTIONS') return reply(response, handle.answer(one, handle.posts.length - 1));
    response.writeHead(preflight ? 204 : 405, preflight).end();
  };
  let server;
  handle.start = async () => {
    if (server?.listening) return;
    server = createServer((request, response) => listen(request, response).catch(() => response.destroy()));
    await new Promise((ready, fail) => server.once('error', fail).listen(handle.port ?? 0, '127.0.0.1', ready));
    handle.port = server.address().port;
    handle.url = `http://127.0.0.1:${handle.port}`;
  };
  handle.stop = async () => {
    if (!server?.listening) return;
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  handle.close = handle.stop;
  await handle.start();
  return handle;
}

/**
 * Answers. `hang` does not; `drop` ends the connection before the first byte, `cut` in the middle of the body, where
 * `stall` stays for ever.
 */
function reply(response, { status = 200, type = 'application/json', headers = {}, body = '', hang, drop, cut, stall }) {
  if (hang) return;
  if (drop) return response.destroy();
  const text = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const length = text.length + (cut || stall ? 500 : 0);
  response.writeHead(status, { 'content-type': type, 'content-length': length, 'cache-control': 'no-store', ...headers });
  if (!cut && !stall) return response.end(text);
  response.write(text.subarray(0, text.length / 2), () => cut && setTimeout(() => response.destroy(), 50));
}

async function show(url, response) {
  const answer = await fetch(url);
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type'), 'cache-control': 'no-store' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

/** The contents of a post: JSON, or the fields and files of a form in their order. Files have `name`, `type`, `bytes`. */
export async function contents({ headers, body }) {
  const type = headers['content-type'] ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) return JSON.parse(body);
  const fields = [...(await new Response(body, { headers: { 'content-type': type } }).formData())];
  return Promise.all(
    fields.map(async ([name, value]) => {
      if (typeof value === 'string') return [name, value];
      return [name, { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) }];
    }),
  );
}

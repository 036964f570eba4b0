// What can go wrong with one file in transit: the network, the server, something between them. Each fault is a function
// that answers an exchange: `request`, `response`, `bytes` and `headers` as they should be, `count` (which request for
// this file it is, from 1), `elsewhere`, the same file on another origin, and `portal`, a page of somebody else's
// server.
import { gzipSync } from 'node:zlib';

const PORTAL = '<!doctype html><title>Wi-Fi</title><h1>Log in to the network</h1>';
const html = { 'content-type': 'text/html; charset=utf-8' };

const right = ({ response, bytes, headers }, more = {}) => response.writeHead(200, { ...headers, ...more }).end(bytes);
const refuse = ({ response }, status) => response.writeHead(status, html).end(status === 204 ? undefined : 'no');
const half = ({ response, bytes, headers }, then) => {
  response.writeHead(200, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), then);
};
const busy = (times) => (exchange) => (exchange.count <= times ? refuse(exchange, 503) : right(exchange));
const moved = (exchange, location) =>
  exchange.response.writeHead(302, { location, 'access-control-allow-origin': '*', 'cache-control': 'no-store' }).end();

/** By name. All but those of a few requests last until the server is repaired. */
export const FAULTS = {
  'nothing: 204': (exchange) => refuse(exchange, 204),
  'not found: 404': (exchange) => refuse(exchange, 404),
  'stalled: no answer at all': () => {},
  'stalled: half of the body': (exchange) => half(exchange),
  'cut off in the middle': (exchange) => half(exchange, () => setTimeout(() => exchange.response.destroy(), 50)),
  'reset before the headers': ({ request }) => request.socket.destroy(),
  'busy once: 503': busy(1),
  'busy twice: 503': busy(2),
  'octet-stream with nosniff': (exchange) =>
    right(exchange, { 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' }),
  'right bytes as text/html': (exchange) => right(exchange, html),
  'right bytes as text/plain': (exchange) => right(exchange, { 'content-type': 'text/plain' }),
  'compressed once more': (exchange) =>
    right({ ...exchange, bytes: gzipSync(exchange.bytes) }, { 'content-encoding': 'gzip' }),
  'declared as compressed': (exchange) => right(exchange, { 'content-encoding': 'gzip' }),
  'moved on the same origin': (exchange) => {
    if (exchange.request.url.includes('moved')) return right(exchange);
    moved(exchange, `${exchange.request.url}${exchange.request.url.includes('?') ? '&' : '?'}moved`);
  },
  'moved to another origin': (exchange) => moved(exchange, exchange.elsewhere),
  'empty: 200 without a body': (exchange) => right({ ...exchange, bytes: Buffer.alloc(0) }),
  'a part only: 206': ({ response, bytes, headers }) => {
    const range = `bytes 0-${Math.ceil(bytes.length / 2) - 1}/${bytes.length}`;
    response.writeHead(206, { ...headers, 'content-range': range }).end(bytes.subarray(0, Math.ceil(bytes.length / 2)));
  },
  'a login page of the network': ({ response }) => response.writeHead(200, html).end(PORTAL),
  'sent to a login page elsewhere': (exchange) => exchange.response.writeHead(302, { location: exchange.portal }).end(),
};

/** The files of a bundle that can be in trouble: what a visitor loses with each. */
export const FILES = {
  'app.js': /^app-.*\.js$/,
  wasm: /^app-.*\.wasm$/,
  pack: /^pack-pl-/,
  form: /^form-.*\.js$/,
  page: /^page-.*\.js$/,
  picture: /^picture-.*\.js$/,
};

// WebKit, by WebKitWebDriver (WebDriver over HTTP: https://www.w3.org/TR/webdriver2/) and the small browser that WebKitGTK
// is tested with. A driver has one session and a session one ephemeral profile, so each page has a driver of its own.
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { actions, pointer } from './keys.mjs';
import { program } from './process.mjs';

/** Starts the display that WebKit draws on. `engine.mjs` documents the handle. */
export async function start() {
  const screen = await program('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    ready: /^\d+\n/m,
  });
  const env = {
    DISPLAY: `:${screen.said[0].trim()}`,
    GDK_BACKEND: 'x11',
    LANGUAGE: 'pl',
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  };
  const handle = {
    name: 'WebKit',
    version: undefined,
    async open(url, options) {
      const session = await connect(env);
      handle.version ??= session.version;
      try {
        return await open(session, url, options);
      } catch (error) {
        await session.end();
        throw error;
      }
    },
    close: async () => screen.stop(),
  };
  return handle;
}

async function open({ send, end }, url, { init, width, height }) {
  // WebDriver has no scripts that run before the page's own: a page that needs one gets it from its server.
  if (init) throw new Error('no early scripts in WebKit');
  // A script that started while its page was being left has no answer: it is repeated, see `until`.
  await send('POST', '/timeouts', { script: 5_000, pageLoad: 60_000 });
  await send('POST', '/window/rect', { x: 0, y: 0, width, height: height + CHROME });
  if (url) await send('POST', '/url', { url });
  const perform = (sources) => send('POST', '/actions', { actions: sources });
  return {
    goto: (to) => send('POST', '/url', { url: to }),
    reload: () => send('POST', '/refresh', {}),
    // The driver waits for a page to load, and a kept one does not.
    back: () => send('POST', '/execute/sync', { script: 'setTimeout(() => history.back(), 50);', args: [] }),
    async evaluate(source, value) {
      const script = `const [input, done] = arguments;
        (async () => JSON.stringify(await (${source})(JSON.parse(input))))()
          .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const answer = await send('POST', '/execute/async', { script, args: [JSON.stringify(value ?? null)] });
      if (answer.error) throw new Error(answer.error);
      return answer.value === undefined ? undefined : JSON.parse(answer.value);
    },
    clickAt: (x, y) => perform(pointer(x, y)),
    keys: (keys) => perform(actions(keys)),
    close: end,
  };
}

/** The size of the browser's own bars in its window, in CSS pixels. */
const CHROME = 38;

/** In milliseconds: longer than a page may load. */
const ANSWER_WITHIN = 90_000;
/** A session begins within two seconds, or, now and then, never. */
const SESSION_WITHIN = 20_000;

/** Starts a driver and a session of it; where the driver does not start its browser, another one. */
async function connect(env) {
  for (let tries = 1; ; tries++) {
    try {
      return await session(env);
    } catch (error) {
      if (tries === 3 || error.name !== 'TimeoutError') throw error;
    }
  }
}

async function session(env) {
  const port = await freePort();
  const driver = await program(process.env.WEBKIT_DRIVER ?? 'WebKitWebDriver', [`--port=${port}`], { env });
  const base = `http://127.0.0.1:${port}`;
  const ask = async (method, path, body, within = ANSWER_WITHIN) => {
    const answer = await fetch(base + path, {
      method,
      signal: AbortSignal.timeout(within),
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  try {
    for (let tries = 0; ; tries++) {
      if (await ask('GET', '/status').then(() => true, () => false)) break;
      if (tries === 200) throw new Error('WebKitWebDriver does not answer');
      await new Promise((wake) => setTimeout(wake, 50));
    }
    const browser = { binary: miniBrowser(), args: ['--automation'] };
    const asked = { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': browser } } };
    const { sessionId, capabilities } = await ask('POST', '/session', asked, SESSION_WITHIN);
    return {
      version: capabilities.browserVersion,
      send: (method, path, body) => ask(method, `/session/${sessionId}${path}`, body),
      async end() {
        await ask('DELETE', `/session/${sessionId}`).catch(() => {});
        driver.stop();
      },
    };
  } catch (error) {
    driver.stop();
    throw error;
  }
}

/** Debian keeps it beside the libraries of its architecture. */
function miniBrowser() {
  if (process.env.WEBKIT_BROWSER) return process.env.WEBKIT_BROWSER;
  for (const machine of readdirSync('/usr/lib')) {
    for (const version of ['4.1', '4.0', '6.0']) {
      const folder = join('/usr/lib', machine, `webkit${version === '6.0' ? '' : '2'}gtk-${version}`);
      try {
        if (readdirSync(folder).includes('MiniBrowser')) return join(folder, 'MiniBrowser');
      } catch {
        // Not there.
      }
    }
  }
  throw new Error('MiniBrowser of WebKitGTK is missing: install webkit2gtk-driver, or set WEBKIT_BROWSER');
}

const freePort = () =>
  new Promise((found, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });

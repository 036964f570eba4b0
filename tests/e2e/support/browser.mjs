// The system's Chromium, driven by Playwright, and what is recorded of a page.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

/** The two screens that the widget is designed for. */
export const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 900 } },
};

export const SCHEMES = ['light', 'dark'];

/** Long enough for a cold start on a busy machine; tests wait for conditions, never for time. */
export const PATIENCE = 20_000;

export function launch(options) {
  return chromium.launch({
    ...options,
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * A server and a browser for the tests of one file. The values are set once the tests run. `browser` holds additional
 * launch options.
 *
 * `open(path, options)` returns a page in an empty profile, already recorded, and closes it when the test ends. The
 * options are those of a browser context and two more: `init`, a function that runs before the page's own scripts, and
 * `at`, the moment that the page takes for the present. Its clock goes on from there, and `page.clock` moves it.
 */
export function stage({ browser, ...serverOptions } = {}) {
  const site = {};
  before(async () => {
    site.server = await serve(serverOptions);
    site.browser = await launch(browser);
  });
  after(async () => {
    await site.browser?.close();
    await site.server?.close();
  });
  site.open = async (t, path, { init, at, ...context } = {}) => {
    const profile = await site.browser.newContext({ locale: 'pl-PL', reducedMotion: 'reduce', ...context });
    t.after(() => profile.close());
    profile.setDefaultTimeout(PATIENCE);
    if (init) await profile.addInitScript(init);
    const page = await profile.newPage();
    if (at) await page.clock.install({ time: at });
    page.seen = watch(page);
    // A full URL is a server of the test's own.
    await page.goto(path.startsWith('http') ? path : site.server.url + path);
    return page;
  };
  return site;
}

/** Records errors and console messages, which a page must not have, and its requests. */
function watch(page) {
  const seen = { console: [], errors: [], requests: [] };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.console.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) seen.requests.push(new URL(request.url()).pathname);
  });
  return seen;
}

/** A clean run: no uncaught error, nothing on the console. */
export function assertQuiet(page) {
  assert.deepEqual(page.seen.errors, [], 'uncaught errors');
  assert.deepEqual(page.seen.console, [], 'messages on the console');
}

/** Waits until the function returns something true, and returns it. */
export async function eventually(what, probe) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) assert.fail(`waited in vain: ${what}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

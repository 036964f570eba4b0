// Chromium, by Playwright: a context is a profile of its own.
import { launch } from '../support/browser.mjs';

/** Starts Chromium. `engine.mjs` documents the handle. */
export async function start() {
  const browser = await launch();
  return {
    name: 'Chromium',
    version: browser.version(),
    async open(url, { init, width, height }) {
      const context = await browser.newContext({ viewport: { width, height }, locale: 'pl-PL' });
      if (init) await context.addInitScript(init);
      const page = await context.newPage();
      if (url) await page.goto(url, { waitUntil: 'domcontentloaded' });
      return {
        goto: (to) => page.goto(to, { waitUntil: 'domcontentloaded' }),
        reload: () => page.reload({ waitUntil: 'domcontentloaded' }),
        back: () => page.goBack({ waitUntil: 'domcontentloaded' }),
        evaluate: (source, value) => page.evaluate(`(${source})(${JSON.stringify(value ?? null)})`),
        clickAt: (x, y) => page.mouse.click(x, y),
        async keys(keys) {
          // A character without a key on the American keyboard is sent as text.
          for (const key of keys) await (key.length > 1 ? page.keyboard.press(key) : page.keyboard.type(key));
        },
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

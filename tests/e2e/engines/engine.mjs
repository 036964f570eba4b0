// One way to drive three engines: a page in an empty profile, scripts in it, real keys and presses. Each engine's file
// has what differs; this file has what they share, with the help as its visitor sees it.
import { setTimeout as sleep } from 'node:timers/promises';

export const ENGINES = ['chromium', 'firefox', 'webkit'];

/** Timeout for a loaded machine; milliseconds. */
export const PATIENCE = Number(process.env.NIGHTDESK_PATIENCE ?? 20_000);

/** Starts an engine by its name. `open(url)` gives a [`Page`] in an empty profile; `close()` ends the engine. */
export async function start(name) {
  const { start: begin } = await import(`./${name}.mjs`);
  const engine = await begin();
  const open = async (url, options = {}) => new Page(await engine.open(url, { width: 1280, height: 900, ...options }));
  return { name: engine.name, version: () => engine.version, open, close: () => engine.close() };
}

/** Runs `work` with a page and always closes it. */
export async function withPage(engine, url, work, options) {
  const page = await engine.open(url, options);
  try {
    return await work(page);
  } finally {
    await page.close().catch(() => {});
  }
}

/** The launcher, which is there before the help is loaded. */
export const LAUNCHER = 'button[aria-expanded]';

class Page {
  constructor(inner) {
    this.inner = inner;
    for (const name of ['goto', 'reload', 'back', 'close']) this[name] = (...all) => inner[name](...all);
  }

  /** Runs a function of the page with one value, which travels as JSON; so does what it returns or resolves to. */
  evaluate(work, value) {
    return this.inner.evaluate(String(work), value);
  }

  /** Waits until a function of the page returns something true, and returns it. */
  async until(what, work, value, patience = PATIENCE) {
    const end = Date.now() + patience;
    let last;
    for (;;) {
      // A page that is being left cannot answer.
      const found = await this.evaluate(work, value).catch((error) => void (last = error));
      if (found) return found;
      if (Date.now() > end) throw new Error(`waited in vain: ${what}${last ? ` (${last.message})` : ''}`);
      await sleep(50);
    }
  }

  /** Waits until an element is visible; a selector, and part of its text or label. See [`find`]. */
  see(selector, text, patience) {
    return this.until(`${selector} ${text ?? ''}`, find, { selector, text }, patience);
  }

  /** Waits until it is no longer visible. */
  async gone(selector, text) {
    await this.until(`${selector} ${text ?? ''} to go`, `async (wanted) => !(await (${find})(wanted))`, { selector, text });
  }

  /** Presses the middle of a visible element, with the mouse. */
  async click(selector, text) {
    const { x, y } = await this.see(selector, text);
    await this.inner.clickAt(x, y);
  }

  /** Presses it if it becomes visible within the given milliseconds. Returns whether it did. */
  async clickIfSeen(selector, patience = 1_000) {
    const point = await this.see(selector, undefined, patience).catch(() => undefined);
    if (point) await this.inner.clickAt(point.x, point.y);
    return !!point;
  }

  /** Types text, letter by letter. */
  type(text) {
    return this.inner.keys([...text]);
  }

  /** Presses named keys: `Enter`, `Escape`, `Tab`, `Shift+Tab`. */
  press(...keys) {
    return this.inner.keys(keys);
  }

  /** What the visitor has before them. */
  state() {
    return this.evaluate(state);
  }
}

/**
 * In the page: the middle of a visible element, in the help or on the page itself, in CSS pixels. It has not moved for
 * a moment, since a press would miss a moving one.
 */
async function find({ selector, text }) {
  const root = document.querySelector('nightdesk-widget')?.shadowRoot;
  const words = (node) => `${node.getAttribute('aria-label') ?? ''} ${node.textContent}`.replace(/[\s\u00a0\u202f]+/g, ' ');
  const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getBoundingClientRect().width > 0;
  for (const node of [...(root?.querySelectorAll(selector) ?? []), ...document.querySelectorAll(selector)]) {
    if (!seen(node) || (text && !words(node).includes(text))) continue;
    node.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const before = node.getBoundingClientRect();
    await new Promise((later) => setTimeout(later, 30));
    const { x, y, width, height } = node.getBoundingClientRect();
    if (x !== before.x || y !== before.y) return null;
    return { x: x + width / 2, y: y + height / 2, text: words(node).trim() };
  }
  return null;
}

/**
 * In the page: `launcher` is there; `works`, the search of the help is there; `card`, a panel of ours without the
 * search; `person`, a contact channel is in our panel; `path`, the address of the page; `busy`, something is being
 * loaded.
 */
function state() {
  const root = document.querySelector('nightdesk-widget')?.shadowRoot;
  const seen = (selector) =>
    [...(root?.querySelectorAll(selector) ?? [])].some((node) => node.checkVisibility({ visibilityProperty: true }));
  const works = seen('[role=dialog] input[type=search]');
  return {
    path: location.pathname,
    launcher: seen('button[aria-expanded]'),
    works,
    card: !works && seen('[role=dialog]'),
    person: seen('[role=dialog] a[href^="tel:"]'),
    busy: !!root?.querySelector('[aria-busy=true]'),
  };
}

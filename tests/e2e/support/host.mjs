// The page around the widget, as its developer knows it: commands, events, and console messages.
import assert from 'node:assert/strict';
import { eventually } from './browser.mjs';

/** For `init`: keeps every event of the widget that reaches the window in `window.heard`, as `[name, detail]`. */
export const LISTEN = `
  window.heard = [];
  for (const name of ['ready', 'open', 'close', 'search', 'article', 'vote', 'contact', 'error']) {
    addEventListener('nightdesk:' + name, ({ detail, target }) => heard.push([name, structuredClone(detail), target.id]));
  }`;

/** For `init`: the commands that a page gives before the script is loaded; functions are written as their code. */
export const queued = (commands) => ({ content: `${LISTEN}; window.nightdesk = ${commands};` });

/** Gives commands as `push` takes them. */
export const push = (page, ...commands) => page.evaluate((all) => window.nightdesk.push(...all), commands);

/** Waits for the script: from then on commands are methods. */
export const loaded = (page) => page.waitForFunction(() => typeof window.nightdesk?.open === 'function');

/** The events since the last call, by name. */
export const heard = (page) => page.evaluate(() => window.heard.splice(0));

/** Waits until exactly these events came since the last call: `[name, detail]` each. */
export async function expectHeard(page, expected) {
  let all = [];
  await eventually('the events', async () => {
    all = all.concat(await heard(page));
    return all.length >= expected.length;
  }).catch(() => {});
  assert.deepEqual(all.map(([name, detail]) => [name, detail]), expected);
}

/**
 * Waits until these warnings came since the last call, and no others; no error came, on the console or uncaught. An
 * expected text is a part of the warning, or a pattern.
 */
export async function expectWarnings(page, expected, what) {
  // Commands run one after the other: after one more, the warnings of those before it are there.
  const last = (line) => /"sentinel"|in this page for lang\(\)/.test(line);
  await page.evaluate(() => window.nightdesk.push(['lang', 'sentinel']));
  await eventually('an answer', () => page.seen.console.some(last));
  await eventually('the warnings', () => page.seen.console.length > expected.length).catch(() => {});
  const logged = page.seen.console.splice(0).filter((line) => !last(line));
  const fits = (line, part) => line.startsWith('warning: nightdesk: ') && (part instanceof RegExp ? part.test(line) : line.includes(part));
  assert.ok(
    logged.length === expected.length && expected.every((part, at) => fits(logged[at], part)),
    `${what ?? 'the console'}: expected ${expected.map(String).join(' / ') || 'nothing'}; it said ${logged.join(' / ') || 'nothing'}`,
  );
  assert.deepEqual(page.seen.errors, [], `${what ?? ''}: uncaught errors`);
}

/** Whether the panel is open. */
export const isOpen = (page, selector = 'nightdesk-widget') => page.locator(selector).first().evaluate((element) => element.hasAttribute('open'));

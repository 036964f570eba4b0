// Firefox, by WebDriver BiDi, which it speaks itself: https://w3c.github.io/webdriver-bidi/. A user context is a profile
// of its own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import { actions, pointer } from './keys.mjs';
import { folder, program } from './process.mjs';

/** No requests or prompts of Firefox's own, and no slower timers in background tabs. */
const PREFERENCES = {
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.contentblocking.report.hide_vpn_banner': true,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.min_background_timeout_value': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  'extensions.update.enabled': false,
  'focusmanager.testmode': true,
  'intl.accept_languages': 'pl-PL, pl',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.startup.max_resumed_crashes': -1,
};

/** Starts Firefox. `engine.mjs` documents the handle. */
export async function start() {
  const profile = folder('firefox');
  const line = ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`;
  writeFileSync(join(profile.path, 'user.js'), Object.entries(PREFERENCES).map(line).join('\n'));
  const firefox = await program(
    process.env.FIREFOX ?? 'firefox-esr',
    ['--headless', '--no-remote', '--profile', profile.path, '--remote-debugging-port', '0'],
    { ready: /BiDi listening on (ws:\S+)/, env: { MOZ_DISABLE_AUTO_SAFE_MODE: '1', HOME: profile.path } },
  );
  const stop = () => {
    firefox.stop();
    profile.remove();
  };
  try {
    const bidi = await connect(`${firefox.said[1]}/session`);
    const { capabilities } = await bidi.send('session.new', { capabilities: {} });
    return {
      name: 'Firefox',
      version: capabilities.browserVersion,
      open: (url, options) => open(bidi, url, options),
      async close() {
        await bidi.send('browser.close', {}).catch(() => {});
        bidi.close();
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

async function open(bidi, url, { init, width, height }) {
  const { userContext } = await bidi.send('browser.createUserContext', {});
  // A window, not a tab: a background tab neither draws nor runs its timers at full speed.
  const { context } = await bidi.send('browsingContext.create', { type: 'window', userContext });
  await bidi.send('browsingContext.setViewport', { context, viewport: { width, height } });
  if (init) await bidi.send('script.addPreloadScript', { functionDeclaration: `() => {${init}}`, contexts: [context] });
  const goto = (to) => bidi.send('browsingContext.navigate', { context, url: to, wait: 'interactive' });
  const perform = (sources) => bidi.send('input.performActions', { context, actions: sources });
  if (url) await goto(url);
  return {
    goto,
    reload: () => bidi.send('browsingContext.reload', { context, wait: 'interactive' }),
    back: () => bidi.send('browsingContext.traverseHistory', { context, delta: -1 }),
    async evaluate(source, value) {
      // As JSON, since the protocol has its own format of values.
      const expression = `(async () => JSON.stringify(await (${source})(${JSON.stringify(value ?? null)})))()`;
      const answer = await bidi.send('script.evaluate', { expression, target: { context }, awaitPromise: true });
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
      return answer.result.type === 'string' ? JSON.parse(answer.result.value) : undefined;
    },
    clickAt: (x, y) => perform(pointer(x, y)),
    keys: (keys) => perform(actions(keys)),
    close: () => bidi.send('browser.removeUserContext', { userContext }),
  };
}

/** A connection that answers by number. A command fails after three minutes: a window takes long on a busy machine. */
async function connect(url) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise((opened, fail) => socket.once('open', opened).once('error', fail));
  const waiting = new Map();
  let last = 0;
  socket.on('message', (text) => {
    const { id, type, result, error, message } = JSON.parse(text);
    waiting.get(id)?.(type === 'error' ? new Error(`${error}: ${message}`) : result);
    waiting.delete(id);
  });
  socket.on('close', () => waiting.forEach((settle) => settle(new Error('the browser has ended'))));
  const send = (method, params) =>
    new Promise((done, fail) => {
      const id = ++last;
      const timer = setTimeout(() => settle(new Error(`no answer to ${method}`)), 180_000);
      const settle = (value) => {
        clearTimeout(timer);
        value instanceof Error ? fail(value) : done(value);
      };
      waiting.set(id, settle);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return { send, close: () => socket.close() };
}

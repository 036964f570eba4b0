// One file of the bundle in trouble: nineteen faults of six files in three engines. A visitor who presses has the help
// or the contact channels within ten seconds, on the company's page, which they do not leave; and when the network
// works again, a press works, without reloading the page.
//
// Invariant (browser): nineteen faults of six files leave the visitor of each of three engines on the page, with the
// help or the contact channels, and after the repair a press works; a changed script runs in none of them. Run on
// demand. See also `tests/e2e/engines/scripts.test.mjs`, `tests/e2e/engines/journey.test.mjs`.
import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { helpDesk } from '../support/form.mjs';
import { PICTURED, shopFolder } from './content.mjs';
import { ENGINES, LAUNCHER, start, withPage } from './engine.mjs';
import { FAULTS, FILES } from './faults.mjs';
import { markdown, together } from './matrix.mjs';
import { shops } from './shops.mjs';

/**
 * The product promises a result after 8 s. The rest is for the machine: the time of the checks, and more on a loaded
 * machine, in proportion to the time until the launcher appeared. Milliseconds.
 */
const deadline = (launcher) => 8_000 + 2_000 + 4 * launcher;
/** Pages at a time: most wait for a server that does not answer. */
const PAGES = Number(process.env.NIGHTDESK_PAGES ?? 4);
const TYPED = 'MAL-204518';

const only = (all, names) => (names ? all.filter((name) => names.split(',').includes(name)) : all);
const engines = only(ENGINES, process.env.NIGHTDESK_ENGINES);
const files = only(Object.keys(FILES), process.env.NIGHTDESK_FILES);

const help = await helpDesk();
const server = await shops(shopFolder(help.url));
const outcomes = {};
test.after(async () => {
  await server.close();
  report();
});

/** Opens the help, without a fault. */
const enter = async (page) => {
  await page.click(LAUNCHER);
  await page.see('input[type=search]');
  // What appears under the finger is not pressed by the same tap, so a press right after does not count.
  await sleep(700);
};

const toArticle = async (page) => {
  await page.click('input[type=search]');
  await page.type(PICTURED.question);
  await page.click('ol.results > li > a', PICTURED.title);
  await page.see('article h2', PICTURED.title);
};

/** The visitor's press for each file: `before` runs without a fault, then `press`; `done` is what they wanted to see. */
const SCENARIOS = {
  launcher: {
    press: (page) => page.click(LAUNCHER),
    done: 'input[type=search]',
  },
  form: {
    before: enter,
    press: (page) => page.click('[data-do=write]'),
    done: '#nd-f-message',
  },
  page: {
    press: (page) => page.click('#command'),
    done: 'input[type=search]',
  },
  picture: {
    before: enter,
    press: toArticle,
    done: '[role=img] svg',
  },
};
const scenarioOf = (file) => SCENARIOS[file] ?? SCENARIOS.launcher;

/** Presses again as a visitor would after a failure. */
async function again(page, file) {
  if (file === 'picture') {
    await page.press('Escape');
    await enter(page);
    const { works } = await page.state();
    assert.ok(works);
    if (await page.evaluate(seen, 'article')) await page.click('button', 'Wstecz');
    if (!(await page.evaluate(seen, 'ol.results > li > a'))) return toArticle(page);
    return page.click('ol.results > li > a', PICTURED.title);
  }
  if (file === 'form') {
    return page.click('.request-form [role=alert] button');
  }
  // With the card open, too: the launcher beside it tries again.
  await scenarioOf(file).press(page);
}

function seen(selector) {
  const root = document.querySelector('nightdesk-widget')?.shadowRoot;
  return [...(root?.querySelectorAll(selector) ?? [])].some((node) => node.checkVisibility({ visibilityProperty: true }));
}

async function run(engine, file, fault) {
  const shop = server.shop({ files: FILES[file] });
  return withPage(engine, shop.url, async (page) => {
    const { before, press, done } = scenarioOf(file);
    const opened = Date.now();
    await page.see(LAUNCHER);
    const limit = deadline(Date.now() - opened);
    const path = new URL(shop.url).pathname;
    await page.click('#own');
    await page.type(TYPED);
    await before?.(page);
    shop.fault = FAULTS[fault];
    await press(page);
    const pressed = Date.now();
    const seconds = () => ((Date.now() - pressed) / 1_000).toFixed(1);
    let first = 'dead';
    while (Date.now() - pressed < limit && first === 'dead') {
      const state = await page.state().catch(() => undefined);
      if (state && state.path !== path) return { first: 'left the page', seconds: seconds() };
      if (await page.evaluate(seen, done).catch(() => false)) first = 'works';
      // The picture's text alternative is shown in its place, beside the contact channels; so are the form's messages.
      else if (state?.person && settled(file, state)) first = await verdict(page, file);
      else await sleep(50);
    }
    // A check that started just in time and was answered too late.
    if (Date.now() - pressed > limit + 1_000 && file !== 'picture') first = `late: ${first}`;
    const result = { first, seconds: seconds(), asked: shop.count(FILES[file]) };
    shop.fault = undefined;
    if (!first.endsWith('works')) {
      result.mended = await again(page, file)
        .then(() => page.see(done, undefined, 15_000))
        .then(() => 'works', (error) => `dead (${error.message})`);
    }
    const typed = await page.evaluate(() => document.querySelector('#own')?.value).catch(() => undefined);
    if (typed !== TYPED) result.lost = true;
    result.errors = await page.evaluate(() => window.errors);
    return result;
  });
}

/** Whether the contact channels are the result of the press, and were not there before. */
const settled = (file, state) => (file === 'form' || file === 'picture' ? !state.busy : state.card);

async function verdict(page, file) {
  if (file === 'form') {
    // It may have loaded since: its own element for errors is no failure.
    if (await page.evaluate(seen, '#nd-f-message')) return 'works';
    return (await page.evaluate(seen, '.request-form [role=alert] button')) ? 'ways' : 'dead';
  }
  if (file === 'picture') {
    // They are there from the beginning: it has ended when nothing more is loaded.
    const drawn = () => page.see('[role=img] svg', undefined, 3_000).then(() => 'works', () => undefined);
    const words = () => page.see('article', PICTURED.words, 100).then(() => 'ways', () => 'dead');
    return (await drawn()) ?? words();
  }
  return 'ways';
}

for (const name of engines) {
  test(name, async (t) => {
    const engine = await start(name);
    try {
      for (const file of files) {
        await t.test(`${file} in ${engine.name}`, { concurrency: PAGES }, async (t) => {
          const faults = only(Object.keys(FAULTS), process.env.NIGHTDESK_FAULTS);
          await together(PAGES, faults, async (fault) => {
            await t.test(fault, async () => {
              const result = await run(engine, file, fault).catch((error) => ({ first: `not driven: ${error.message}` }));
              ((outcomes[file] ??= {})[fault] ??= {})[engine.name] = result;
              assert.match(result.first, /^(works|ways)$/, JSON.stringify(result));
              assert.match(result.mended ?? 'works', /^works$/, JSON.stringify(result));
              assert.ok(!result.lost, 'what was typed on the page is gone');
              assert.deepEqual(result.errors, [], 'uncaught errors');
            });
          });
        });
      }
    } finally {
      await engine.close();
    }
  });
}

function report() {
  const names = [...new Set(Object.values(outcomes).flatMap((faults) => Object.values(faults).flatMap(Object.keys)))];
  const cell = (result) => {
    if (!result) return '–';
    const { first, seconds, mended, lost, errors = [] } = result;
    const more = [mended && `mended: ${mended}`, lost && 'typed text lost', errors.length && `${errors.length} uncaught`];
    return [`${first} ${seconds ?? '?'} s`, ...more.filter(Boolean)].join(', ');
  };
  const rows = Object.entries(outcomes).flatMap(([file, faults]) =>
    Object.entries(faults).map(([fault, results]) => [file, fault, ...names.map((name) => cell(results[name]))]),
  );
  console.log(`\n${markdown(['file', 'fault', ...names], rows)}\n`);
  const totals = names.map((name) => {
    const all = rows.length && Object.values(outcomes).flatMap((faults) => Object.values(faults).map((results) => results[name]));
    const count = (fits) => all.filter((result) => result && fits(result)).length;
    const mended = count(({ first, mended }) => first !== 'works' && mended === 'works');
    return [
      name,
      count(() => true),
      count(({ first }) => first === 'works'),
      count(({ first }) => first === 'ways'),
      count(({ first }) => !/^(works|ways)$/.test(first)),
      `${mended} of ${count(({ first }) => first !== 'works')}`,
    ];
  });
  console.log(`${markdown(['engine', 'cases', 'works at once', 'contact channels', 'dead or left', 'works after the repair'], totals)}\n`);
}

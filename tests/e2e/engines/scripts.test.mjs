// A script that was changed in transit does not run: in no engine, under no policy, not the first time and not after a
// correct answer. The visitor gets the contact channels instead.
import assert from 'node:assert/strict';
import test from 'node:test';
import { helpDesk } from '../support/form.mjs';
import { POLICY } from '../support/policy.mjs';
import { PICTURED, shopFolder } from './content.mjs';
import { ENGINES, LAUNCHER, start, withPage } from './engine.mjs';
import { FILES } from './faults.mjs';
import { markdown, together } from './matrix.mjs';
import { shops } from './shops.mjs';

const POLICIES = {
  'no policy': undefined,
  'a list of hosts': "script-src 'self' 'wasm-unsafe-eval'",
  'nonce, Trusted Types': POLICY,
};
const SCRIPTS = ['app.js', 'page', 'form', 'picture'];
/** What an attacker does with a file, by which request for it this is. */
const ATTACKS = {
  'changed each time': () => true,
  'changed after the first time': (count) => count > 1,
  'changed the first time': (count) => count === 1,
};
const MARK = Buffer.from('\n;window.changed = (window.changed ?? 0) + 1;\n');

const help = await helpDesk();
const server = await shops(shopFolder(help.url));
const rows = [];
test.after(async () => {
  await server.close();
  console.log(`\n${markdown(['engine', 'policy', 'attack', 'changed scripts refused', 'reports of the policy'], rows)}\n`);
});

/** Does all that needs the script, several times, as a visitor tries again after a failure. */
const USES = {
  async 'app.js'(page) {
    for (let times = 0; times < 3; times++) await page.click(LAUNCHER).then(() => settle(page));
  },
  async page(page) {
    for (let times = 0; times < 3; times++) await page.click('#command').then(() => settle(page));
  },
  async form(page) {
    await enter(page);
    // The second press is on "try again", where the form did not load.
    for (let times = 0; times < 2; times++) {
      await page.clickIfSeen('[data-do=write]');
      await settle(page);
    }
  },
  async picture(page) {
    for (let times = 0; times < 2; times++) {
      await page.evaluate(`(slug) => nightdesk.push(['article', slug])`, PICTURED.slug);
      await page.see('article h2', PICTURED.title);
      await settle(page);
      await page.press('Escape');
      await page.gone('[role=dialog]');
    }
  },
};

const enter = async (page) => {
  await page.click(LAUNCHER);
  await page.see('input[type=search]');
  // What appears under the finger is not pressed by the same tap, so a press right after does not count.
  await page.evaluate(() => new Promise((later) => setTimeout(later, 700)));
};

/** In the page: what it recorded. */
const watched = () => ({ changed: window.changed, reports: window.reports, errors: window.errors });

/** Long enough for a script to come and run: where it must not, there is no event to wait for. */
const settle = (page) => page.evaluate(() => new Promise((later) => setTimeout(later, 400)));

for (const name of process.env.NIGHTDESK_ENGINES?.split(',') ?? ENGINES) {
  test(name, async (t) => {
    const engine = await start(name);
    try {
      for (const [policy, csp] of Object.entries(POLICIES)) {
        for (const [attack, wrong] of Object.entries(ATTACKS)) {
          await t.test(`${engine.name}, ${policy}, ${attack}`, async () => {
            const results = await together(2, SCRIPTS, (file) => {
              const change = (bytes, count) => (wrong(count) ? Buffer.concat([bytes, MARK]) : bytes);
              const shop = server.shop({ files: FILES[file], change, policy: csp });
              return withPage(engine, shop.url, async (page) => {
                await page.see(LAUNCHER);
                await USES[file](page);
                const { changed, reports, errors } = await page.evaluate(watched);
                return { file, asked: shop.count(FILES[file]), ran: changed ?? 0, reports, errors };
              });
            });
            const refused = results.filter(({ ran }) => ran === 0);
            const reports = results.flatMap(({ reports }) => reports);
            rows.push([engine.name, policy, attack, `${refused.length} of ${results.length}`, reports.length]);
            assert.deepEqual(results.map(({ file, ran }) => [file, ran]), SCRIPTS.map((file) => [file, 0]));
            assert.ok(results.every(({ asked }) => asked > 0), `never asked for: ${JSON.stringify(results)}`);
            assert.deepEqual(reports, [], 'reports of the policy');
            assert.deepEqual(results.flatMap(({ errors }) => errors), [], 'uncaught errors');
          });
        }
      }
    } finally {
      await engine.close();
    }
  });
}

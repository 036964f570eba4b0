// Help centres of other people, in three engines: a bundle of real content holds more than the tests' own shop. They
// are installed beside the repository; where they are missing, these tests are skipped.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { POLICY } from '../support/policy.mjs';
import { ROOT, build } from '../support/site.mjs';
import { ENGINES, LAUNCHER, start, withPage } from './engine.mjs';
import { shops } from './shops.mjs';

const DATA = process.env.NIGHTDESK_DATA || join(ROOT, '../shared/data');
/** The folder of articles in each archive. */
const SITES = [
  { name: 'arduino', articles: 'content' },
  { name: 'deltachat', articles: 'en' },
];

const SETTINGS = `
[company]
name = "Test"

[site]
languages = ["en"]
timezone = "Europe/Warsaw"
country = "PL"

[hours.desk]
rule = "Mo-Fr 08:00-16:00; PH off"

[[channel]]
id = "phone"
kind = "phone"
value = "+48 22 012 34 56"
hours = "desk"
label = { en = "Call us" }
`;

/** Builds a site from its archive; returns the folder to serve and the articles that its manifest names. */
function made({ name, articles }) {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-real-'));
  try {
    const content = join(folder, 'content');
    mkdirSync(join(content, 'en'), { recursive: true });
    const levels = `--strip-components=${articles.split('/').length}`;
    execFileSync('tar', ['xzf', join(DATA, 'sites', `${name}.tar.gz`), '-C', join(content, 'en'), levels, articles]);
    writeFileSync(join(content, 'nightdesk.toml'), SETTINGS);
    return build({ content, at: new Date().toISOString() });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const title = () => document.querySelector('nightdesk-widget').shadowRoot.querySelector('article h2').textContent.trim();
const first = () => document.querySelector('nightdesk-widget').shadowRoot.querySelector('ol.results .result-title')?.textContent.trim();

for (const site of SITES) {
  const there = existsSync(join(DATA, 'sites', `${site.name}.tar.gz`));
  test(site.name, { skip: !there && `${DATA}/sites/${site.name}.tar.gz is not there` }, async (t) => {
    const root = made(site);
    const pages = readdirSync(join(root, 'help/en'), { recursive: true }).filter((file) => file.endsWith('index.html'));
    // Words of an address are words of its title.
    const asked = pages.map((file) => file.split('/').at(-2)?.split('-') ?? []).filter((words) => words.length > 1);
    // The longest: a site of few articles has few words in their addresses.
    const questions = asked.toSorted((a, b) => b.length - a.length).slice(0, 5).map((words) => words.join(' '));
    const server = await shops(root);
    t.after(() => server.close());
    for (const name of process.env.NIGHTDESK_ENGINES?.split(',') ?? ENGINES) {
      await t.test(name, async () => {
        assert.ok(questions.length > 1, `too few articles: ${pages.length} pages`);
        const engine = await start(name);
        try {
          const shop = server.shop({ policy: POLICY, lang: 'en' });
          await withPage(engine, shop.url, async (page) => {
            await page.click(LAUNCHER);
            for (const question of questions) {
              await page.click('input[type=search]');
              await page.evaluate(() => document.querySelector('nightdesk-widget').shadowRoot.querySelector('input[type=search]').select());
              await page.type(question);
              const found = await page.until(`a result for “${question}”`, first);
              await page.click('ol.results > li > a', found);
              await page.see('article h2');
              assert.ok(await page.evaluate(title));
              await page.see('a[href^="tel:"]');
              await page.click('button', 'Back');
              await page.see('ol.results > li > a');
            }
            await page.press('Escape');
            await page.gone('[role=dialog]');
            const seen = await page.evaluate(() => ({ reports: window.reports, errors: window.errors, path: location.pathname }));
            assert.deepEqual(seen, { reports: [], errors: [], path: new URL(shop.url).pathname });
          });
        } finally {
          await engine.close();
        }
      });
    }
  });
}

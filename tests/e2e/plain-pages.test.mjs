// The plain pages, with the policy that the guide recommends for them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { SCREENS, stage } from './support/browser.mjs';
import { reports } from './support/policy.mjs';
import { ROOT, build } from './support/site.mjs';
import { Widget } from './support/widget.mjs';

const guide = readFileSync(join(ROOT, 'docs/developers/deploy.md'), 'utf8');
const [, policy] = guide.match(/`Content-Security-Policy: (default-src 'none'; style-src 'self'[^`]*)`/);
const site = stage({ root: build(), pages: { '/blank': '<!doctype html><title>Blank</title>' }, policy });

// A policy that is copied from the guide and breaks the page would be removed again, and its protection with it.
for (const [path, lang, question] of [['/help/pl/', 'pl', 'paczka'], ['/help/pl/time/', 'pl', 'faktura'], ['/help/en/', 'en', 'parcel']]) {
  test(`${path} under the policy of the guide`, async (t) => {
    const page = await site.open(t, '/blank', SCREENS.desktop);
    const reported = await reports(page);
    await page.goto(site.server.url + path);
    const widget = new Widget(page, lang);
    await widget.open();
    await widget.search.fill(question);
    await widget.results.first().waitFor();
    assert.deepEqual(await reported(), []);
    assert.deepEqual(page.seen.errors, []);
  });
}

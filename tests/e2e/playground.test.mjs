// The playground beside the demo: developers copy from it, so the code shown has to match what the page does.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { SCHEMES, SCREENS, assertQuiet, stage } from './support/browser.mjs';
import { POLICY } from './support/policy.mjs';

const site = stage();
// Its own style sheet is all that the strict policy has to allow in addition.
const strict = stage({ policy: POLICY.replace("style-src 'none'", "style-src 'unsafe-inline'") });

const css = (page) => page.locator('#css').textContent();
const html = (page) => page.locator('#html').textContent();

for (const [screen, device] of Object.entries(SCREENS)) {
  for (const colorScheme of SCHEMES) {
    // A tool for developers is used by keyboard and screen reader as well, in either language.
    test(`the playground is accessible: ${screen}, ${colorScheme}`, async (t) => {
      const page = await site.open(t, '/playground.html', { ...device, colorScheme });
      await page.locator('nightdesk-widget').waitFor({ state: 'attached' });
      await assertAccessible(page, 'the playground in Polish');
      await page.getByRole('group', { name: 'Język strony' }).getByRole('radio', { name: 'English' }).check();
      await page.getByRole('heading', { name: 'Nightdesk playground' }).waitFor();
      await assertAccessible(page, 'the playground in English');
      const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= seen, `${wide} px wide on a screen of ${seen} px`);
    });
  }
}

// The code to copy and the widget on the page must never differ.
test('settings reach the widget and the code, under a strict policy', async (t) => {
  const page = await strict.open(t, '/playground.html', SCREENS.desktop);
  const host = page.locator('nightdesk-widget');
  await host.waitFor({ state: 'attached' });
  assert.equal(await html(page), '<script async src="/help/nightdesk.js" data-lang="pl"></script>\n<noscript><a href="/help/pl/">Pomoc</a></noscript>');
  assert.match(await css(page), /--nightdesk-accent: #b3134f;/);

  await page.getByRole('group', { name: 'Strona ekranu' }).getByRole('radio', { name: 'Lewa' }).check();
  await page.getByRole('group', { name: 'Kolory' }).getByRole('radio', { name: 'Ciemne' }).check();
  await page.getByLabel('Zaokrąglenie').fill('3');
  await page.getByLabel('Kolor marki: zapis szesnastkowy').fill('#f2b705');
  assert.match(await html(page), / data-theme="dark" data-position="left"/);
  assert.deepEqual(await host.evaluate(({ dataset }) => [dataset.theme, dataset.position]), ['dark', 'left']);
  const property = (name) => host.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name).trim(), name);
  assert.equal(await property('--nightdesk-accent'), '#f2b705');
  assert.equal(await property('--nightdesk-on-accent'), '#1c1220', 'white on yellow cannot be read');
  assert.equal(await property('--nightdesk-radius'), '3px');

  // A darker colour for links on white is offered, and has enough contrast.
  await page.getByRole('button', { name: 'Weź #967103' }).click();
  assert.equal(await page.locator('#hints .bad').count(), 0);
  assert.match(await css(page), /accent: #967103;\n {2}--nightdesk-radius: 3px;\n}$/);

  await page.getByLabel('Własny CSS na próbę').fill('nightdesk-widget { --nightdesk-x: 77px; }');
  assert.equal(await property('--nightdesk-x'), '77px');
  assert.match(await css(page), /nightdesk-x: 77px/);
  await page.getByRole('button', { name: 'Od początku' }).click();
  assert.match(await css(page), /^nightdesk-widget \{\n {2}--nightdesk-accent: #b3134f;\n\}$/);
  assertQuiet(page);
});

// Suggestions by page can be tried only if address and title really change, and going back works.
test('example pages change address and title', async (t) => {
  const page = await site.open(t, '/playground.html', SCREENS.desktop);
  const pages = page.getByRole('navigation', { name: 'Podpowiedzi na podstronach' });
  await pages.getByRole('button', { name: '/koszyk' }).click();
  assert.equal(new URL(page.url()).pathname, '/koszyk');
  assert.equal(await page.title(), 'Koszyk – Sklep Malina');
  await page.goBack();
  assert.equal(await page.title(), 'Piaskownica – Nightdesk');
  await pages.getByRole('button', { name: '/zamowienie/MAL-204518' }).click();
  await pages.getByRole('button', { name: 'piaskownica' }).click();
  assert.equal(new URL(page.url()).pathname, '/playground.html');
});

// An error must be shown where it was typed.
test('a command of one’s own is checked before it is run', async (t) => {
  const page = await site.open(t, '/playground.html', SCREENS.desktop);
  const field = page.getByLabel('Własne polecenie jako JSON');
  await field.fill('open()');
  await field.press('Enter');
  await page.getByText('Polecenie to tablica JSON').waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await field.fill('["identify", null]');
  await field.press('Enter');
  await page.getByRole('log').getByText('["identify",null]').waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'false');
});

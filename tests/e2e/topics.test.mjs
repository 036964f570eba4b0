// Topics within topics: by pointer, by keyboard and without scripts, on the first screen, on their own and on the static
// pages. What a help has follows from its folders, so each test builds one.
//
// Invariant (browser): every article is reached by choosing topics, and every level of the way back by its breadcrumb.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { SCHEMES, SCREENS, assertQuiet, eventually, stage } from './support/browser.mjs';
import { barePage } from './support/server.mjs';
import { CONTENT, build } from './support/site.mjs';
import { Widget, hasFocus, plain, pressUntil } from './support/widget.mjs';

const SETTINGS = CONTENT['nightdesk.toml'].replace('article = "stores/addresses"\n', '');
const article = (title, slug) => `---\ntitle: "${title}"\nslug: ${slug}\n---\n\nTekst.\n`;
const topic = (title, weight = 0) => `---\ntitle: "${title}"\nweight: ${weight}\n---\n`;
const several = (folder, count) =>
  Object.fromEntries(Array.from({ length: count }, (_, number) => [`${folder}/a${number}.md`, article(`Jak zmienić ustawienie ${number}?`, `u-${folder.replaceAll('/', '-')}-${number}`)]));

/** In Polish: four levels, a topic of 150 articles, two articles in no topic. In English one topic. */
const NESTED = {
  'nightdesk.toml': SETTINGS,
  'pl/witamy.md': article('Witamy', 'witamy'),
  'pl/nowosci.md': article('Co nowego?', 'nowosci'),
  'pl/sprzet/_index.md': topic('Sprzęt', 10),
  'pl/sprzet/gwarancja.md': article('Jak długo trwa gwarancja?', 'gwarancja'),
  'pl/sprzet/plytki/_index.md': topic('Płytki'),
  'pl/sprzet/plytki/wybor.md': article('Którą płytkę wybrać?', 'wybor'),
  'pl/sprzet/plytki/nano/_index.md': topic('Nano'),
  'pl/sprzet/plytki/nano/zasilanie/_index.md': topic('Zasilanie'),
  'pl/sprzet/plytki/nano/zasilanie/bateria.md': article('Jak podłączyć baterię?', 'bateria'),
  'pl/sprzet/obudowy/_index.md': topic('Obudowy', 10),
  'pl/sprzet/obudowy/kolor.md': article('Jakie są kolory?', 'kolor'),
  'pl/konto/_index.md': topic('Konto', 20),
  ...several('pl/konto', 150),
  'en/orders/_index.md': topic('Orders'),
  'en/orders/status.md': article('Where is my order?', 'status'),
};

/** Names of 120 letters, with a word that fits into no line. */
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft und was Sie dann tun können, wenn nichts hilft';
const NAMED = {
  'nightdesk.toml': SETTINGS,
  ...Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`pl/t${number}/_index.md`, topic(`${LONG.slice(0, 117)} ${number}`)])),
  ...Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`pl/t${number}/sub/deep/a.md`, article(LONG, `a-${number}`)])),
  'en/only.md': article('How does it work?', 'only'),
};

const site = stage({ root: build({ files: only(NESTED) }), pages: { '/': barePage({}), '/en': barePage({ lang: 'en' }) } });

/** The files of a help in place of the shop's. */
function only(files) {
  return { ...Object.fromEntries(Object.keys(CONTENT).map((path) => [path, undefined])), ...files };
}

async function opened(t, { path = '/', lang = 'pl', ...context } = {}) {
  const page = await site.open(t, path, { ...SCREENS.desktop, ...context });
  const widget = new Widget(page, lang);
  await widget.open();
  return { page, widget };
}

const texts = async (locator) => (await locator.allTextContents()).map(plain);
const topics = (widget) => texts(widget.panel.locator('.topic-name'));
const titleOf = (widget) => widget.panel.locator('.screen .title');

async function expectTitle(widget, title) {
  await eventually(`the title “${title}”`, async () => plain((await titleOf(widget).textContent().catch(() => '')) ?? '') === title);
}

for (const [name, screen] of Object.entries(SCREENS)) {
  for (const colorScheme of SCHEMES) {
    test(`topics lead to topics, ${name}, ${colorScheme}`, async (t) => {
      const { page, widget } = await opened(t, { ...screen, colorScheme });
      const press = (title) => widget.panel.locator('.topics').getByRole('button', { name: title }).click();
      assert.deepEqual(await texts(widget.panel.locator('.home h2')), ['Tematy', 'artykuły'], 'nothing is called often asked');
      assert.deepEqual(await topics(widget), ['Sprzęt', 'Konto']);
      assert.deepEqual(await texts(widget.panel.locator('.topic-count')), ['4 artykuły', '150 artykułów']);
      await assertAccessible(page, 'the first screen');

      await press('Sprzęt');
      await expectTitle(widget, 'Sprzęt');
      assert.ok(await hasFocus(titleOf(widget)));
      assert.deepEqual([await topics(widget), await texts(widget.breadcrumb.getByRole('button'))], [['Płytki', 'Obudowy'], ['Pomoc']]);
      await assertAccessible(page, 'a topic of the first level');

      await press('Płytki');
      await expectTitle(widget, 'Płytki');
      assert.deepEqual(await texts(widget.panel.locator('.category h3')), ['Nano › Zasilanie']);
      assert.deepEqual(await texts(widget.panel.locator('.category a')), ['Którą płytkę wybrać?', 'Jak podłączyć baterię?']);
      await assertAccessible(page, 'a topic of the second level');

      await widget.panel.getByRole('link', { name: 'Jak podłączyć baterię?' }).click();
      await widget.expectTitle('Jak podłączyć baterię?');
      assert.deepEqual(await texts(widget.breadcrumb.getByRole('button')), ['Pomoc', 'Sprzęt', 'Płytki', 'Nano', 'Zasilanie']);
      await assertAccessible(page, 'an article four levels below');

      // Up by the breadcrumb, and back through the screens as they were.
      await widget.breadcrumb.getByRole('button', { name: 'Sprzęt' }).click();
      await expectTitle(widget, 'Sprzęt');
      for (const title of ['Jak podłączyć baterię?', 'Płytki', 'Sprzęt']) {
        await widget.back.click();
        await expectTitle(widget, title);
      }
      await eventually('the focus on the topic that was left', () => hasFocus(widget.panel.locator('.topics').getByRole('button', { name: 'Płytki' })));
      await widget.breadcrumb.getByRole('button', { name: 'Pomoc' }).click();
      await widget.panel.locator('.home').waitFor();
      assertQuiet(page);
    });
  }
}

test('by keyboard, to the last of 150 articles', async (t) => {
  const { page, widget } = await opened(t);
  await pressUntil(page, 'Tab', widget.panel.locator('.topics button').last(), 12);
  await page.keyboard.press('Enter');
  await expectTitle(widget, 'Konto');
  const links = widget.panel.locator('.category li a');
  for (let shown = 30; shown < 150; shown += 30) {
    assert.equal(await links.count(), shown);
    await widget.panel.locator('.category .more').focus();
    await page.keyboard.press('Enter');
    await eventually('the focus on the first new article', () => hasFocus(links.nth(shown)));
    if (shown === 30) await assertAccessible(page, 'a long list');
  }
  assert.deepEqual([await links.count(), await widget.panel.locator('.category .more').count()], [150, 0]);
  await links.last().focus();
  const last = plain(await links.last().textContent());
  await page.keyboard.press('Enter');
  await widget.expectTitle(last);
  await widget.back.press('Enter');
  await eventually('the focus on the article that was left', () => hasFocus(links.last()));
  assertQuiet(page);
});

test('results name the way to an article, and the next page has the same topic', async (t) => {
  const { page, widget } = await opened(t);
  await widget.ask('bateria', 'Jak podłączyć baterię?');
  assert.equal(plain(await widget.panel.locator('.result-place').first().textContent()), 'Sprzęt › Płytki › Nano › Zasilanie');
  await widget.results.first().click();
  await widget.breadcrumb.getByRole('button', { name: 'Nano' }).click();
  await expectTitle(widget, 'Nano');
  await page.reload();
  await expectTitle(new Widget(page), 'Nano');
});

test('a help of one topic begins with its articles', async (t) => {
  const { page, widget } = await opened(t, { path: '/en', lang: 'en' });
  assert.deepEqual(await texts(widget.panel.locator('.home h2')), ['Orders']);
  await widget.panel.getByRole('link', { name: 'Where is my order?' }).click();
  await widget.breadcrumb.getByRole('button', { name: 'Orders' }).click();
  await expectTitle(widget, 'Orders');
  assertQuiet(page);
});

test('long names stay inside, and one article is a help', async (t) => {
  site.server.root = build({ files: only(NAMED) });
  const { page, widget } = await opened(t, { viewport: { width: 360, height: 640 } });
  const wide = () => widget.panel.evaluate((panel) => {
    const screen = panel.querySelector('.screen');
    const { right } = screen.getBoundingClientRect();
    return [...screen.querySelectorAll('*')].filter((node) => node.getBoundingClientRect().right > right + 1).map((node) => node.outerHTML.slice(0, 80));
  });
  assert.equal((await topics(widget)).length, 60);
  assert.deepEqual(await wide(), [], 'the first screen');
  await widget.panel.locator('.topics button').first().click();
  await widget.panel.locator('.category').waitFor();
  assert.deepEqual(await wide(), [], 'a topic');
  await widget.panel.locator('.topics button').first().click();
  await widget.panel.locator('.category h3').waitFor();
  assert.deepEqual(await wide(), [], 'a topic of the second level');
  await widget.panel.locator('.category a').first().click();
  await widget.article.waitFor();
  assert.deepEqual(await wide(), [], 'an article');
  await assertAccessible(page, 'long names');
  const english = await opened(t, { path: '/en', lang: 'en' });
  assert.deepEqual(await texts(english.widget.panel.locator('.home h2')), ['All articles']);
  assert.deepEqual(await texts(english.widget.panel.locator('.home a')), ['How does it work?']);
});

test('the static pages without scripts', async (t) => {
  site.server.root = build({ files: only(NESTED) });
  const page = await site.open(t, '/help/pl/', { ...SCREENS.phone, javaScriptEnabled: false });
  const shown = () => page.locator('.topic li a:visible');
  assert.equal(await shown().count(), 0, '154 articles in a closed index');
  await page.locator('summary', { hasText: 'Sprzęt' }).focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await texts(page.locator('summary:visible')), ['Sprzęt 4 artykuły', 'Płytki 2 artykuły', 'Obudowy 1 artykuł', 'Konto 150 artykułów', 'Artykuły 2 artykuły']);
  await shown().first().click();
  assert.equal(plain(await page.locator('h1').textContent()), 'Jak długo trwa gwarancja?');

  await page.goto(`${site.server.url}/help/pl/bateria/`);
  const steps = page.getByRole('navigation', { name: 'Ścieżka' }).getByRole('link');
  assert.deepEqual(await texts(steps), ['Pomoc', 'Sprzęt', 'Płytki', 'Nano', 'Zasilanie']);
  await steps.last().click();
  await page.getByRole('link', { name: 'Jak podłączyć baterię?' }).waitFor({ state: 'visible' });

  const judged = await site.open(t, '/help/pl/', SCREENS.phone);
  await judged.locator('summary', { hasText: 'Sprzęt' }).click();
  await assertAccessible(judged, 'the index');
  await judged.goto(`${site.server.url}/help/pl/bateria/`);
  await assertAccessible(judged, 'a static article');
});

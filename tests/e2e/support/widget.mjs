// The widget as its visitor sees it: by the names of buttons and fields, not by how it is built.
import assert from 'node:assert/strict';
import { PATIENCE, eventually } from './browser.mjs';

const WORDS = {
  pl: {
    help: 'Pomoc',
    close: 'Zamknij pomoc',
    search: 'Szukaj w pomocy',
    back: 'Wstecz',
    breadcrumb: 'Ścieżka',
    language: 'Język',
    board: 'Kontakt i godziny',
    remind: 'Przypomnij w kalendarzu',
  },
  en: {
    help: 'Help',
    close: 'Close help',
    search: 'Search the help',
    back: 'Back',
    breadcrumb: 'Breadcrumb',
    language: 'Language',
    board: 'Contact and hours',
    remind: 'Remind me in my calendar',
  },
};

/** Text as a reader sees it: typographic spaces are spaces. */
export const plain = (text) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();

export class Widget {
  /** @param scope a page, or a frame of one */
  constructor(scope, lang = 'pl') {
    this.scope = scope;
    this.host = scope.locator('nightdesk-widget');
    this.speak(lang);
  }

  /** Expect another language from now on. */
  speak(lang) {
    const words = WORDS[lang];
    const named = (role, name) => this.panel.getByRole(role, { name, exact: true });
    const launcher = this.host.getByRole('button', { name: words.help, exact: true });
    this.launcher = launcher.and(this.host.locator('button[aria-expanded]'));
    this.panel = this.host.getByRole('dialog', { name: words.help, exact: true });
    this.closeButton = named('button', words.close);
    this.search = this.panel.getByLabel(words.search, { exact: true }).and(this.panel.locator('input[type=search]'));
    this.back = named('button', words.back);
    this.breadcrumb = named('navigation', words.breadcrumb);
    this.languages = named('group', words.language);
    this.results = this.panel.locator('ol.results > li > a');
    this.article = this.panel.locator('article');
    this.title = this.article.locator('h2').first();
    this.contact = this.panel.locator('.contact');
    this.failure = this.panel.and(this.host.locator('#f'));
    this.status = this.panel.locator('.head').getByRole('button').and(this.panel.locator('.status'));
    this.spoken = this.panel.locator('.head').getByRole('status');
    this.board = this.panel.locator('.board');
    this.boardTitle = named('heading', words.board);
    this.folded = this.board.locator('details.folded');
    this.weeks = this.board.locator('details.week');
    this.remind = this.panel.getByRole('button', { name: words.remind });
    this.notices = this.panel.locator('.notices > .bulletin');
  }

  /** How far the panel is scrolled, after scrolling it to `top` where that is given. What scrolls depends on the window. */
  scrolled(top) {
    return this.panel.evaluate((panel, top) => {
      const scrollers = [panel.querySelector('.screen'), panel.querySelector('.frame'), panel];
      if (top !== undefined) for (const node of scrollers) node.scrollTop = top;
      return Math.max(...scrollers.map((node) => node.scrollTop));
    }, top);
  }

  async open() {
    await this.launcher.click();
    await this.panel.waitFor();
    await this.search.waitFor();
  }

  /** Types a question and waits until the first result is the expected one. */
  async ask(question, expectedFirst) {
    await this.search.fill('');
    await this.search.pressSequentially(question);
    await this.expectFirst(expectedFirst);
  }

  async expectFirst(expected) {
    const first = this.results.first().locator('.result-title');
    await waitForText(first, expected, 'the first result');
  }

  async expectTitle(expected) {
    await waitForText(this.title, expected, 'the title of the article');
  }

  /** The board with all contact channels, opened by the line in the header. */
  async openBoard() {
    await this.status.click();
    await this.boardTitle.waitFor();
  }

  /** The card of a channel, by its label; it may be folded. */
  card(label) {
    return this.board.locator('li.card').filter({ has: this.scope.getByText(label, { exact: true }) });
  }

  async switchTo(language, code) {
    await this.languages.getByRole('button', { name: language, exact: true }).click();
    this.speak(code);
    await this.search.waitFor();
  }

  /** A person can be reached by phone and by mail, without scrolling for it. */
  async expectContact(state, area = this.contact) {
    for (const pattern of ['a[href^="tel:+48"]', 'a[href^="mailto:"], button[data-do="write"]']) {
      const way = area.locator(pattern).first();
      await way.waitFor();
      assert.ok(await inView(way), `${state}: ${pattern} is outside of what is seen`);
    }
  }
}

export async function waitForText(locator, expected, what) {
  let actual;
  await eventually(`${what} to be “${expected}”`, async () => {
    actual = await locator.textContent({ timeout: PATIENCE }).catch(() => '(nothing)');
    return plain(actual) === expected;
  }).catch((error) => assert.equal(plain(actual ?? ''), expected, `${what} (${error.message})`));
}

/** Whether the middle of the element is visible: on the screen, not clipped, not covered. */
const inView = (locator) =>
  locator.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return element.contains(element.getRootNode().elementFromPoint(x, y));
  });

/** Whether the element has the focus. */
export const hasFocus = (locator) => locator.evaluate((element) => element.getRootNode().activeElement === element);

/** Presses a key until the element has the focus, as a person does who sees the focus. */
export async function pressUntil(page, key, locator, limit) {
  for (let presses = 0; presses <= limit; presses++) {
    if (presses > 0) await page.keyboard.press(key);
    if (await hasFocus(locator)) return;
  }
  assert.fail(`${key} pressed ${limit} times does not reach ${locator}`);
}

// The form for a request to a person as its visitor sees it: by the names of fields and buttons, in Polish.
import assert from 'node:assert/strict';
import { PATIENCE, eventually } from './browser.mjs';
import { Widget, plain } from './widget.mjs';

/** The delivery status of a request, as its heading says it. */
export const STATES = {
  sending: 'Wysyłamy…',
  sent: 'Wiadomość wysłana',
  waiting: 'Wiadomość czeka na wysłanie',
  unsure: 'Nie wiemy, czy wiadomość dotarła',
  failed: 'Wiadomość nie została wysłana',
};

const FIELDS = {
  topic: 'Czego dotyczy sprawa?',
  subject: 'Tytuł wiadomości (opcjonalnie)',
  message: 'Wiadomość',
  order: 'Numer zamówienia (opcjonalnie)',
  email: 'E-mail',
  phone: /^Telefon/,
  name: 'Imię i nazwisko (opcjonalnie)',
};

export class RequestForm {
  constructor(page) {
    this.page = page;
    this.widget = new Widget(page);
    this.panel = this.widget.panel;
    this.form = this.panel.getByRole('form', { name: 'Napisz do nas', exact: true });
    this.files = this.panel.getByLabel('Załączniki (opcjonalnie)', { exact: true });
    this.consent = this.panel.getByRole('checkbox');
    this.problems = this.panel.getByRole('alert');
    this.delivery = this.panel.getByRole('status').filter({ has: page.getByRole('heading', { level: 3 }) });
    this.heading = this.delivery.getByRole('heading', { level: 3 });
    this.own = this.delivery.locator('.own');
  }

  field(name) {
    return this.panel.getByLabel(FIELDS[name], { exact: true });
  }

  button(name) {
    return this.panel.getByRole('button', { name, exact: true });
  }

  /** From the closed launcher to the empty form. */
  async open() {
    await this.widget.open();
    await this.widget.contact.getByRole('button', { name: /^Napisz do nas/ }).click();
    await this.form.waitFor();
  }

  /** Fills in the given values, the topic first: it decides which other fields there are. */
  async fill({ topic, consent, files, ...texts }) {
    if (topic) await this.field('topic').selectOption({ label: topic });
    for (const [name, text] of Object.entries(texts)) await this.field(name).fill(text);
    if (consent) await this.consent.check();
    if (files) await this.files.setInputFiles(files);
  }

  async send() {
    await this.button('Wyślij').click();
  }

  /** Waits until the heading shows this state, then compares all sentences below it. */
  async expectState(state, sentences) {
    let seen;
    await eventually(`the state ${state}`, async () => {
      seen = await this.heading.textContent({ timeout: 500 }).catch(() => '');
      return plain(seen) === STATES[state];
    }).catch(async (error) => assert.fail(`${error.message}; there is: ${plain((await this.panel.textContent({ timeout: PATIENCE })) ?? '')}`));
    if (sentences) assert.deepEqual(await this.sentences(), sentences);
  }

  /** Waits until the list above the form names these problems, and no others. */
  async expectProblems(expected) {
    let seen;
    await eventually('the problems', async () => {
      seen = (await this.problems.getByRole('listitem').allTextContents()).map(plain);
      return JSON.stringify(seen) === JSON.stringify(expected);
    }).catch(() => assert.deepEqual(seen, expected));
  }

  /** The messages below the heading, without the visitor's own text. */
  async sentences() {
    const lines = await this.delivery.locator('> p:not(.own, .slow, .kept)').allTextContents();
    return lines.map(plain);
  }

  /** Everything that this site stores in the browser, as one text; files by their names and sizes. */
  kept() {
    return this.page.evaluate(async () => {
      const settled = (request) =>
        new Promise((done, fail) => {
          request.onsuccess = () => done(request.result);
          request.onerror = () => fail(request.error);
        });
      const out = { databases: [], requests: [], files: [], local: { ...localStorage } };
      for (const { name } of await indexedDB.databases()) {
        out.databases.push(name);
        if (name !== 'nightdesk') continue;
        const base = await settled(indexedDB.open(name));
        const all = (store) => settled(base.transaction(store).objectStore(store).getAll());
        if (base.objectStoreNames.contains('requests')) {
          out.requests = (await all('requests')).map(({ text }) => JSON.parse(text));
          out.files = (await all('files')).map((file) => `${file.name} ${file.size}`);
        }
        base.close();
      }
      return out;
    });
  }
}

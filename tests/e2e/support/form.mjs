// The form for a request to a person, as its visitor uses it, and a help desk that takes what it sends.
import { createServer } from 'node:http';
import { CONTENT, PAGES } from './site.mjs';
import { eventually } from './browser.mjs';
import { Widget } from './widget.mjs';

const WORDS = {
  pl: {
    write: 'Napisz do nas',
    topic: 'Czego dotyczy sprawa?',
    subject: 'Tytuł wiadomości',
    message: 'Wiadomość',
    email: 'E-mail',
    phone: 'Telefon',
    name: 'Imię i nazwisko',
    send: 'Wyślij',
    prepare: 'Otwórz w programie pocztowym',
    along: 'Co dołączymy do wiadomości',
    restore: 'Przywróć usunięte',
  },
  en: {
    write: 'Write to us',
    topic: 'What is this about?',
    subject: 'Subject',
    message: 'Message',
    email: 'Email',
    phone: 'Phone',
    name: 'Name',
    send: 'Send',
    prepare: 'Open in my email app',
    along: 'What we add to your message',
    restore: 'Restore what I removed',
  },
};

/** A Wednesday morning; the telephone is open. */
export const MORNING = '2026-11-25T10:00:00+01:00';

/** For `stage().open`: a visitor in Warsaw on that morning. */
export const visitor = (screen, lang = 'pl') => ({
  ...screen,
  at: MORNING,
  timezoneId: 'Europe/Warsaw',
  locale: lang === 'pl' ? 'pl-PL' : 'en-GB',
});

/** A page with a query string, and what a shop has on it. */
export const SHOP = { ...PAGES, '/cart': PAGES['/'], '/cart-en': PAGES['/en'] };

/**
 * A help desk on another site than the page's: it keeps every record in `received` and answers what `answer` says, a
 * function of the record that returns `{status, body}`; nothing is answered as long as it returns a promise.
 */
export async function helpDesk() {
  const handle = { received: [], answer: () => ({ status: 200, body: {} }) };
  const server = createServer(async (request, response) => {
    const headers = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'content-type, idempotency-key',
    };
    if (request.method === 'OPTIONS') return response.writeHead(204, headers).end();
    const parts = [];
    for await (const part of request) parts.push(part);
    const record = JSON.parse(Buffer.concat(parts).toString());
    handle.received.push(record);
    const { status, body } = await handle.answer(record);
    response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  server.unref();
  handle.url = `http://127.0.0.1:${server.address().port}/requests`;
  handle.last = () => eventually('a request', () => handle.received.at(-1));
  handle.reset = () => {
    handle.received.length = 0;
    handle.answer = () => ({ status: 200, body: { reference: '4711' } });
  };
  handle.reset();
  return handle;
}

/** The shop's settings with topics, an endpoint that knows what it has, one that does not (`/forms`), and `more`. */
export const settings = (url, more = '') => `${CONTENT['nightdesk.toml']}
[request]
default_sink = "desk"

[request.privacy]
text = { pl = "Administratorem danych jest Sklep Malina.", en = "The controller is Sklep Malina." }
link = "https://sklepmalina.example/privacy"
${more}
[request.sink.desk]
kind = "webhook"
url = "${url}"
max_mb = 1

[[request.topic]]
id = "orders"
label = { pl = "Zamówienie", en = "An order" }
categories = ["payments"]

[[request.topic.field]]
id = "order"
label = { pl = "Numer zamówienia", en = "Order number" }
help = { pl = "Jest w e-mailu z potwierdzeniem.", en = "It is in the confirmation." }
pattern = "MAL-[0-9]{6}"
example = "MAL-204518"
required = true

[[request.topic]]
id = "delivery"
label = { pl = "Dostawa lub paczka", en = "Delivery or a parcel" }
categories = ["delivery"]

[[request.topic.field]]
id = "order"
label = { pl = "Numer zamówienia", en = "Order number" }
pattern = "MAL-[0-9]{6}"
example = "MAL-204518"

[[request.topic.field]]
id = "wish"
kind = "choice"
label = { pl = "Czego oczekujesz?", en = "What would you like us to do?" }
options = [{ pl = "Zwrot pieniędzy", en = "Refund my money" }, { pl = "Wymiana", en = "Replace it" }]

[[request.topic]]
id = "other"
label = { pl = "Coś innego", en = "Something else" }

[request.sink.pages]
kind = "netlify"
form = "contact"
url = "/forms"

[[request.topic]]
id = "partners"
label = { pl = "Współpraca", en = "Partnership" }
sink = "pages"
`;

/** A required checkbox. */
export const CONSENT = 'consent = { pl = "Zgadzam się na odpowiedź.", en = "I agree to be answered." }';

export class Form {
  constructor(widget) {
    this.widget = widget;
    this.page = widget.scope;
    this.panel = widget.panel;
    this.speak('pl');
  }

  /** Opens the form as a visitor does. */
  static async open(page, lang = 'pl') {
    const widget = new Widget(page, lang);
    await widget.open();
    const form = new Form(widget);
    form.speak(lang);
    await form.enter();
    return form;
  }

  /** Expect another language from now on. */
  speak(lang) {
    const { panel } = this;
    const words = (this.words = WORDS[lang]);
    const field = (name) => panel.getByRole('textbox', { name, exact: false });
    this.writeButton = panel.getByRole('button', { name: new RegExp(`^${words.write}`) }).last();
    this.title = panel.getByRole('heading', { name: words.write, exact: true });
    this.form = panel.getByRole('form', { name: words.write, exact: true });
    this.topic = panel.getByRole('combobox', { name: words.topic });
    this.subject = field(words.subject);
    this.message = panel.locator('#nd-f-message');
    this.email = field(words.email);
    this.phone = field(words.phone);
    this.name = field(words.name);
    this.order = panel.locator('#nd-f-order');
    this.wish = panel.locator('#nd-f-wish');
    this.consent = panel.getByRole('checkbox');
    this.files = panel.locator('input[type=file]');
    this.send = panel.getByRole('button', { name: words.send, exact: true });
    this.prepare = panel.getByRole('button', { name: words.prepare, exact: true });
    this.alert = panel.locator('.wrong');
    this.problems = this.alert.getByRole('button');
    this.along = panel.getByRole('region', { name: words.along });
    this.lines = this.along.getByRole('listitem');
    this.restore = panel.getByRole('button', { name: words.restore, exact: true });
    this.marks = panel.locator('.mirror mark');
    this.offers = panel.locator('.found .offer');
    this.suggested = panel.locator('.suggested');
    this.delivery = panel.locator('.delivery');
    this.deliveryTitle = this.delivery.getByRole('heading');
    this.slow = panel.locator('.slow');
    this.kept = panel.locator('.kept');
  }

  button(name) {
    return this.panel.getByRole('button', { name, exact: true });
  }

  async enter() {
    await this.writeButton.click();
    await this.message.or(this.delivery).first().waitFor();
  }

  /** Fills in the required fields, and no more. */
  async write({ topic = 'other', message = 'Paczka przyszła mokra.', email = 'anna@example.com', ...rest } = {}) {
    await this.topic.selectOption(topic);
    await this.message.fill(message);
    await this.email.fill(email);
    for (const [name, value] of Object.entries(rest)) await this[name].fill(value);
  }

  /** Long enough after the opening that the visitor is not taken for a bot. */
  async submit() {
    await this.page.clock.fastForward(4_000);
    await this.send.click();
  }

  /** Waits until the request has come to a state. */
  async expectFate(state) {
    await this.panel.locator(`.delivery.${state}`).waitFor();
  }
}

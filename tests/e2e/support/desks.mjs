// The help desks that the form writes to, as their vendors document them: where a request goes and what it looks like,
// whether the browser sends a preflight, what is answered, and with which CORS headers. The sources are named at the
// top of each file in `src/request/sink/`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { SCREENS, stage } from './browser.mjs';
import { contents, receive } from './receiver.mjs';
import { RequestForm } from './request.mjs';
import { CONTENT, PAGES, ROOT, build } from './site.mjs';

/** Written by Łucja in every test; its characters break whatever is not encoded. */
export const WRITTEN = {
  subject: 'Mokra „paczka”',
  message: 'Zażółć "gęślą" jaźń\n50% & więcej?#1+1=2',
  order: 'A/7 & 8',
  email: 'lucja+sklep@example.com',
  phone: '+48 600 100 200',
  name: 'Łucja Nowak',
  consent: true,
};

const VERSION = readFileSync(join(ROOT, 'Cargo.toml'), 'utf8').match(/^version = "(.+)"/m)[1];
const CONSENT = 'Zgadzam się na kontakt.';
const PAGE = '<origin>/';

/** The request as text, without the subject. */
const TEXT = `${WRITTEN.message}

Czego dotyczy sprawa? <topic>
Numer zamówienia: A/7 & 8
Imię i nazwisko: Łucja Nowak
E-mail: lucja+sklep@example.com
Telefon: +48 600 100 200
[x] Zgadzam się na kontakt. (<utc>)

Co już sprawdzono
Strona: Host page – ${PAGE}
Język: pl
Czas lokalny: <local>
Wersja pomocy: ${VERSION}
ID: <id>`;

const record = {
  schema: 'nightdesk.request/1',
  id: '<id>',
  created_at: '<utc>',
  lang: 'pl',
  topic: { id: '<kind>', label: '<topic>' },
  subject: WRITTEN.subject,
  message: WRITTEN.message,
  contact: { name: WRITTEN.name, email: WRITTEN.email, phone: WRITTEN.phone },
  fields: [{ id: 'order', label: 'Numer zamówienia', value: WRITTEN.order }],
  context: { page_url: PAGE, page_title: 'Host page', language: 'pl', local_time: '<local>', widget: VERSION },
  attachments: [],
  consent: { text: CONSENT, at: '<utc>' },
};

/** What the form-to-mail services have in common, in their order. */
const mailed = [
  ['name', WRITTEN.name],
  ['email', WRITTEN.email],
  ['phone', WRITTEN.phone],
  ['topic', '<topic>'],
  ['message', TEXT],
];

const JSON_TYPE = 'application/json';
const ANY = { 'access-control-allow-origin': '*' };
const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const asks = (...headers) => ({ ...ANY, 'access-control-allow-methods': 'POST', 'access-control-allow-headers': headers.join(', ') });
const INBOX = '/public/api/v1/inboxes/aB3dE5fG7hJ9kL1m/contacts';

/**
 * Each one:
 * - `field`: the name of the field for the order number; `config`: its table in nightdesk.toml;
 * - `preflight`: the answer where the browser sends a preflight, `asked` the headers it asks for; `cors`: on answers
 *   that the page may read;
 * - `before`: the steps before the request, `[path, type, body, answer]`; `path`, `type`, `accept` and `body` of the
 *   request;
 * - `file`: the name of a file's part, where files are sent beside the request, `one` where only one may be;
 * - `success`, and the `number` that the visitor reads; `refusal`, and the `words` that the visitor reads;
 * - `idempotent`: it may be sent again without asking; `slow`: for this many milliseconds it is taken for a robot's.
 */
export const DESKS = {
  webhook: {
    config: (url) => `url = "${url}/requests?from=help"\nmax_mb = 1`,
    preflight: asks('content-type', 'idempotency-key'),
    asked: 'content-type,idempotency-key',
    cors: { ...ANY, 'access-control-expose-headers': 'Retry-After' },
    path: '/requests?from=help',
    type: JSON_TYPE,
    body: record,
    success: { status: 201, body: { reference: 'MAL-4711' } },
    number: 'MAL-4711',
    refusal: { status: 422, body: { error: 'Nie ma takiego zamówienia.' } },
    words: 'Nie ma takiego zamówienia',
    idempotent: true,
  },
  simple: {
    field: 'order_no',
    config: (url) => `url = "${url}/requests"\nsimple = true`,
    cors: ANY,
    path: '/requests',
    type: 'text/plain;charset=UTF-8',
    body: { ...record, fields: [{ ...record.fields[0], name: 'order_no' }] },
    success: { status: 204 },
    refusal: { status: 200, body: { error: { message: 'Za dużo wiadomości.' } } },
    words: 'Za dużo wiadomości',
    idempotent: true,
  },
  zendesk: {
    field: '360001234567',
    config: (url) => `url = "${url}"\nform = "360000123456"`,
    preflight: asks('content-type'),
    asked: 'content-type',
    cors: ANY,
    path: '/api/v2/requests.json',
    type: JSON_TYPE,
    body: {
      request: {
        requester: { name: WRITTEN.name, email: WRITTEN.email },
        subject: WRITTEN.subject,
        comment: { body: TEXT },
        custom_fields: [{ id: 360001234567, value: WRITTEN.order }],
        ticket_form_id: 360000123456,
      },
    },
    success: { status: 201, body: { request: { id: 33, status: 'new', subject: WRITTEN.subject } } },
    number: '33',
    refusal: {
      status: 422,
      body: {
        error: 'RecordInvalid',
        description: 'Record validation errors',
        details: { base: [{ description: 'Email: jest nieprawidłowy', error: 'InvalidValue' }] },
      },
    },
    words: 'Email: jest nieprawidłowy',
  },
  zammad: {
    config: (url) => `url = "${url}/"\nmax_mb = 1`,
    cors: ANY,
    before: [
      [
        '/api/v1/form_config',
        'application/x-www-form-urlencoded;charset=UTF-8',
        [['fingerprint', 'nightdesk-request-fingerprint-<id>']],
        { body: { enabled: true, endpoint: 'https://elsewhere.example/api/v1/form_submit', token: 'gAAA.token=' } },
      ],
    ],
    path: '/api/v1/form_submit',
    type: 'multipart/form-data',
    file: 'file[]',
    body: [
      ['name', WRITTEN.name],
      ['title', WRITTEN.subject],
      ['body', TEXT],
      ['email', WRITTEN.email],
      ['token', 'gAAA.token='],
      ['fingerprint', 'nightdesk-request-fingerprint-<id>'],
    ],
    success: { body: { ticket: { id: 12, number: '84012' } } },
    number: '84012',
    refusal: { status: 200, body: { errors: { email: 'invalid' } } },
    words: 'email: invalid',
    slow: 10_000,
  },
  chatwoot: {
    field: 'order_number',
    config: (url) => `url = "${url}"\ninbox = "aB3dE5fG7hJ9kL1m"`,
    preflight: asks('*'),
    asked: 'content-type',
    cors: ANY,
    before: [
      [
        INBOX,
        JSON_TYPE,
        { source_id: '<id>', name: WRITTEN.name, email: WRITTEN.email, phone_number: '+48600100200' },
        { body: { source_id: 'c0ffee/1', pubsub_token: 'p', id: 4, name: WRITTEN.name } },
      ],
      [
        `${INBOX}/c0ffee%2F1/conversations`,
        JSON_TYPE,
        { custom_attributes: { order_number: WRITTEN.order, topic: '<topic>' } },
        { body: { id: 17, inbox_id: '3', contact_last_seen_at: 0, status: 'open', messages: [] } },
      ],
    ],
    path: `${INBOX}/c0ffee%2F1/conversations/17/messages`,
    type: JSON_TYPE,
    body: { content: `${WRITTEN.subject}\n\n${TEXT}`, echo_id: '<id>' },
    success: { body: { id: 99, content: 'x', message_type: 0, content_type: 'text' } },
    number: '17',
    refusal: { status: 404, body: { error: 'Resource could not be found' } },
    words: 'Resource could not be found',
  },
  hubspot: {
    field: '0-5/order_number',
    config: (url) => `url = "${url}"\nportal = "62515"\nform = "${UUID}"`,
    preflight: asks('content-type'),
    asked: 'content-type',
    cors: ANY,
    path: `/submissions/v3/integration/submit/62515/${UUID}`,
    type: JSON_TYPE,
    body: {
      fields: [
        { objectTypeId: '0-1', name: 'email', value: WRITTEN.email },
        { objectTypeId: '0-1', name: 'firstname', value: WRITTEN.name },
        { objectTypeId: '0-1', name: 'phone', value: WRITTEN.phone },
        { objectTypeId: '0-1', name: 'message', value: `${WRITTEN.subject}\n\n${TEXT}` },
        { objectTypeId: '0-5', name: 'order_number', value: WRITTEN.order },
      ],
      context: { pageUri: PAGE, pageName: 'Host page' },
      legalConsentOptions: { consent: { consentToProcess: true, text: CONSENT } },
    },
    success: { body: { inlineMessage: 'Thanks for submitting the form.' } },
    refusal: {
      status: 400,
      body: {
        status: 'error',
        message: 'The request is not valid',
        errors: [{ message: "Error in 'fields.email'. Invalid email address", errorType: 'INVALID_EMAIL' }],
      },
    },
    words: "Error in 'fields.email'. Invalid email address",
  },
  formspree: {
    field: 'order_number',
    config: (url) => `url = "${url}"\nform = "xayzkqpd"\nmax_mb = 1`,
    preflight: asks('content-type'),
    asked: 'content-type',
    cors: ANY,
    path: '/f/xayzkqpd',
    accept: JSON_TYPE,
    type: JSON_TYPE,
    body: {
      _subject: WRITTEN.subject,
      ...Object.fromEntries(mailed),
      request_id: '<id>',
      order_number: WRITTEN.order,
      _gotcha: '',
    },
    file: 'attachment',
    success: { body: { next: 'https://formspree.io/thanks', ok: true } },
    refusal: {
      status: 422,
      body: { error: 'Validation errors', errors: [{ code: 'TYPE_EMAIL', field: 'email', message: 'should be an email' }] },
    },
    words: 'should be an email',
  },
  web3forms: {
    field: 'redirect',
    config: (url) => `url = "${url}"\naccess_key = "${UUID}"\nmax_mb = 1`,
    preflight: asks('content-type'),
    asked: 'content-type',
    cors: ANY,
    path: '/submit',
    accept: JSON_TYPE,
    type: JSON_TYPE,
    // An order number sent as `redirect` would send the visitor elsewhere: it is in the text only.
    body: {
      access_key: UUID,
      subject: WRITTEN.subject,
      from_name: WRITTEN.name,
      ...Object.fromEntries(mailed),
      request_id: '<id>',
      botcheck: false,
    },
    file: 'attachment',
    one: true,
    success: { body: { success: true, message: 'Email sent successfully!' } },
    refusal: { status: 200, body: { success: false, message: 'Invalid access key' } },
    words: 'Invalid access key',
  },
  netlify: {
    field: 'order-number',
    config: () => 'form = "contact form"\nurl = "/thanks?x=1"\nmax_mb = 1',
    // The page's own site.
    own: true,
    path: '/thanks?x=1',
    type: 'application/x-www-form-urlencoded;charset=UTF-8',
    body: [
      ['form-name', 'contact form'],
      ['subject', WRITTEN.subject],
      ...mailed,
      ['order-number', WRITTEN.order],
      ['bot-field', ''],
    ],
    file: 'file',
    one: true,
    success: { type: 'text/html; charset=utf-8', body: '<!doctype html><title>Thank you!</title>' },
    refusal: { status: 404, type: 'text/html; charset=utf-8', body: '<!doctype html><title>Page not found</title>' },
  },
};

/** What the visitor chooses to write to a desk. */
const topic = (kind) => `Sprawa: ${kind}`;

/** A Wednesday at 11:03 in Warsaw. */
const AT = '2026-11-25T11:03:10+01:00';

/** An expected request, with the test's values filled in. */
export function expected(value, kind, origin) {
  const values = { '<topic>': topic(kind), '<kind>': kind, '<origin>': origin };
  return mapped(value, (text) => text.replace(/<(topic|kind|origin)>/g, (placeholder) => values[placeholder]));
}

/** The id under which a request was sent. */
export const idOf = ({ body }) => {
  const found = String(body).match(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g) ?? [];
  return found.find((id) => id !== UUID);
};

/** What was sent, with placeholders for what differs each time. */
export async function sent(request, id) {
  const value = await contents(request);
  return mapped(value, (text) =>
    text
      .replaceAll(id, '<id>')
      .replace(/2026-11-25T10:0[34]:\d\d(\.\d+)?Z/g, '<utc>')
      .replace(/2026-11-25[T ]11:0[34]:\d\d\+01:00/g, '<local>'),
  );
}

function mapped(value, change) {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapped(one, change));
  if (!value || typeof value !== 'object' || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, change)]));
}

/**
 * All help desks, each with a receiver of its own, and a shop whose visitors choose the help desk by the topic.
 * `written(t, kind, more)` returns the form with everything filled in, and open for long enough; `letters(kind)` all
 * requests that a help desk got, without the steps before.
 */
export async function helpDesks() {
  const receivers = {};
  let site;
  for (const [kind, { preflight, own }] of Object.entries(DESKS)) {
    receivers[kind] = await receive({ preflight, site: own && (() => site.server.url) });
  }
  after(() => Promise.all(Object.values(receivers).map((receiver) => receiver.close())));
  const tables = Object.entries(DESKS).map(
    ([name, { config, field }]) => `
[request.sink.${name}]
kind = "${name === 'simple' ? 'webhook' : name}"
${config(receivers[name].url)}

[[request.topic]]
id = "${name}"
label = { pl = "${topic(name)}", en = "About: ${name}" }
sink = "${name}"

[[request.topic.field]]
id = "order"
${field ? `name = "${field}"` : ''}
label = { pl = "Numer zamówienia", en = "Order number" }
`,
  );
  const contact = `
[request.privacy]
text = { pl = "Dane przetwarza Sklep Malina.", en = "Sklep Malina keeps the data." }
consent = { pl = "${CONSENT}", en = "I agree to be contacted." }
`;
  const root = build({ files: { 'nightdesk.toml': CONTENT['nightdesk.toml'] + contact + tables.join('') } });
  site = stage({ pages: PAGES, root });
  const written = async (t, kind, more, { patience = 11_000 } = {}) => {
    const receiver = receivers[kind];
    receiver.seen.length = 0;
    const context = { ...SCREENS.desktop, timezoneId: 'Europe/Warsaw', at: AT };
    const page = await site.open(t, DESKS[kind].own ? receiver.url : '/', context);
    const form = new RequestForm(page);
    await form.open();
    await form.fill({ topic: topic(kind), ...WRITTEN, ...more });
    if (patience) await page.clock.fastForward(patience);
    return form;
  };
  const letters = (kind) => receivers[kind].posts.filter(({ path }) => path === DESKS[kind].path);
  return { receivers, written, letters };
}

/**
 * What a help desk answers: to a request, by its number, what `letter` returns; to a step before it what `before`
 * returns for its path, else the documented answer. An answer that is `bare` has no CORS headers.
 */
export function answering(desk, letter, before = () => undefined) {
  let number = 0;
  return (request) => {
    const step = desk.before?.find(([path]) => path === request.path);
    const answer = step ? (before(request.path) ?? step[3]) : letter(number++);
    return answer.bare ? answer : { ...answer, headers: { ...desk.cors, ...answer.headers } };
  };
}

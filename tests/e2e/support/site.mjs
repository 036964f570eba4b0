// A small shop of the tests' own, built by the command at a moment of their choice: what is open follows from the
// content, the moment of the build and the visitor's clock, so a test has to control all three.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { barePage } from './server.mjs';

export const ROOT = join(import.meta.dirname, '../../..');

/** The programs of the bundle, as they were built. */
export const APP = join(ROOT, 'target/nightdesk-app');

/** A Friday at noon; the table of hours reaches to 19 November 2028. */
export const BUILT = '2026-11-20T12:00:00+01:00';

const article = (title, text) => `---\ntitle: ${title}\n---\n\n${text}\n`;
const category = (title, weight) => `---\ntitle: ${title}\nweight: ${weight}\n---\n`;

/** The shop: a telephone from 8 to 16, mail, and a store with longer hours. Files by path. */
export const CONTENT = {
  'nightdesk.toml': `
[company]
name = "Sklep Malina"

[site]
languages = ["pl", "en"]
timezone = "Europe/Warsaw"
country = "PL"

[hours.desk]
rule = "Mo-Fr 08:00-16:00; PH off"

[hours.stores]
rule = "Mo-Sa 07:00-21:00; PH off"

[[hours.stores.exception]]
date = 2026-12-31
open = "07:00-16:00"
reason = { pl = "sylwester", en = "New Year’s Eve" }

[[channel]]
id = "phone"
kind = "phone"
value = "+48 22 012 34 56"
hours = "desk"
label = { pl = "Zadzwoń", en = "Call us" }

[[channel]]
id = "mail"
kind = "mail"
value = "pomoc@sklepmalina.example"
hours = "desk"
reply = "8h"
label = { pl = "Napisz", en = "Write to us" }

[[channel]]
id = "store"
kind = "store"
value = "ul. Poziomkowa 14"
hours = "stores"
article = "stores/addresses"
label = { pl = "Sklep w Warszawie", en = "Store in Warsaw" }
`,
  'pl/delivery/_index.md': category('Dostawa', 10),
  'pl/delivery/time.md': article('Kiedy dotrze paczka?', 'Paczka dociera w 2 dni robocze od zamówienia.'),
  'pl/delivery/locker.md': article('Jak odebrać paczkę z automatu?', 'Kod odbioru paczki wysyłamy SMS-em.'),
  'pl/payments/_index.md': category('Płatności', 20),
  'pl/payments/invoice.md': article('Jak dostać fakturę?', 'Fakturę pobierzesz na koncie.'),
  'pl/stores/_index.md': category('Sklepy', 30),
  'pl/stores/addresses.md': article('Gdzie są sklepy?', 'Sklep w Warszawie stoi przy ul. Poziomkowej 14.'),
  'pl/stores/deposit.md': article('Jak oddać butelki?', 'Butelki z kaucją przyjmuje każdy butelkomat.'),
  'en/delivery/_index.md': category('Delivery', 10),
  'en/delivery/time.md': article('When will the parcel arrive?', 'The parcel arrives within 2 working days.'),
  'en/delivery/locker.md': article('How do I collect a parcel from a locker?', 'We text the code for the parcel.'),
  'en/payments/_index.md': category('Payments', 20),
  'en/payments/invoice.md': article('How do I get an invoice?', 'You find the invoice in your account.'),
  'en/stores/_index.md': category('Stores', 30),
  'en/stores/addresses.md': article('Where are the stores?', 'The store in Warsaw is at ul. Poziomkowa 14.'),
  'en/stores/deposit.md': article('Where do I return bottles?', 'Every bottle machine takes them.'),
};

/** A page in each language; the second one is for a visitor who navigates. */
export const PAGES = {
  '/': barePage({ body: '<p><a href="/next">next</a></p>' }),
  '/next': barePage({ body: '<p>next</p>' }),
  '/en': barePage({ lang: 'en' }),
};

/**
 * Builds a site and returns the folder to serve, with the bundle in `help/`; it is gone when the process ends.
 *
 * @param {object} [options]
 * @param {string} [options.at] the moment of the build
 * @param {Record<string, string>} [options.files] content in addition to the shop's, or in place of it; a file that is undefined is left out
 * @param {string} [options.content] a folder with other content instead
 * @param {string} [options.app] a folder with other programs than those that were built
 */
export function build({ at = BUILT, files = {}, content, app = APP } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-site-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const source = join(folder, 'content');
  if (content) cpSync(content, source, { recursive: true });
  for (const [path, text] of Object.entries(content ? files : { ...CONTENT, ...files })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  const program = process.env.NIGHTDESK_BIN ?? join(ROOT, 'target/debug/nightdesk');
  const site = join(folder, 'site');
  const options = ['--app', app, '--fast', '--out', join(site, 'help')];
  execFileSync(program, ['build', source, ...options], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(Math.floor(Date.parse(at) / 1_000)) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return site;
}

// Pictures for the documents: node tests/e2e/screenshots.mjs, after `cargo xtask dist`. With `hours`, `views` or
// `request` as argument, only those.
//
// docs/screenshots/{home,results,article}-{phone,desktop}-{light,dark}.png, and the board in each state of the hours:
// docs/screenshots/hours-{open,closing,closed,holiday,unknown}-{pl,en}.png (two of them dark, on a desktop); a request
// at its beginning, what is sent along and its delivery status:
// docs/screenshots/request-{form,along,sent}-{phone,desktop}-….png
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCHEMES, SCREENS, launch } from './support/browser.mjs';
import { DIST, barePage, serve } from './support/server.mjs';
import { ROOT, build } from './support/site.mjs';
import { Widget } from './support/widget.mjs';

const STATES = {
  open: '2026-12-03T10:00:00+01:00',
  closing: '2026-12-03T15:35:00+01:00',
  closed: '2026-12-02T22:40:00+01:00',
  holiday: '2026-12-24T09:00:00+01:00',
  unknown: '2028-12-05T10:00:00+01:00',
};
// A Wednesday morning without a notice.
const ORDINARY = '2026-11-25T10:00:00+01:00';
const HOSTS = { '/': barePage(), '/en': barePage({ lang: 'en' }) };
const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const wanted = (kind) => [undefined, kind].includes(process.argv[2]);
await mkdir(folder, { recursive: true });
// Built and taken at fixed moments, so that the pictures stay the same: the demo's content in its shop and on plain
// pages.
const root = build({ content: join(ROOT, 'content') });
const server = await serve({ root, pages: { '/': await readFile(join(DIST, 'index.html'), 'utf8') } });
const hours = await serve({ root, pages: HOSTS });
const browser = await launch();
try {
  for (const [state, at] of wanted('hours') ? Object.entries(STATES) : []) {
    for (const [lang, path] of [['pl', '/'], ['en', '/en']]) {
      const dark = lang === 'en' && ['closed', 'holiday'].includes(state);
      const context = await browser.newContext({
        ...(dark ? SCREENS.desktop : SCREENS.phone),
        deviceScaleFactor: dark ? 1 : 2,
        colorScheme: dark ? 'dark' : 'light',
        locale: lang === 'pl' ? 'pl-PL' : 'en-GB',
        timezoneId: 'Europe/Warsaw',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      await page.clock.install({ time: at });
      await page.goto(hours.url + path);
      const widget = new Widget(page, lang);
      await widget.open();
      await widget.openBoard();
      const file = `hours-${state}-${lang}.png`;
      await page.screenshot({ path: join(folder, file), animations: 'disabled', caret: 'hide' });
      console.log(file);
      await context.close();
    }
  }
  for (const [screen, device] of wanted('views') ? Object.entries(SCREENS) : []) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({
        ...device,
        deviceScaleFactor: device.isMobile ? 2 : 1,
        colorScheme,
        locale: 'pl-PL',
        timezoneId: 'Europe/Warsaw',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      await page.clock.install({ time: ORDINARY });
      await page.goto(server.url);
      const widget = new Widget(page);
      const shoot = async (view) => {
        const file = `${view}-${screen}-${colorScheme}.png`;
        await page.screenshot({ path: join(folder, file), animations: 'disabled', caret: 'hide' });
        console.log(file);
      };
      await widget.open();
      await shoot('home');
      await widget.ask('jak zwrocic paczke', 'Jak zwrócić paczkę?');
      await shoot('results');
      await widget.results.first().click();
      await widget.expectTitle('Jak zwrócić paczkę?');
      await shoot('article');
      await context.close();
    }
  }
  for (const [screen, colorScheme] of wanted('request') ? [['phone', 'light'], ['desktop', 'dark']] : []) {
    const context = await browser.newContext({
      ...SCREENS[screen],
      deviceScaleFactor: screen === 'phone' ? 2 : 1,
      colorScheme,
      locale: 'pl-PL',
      timezoneId: 'Europe/Warsaw',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.clock.install({ time: STATES.closed });
    await page.route('**/inbox/requests', (route) => route.fulfill({ status: 201, json: { reference: '2041' } }));
    await page.goto(server.url);
    const widget = new Widget(page);
    const shoot = async (view) => {
      const file = `request-${view}-${screen}-${colorScheme}.png`;
      await page.screenshot({ path: join(folder, file), animations: 'disabled', caret: 'hide' });
      console.log(file);
    };
    await widget.open();
    await widget.ask('paczka przyszła uszkodzona', 'Co zrobić, gdy paczka przyszła uszkodzona?');
    await page.clock.runFor(1_000);
    await widget.results.first().click();
    await page.clock.runFor(41_000);
    await widget.panel.locator('.vote').getByRole('button', { name: 'Nie' }).click();
    await widget.panel.locator('.vote').getByRole('button', { name: 'Napisz do nas' }).click();
    const form = widget.panel.getByRole('form');
    const message = form.getByLabel('Wiadomość', { exact: true });
    await message.fill('Słoik w paczce był stłuczony. Mam zdjęcia. Zwrot proszę na kartę 4111 1111 1111 1111.');
    await page.clock.runFor(1_000);
    await shoot('form');
    await form.getByRole('heading', { name: 'Co dołączymy' }).evaluate((heading) => heading.scrollIntoView());
    // The address of the page is another each time, so it stays out of the picture.
    await form.getByRole('button', { name: 'Nie dołączaj: Strona' }).click();
    await form.getByRole('heading', { name: 'Co dołączymy' }).evaluate((heading) => heading.scrollIntoView());
    await shoot('along');
    await form.getByLabel('E-mail').fill('anna@example.com');
    await page.clock.runFor(5_000);
    await form.getByRole('button', { name: 'Wyślij', exact: true }).click();
    await widget.panel.getByRole('heading', { name: 'Wiadomość wysłana' }).waitFor();
    await shoot('sent');
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
  await hours.close();
}

// Pictures for the README and for eyes: node tests/e2e/screenshots.mjs, after `cargo xtask dist`.
//
// docs/screenshots/{home,results,article}-{phone,desktop}-{light,dark}.png
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCHEMES, SCREENS, launch } from './support/browser.mjs';
import { serve } from './support/server.mjs';
import { Widget } from './support/widget.mjs';

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
await mkdir(folder, { recursive: true });
const server = await serve();
const browser = await launch();
try {
  for (const [screen, device] of Object.entries(SCREENS)) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({
        ...device,
        deviceScaleFactor: device.isMobile ? 2 : 1,
        colorScheme,
        locale: 'pl-PL',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
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
} finally {
  await browser.close();
  await server.close();
}

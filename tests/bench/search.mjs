// `cargo xtask bench search`: known-item search in Chromium, Nightdesk beside MiniSearch and Pagefind in the same run.
//
// `--work FOLDER` holds what the command has built: `engine/` and `blank/` (the program with and without search) and a
// bundle `<corpus>.out` for each `--corpus`. Ends with 1 where a target of ours is missed.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from '../e2e/support/browser.mjs';
import { corpus, program } from './measure.mjs';
import { missList, text } from './report.mjs';
import { serve } from './server.mjs';
import { missed } from './targets.mjs';

const { values: options } = parseArgs({
  options: {
    work: { type: 'string' },
    corpus: { type: 'string', multiple: true },
    alone: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
  },
});
const here = fileURLToPath(new URL('.', import.meta.url));
const engine = join(options.work, 'engine');
const say = (message) => console.error(`    ${message}`);

const server = await serve({ '/bench/': here, '/npm/': join(here, 'node_modules'), '/built/': options.work });
const browser = await launch();
try {
  const result = { program: program(engine, join(options.work, 'blank')), corpora: [] };
  for (const name of options.corpus) {
    // A page of its own for each: memory of one corpus must not slow the next.
    const page = await browser.newPage();
    page.on('pageerror', (error) => say(`error in the page: ${error}`));
    await page.goto(`${server.url}/bench/page.html`);
    await page.waitForSelector('html[data-ready]', { state: 'attached' });
    if (!(await page.evaluate(() => globalThis.bench.isolated()))) throw new Error('the page is not isolated');
    result.corpora.push(await corpus({ page, work: options.work, engine, name, alone: options.alone, say }));
    await page.close();
  }
  result.missed = missed(result);
  if (options.json) {
    console.log(JSON.stringify(result, undefined, 1));
  } else {
    console.log(text(result));
    if (options.misses) console.log(`\n${missList(result).join('\n')}`);
  }
  for (const sentence of result.missed) console.error(`error: ${sentence}`);
  process.exitCode = result.missed.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  await server.close();
}

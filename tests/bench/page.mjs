// What runs in the browser: loads the engines, queries them, and measures the time. `search.mjs` calls it.
import MiniSearch from 'minisearch';
import start, { Engine } from '/built/engine/search_bench.js';
import { MINISEARCH } from './minisearch-options.mjs';

const LIMIT = 10;

/** By name: `ask(text)` gives article numbers, best first, or a promise of them. */
const engines = {};

await start();

async function inflated(address) {
  const answer = await fetch(address);
  return new Response(answer.body.pipeThrough(new DecompressionStream('gzip')));
}

async function nightdesk(address) {
  const engine = new Engine(new Uint8Array(await (await inflated(address)).arrayBuffer()));
  return { ask: (text) => Array.from(engine.search(text, LIMIT)), free: () => engine.free() };
}

async function miniSearch(address) {
  const engine = MiniSearch.loadJSON(await (await inflated(address)).text(), MINISEARCH);
  return { ask: (text) => engine.search(text).slice(0, LIMIT).map((result) => result.id), free: () => {} };
}

async function pageFind(address, numbers) {
  const pagefind = await import(`${address}pagefind.js`);
  await pagefind.options({ basePath: address });
  await pagefind.init();
  const ask = async (text) => (await pagefind.search(text)).results.slice(0, LIMIT).map(({ id }) => numbers[id]);
  return { ask };
}

/** Yields to the event loop, so that one long measurement does not look like a hanging page. */
const pause = () => new Promise((wake) => setTimeout(wake));

globalThis.bench = {
  isolated: () => globalThis.crossOriginIsolated,

  async load({ pack, miniSearchJson, pageFindFolder, numbers, engines: wanted }) {
    if (wanted.includes('nightdesk')) engines.nightdesk = await nightdesk(pack);
    if (wanted.includes('minisearch')) engines.minisearch = await miniSearch(miniSearchJson);
    if (wanted.includes('pagefind')) engines.pagefind = await pageFind(pageFindFolder, numbers);
  },

  /** The answers of one engine to all questions. */
  async answers(name, texts) {
    const all = [];
    for (const text of texts) {
      all.push(await engines[name].ask(text));
      if (all.length % 50 === 0) await pause();
    }
    return all;
  },

  /** Milliseconds of each search while the texts are typed letter by letter. */
  async keystrokes(name, texts) {
    const { ask } = engines[name];
    const times = [];
    for (const text of texts) {
      const letters = [...text];
      for (let end = 1; end <= letters.length; end += 1) {
        const typed = letters.slice(0, end).join('');
        const begun = performance.now();
        ask(typed);
        times.push(performance.now() - begun);
      }
      await pause();
    }
    return times;
  },

  /** Milliseconds from the request for the index to the first answer; the code is loaded already. */
  async ready(name, address, text) {
    const begun = performance.now();
    const engine = await { nightdesk, minisearch: miniSearch }[name](address);
    const found = engine.ask(text).length;
    const time = performance.now() - begun;
    engine.free();
    if (found === 0) throw new Error(`nothing found for ${text}`);
    return time;
  },

  /** Milliseconds of one search, or what it threw. */
  odd(name, text) {
    try {
      const begun = performance.now();
      engines[name].ask(text);
      return performance.now() - begun;
    } catch (error) {
      return String(error);
    }
  },
};
document.documentElement.dataset.ready = 'true';

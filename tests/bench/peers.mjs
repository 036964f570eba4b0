// The other engines, given the same articles: MiniSearch with folding, prefix and fuzzy search, and Pagefind.
//
// MiniSearch gets the options that its documentation has for a Polish site (no stemmer: it has none). Pagefind gets
// HTML pages with `lang="pl"`, which switch its own Polish stemmer on, and is otherwise as it comes.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';
import MiniSearch from 'minisearch';
import * as pagefind from 'pagefind';
import { MINISEARCH } from './minisearch-options.mjs';

/** Bytes uncompressed, and at the best level of the two formats. */
export function sizes(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

/** Writes `minisearch.json` and the same as a gzip member, which the page fetches. */
export function miniSearch(articles, folder) {
  const engine = new MiniSearch(MINISEARCH);
  engine.addAll(articles.map(({ number, title, text }) => ({ id: number, title, text })));
  const json = Buffer.from(JSON.stringify(engine));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'minisearch.json.gz'), gzipSync(json, { level: 9 }));
  return sizes(json);
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Indexes one page per article into `folder/pagefind`. Its files are gzip members already. */
export async function pageFind(articles, folder) {
  const output = join(folder, 'pagefind');
  rmSync(output, { recursive: true, force: true });
  const { index } = await pagefind.createIndex({ forceLanguage: 'pl' });
  for (const { number, title, html } of articles) {
    const name = escaped(title);
    const body = `<main data-pagefind-body><h1>${name}</h1>${html}</main>`;
    const content = `<!doctype html><html lang="pl"><head><title>${name}</title></head><body>${body}</body></html>`;
    const { errors } = await index.addHTMLFile({ url: `/${number}/`, content });
    if (errors.length > 0) throw new Error(`pagefind: ${errors.join('; ')}`);
  }
  await index.writeFiles({ outputPath: output });
  await pagefind.close();
  const total = (ending, below = '') => {
    const files = readdirSync(join(output, below)).filter((file) => file.endsWith(ending));
    return files.reduce((sum, file) => sum + readFileSync(join(output, below, file)).length, 0);
  };
  return { index: total('.pf_index', 'index'), meta: total('.pf_meta'), numbers: numbers(join(output, 'fragment')) };
}

/** The article of each result id: the name of a fragment, which holds the address. So no fragment is fetched. */
function numbers(folder) {
  const entries = readdirSync(folder).map((file) => {
    const bytes = gunzipSync(readFileSync(join(folder, file)));
    const { url } = JSON.parse(bytes.toString().slice('pagefind_dcd'.length));
    return [file.replace('.pf_fragment', ''), Number(url.replaceAll('/', ''))];
  });
  return Object.fromEntries(entries);
}

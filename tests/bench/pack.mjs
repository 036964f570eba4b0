// The pack of a corpus, read outside the browser: the slugs in the order of its article numbers, and the index alone.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** @param engine the folder of the built `search_bench` */
export async function open(engine, folder) {
  const file = readdirSync(folder).find((name) => /^pack-pl-[\w-]+\.bin$/.test(name));
  const wire = readFileSync(join(folder, file));
  const bytes = gunzipSync(wire);
  const module = await import(pathToFileURL(join(engine, 'search_bench.js')));
  module.initSync({ module: readFileSync(join(engine, 'search_bench_bg.wasm')) });
  const slugs = new module.Engine(bytes).slugs();
  return { file, wire: wire.length, raw: bytes.length, slugs, index: Buffer.from(module.index_of(bytes)) };
}

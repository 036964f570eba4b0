// Sizes of the given files for `cargo xtask size`: a JSON list of {raw, gzip, brotli} in bytes.
//
// A file that is a gzip member itself (as the wasm and the packs are) is measured by what is inside.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';

const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

const sizes = process.argv.slice(2).map((file) => {
  const bytes = readFileSync(file);
  const raw = isGzip(bytes) ? gunzipSync(bytes) : bytes;
  return {
    raw: raw.length,
    gzip: gzipSync(raw, { level: 9 }).length,
    brotli: brotliCompressSync(raw).length, // Node's default quality is the highest, 11
  };
});
console.log(JSON.stringify(sizes));

// The results as tables for people.
import { ENGINES } from './measure.mjs';
import { KEYSTROKE, ODD, PROGRAM, READY, RECALL } from './targets.mjs';

const NAMES = { nightdesk: 'Nightdesk', minisearch: 'MiniSearch', pagefind: 'Pagefind' };

/** Rows under a head, the first column to the left, all others to the right. */
function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map((cell) => String(cell ?? '')));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) => row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join('  ');
  return cells.map(line).join('\n');
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (time) => (typeof time === 'number' ? time.toFixed(2) : time);
const sizesOf = ({ raw, gzip, brotli }) => [raw, gzip, brotli].map((bytes) => (bytes === undefined ? '–' : kilobytes(bytes)));

export function text({ program, corpora }) {
  const wasm = table(
    ['wasm', 'raw', 'gzip -9', 'brotli 11'],
    [
      ['pack and search', ...sizesOf(program.whole)],
      ['pack alone', ...sizesOf(program.without)],
      [`search (at most ${kilobytes(PROGRAM)} gzip)`, ...sizesOf(program.search)],
    ],
  );
  return [wasm, ...corpora.flatMap(corpus)].join('\n\n');
}

function corpus({ name, articles, quality, bytes, speed, odd }) {
  const cell = (judged) => (judged ? `${judged.recall.toFixed(3)} ${judged.mrr.toFixed(3)}` : '–');
  const recall = table(
    ['recall@5 MRR', 'questions', 'target', ...ENGINES.map((engine) => NAMES[engine]), 'Nightdesk, 2+ words'],
    quality.map((row) => [
      row.kind,
      row.count,
      RECALL[row.kind],
      ...ENGINES.map((engine) => cell(row[engine])),
      `${cell(row.several)} (${row.several.count})`,
    ]),
  );
  const { nightdesk, minisearch, pagefind } = bytes;
  const wire = table(
    ['bytes', 'raw', 'gzip -9', 'brotli 11', 'on the wire'],
    [
      ['Nightdesk: pack', kilobytes(nightdesk.pack.raw), '', '', kilobytes(nightdesk.pack.wire)],
      ['Nightdesk: index in it', ...sizesOf(nightdesk.index), ''],
      ...(minisearch ? [['MiniSearch: JSON', ...sizesOf(minisearch), '']] : []),
      ...(pagefind.index ? [['Pagefind: all of index and meta', '', '', '', kilobytes(pagefind.index + pagefind.meta)]] : []),
    ],
  );
  const fast = table(
    ['ms', 'searches', 'p50', 'p95', 'max', 'target p95', 'index ready', 'target'],
    Object.keys(speed).map((engine) => {
      const { keystroke, ready } = speed[engine];
      const target = (list) => (engine === 'nightdesk' ? list[name] : '');
      const times = [keystroke.p50, keystroke.p95, keystroke.max].map(ms);
      return [NAMES[engine], keystroke.count, ...times, target(KEYSTROKE), ms(ready), target(READY)];
    }),
  );
  const strange = table([`odd questions, at most ${ODD} ms`, 'ms'], odd.map(({ what, time }) => [what, ms(time)]));
  return [`${name}: ${articles} articles`, recall, wire, fast, strange];
}

/** One line per question of ours whose article was not among the first five. */
export function missList({ corpora }) {
  return corpora.flatMap(({ name, misses }) =>
    misses.map(({ kind, text: asked, expected, rank, got }) => {
      const place = rank ? `place ${rank}` : 'not in ten';
      return `${name} ${kind}: ${asked}\n    expected ${expected} (${place}), got ${got.join(' | ') || 'nothing'}`;
    }),
  );
}

// One corpus from the bundle to the results: questions, indexes, answers, times.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from './articles.mjs';
import { ODD } from './odd.mjs';
import { open } from './pack.mjs';
import { miniSearch, pageFind, sizes } from './peers.mjs';
import { KINDS, make } from './questions.mjs';
import { hash } from './words.mjs';

export const ENGINES = ['nightdesk', 'minisearch', 'pagefind'];

/** Questions are made for at most this many articles of a corpus. */
const SAMPLE = { 'pl-500': Infinity, 'pl-5000': 400 };

/** Questions typed letter by letter, in equal parts of all kinds; the same of every engine, but fewer of slow ones. */
const TYPED = { nightdesk: 150, minisearch: 24 };
const WARM_UP = 15;
/** Times each is typed. The middle time of a keystroke counts: other programs run on the machine as well. */
const RUNS = 3;
const LOADS = 7;

/**
 * @param page a browser page with `page.mjs` in it
 * @param work the folder with `<corpus>.out`, the bundle
 * @param engine the folder of the built `search_bench`
 * @param alone whether only our own engine is measured
 * @param say gets progress messages
 */
export async function corpus({ page, work, engine, name, alone, say }) {
  const engines = alone ? ENGINES.slice(0, 1) : ENGINES;
  const bundle = join(work, `${name}.out`);
  const site = join(work, `${name}.site`);
  const pack = await open(engine, bundle);
  const articles = read(bundle, pack.slugs);
  const questions = make(articles, SAMPLE[name] ?? 400);
  writeFileSync(join(work, `${name}.questions.json`), JSON.stringify(questions, undefined, 1));
  say(`${name}: ${articles.length} articles, ${questions.length} questions`);

  const mini = alone ? undefined : miniSearch(articles, site);
  const { numbers, ...found } = alone ? {} : await pageFind(articles, site);
  const address = { nightdesk: `/built/${name}.out/${pack.file}`, minisearch: `/built/${name}.site/minisearch.json.gz` };
  await page.evaluate((all) => globalThis.bench.load(all), {
    pack: address.nightdesk,
    miniSearchJson: address.minisearch,
    pageFindFolder: `/built/${name}.site/pagefind/`,
    numbers,
    engines,
  });

  const answers = {};
  for (const one of engines) {
    say(`${name}: asking ${one}`);
    const texts = questions.map(({ text }) => text);
    answers[one] = await page.evaluate(([which, all]) => globalThis.bench.answers(which, all), [one, texts]);
  }
  const title = (number) => articles[number]?.title;
  const misses = questions.flatMap(({ kind, text, answers: right }, at) => {
    const got = answers.nightdesk[at];
    const rank = got.findIndex((number) => right.includes(number)) + 1;
    const shown = { kind, text, expected: title(right[0]), rank: rank || undefined, got: got.slice(0, 3).map(title) };
    return rank >= 1 && rank <= 5 ? [] : [shown];
  });
  writeFileSync(join(work, `${name}.misses.json`), JSON.stringify(misses, undefined, 1));

  return {
    name,
    articles: articles.length,
    quality: KINDS.map((kind) => quality(kind, questions, answers)),
    bytes: {
      nightdesk: { pack: { wire: pack.wire, raw: pack.raw }, index: sizes(pack.index) },
      minisearch: mini,
      pagefind: found,
    },
    speed: await speed({ page, questions, engines, address, name, say }),
    odd: await odd(page),
    misses,
  };
}

/** Recall@5 and mean reciprocal rank (of the first ten) for one kind; `several`: titles of at least two words. */
function quality(kind, questions, answers) {
  const asked = questions.map((question, at) => ({ ...question, at })).filter((question) => question.kind === kind);
  const judged = (list, engine) => {
    const ranks = list.map(({ at, answers: right }) => answers[engine][at].findIndex((n) => right.includes(n)) + 1);
    const mean = (worth) => ranks.reduce((sum, rank) => sum + worth(rank), 0) / Math.max(ranks.length, 1);
    return { recall: mean((rank) => Number(rank >= 1 && rank <= 5)), mrr: mean((rank) => (rank ? 1 / rank : 0)) };
  };
  const several = asked.filter(({ titleWords }) => titleWords > 1);
  const rows = Object.keys(answers).map((engine) => [engine, judged(asked, engine)]);
  return {
    kind,
    count: asked.length,
    ...Object.fromEntries(rows),
    several: { count: several.length, ...judged(several, 'nightdesk') },
  };
}

async function speed({ page, questions, engines, address, name, say }) {
  const byChance = [...questions].sort((a, b) => hash(a.text) - hash(b.text));
  const of = (kind, count) => byChance.filter((question) => question.kind === kind).slice(0, count);
  const typed = (count) => KINDS.flatMap((kind) => of(kind, count / KINDS.length)).map(({ text }) => text);
  const warmUp = byChance.slice(-WARM_UP).map(({ text }) => text);
  const two = questions.find(({ kind, titleWords }) => kind === 'title' && titleWords === 2).text;

  const result = {};
  for (const engine of engines.filter((one) => one in TYPED)) {
    say(`${name}: typing into ${engine}`);
    const type = (texts) => page.evaluate(([which, all]) => globalThis.bench.keystrokes(which, all), [engine, texts]);
    await type(warmUp);
    const runs = [];
    while (runs.length < RUNS) runs.push(await type(typed(TYPED[engine])));
    const keystrokes = runs[0].map((_, at) => median(runs.map((run) => run[at])));
    const ready = [];
    while (ready.length < LOADS) {
      ready.push(await page.evaluate((all) => globalThis.bench.ready(...all), [engine, address[engine], two]));
    }
    result[engine] = { keystroke: summary(keystrokes), ready: median(ready) };
  }
  return result;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part) => sorted[Math.ceil(part * sorted.length) - 1];
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** The median of three times each, or the first thing that was thrown. */
async function odd(page) {
  const rows = [];
  for (const [what, text] of Object.entries(ODD)) {
    const times = [];
    // Not as an argument: half a surrogate pair would not arrive.
    const code = `globalThis.bench.odd('nightdesk', ${JSON.stringify(text)})`;
    while (times.length < 3) times.push(await page.evaluate(code));
    rows.push({ what, time: times.find((time) => typeof time === 'string') ?? median(times) });
  }
  return rows;
}

/** What search adds to the wasm: the program with it, without it, and the difference. */
export function program(engine, blank) {
  const [whole, without] = [engine, blank].map((folder) => sizes(readFileSync(join(folder, 'search_bench_bg.wasm'))));
  const search = Object.fromEntries(Object.keys(whole).map((key) => [key, whole[key] - without[key]]));
  return { whole, without, search };
}

// What we promise of our own search. The other engines are there for comparison and have no targets.

/** The part of the questions whose article is among the first five. */
export const RECALL = {
  title: 0.995,
  keywords: 0.99,
  typo: 0.99,
  'no-diacritics': 0.995,
  prefix: 0.99,
  inflected: 0.97,
};

/** Milliseconds, by corpus: the slowest search of twenty while typing, and from the request to the first answer. */
export const KEYSTROKE = { 'pl-500': 4, 'pl-5000': 12 };
export const READY = { 'pl-500': 60, 'pl-5000': 250 };

/** Milliseconds for any question whatsoever. */
export const ODD = 20;

/** Bytes that search adds to the wasm, compressed with gzip. */
export const PROGRAM = 35_000;

/** The promises that a run broke, each as a sentence. */
export function missed({ program, corpora }) {
  const list = [];
  const check = (broken, sentence) => broken && list.push(sentence);
  check(program.search.gzip > PROGRAM, `search adds ${program.search.gzip} bytes of wasm (gzip), not at most ${PROGRAM}`);
  for (const { name, quality, speed, odd } of corpora) {
    for (const { kind, nightdesk } of quality) {
      const wanted = RECALL[kind];
      check(nightdesk.recall < wanted, `${name}: recall@5 of ${kind} is ${nightdesk.recall.toFixed(4)}, not ${wanted}`);
    }
    const { p95 } = speed.nightdesk.keystroke;
    check(p95 > KEYSTROKE[name], `${name}: a keystroke takes ${p95.toFixed(1)} ms (p95), not ${KEYSTROKE[name]}`);
    const { ready } = speed.nightdesk;
    check(ready > READY[name], `${name}: the pack is ready after ${ready.toFixed(0)} ms, not ${READY[name]}`);
    for (const { what, time } of odd) {
      // A time that is not a number is what was thrown.
      check(!(time <= ODD), `${name}: ${what} takes ${typeof time === 'number' ? `${time.toFixed(1)} ms` : time}, not ${ODD} ms`);
    }
  }
  return list;
}

// Words as all parts of the benchmark see them: folding, splitting, and a seeded random generator.

/** Lower case without diacritics; `ł` has no decomposition in Unicode. */
export const fold = (text) => stripped(text.toLowerCase());

/** Without diacritics, capitals kept. */
export const stripped = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L');

/** The same string for titles that no search could tell apart. */
export const titleKey = (title) => fold(title).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** Runs of letters and digits with their positions. */
export const words = (text) =>
  [...text.matchAll(/[\p{L}\p{N}_]+/gu)].map((match) => ({ text: match[0], at: match.index }));

/** Words of four letters and more without a topic. */
const EMPTY = new Set(
  ('albo ależ aniżeli bądź będą będzie była było były bardzo ciebie czego czemu czyli dlaczego dlatego dopóki gdyby ' +
    'gdzie ich inne innych jaka jaki jakie jakich jako jego jeśli jeżeli jest jestem każdy każda każde kiedy kiedyś ' +
    'która które którego której który których którym którzy lecz lub między może można móc nawet nich niego niej nimi ' +
    'oraz podczas poniżej ponieważ powinien powyżej poza przed przez przy przykład również siebie sobie swoje swój ' +
    'takie taki także temu tego tych tylko więc według wiele wielu wszystkie wszystkich zamiast zawsze znów żeby żadne ' +
    'from that this what when where which with without your').split(' '),
);

export const isContent = (word) => /^\p{L}{4,}$/u.test(word) && !EMPTY.has(word.toLowerCase());

/** The text with one of its words replaced. */
export const replaced = (text, word, by) => text.slice(0, word.at) + by + text.slice(word.at + word.text.length);

/** A generator of numbers in [0, 1) that belongs to a name: adding an article changes no other article's questions. */
export function random(name) {
  let state = hash(name);
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const pick = (chance, list) => list[Math.floor(chance() * list.length)];

/** FNV-1a with a final mix, 32 bits. */
export function hash(text) {
  let h = 0x811c9dc5;
  for (const unit of text) h = Math.imul(h ^ unit.codePointAt(0), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

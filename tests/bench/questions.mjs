// Known-item questions, generated: for each article the words that somebody could type who wants exactly it.
//
// The source article is the only right answer, except that articles with the same title are all accepted, and those
// whose title is exactly what is asked: "Transformacja" is another form of "Transformacje", and an article of its own.
import { knows, load, otherForm } from './inflect.mjs';
import { fold, hash, isContent, pick, random, replaced, stripped, titleKey, words } from './words.mjs';

/**
 * The whole title; three words of it; these with a typo, without diacritics, with the last one cut, in other forms;
 * and, without a promise, the three words that tell the article's text best from the others.
 */
export const KINDS = ['title', 'keywords', 'typo', 'no-diacritics', 'prefix', 'inflected', 'text'];

/** Letter keys of a Polish keyboard; letters with diacritics are on the keys of their base letters. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/**
 * @param articles `{number, slug, title, text}` each
 * @param sample at most this many articles are asked for
 * @returns `{kind, text, slug, titleWords, answers}` each, `answers` being article numbers
 */
export function make(articles, sample) {
  const corpus = frequencies(articles);
  const grammar = load();
  const same = new Map();
  for (const { number, title } of articles) {
    const key = titleKey(title);
    if (!same.has(key)) same.set(key, []);
    same.get(key).push(number);
  }
  const chosen = articles
    .filter(({ title }) => titleKey(title) !== '')
    .sort((a, b) => hash(a.slug) - hash(b.slug))
    .slice(0, sample);
  return chosen.flatMap((article) => {
    const chance = (kind) => random(`${kind} ${article.slug}`);
    const keywords = titleWords(article, chance('keywords'));
    const texts = {
      title: article.title,
      keywords,
      typo: typo(keywords, chance('typo')),
      'no-diacritics': keywords && stripped(keywords) !== keywords ? stripped(keywords) : undefined,
      prefix: halfTyped(keywords),
      inflected: inflected(keywords, grammar, chance('inflected')),
      text: textWords(article, corpus),
    };
    const titled = (text) => same.get(titleKey(text)) ?? [];
    return KINDS.filter((kind) => texts[kind]).map((kind) => ({
      kind,
      text: texts[kind],
      slug: article.slug,
      titleWords: words(article.title).length,
      answers: [...new Set([...titled(article.title), ...titled(texts[kind])])],
    }));
  });
}

/** The number of articles that have each word. */
function frequencies(articles) {
  const holding = new Map();
  for (const article of articles) {
    for (const word of new Set(contentWords(article).map((word) => word.toLowerCase()))) {
      holding.set(word, (holding.get(word) ?? 0) + 1);
    }
  }
  return { holding, size: articles.length };
}

const contentWords = ({ title, text }) => words(`${title} ${text}`).map((word) => word.text).filter(isContent);

/** Three words of a title that carry its meaning, in their order; nothing where it has fewer. */
function titleWords({ title }, chance) {
  const content = words(title).map((word) => word.text).filter(isContent);
  if (content.length < 3) return undefined;
  while (content.length > 3) content.splice(Math.floor(chance() * content.length), 1);
  return content.join(' ');
}

/** The three words of an article that tell it best from the others, as written in it; never one in two forms. */
function textWords(article, { holding, size }) {
  const seen = new Map();
  for (const word of contentWords(article)) {
    const entry = seen.get(word.toLowerCase()) ?? { form: word, count: 0 };
    seen.set(word.toLowerCase(), { ...entry, count: entry.count + 1 });
  }
  const worth = ([word, { count }]) => count * Math.log(size / holding.get(word));
  const root = (word) => fold(word).slice(0, 4);
  const best = [...seen].sort((a, b) => worth(b) - worth(a) || (a[0] < b[0] ? -1 : 1));
  const different = best.filter(([word], at) => best.findIndex(([other]) => root(other) === root(word)) === at);
  if (different.length < 3) return undefined;
  return different.slice(0, 3).map(([, { form }]) => form).join(' ');
}

/** One typo in the longest word. */
function typo(text, chance) {
  if (text === undefined) return undefined;
  const [word] = words(text).sort((a, b) => b.text.length - a.text.length);
  for (;;) {
    const slipped = pick(chance, [substituted, swapped, dropped, doubled])([...word.text], chance);
    if (slipped !== word.text) return replaced(text, word, slipped);
  }
}

function substituted(letters, chance) {
  const at = Math.floor(chance() * letters.length);
  return splice(letters, at, 1, neighbour(letters[at], chance));
}

function swapped(letters, chance) {
  const at = Math.floor(chance() * (letters.length - 1));
  return splice(letters, at, 2, letters[at + 1] + letters[at]);
}

function dropped(letters, chance) {
  return splice(letters, Math.floor(chance() * letters.length), 1, '');
}

function doubled(letters, chance) {
  const at = Math.floor(chance() * letters.length);
  return splice(letters, at, 1, letters[at] + letters[at]);
}

const splice = (letters, at, count, by) => [...letters.slice(0, at), by, ...letters.slice(at + count)].join('');

/** The letter of a key beside the right one, or the letter itself where the keyboard does not have it. */
function neighbour(letter, chance) {
  const base = stripped(letter.toLowerCase());
  const row = ROWS.findIndex((keys) => keys.includes(base));
  if (row < 0) return letter;
  const column = ROWS[row].indexOf(base);
  const beside = [[row, -1], [row, 1], [row - 1, 0], [row - 1, 1], [row + 1, -1], [row + 1, 0]];
  const keys = beside.map(([y, step]) => ROWS[y]?.[column + step]).filter(Boolean);
  const key = pick(chance, keys);
  return letter === letter.toLowerCase() ? key : key.toUpperCase();
}

/** The title with 60 % of the letters of its last word. */
function halfTyped(title) {
  if (title === undefined) return undefined;
  const last = words(title).at(-1);
  if (!isContent(last.text)) return undefined;
  const length = Math.max(3, Math.round(last.text.length * 0.6));
  return title.slice(0, last.at) + last.text.slice(0, length);
}

/** The title with other forms of its words; nothing where none changes, or where it is in another language. */
function inflected(title, grammar, chance) {
  if (title === undefined) return undefined;
  const long = words(title).filter((word) => isContent(word.text));
  if (long.filter((word) => knows(grammar, word.text)).length * 2 <= long.length) return undefined;
  let text = title;
  for (const word of [...long].reverse()) {
    const form = otherForm(grammar, word.text, chance);
    if (form !== undefined) text = replaced(text, word, form);
  }
  return text === title ? undefined : text;
}

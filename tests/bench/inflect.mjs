// Other inflected forms of Polish words, by the affix rules of the Hunspell dictionary (npm: dictionary-pl).
//
// The dictionary is a development dependency: GPL, LGPL or MPL, never shipped. Its suffix flags are classes of endings,
// and a verb has its participles and its verbal noun as flags of their own: a form is exchanged within its class, so
// that "wyszukiwanie" becomes "wyszukiwania" and not "wyszukiwałybyście".
import dictionary from 'dictionary-pl';
import { pick } from './words.mjs';

/** What is never typed into a search field: persons of the past, impersonals, conditionals, particles. */
const PAST = /(ł[aoy]?|ł[ae][mś]|li|[lł][iy]śmy|[lł][iy]ście|by|by[mś]|byśmy|byście|wszy|łszy|no|to)$/u;
const PARTICLE = /(że|yż|eż|jż)$/u;

/** Words without a topic that look like forms of others: "można" is no form of "możny" here. */
const FIXED = new Set('można jest jako przez oraz kiedy gdzie między przed podczas jeśli gdy które który która'.split(' '));

/** Stems by entry and flags; loaded once. */
export function load() {
  const rules = readRules(new TextDecoder().decode(dictionary.aff));
  const entries = new Map();
  const endings = new Map();
  for (const line of new TextDecoder().decode(dictionary.dic).split('\n').slice(1)) {
    const [stem, flags = ''] = line.trim().split('/');
    // Proper names and abbreviations are not inflected: half of them would be words of other languages.
    if (!/^\p{Ll}{3,}$/u.test(stem)) continue;
    if (!entries.has(stem)) entries.set(stem, new Set());
    for (const flag of flags) if (rules.has(flag)) entries.get(stem).add(flag);
  }
  for (const flag of rules.keys()) {
    for (const rule of rules.get(flag)) {
      if (!endings.has(rule.add)) endings.set(rule.add, []);
      endings.get(rule.add).push({ flag, rule });
    }
  }
  return { rules, entries, endings };
}

function readRules(text) {
  const rules = new Map();
  for (const line of text.split('\n')) {
    const [kind, flag, strip, add, condition] = line.trim().split(/\s+/);
    // The header of a group has four parts. Prefixes ("nie-") make other words, not other forms.
    if (kind !== 'SFX' || condition === undefined) continue;
    if (!rules.has(flag)) rules.set(flag, []);
    const none = (part) => (part === '0' ? '' : part);
    rules.get(flag).push({ strip: none(strip), add: none(add), fits: new RegExp(`(?:${condition})$`, 'u') });
  }
  return rules;
}

const formed = (rule, stem) => stem.slice(0, stem.length - rule.strip.length) + rule.add;

const fits = (rule, stem) => rule.fits.test(stem) && stem.endsWith(rule.strip);

/** What a word may be a form of: `{stem, flag}`; no flag where it is the entry itself. */
function analyses(grammar, word) {
  const found = [];
  if (grammar.entries.has(word)) found.push({ stem: word, flag: undefined });
  for (let cut = 0; cut <= word.length - 2; cut += 1) {
    for (const { flag, rule } of grammar.endings.get(word.slice(word.length - cut)) ?? []) {
      const stem = word.slice(0, word.length - cut) + rule.strip;
      if (grammar.entries.get(stem)?.has(flag) && fits(rule, stem)) found.push({ stem, flag });
    }
  }
  return found;
}

const isVerb = (stem) => /[ćc]$/u.test(stem);

/** All forms of the class that the word belongs to. */
function siblings(grammar, { stem, flag }) {
  const make = (one) => grammar.rules.get(one).filter((rule) => fits(rule, stem)).map((rule) => formed(rule, stem));
  const flags = [...grammar.entries.get(stem)];
  if (!isVerb(stem)) {
    // The adverb, the vocative of feminine nouns ("zmiano") and an old genitive ("operacyj") are left out.
    const odd = [stem.replace(/a$/u, 'o'), stem.replace(/ja$/u, 'yj')].filter((form) => form !== stem);
    return [stem, ...flags.filter((one) => one !== 'y').flatMap(make)].filter((form) => !odd.includes(form));
  }
  const finite = (form) => !PAST.test(form) && !PARTICLE.test(form);
  // Verbal nouns and participles are declined by themselves.
  const declined = (one) => make(one).some((form) => /(nia|cia|niem|ciem|nego|tego|cego)$/u.test(form));
  if (flag !== undefined && declined(flag)) return make(flag);
  return [stem, ...flags.filter((one) => !declined(one) && make(one).some(finite)).flatMap(make).filter(finite)];
}

/** Another form of the word, or nothing where the dictionary has none. */
export function otherForm(grammar, word, chance) {
  const lower = word.toLowerCase();
  if (FIXED.has(lower) || word === word.toUpperCase()) return undefined;
  const all = analyses(grammar, lower);
  // "format" is a noun and an imperative: the noun is what help articles mean.
  const nouns = all.filter(({ stem }) => !isVerb(stem));
  const classes = (nouns.length > 0 ? nouns : all).map((one) => siblings(grammar, one));
  const others = [...new Set(classes.flat())].filter((form) => form !== lower && form.length >= 3);
  if (others.length === 0) return undefined;
  // "listy" is the plural of "letter" or the genitive of "list": a form of both is another form of whichever was meant.
  const common = others.filter((form) => classes.every((forms) => forms.includes(form)));
  const chosen = pick(chance, common.length > 0 ? common : others);
  return word[0] === lower[0] ? chosen : chosen[0].toUpperCase() + chosen.slice(1);
}

export const knows = (grammar, word) => analyses(grammar, word.toLowerCase()).length > 0;

// What the page hands over, looked at before it is used: described for a warning, compared, and written as JSON of texts
// alone. Own properties of the right type count and nothing else, and nothing of the page's is called.
//
// First of the scripts that become page-*.js; it knows none of the others. Given: any values. Gives: `warn` and what words
// a warning (`quote`, `called`, `nearest`, `list`, `faults`), `among`, `isObject`, and `written`, the JSON.

// What a page may have put in front of the document's own: see loader.js.
const of = (name) => Reflect.get(Document.prototype, name, document);
const quietly = () => {};
const warn = (message) => console.warn(`nightdesk: ${message}`);
// What a value is when it is written; there are some that cannot be.
const plain = (value) => {
  try {
    return String(value);
  } catch {
    return "?";
  }
};
const quote = (value) => JSON.stringify(plain(value).slice(0, 60));

function called(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return { undefined: "nothing", string: `the text ${typeof value === "string" && quote(value)}`, object: "an object" }[typeof value] ?? `a ${typeof value}`;
}

// How many letters differ, as far as that matters for a guess.
function distance(a, b) {
  let row = [];
  for (let at = 0; at <= b.length; at += 1) row[at] = at;
  for (let line = 1; line <= a.length; line += 1) {
    const next = [line];
    for (let at = 1; at <= b.length; at += 1) {
      const same = a[line - 1] === b[at - 1] ? 0 : 1;
      next[at] = Math.min(row[at] + 1, next[at - 1] + 1, row[at - 1] + same);
    }
    row = next;
  }
  return row[b.length];
}

function nearest(wanted, all) {
  let best = "";
  let least = 3;
  for (const one of all) {
    const far = distance(plain(wanted).slice(0, 40).toLowerCase(), one);
    if (far < least) [best, least] = [one, far];
  }
  return best;
}

// Methods of arrays may be anybody's: `includes` of an old library's own says what it likes.
const among = (value, all) => {
  for (const one of all) if (one === value) return true;
  return false;
};

const list = (all) => {
  let text = "";
  for (const one of all) text += `${text && ", "}${one}`;
  return text;
};

// What belongs to a value itself: a page may have put anything on the prototype of all objects.
const own = (value, name) => (value !== null && typeof value === "object" && Object.hasOwn(value, name) ? value[name] : undefined);

// A visitor or a request as JSON, of texts alone. Nothing of the page's is called: not `toJSON`, not an iterator.
function written(value, names, wrong) {
  let text = "";
  const add = (name, json) => {
    text += `${text && ","}${JSON.stringify(name)}:${json}`;
  };
  const simple = (one) => among(typeof one, ["string", "number", "boolean"]);
  // Longer than any field takes, and without halves of characters, which JSON has no room for.
  const cut = (one) => JSON.stringify(String(one).slice(0, 8000).replace(/\p{Cs}/gu, ""));
  for (const name of names) {
    const one = own(value, name);
    if (one === undefined || one === null) continue;
    if (typeof one === "string") add(name, cut(one));
    else wrong(`"${name}" is ${called(one)}, a text is wanted`);
  }
  const fields = own(value, "fields");
  if (fields === undefined || fields === null) return text;
  if (typeof fields !== "object" || Array.isArray(fields)) {
    wrong(`"fields" is ${called(fields)}; write fields: { order: "12345" }`);
    return text;
  }
  let inner = "";
  for (const name in fields) {
    if (!Object.hasOwn(fields, name)) continue;
    const one = fields[name];
    if (simple(one)) inner += `${inner && ","}${cut(name)}:${cut(one)}`;
    else if (one !== undefined && one !== null) wrong(`the field "${name}" is ${called(one)}, a text is wanted`);
  }
  add("fields", `{${inner}}`);
  return text;
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// Gathers what is wrong with a command, to say it in one warning.
function faults(command) {
  let text = "";
  return {
    add: (what) => {
      text += `${text && "; "}${what}`;
    },
    tell: () => text && warn(`${command}(): ${text}.`),
  };
}

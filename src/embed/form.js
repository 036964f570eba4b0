// The browser's half of the form for a request to a person: what keeps it, sends it and hands it out. Appended to the
// code that wasm-bindgen writes for `src/form`, so it may call `__wbg_init` and `begin`. All decisions are on the
// Rust side; here is what only a browser can do.

// Drafts and requests on their way, and their files. A browser that dies loses what localStorage took in its last
// seconds, and a page that is left loses what IndexedDB was just taking: each change goes into both, and of two
// versions the one with the higher number counts. What IndexedDB has leaves localStorage at once: there, what was
// deleted could come back with a browser that died before it knew.
const KEY = "nightdesk.request.";
// A database without content, there while something waits to be sent: the loader looks for its name.
const FLAG = "nightdesk-outbox";
// How long an answer may take: so many milliseconds, and for each byte that is sent a little more.
const PATIENCE = 30000;
const PER_BYTE = 0.05;

// The page is told in the record, where the visitor leaves it there, and nowhere else. Followed, a redirect turns a letter into a question for another page, and that page's answer into "sent".
const POST = { method: "POST", cache: "no-store", redirect: "error", referrerPolicy: "strict-origin" };

const settled = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = request.onblocked = () => fail(request.error);
  });

let opened;
const database = () =>
  (opened ||= (() => {
    const request = indexedDB.open("nightdesk", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("requests", { keyPath: "id" });
      request.result.createObjectStore("files");
    };
    return settled(request).then((base) => {
      // Another tab deletes everything: it must not have to wait for this one.
      base.onversionchange = () => {
        base.close();
        opened = null;
      };
      return base;
    });
  })().catch((error) => {
    opened = null;
    throw error;
  }));

// Runs something in a transaction and waits until the disk has it.
async function stored(store, mode, run) {
  const base = await database();
  return new Promise((done, fail) => {
    const transaction = base.transaction(store, mode, { durability: "strict" });
    const request = run(transaction.objectStore(store));
    transaction.oncomplete = () => done(request?.result);
    transaction.onabort = transaction.onerror = () => fail(transaction.error);
  });
}

// What a page may have put in front of the document's own: see loader.js. Methods of arrays may be anybody's, too, and a
// `toJSON` may be on every object.
const of = (name) => Reflect.get(Document.prototype, name, document);
const make = (tag) => of("createElement").call(document, tag);
const json = (value) => JSON.stringify({ __proto__: null, ...value });

// Both stores throw where a page may not use them, each in its own way.
const local = (run) => {
  try {
    return run(localStorage);
  } catch {}
};

// Writes of one request, one after the other; of those that come while one is under way only the last counts.
const writing = new Map();
function persist(record) {
  const under = writing.get(record.id);
  if (under) {
    under.next = record;
    return under.done;
  }
  const entry = {};
  writing.set(record.id, entry);
  entry.done = (async () => {
    try {
      for (let now = record; now; now = entry.next) {
        entry.next = null;
        await stored("requests", "readwrite", (store) => (now.text ? store.put(now) : store.delete(now.id)));
        if (!entry.next) break;
      }
      return true;
    } catch {
      return false;
    } finally {
      writing.delete(record.id);
    }
  })();
  return entry.done;
}

const keeper = {
  // All that is kept, newest versions, as texts.
  async read() {
    const found = new Map();
    const take = (record) => {
      const other = found.get(record.id);
      if (!other || other.rev < record.rev) found.set(record.id, record);
    };
    // Asking must not make an empty database.
    const names = await (async () => indexedDB.databases?.())().catch(() => []);
    let there = !names;
    for (const { name } of names ?? []) there ||= name === "nightdesk";
    if (there) for (const record of await stored("requests", "readonly", (store) => store.getAll()).catch(() => [])) take(record);
    local((storage) => {
      for (const key of Object.keys(storage)) {
        if (!key.startsWith(KEY)) continue;
        const value = storage[key];
        take({ id: key.slice(KEY.length), rev: parseInt(value), text: value.slice(value.indexOf("\n") + 1) });
      }
    });
    const texts = [];
    for (const { text } of found.values()) texts[texts.length] = text;
    return texts;
  },
  // Keeps a version; tells whether one of the stores has it.
  async write(id, rev, text) {
    const now = local((storage) => {
      storage[KEY + id] = `${rev}\n${text}`;
      return true;
    });
    const kept = await persist({ id, rev, text });
    if (kept) local((storage) => storage[KEY + id]?.startsWith(`${rev}\n`) && storage.removeItem(KEY + id));
    return kept || !!now;
  },
  async remove(id) {
    local((storage) => storage.removeItem(KEY + id));
    // In the same queue: what is typed while this goes on must not be deleted with what was typed before.
    await persist({ id });
    await keeper.drop(id, 0);
  },
  // Deletes the files from a place on.
  async drop(id, from) {
    const places = IDBKeyRange.bound([id, from], [id, []]);
    await stored("files", "readwrite", (store) => store.delete(places)).catch(() => {});
  },
  // Everything is gone: nothing of ours stays in this browser.
  clear() {
    opened = opened?.then((base) => base.close()).catch(() => {}) && null;
    local((storage) => {
      for (const key of Object.keys(storage)) if (key.startsWith(KEY)) storage.removeItem(key);
    });
    try {
      indexedDB.deleteDatabase("nightdesk");
    } catch {}
  },
  async flag(up) {
    try {
      if (up) (await settled(indexedDB.open(FLAG))).close();
      else await settled(indexedDB.deleteDatabase(FLAG));
    } catch {}
  },
  // Files by the number of their place; what is kept is the file itself.
  async keep(id, number, file) {
    return stored("files", "readwrite", (store) => store.put(file, [id, number])).then(() => true, () => false);
  },
  async file(id, number) {
    return stored("files", "readonly", (store) => store.get([id, number])).catch(() => undefined);
  },
  async base64(id, number) {
    const file = await keeper.file(id, number);
    if (!file) return undefined;
    const url = await new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.onerror = () => done("");
      reader.readAsDataURL(file);
    });
    return url.slice(url.indexOf(",") + 1);
  },
  // One HTTP call. Tells the answer, or that there was none.
  async send(text, id, count) {
    const call = JSON.parse(text);
    const offline = () => navigator.onLine === false;
    if (offline()) return json({ offline: true });
    const headers = new Headers(call.headers);
    let body = call.body;
    let size = body.length;
    if (call.kind === "json") headers.set("content-type", "application/json");
    if (call.kind === "plain") headers.set("content-type", "text/plain;charset=UTF-8");
    if (call.kind === "form") body = new URLSearchParams(call.body);
    if (call.kind === "multipart") {
      body = new FormData();
      for (const [name, value] of call.body) body.append(name, value);
      for (let number = 0; call.files && number < count; number++) {
        const file = await keeper.file(id, number);
        if (!file) continue;
        body.append(call.files, file, file.name);
        size += file.size;
      }
    }
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(), PATIENCE + size * PER_BYTE);
    try {
      const answer = await fetch(call.url, { ...POST, headers, body, signal: end.signal });
      const words = await answer.text();
      const reply = { status: answer.status, retry: answer.headers.get("retry-after") || "", body: words.slice(0, 1e5) };
      return json(reply);
    } catch {
      return json({ lost: true, offline: offline() });
    } finally {
      clearTimeout(timer);
    }
  },
  // One tab at a time: gives what ends it, or nothing where another tab has it. `steal` takes it from there.
  lock(name, steal, lost) {
    return new Promise((done) => {
      const { locks } = navigator;
      if (!locks) return done(lease(name, steal, lost));
      const held = (lock) => (lock ? new Promise((end) => done(end)) : done(undefined));
      // Where a page may not have locks it has no stores either, and no other tab to be kept apart from.
      const failed = (error) => (error.name === "AbortError" ? lost?.() : done(() => {}));
      locks.request(name, steal ? { steal } : { ifAvailable: true }, held).catch(failed);
    });
  },
  // 122 random bits, as RFC 4122 writes them; `crypto.randomUUID` is missing on pages without TLS.
  uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    let text = "";
    for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  },
  // Whether a value has the form that a `pattern` asks for, as HTML has it.
  fits(pattern, value) {
    for (const flag of ["v", "u"]) {
      try {
        return new RegExp(`^(?:${pattern})$`, flag).test(value);
      } catch {}
    }
    // A browser that cannot read the pattern must not keep anybody from sending.
    return true;
  },
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {}
    // Without TLS, or where the page may not: the older way, which needs a field.
    const active = of("activeElement");
    const focused = active?.shadowRoot?.activeElement || active;
    const field = make("textarea");
    field.value = text;
    of("body").append(field);
    field.select();
    const copied = of("execCommand").call(document, "copy");
    field.remove();
    focused?.focus();
    return copied;
  },
  save(name, type, text) {
    const url = URL.createObjectURL(new Blob([text], { type }));
    follow(url, name);
    setTimeout(() => URL.revokeObjectURL(url), 9999);
  },
  follow: (url) => follow(url),
  language_name(code) {
    try {
      return new Intl.DisplayNames([code], { type: "language" }).of(code);
    } catch {
      return code;
    }
  },
  // The visitor's time with its distance from UTC, in RFC 3339.
  local_time(at) {
    const ahead = -new Date(at).getTimezoneOffset();
    const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
    const shifted = new Date(at + ahead * 60000).toISOString().slice(0, 19);
    return `${shifted}${ahead < 0 ? "-" : "+"}${two(ahead / 60)}:${two(ahead % 60)}`;
  },
};

function follow(href, name) {
  const link = make("a");
  link.href = href;
  if (name) link.download = name;
  link.click();
}

// Where there are no locks (pages without TLS): a lease in localStorage, looked at twice.
async function lease(name, steal, lost) {
  const key = `nightdesk.lease.${name}`;
  const own = keeper.uuid();
  const other = () => local((storage) => storage[key])?.split(" ");
  const write = () => local((storage) => (storage[key] = `${own} ${Date.now() + 4000}`));
  const taken = other();
  if (!steal && taken && +taken[1] > Date.now() && taken[0] !== own) return undefined;
  write();
  await new Promise((done) => setTimeout(done, 60));
  const mine = () => !other() || other()[0] === own;
  if (!mine()) return undefined;
  const end = () => {
    clearInterval(timer);
    removeEventListener("pagehide", end);
    if (mine()) local((storage) => storage.removeItem(key));
  };
  const timer = setInterval(() => {
    if (mine()) return write();
    end();
    lost?.();
  }, 500);
  // The next page of this tab must not wait for it to run out.
  addEventListener("pagehide", end);
  return end;
}

// Starts the form once; `desk` is what the widget's own program tells it.
export async function form(wasm, root, desk) {
  await __wbg_init({ module_or_path: wasm });
  const made = begin(keeper, root, desk);
  const wake = () => made.wake();
  for (const type of ["online", "pageshow", "focus", "visibilitychange"]) addEventListener(type, wake);
  // Another tab has changed something.
  addEventListener("storage", ({ key, newValue }) => {
    if (key?.startsWith(KEY)) made.changed(key.slice(KEY.length), newValue ? newValue.slice(newValue.indexOf("\n") + 1) : "");
  });
  return made;
}

// The browser's half of the form for a request to a person: what sends it and hands it out; storage.js, which stands before
// it, keeps it. Both are appended to the code that wasm-bindgen writes for `src/form`, so this may call `__wbg_init` and
// `begin`. All decisions are on the Rust side; here is what only a browser can do.

// How long an answer may take: so many milliseconds, and for each byte that is sent a little more.
const PATIENCE = 30000;
const PER_BYTE = 0.05;

// The page is told in the record, where the visitor leaves it there, and nowhere else. Followed, a redirect turns a request
// to a person into a question for another page, and that page's answer into "sent".
const POST = { method: "POST", cache: "no-store", redirect: "error", referrerPolicy: "strict-origin" };

// What a page may have put in front of the document's own: see loader.js. Methods of arrays may be anybody's, too, and a
// `toJSON` may be on every object.
const of = (name) => Reflect.get(Document.prototype, name, document);
const make = (tag) => of("createElement").call(document, tag);
const json = (value) => JSON.stringify({ __proto__: null, ...value });

// An address of ours belongs to the page's own site, wherever its `<base>` leads: what a visitor writes must not go there. A
// page without an origin of its own has its document's, or this script's.
function address(url) {
  for (const site of [location.origin, self.origin, import.meta.url]) {
    try {
      return new URL(url, site).href;
    } catch {}
  }
  return url;
}

Object.assign(storage, {
  async base64(id, number) {
    const file = await storage.file(id, number);
    if (!file) return undefined;
    const reading = new Promise((done, fail) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.onerror = () => fail(reader.error);
      reader.readAsDataURL(file);
    });
    const url = await within(reading, FILE_STEPS);
    return url.slice(url.indexOf(",") + 1);
  },
  // One HTTP call. Tells the answer, that there was none, or that a file could not be read and nothing was sent.
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
        const file = await storage.file(id, number).catch(() => undefined);
        // Never without it: that would be another message.
        if (!file) return json({ unread: true });
        body.append(call.files, file, file.name);
        size += file.size;
      }
    }
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(), PATIENCE + size * PER_BYTE);
    try {
      const answer = await fetch(address(call.url), { ...POST, headers, body, signal: end.signal });
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
    const { locks } = navigator;
    if (!locks) return lease(name, steal, lost);
    let over = false;
    const asked = new Promise((done, fail) => {
      // One that is given after nobody waited for it is given back.
      const hold = (lock) => {
        if (over) return undefined;
        over = true;
        return lock ? new Promise((end) => done(end)) : done(undefined);
      };
      const failed = (error) => (over && error?.name === "AbortError" ? lost?.() : fail(error));
      locks.request(name, steal ? { steal } : { ifAvailable: true }, hold).catch(failed);
    });
    return within(asked).catch(() => {
      over = true;
      return lease(name, steal, lost);
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
  address: (url) => address(url),
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
});

function follow(href, name) {
  const link = make("a");
  link.href = href;
  if (name) link.download = name;
  link.click();
}

// Where there are no locks (pages without TLS, or where the page may not have them): a lease in localStorage, looked at
// twice. One that cannot be read may be another tab's: so it is not taken, until it was tried some times. Where the page
// may have no storage at all, there is no other tab to be kept apart from.
let blind = 0;
async function lease(name, steal, lost) {
  const key = `nightdesk.lease.${name}`;
  const own = storage.uuid();
  const other = () => localStorage?.[key]?.split(" ");
  const write = () => (localStorage[key] = `${own} ${Date.now() + 4000}`);
  const mine = () => (other()?.[0] ?? own) === own;
  try {
    const taken = other();
    if (!steal && taken && +taken[1] > Date.now() && taken[0] !== own) return undefined;
    write();
    await new Promise((done) => setTimeout(done, 60));
    if (!mine()) return undefined;
    blind = 0;
  } catch (error) {
    // A store that is full can be read: what stands there is nobody's.
    if (denied(error) || error?.name === "QuotaExceededError" || blind++ > 2) return () => {};
    return undefined;
  }
  const end = () => {
    clearInterval(timer);
    removeEventListener("pagehide", end);
    try {
      if (mine()) localStorage.removeItem(key);
    } catch {}
  };
  const timer = setInterval(() => {
    try {
      if (mine()) return write();
    } catch {
      // Not read: whose it is shows the next time.
      return undefined;
    }
    end();
    lost?.();
  }, 500);
  // The next page of this tab must not wait for it to run out.
  addEventListener("pagehide", end);
  return end;
}

// Starts the form once; `port` is what it may ask of the widget's own program: see port.js.
export async function form(wasm, root, port) {
  await __wbg_init({ module_or_path: wasm });
  const made = begin(storage, root, port);
  const wake = () => made.wake();
  emptied = () => made.emptied();
  for (const type of ["online", "pageshow", "focus", "visibilitychange"]) addEventListener(type, wake);
  // Another tab has changed something.
  addEventListener("storage", ({ key, newValue }) => {
    if (key?.startsWith(KEY)) made.changed(key.slice(KEY.length), newValue ? newValue.slice(newValue.indexOf("\n") + 1) : "");
  });
  return made;
}

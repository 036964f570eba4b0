// What can wait until the help is open: watching the element's attributes and the page, deleting old drafts, handing out
// files. After values.js, before page.js, which calls it.
//
// Given: the element or a way to it, the facts of loader.js and, for attributes, the codes of the languages and what takes a
// command. Gives: `watchAttributes`, `watchPage`, `deleteOldDrafts`, `saveFile`.

const ATTRIBUTES = { "data-theme": ["auto", "light", "dark"], "data-position": ["right", "left"], "data-launcher": ["show", "none"] };

// Looks at an element's attributes, now and when they change.
function watchAttributes(widget, facts, pick, codes, call) {
  // `old` is what the attribute was; undefined at the first opening.
  const heed = (name, old) => {
    const value = widget.getAttribute(name);
    if (value === null || value === old) return;
    const known = ATTRIBUTES[name] ?? codes;
    if (!among(value, known) && (known !== codes || !pick(value))) {
      warn(`${name}=${quote(value)} is not known; write one of ${list(known)}.`);
    } else if (known === codes && (old !== undefined || (!facts.s && !widget.told && pick(value) !== widget.text))) {
      // Not where the visitor chose another in this tab, or a command came before.
      call([widget, "lang", value]);
    }
  };
  const names = ["data-lang", ...Object.keys(ATTRIBUTES)];
  for (const name of names) heed(name);
  new MutationObserver((changes) => {
    for (const { attributeName, oldValue } of changes) heed(attributeName, oldValue);
  }).observe(widget, { attributeFilter: names, attributeOldValue: true });
}

// Hears of the program's end and of other pages; `opened` gives the element that was opened last.
function watchPage(facts, opened) {
  let crashed = false;
  // Whether an uncaught error is the end of the program: thrown by it, or by what wasm-bindgen wrote around it. The first
  // line of the stack that is no program's says whose it is.
  const ends = (error) => {
    if (!crashed && !(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) return false;
    for (const line of `${error?.stack}`.split("\n")) {
      if (/:\d+:\d+/.test(line) && !/wasm/i.test(line)) return line.includes(facts.here);
    }
    return false;
  };
  // A program that has ended by a fault throws at every step: the first time is the last that the page hears of it.
  for (const type of ["error", "unhandledrejection"]) {
    const caught = (event) => {
      const error = event.error ?? event.reason;
      if (!ends(error)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      crashed = true;
      facts.crash(error);
    };
    addEventListener(type, caught, true);
  }
  // Another page has other suggestions. Its title comes a little after its address.
  const later = () => {
    // What a page has suggested ends with it.
    if (facts.suggested?.[0] !== location.href) facts.suggested = null;
    setTimeout(() => opened().started?.then((one) => one.look()).catch(quietly), 300);
  };
  for (const type of ["popstate", "hashchange", "turbo:load"]) addEventListener(type, later);
  window.navigation?.addEventListener?.("currententrychange", later);
}

// Deletes drafts that nobody has changed for 30 days. Others stay for the form to read: younger ones, and
// those of which nothing can be told: damaged, or perhaps newer in localStorage.
async function deleteOldDrafts() {
  if (origin === "null") return;
  for (const { name } of await indexedDB.databases()) if (name === "nightdesk") sweep();
}

function sweep() {
  const asked = indexedDB.open("nightdesk");
  // Deleted meanwhile: an empty one would have no room for drafts.
  asked.onupgradeneeded = () => asked.transaction.abort();
  asked.onsuccess = () => {
    const base = asked.result;
    // An open connection would keep others from deleting everything: it ends, whatever happens.
    const end = (base.onversionchange = () => base.close());
    try {
      const stores = base.transaction(["requests", "files"], "readwrite");
      stores.oncomplete = stores.onabort = end;
      stores.objectStore("requests").openCursor().onsuccess = ({ target: { result: at } }) => {
        try {
          const changed = at.value.seen || JSON.parse(at.value.text).changed;
          if (changed < Date.now() - 2592e6 && localStorage.getItem(`nightdesk.request.${at.key}`) === null) {
            stores.objectStore("files").delete(IDBKeyRange.bound([at.key], [at.key, []]));
            at.delete();
          }
        } catch {}
        at?.continue();
      };
    } catch {
      end();
    }
  };
}

// Hands the visitor a file of a calendar.
function saveFile(name, text) {
  const link = of("createElement").call(document, "a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 9999);
}

// Runs the widget: checks and inflates its parts, mounts it, opens and closes it, and when a part is missing or
// damaged shows what is always there: the ways to a person. Appended to the code that wasm-bindgen writes, so it
// may call `__wbg_init` and `mount`. The build fills in the constants.

const words = __NIGHTDESK_WORDS__;
const failureStyle = __FAILURE_STYLE__;

// A file of the bundle, inflated and checked: its name ends with the start of its SHA-256. A server may have
// inflated it already. Only secure contexts can hash; elsewhere gzip's own checksum stands.
async function checked(name, answer) {
  if (!answer.ok) throw Error(`${name}: ${answer.status}`);
  let bytes = await answer.arrayBuffer();
  if (new Uint8Array(bytes)[0] === 0x1f) {
    bytes = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }
  const expected = name.split(/[-.]/).at(-2);
  const digest = crypto.subtle && new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (digest && !Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").startsWith(expected)) {
    throw Error(`${name}: the content does not fit the name`);
  }
  return new Uint8Array(bytes);
}

function element(parent, tag, text, attributes = {}) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.append(text);
  parent.append(made);
  return made;
}

// `widget` is the custom element; `facts` are file names, the base URL, the language and the parts under way.
export function start(widget, facts) {
  const { root, button, label } = widget;
  let lang = facts.lang;
  let app = null;
  let starting = null;
  let failure = null;
  let shown = false;

  // What the widget's Rust side may ask for.
  const host = {
    root,
    lang,
    base: facts.base,
    close: () => toggle(),
    get writes() {
      return !!words[lang].form;
    },
    write: async (place, about) => {
      const file = words[lang].form;
      // Kept: without a network the form must still open, to show what waits for it.
      kept[file] ||= host.file(file);
      kept[file].catch(() => delete kept[file]);
      const [made, bytes] = await Promise.all([form(), kept[file]]);
      const { origin, pathname } = location;
      if (!made.open(place, bytes, about, [origin + pathname, document.title], visitor())) throw Error("the form is damaged");
    },
    pack: (code) => facts.get(facts.langs[code][0]).then((answer) => checked(facts.langs[code][0], answer)),
    file: (name) => facts.get(name).then((answer) => checked(name, answer)),
    save(name, text) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 9999);
    },
    speaks(code) {
      lang = code;
      label.textContent = facts.langs[code][1];
    },
  };

  // What the page knows of its visitor: `(window.nightdesk ||= []).push(["identify", { name, email, phone, fields }])`.
  // The last word counts. Anything may stand there: the form takes texts and nothing else.
  const visitor = () => {
    try {
      return JSON.stringify(Array.from(window.nightdesk).findLast(([command]) => command === "identify")[1]) || "";
    } catch {
      return "";
    }
  };

  // The form for a request to a person: a program of its own, fetched when somebody wants to write or has something
  // to be sent.
  let forming = null;
  const kept = {};
  const form = () => {
    const [script, wasm] = words[""];
    const desk = {
      suggest: (text) => app.suggest(text),
      promise: (schedule, reply) => app.promise(schedule, reply),
      stage: (stage) => widget.dispatchEvent(new CustomEvent("nightdesk:contact", { detail: { stage }, bubbles: true, composed: true })),
    };
    forming ||= Promise.all([import(facts.base + script), host.file(wasm)]).then(([code, bytes]) => code.form(bytes, root, desk));
    forming.catch(() => (forming = null));
    return forming;
  };

  // Deletes drafts of which nobody has changed a letter for 30 days; those that are younger stay for the form to read.
  const sweep = ({ target: { result: base } }) => {
    const stores = base.transaction(["requests", "files"], "readwrite");
    stores.oncomplete = () => base.close();
    stores.objectStore("requests").openCursor().onsuccess = ({ target: { result: at } }) => {
      if (at && JSON.parse(at.value.text).changed < Date.now() - 2592e6) {
        at.delete();
        stores.objectStore("files").delete(IDBKeyRange.bound([at.key], [at.key, []]));
      }
      at?.continue();
    };
  };

  const run = async () => {
    const names = [facts.wasm, facts.langs[lang][0]];
    const parts = facts.parts || names.map(facts.get);
    // Used once: another attempt fetches anew.
    facts.parts = null;
    const [wasm, pack] = await Promise.all(parts.map(async (part, at) => checked(names[at], await part)));
    await __wbg_init({ module_or_path: wasm });
    const made = mount(host, pack);
    // As each minute begins, and when the page comes back: its timers may have slept.
    let timer;
    const tick = () => {
      clearTimeout(timer);
      made.tick();
      timer = setTimeout(tick, 60030 - (Date.now() % 60000));
    };
    tick();
    for (const type of ["visibilitychange", "pageshow", "focus"]) addEventListener(type, tick);
    return made;
  };

  const fail = (error) => {
    console.warn("nightdesk:", error);
    const { sorry, all, close, title, ways } = words[lang];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(failureStyle);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets.slice(0, 1), sheet];
    failure?.remove();
    failure = element(root, "section", "", { class: "instead", role: "dialog", "aria-label": title });
    const box = element(failure, "div", "", { class: "failure" });
    element(box, "p", sorry);
    for (const [way, value, href] of ways) element(element(box, "p", `${way}: `), "a", value, { href });
    element(element(box, "p"), "a", all, { href: `${facts.base}${lang}/` });
    const end = element(box, "button", close, { type: "button" });
    end.onclick = toggle;
    end.focus();
  };

  // Opens or closes; `quiet` leaves the focus where it is (the widget came back by itself).
  const toggle = async (quiet) => {
    shown = !shown;
    widget.toggleAttribute("open", shown);
    button.ariaExpanded = shown;
    if (!shown) {
      app?.hide();
      failure?.remove();
      button.focus();
      return;
    }
    button.ariaBusy = true;
    try {
      starting ||= run();
      app = await starting;
      if (shown) app.show(quiet !== true);
    } catch (error) {
      starting = null;
      if (shown) fail(error);
    }
    button.ariaBusy = false;
  };

  for (const type of ["keydown", "keyup", "keypress"]) {
    widget.addEventListener(type, (event) => {
      // What is typed here must not reach the host page's shortcuts.
      event.stopPropagation();
      if (type === "keydown" && event.key === "Escape" && shown) {
        event.preventDefault();
        toggle();
      }
    });
  }
  // The preview built the content again: its new names are in the manifest.
  widget.renew = async () => {
    const { files } = await (await facts.get("manifest.json")).json();
    for (const code in facts.langs) {
      facts.langs[code][0] = files.find(({ file }) => file.startsWith(`pack-${code}-`)).file;
    }
    app.renew(await host.pack(lang));
  };
  starting = run();
  starting.catch(() => {});
  // What a visit before this one left to be sent; without a list of databases it is sent when somebody writes again.
  Promise.resolve()
    .then(() => origin !== "null" && indexedDB.databases())
    .then(async (all) => {
      const has = (wanted) => all.some(({ name }) => name === wanted);
      if (has("nightdesk-outbox")) (await form()).wake();
      else if (has("nightdesk")) indexedDB.open("nightdesk").onsuccess = sweep;
    })
    .catch(() => {});
  return { toggle };
}

// Between a widget and its programs: what the Rust side may ask of the browser (`host`, see src/widget/host.rs), what the
// form may ask of the widget's own program, and every call into that program. After files.js, before panel.js.
//
// Given, to `createPort`: what loader.js has; `failed`, called when what was drawn has gone; `close`, which closes the panel.
// Gives: what `createPort` returns; `emit`; and `crashed` and `crash`, the program's end, which all widgets of a page share
// as they share the program. The build fills in the constant.

// By language: the form's texts, `null` where there is no form, and the pack. Under no language: see src/studio/loader.rs.
const names = __NIGHTDESK_FILES__;
// One program for all widgets of a page, what ended it, and what each widget does then.
let program = null;
let crashed = null;
const shutDowns = new Set();
// What a page may have put in front of the document's own: see loader.js.
const of = (name) => Reflect.get(Document.prototype, name, document);

// The program cannot go on: what it drew goes away. page.js, too, calls this, for what is thrown where nobody catches it.
function crash(error) {
  crashed ||= error;
  for (const shutDown of shutDowns) shutDown(error);
}

// Tells the page what has happened in an element; nobody, where there is none any more.
function emit(widget, name, detail = {}) {
  widget?.dispatchEvent(new CustomEvent(`nightdesk:${name}`, { detail, bubbles: true, composed: true }));
}

// What is known of the visitor, as JSON, with the numbers of the question: each in the first field whose pattern it has.
function withNumbers(visitor, forms, question) {
  try {
    const { fields, ...known } = JSON.parse(visitor || "{}");
    const found = { __proto__: null };
    for (const topic of JSON.parse(new TextDecoder().decode(forms)).topics) {
      for (const { id, pattern } of topic.fields) {
        if (!pattern) continue;
        const whole = new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "u");
        const number = (whole.exec(question) || whole.exec(question.toUpperCase()))?.[0];
        // A pattern may also fit words.
        if (/(\d.*){4}/.test(number)) found[id] ??= number;
      }
    }
    return JSON.stringify({ __proto__: null, ...known, fields: { ...found, ...fields, __proto__: null } });
  } catch {
    return visitor;
  }
}

// One widget's port. Nothing of its state is seen from outside: start.js tells it of each element, by `attach` and `detach`.
function createPort([facts, , base, pick, bring, run], failed, close) {
  Object.assign(facts, names[""], { crash, here: import.meta.url });
  // The custom element, null while there is none; the shadow root and the launcher of that one or of the last.
  let widget;
  let root;
  let button;
  // Its signal ends all listening when the element is taken out.
  let lifetime;
  let lang;
  // The program's side, null until it runs and once it has ended; and what it draws in.
  let app = null;
  let place;
  // What is in the element, and its style sheets, while there is none.
  let nodes = [];
  let first;
  let sheets = [];
  let timer;
  const file = (name, early) => fetchFile(base, name, early);

  // A call into the program, which may end it.
  const ask = (call) => {
    try {
      return app && call(app);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) crash(error);
      // What the page has thrown in between: the next opening draws it anew.
      else shutDown(error);
    }
  };
  // What is drawn goes, and where it was to be seen the contact channels take its place.
  const shutDown = (error) => {
    app = null;
    place?.remove();
    if (widget) widget.started = null;
    failed(error);
  };
  // What a command wants; whether there is such a thing.
  const tell = (what, text) => ask((app) => app.tell(what, text));
  const suggest = (text) => ask((app) => app.suggest(text)) ?? "";

  // What the widget's Rust side may ask for.
  const host = {
    get root() {
      return root;
    },
    base: `${base}`,
    close,
    get writes() {
      return !!names[lang[0]][0];
    },
    write: async (place, about) => {
      // Of two that are under way, in two languages perhaps, the last one counts.
      last = place;
      const name = names[lang[0]][0];
      // Kept: without a network the form must still open, to show what waits for it.
      const texts = (kept[name] ||= file(name));
      texts.catch(() => delete kept[name]);
      const [made, bytes] = await Promise.all([form(), texts]);
      if (place !== last) return;
      let visitor = facts.preset || facts.visitor || "";
      facts.preset = "";
      // Once: a question that was sent is not filled in again.
      const [question] = about.split("\n", 1);
      if (question !== filled) visitor = withNumbers(visitor, bytes, question);
      filled = question;
      if (!made.open(place, bytes, about, [location.origin + location.pathname, of("title")], visitor)) throw Error("the form is damaged");
    },
    picture: (place, name, alt) =>
      bring("picture").then((code) => code.show(place, () => file(name), name, alt), () => (place.textContent = alt)),
    pack: (code) => file(names[pick(code)[0]][1]),
    file,
    save: (name, text) => run("save", name, text),
    speaks(code) {
      lang = pick(code);
      button.lastChild.data = lang[1];
      if (widget) widget.text = lang;
    },
    told: (name, text, count) =>
      emit(widget, name, name === "search" ? { query: text, count } : name === "vote" ? { slug: text, helpful: !!count } : { slug: text }),
  };

  // The form for a request to a person: a program of its own, fetched when somebody wants to write or has something
  // to be sent.
  let forming = null;
  const kept = {};
  let last;
  let filled = "";
  const form = () => {
    forming ||= Promise.all([bring("form"), file(facts.program)]).then(([code, bytes]) =>
      // With what it may ask of the widget's own program.
      code.form(bytes, root, {
        suggest,
        promise: (schedule, reply) => ask((app) => app.promise(schedule, reply)) ?? "",
        stage: (stage) => emit(widget, "contact", { stage }),
      }),
    );
    forming.catch(() => (forming = null));
    return forming;
  };

  // As each minute begins, and when the page comes back: its timers may have slept.
  const tick = () => {
    clearTimeout(timer);
    if (widget && app) {
      ask((app) => app.tick());
      timer = setTimeout(tick, 60030 - (Date.now() % 60000));
    }
  };

  // The preview built the content again.
  const renew = async (packs) => {
    for (const code in packs) if (names[code]) names[code][1] = packs[code];
    const one = lang;
    const pack = await host.pack(one[0]);
    // Another language was chosen meanwhile: its own is new anyway.
    if (one === lang) ask((app) => app.renew(pack));
  };

  // Where the visitor is: other pages have other suggestions. A title comes a little after its address.
  const look = () => {
    const parts = [location.origin, location.pathname, location.search, location.hash, of("title")];
    let text = "";
    for (let part of parts) {
      try {
        part = decodeURIComponent(part);
      } catch {}
      text += part.replace(/\s/g, " ") + "\n";
    }
    const [href, slugs] = facts.suggested || [];
    tell("page", text);
    if (href === location.href) tell("suggest", slugs);
  };

  const hide = () => {
    ask((app) => app.hide());
    // Whatever the program does or cannot do any more.
    if (place) place.hidden = true;
  };

  return {
    // What loader.js and page.js may ask for.
    commands: {
      tell,
      look,
      guess: suggest,
      // What waits to be sent is sent.
      wake: async () => (await form()).wake(),
    },
    hide,
    // Draws the panel; tells whether the program has done so.
    show(focus) {
      place.hidden = false;
      look();
      return ask((app) => (app.show(focus), true));
    },
    // The widget goes on in an element, closed, until `ends` is aborted.
    attach(element, ends) {
      widget = element;
      lifetime = ends;
      root = element.root;
      button = root.firstChild;
      root.append(...nodes);
      root.adoptedStyleSheets = [root.adoptedStyleSheets[0], ...sheets];
      element.renew = renew;
      shutDowns.add(shutDown);
      hide();
    },
    // The element is not there any more. Tells whether another one can take this up: a program that never ran cannot go on.
    detach() {
      // The next element may be another one, and this one may come back when others have taken its place.
      [, ...nodes] = root.childNodes;
      root.replaceChildren(button);
      [first, ...sheets] = root.adoptedStyleSheets;
      root.adoptedStyleSheets = [first];
      widget = null;
      if (!app) shutDowns.delete(shutDown);
      return app;
    },
    // Starts the program, unless it runs already since it went on from another element; then follows the page.
    async run() {
      const mine = lifetime;
      if (!app && !crashed) {
        lang = widget.text;
        // What is on its way since before this code was there, used once.
        const early = facts.part;
        facts.part = Promise.resolve();
        program ||= file(facts.wasm, () => early)
          .then((bytes) => WebAssembly.instantiate(bytes, __wbg_get_imports()))
          .then(({ instance, module }) => __wbg_finalize_init(instance, module));
        program.catch(() => (program = null));
        const [pack] = await Promise.all([file(names[lang[0]][1]), program]);
        // The element may be gone again: what is begun for nobody would stay for ever.
        if (!widget) return;
        app = mount(host, pack);
        place = root.querySelector(".place");
        place.hidden = true;
      }
      if (mine.signal.aborted || crashed) return;
      if (widget.text !== lang) tell("lang", widget.text[0]);
      tick();
      for (const type of ["visibilitychange", "pageshow", "focus"]) addEventListener(type, tick, mine);
      addEventListener("online", () => tell("online", ""), mine);
      widget.ready = true;
      emit(widget, "ready");
    },
  };
}

// Runs the widget: checks and inflates its parts, mounts it, opens and closes it, and when a part is missing or
// damaged shows what is always there: the ways to a person. Appended to the code that wasm-bindgen writes, so it
// may call what is in there. The build fills in the constants.

const words = __NIGHTDESK_WORDS__;
const failureStyle = __FAILURE_STYLE__;
// One program for all widgets of a page.
let program = null;
// The widget that is open.
let current = null;
// Those whose element was taken out: the next element goes on with one of them, since a program cannot give back what
// it has taken.
const idle = new Set();
// What a page may have put in front of the document's own: see loader.js.
const of = (name) => Reflect.get(Document.prototype, name, document);

// A file of the bundle, inflated and checked: its name ends with the start of its SHA-256. A server may have
// inflated it already. Only secure contexts can hash; elsewhere gzip's own checksum stands.
async function checked(name, answer) {
  if (!answer.ok) throw Error(`${name}: ${answer.status}`);
  let bytes = await answer.arrayBuffer();
  if (new Uint8Array(bytes)[0] === 0x1f) {
    bytes = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }
  if (crypto.subtle) {
    const digest = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));
    const hash = digest.replace(/\+/g, "-").replace(/\//g, "_").slice(0, 22);
    // A data file's name ends there; a picture's has all of it.
    if (!name.includes(`-${hash}`)) throw Error(`${name}: the content does not fit the name`);
  }
  return new Uint8Array(bytes);
}

function element(parent, tag, text, attributes = {}) {
  const made = of("createElement").call(document, tag);
  for (const name in attributes) if (Object.hasOwn(attributes, name)) made.setAttribute(name, attributes[name]);
  if (text) made.append(text);
  parent.append(made);
  return made;
}

// `widget` is the custom element, `parts` are those under way, `world` is what loader.js has.
export function start(widget, parts, world) {
  let desk;
  for (desk of idle) break;
  idle.delete(desk);
  desk ??= make(parts, world);
  desk.adopt(widget);
  return desk;
}

function make(parts, [facts, , base, pick, get, bring, run]) {
  let widget;
  let root;
  let button;
  let lang;
  // Once more past the cache, which may hold what a server said wrongly, for a year.
  const file = async (name, answer) => {
    try {
      return await checked(name, await (answer || get(name)));
    } catch {
      return checked(name, await fetch(base + name, { cache: "reload" }));
    }
  };
  const emit = (name, detail) =>
    widget?.dispatchEvent(new CustomEvent(`nightdesk:${name}`, { detail, bubbles: true, composed: true }));
  // Ends all listening when the element is taken out.
  let ends;
  let app = null;
  let starting = null;
  let failure = null;
  let shown = false;
  let before = null;
  // What is in the element, and its style sheets, while there is none.
  let nodes = [];
  let first;
  let sheets = [];
  Object.assign(facts, words[""]);

  // What the widget's Rust side may ask for.
  const host = {
    get root() {
      return root;
    },
    base: `${base}`,
    close: () => show(false),
    get writes() {
      return !!words[lang[0]][0];
    },
    write: async (place, about) => {
      const name = words[lang[0]][0];
      // Kept: without a network the form must still open, to show what waits for it.
      kept[name] ||= file(name);
      kept[name].catch(() => delete kept[name]);
      const [made, bytes] = await Promise.all([form(), kept[name]]);
      const { origin, pathname } = location;
      const visitor = facts.preset || facts.visitor || "";
      facts.preset = "";
      if (!made.open(place, bytes, about, [origin + pathname, of("title")], visitor)) throw Error("the form is damaged");
    },
    picture: (place, name, alt) =>
      bring("picture").then((code) => code.show(place, () => file(name), name, alt), () => (place.textContent = alt)),
    pack: (code) => file(pick(code)[1]),
    file,
    save: (name, text) => run("save", name, text),
    speaks(code) {
      lang = pick(code);
      if (widget) widget.tongue = lang;
      button.lastChild.data = widget.tongue[2];
    },
    told: (name, text, count) =>
      emit(name, name === "search" ? { query: text, count } : name === "vote" ? { slug: text, helpful: !!count } : { slug: text }),
  };

  // The form for a request to a person: a program of its own, fetched when somebody wants to write or has something
  // to be sent.
  let forming = null;
  const kept = {};
  const form = () => {
    const asked = {
      suggest: (text) => app.suggest(text),
      promise: (schedule, reply) => app.promise(schedule, reply),
      stage: (stage) => emit("contact", { stage }),
    };
    forming ||= Promise.all([bring("form"), file(facts.program)]).then(([code, bytes]) => code.form(bytes, root, asked));
    forming.catch(() => (forming = null));
    return forming;
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
    app.tell("page", text);
    if (href === location.href) app.tell("suggest", slugs);
  };

  // As each minute begins, and when the page comes back: its timers may have slept.
  let timer;
  const tick = () => {
    clearTimeout(timer);
    if (!widget) return;
    app.tick();
    timer = setTimeout(tick, 60030 - (Date.now() % 60000));
  };

  const begin = async () => {
    lang = widget.tongue;
    // Used once: another attempt fetches anew.
    const early = parts;
    parts = null;
    const [wasm, pack] = await Promise.all([
      file(facts.wasm, early?.then((answers) => answers[0])),
      file(lang[1], early?.then((answers) => answers[1])),
    ]);
    program ||= WebAssembly.instantiate(wasm, __wbg_get_imports()).then(({ instance, module }) => __wbg_finalize_init(instance, module));
    program.catch(() => (program = null));
    await program;
    // The element may be gone again: what is begun for nobody would stay for ever.
    app = widget && mount(host, pack);
  };

  // What goes on while the element is there and the program runs.
  const live = async () => {
    const { signal } = ends;
    await starting;
    if (signal.aborted) return;
    if (widget.tongue !== lang) app.tell("lang", widget.tongue[0]);
    tick();
    for (const type of ["visibilitychange", "pageshow", "focus"]) addEventListener(type, tick, { signal });
    widget.ready = true;
    emit("ready", {});
  };

  // Starts the program where it does not run yet, and what goes on beside it.
  const boot = () => {
    starting ||= begin();
    live().catch(() => {});
    // The next opening tries again.
    starting.catch(() => (starting = null));
  };

  const fail = (error, quiet) => {
    console.warn("nightdesk:", error);
    // It came back by itself: nobody has asked.
    if (quiet) return show(false);
    const [, title, sorry, all, close, ways] = words[widget.tongue[0]];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(failureStyle);
    root.adoptedStyleSheets = [root.adoptedStyleSheets[0], sheet];
    failure?.remove();
    failure = element(root, "section", "", { class: "instead", role: "dialog", "aria-label": title });
    failure.style.colorScheme = widget.getAttribute("data-theme");
    const box = element(failure, "div", "", { class: "failure" });
    element(box, "p", sorry);
    for (const [way, value, href] of ways) element(element(box, "p", `${way}: `), "a", value, { href });
    element(element(box, "p"), "a", all, { href: `${base + widget.tongue[0]}/` });
    const end = element(box, "button", close, { type: "button" });
    end.onclick = () => show(false);
    lift();
    end.focus();
    emit("error", { message: `${error}` });
  };

  // In the top layer no z-index of the page is above it.
  const lift = () => {
    const panel = root.lastElementChild;
    try {
      panel.popover = "manual";
      // Once more on top, of what came there since.
      panel.hidePopover();
      panel.showPopover();
    } catch {}
  };

  // Opens or closes, or the other of the two; `quiet` leaves the focus where it is (the widget came back by itself).
  const show = async (wanted = !shown, quiet = false) => {
    if (wanted === shown) return starting;
    shown = wanted;
    widget.toggleAttribute("open", shown);
    button.ariaExpanded = shown;
    if (!shown) {
      // Somebody who types elsewhere on the page goes on there.
      const inside = root.activeElement;
      current = null;
      app?.hide();
      failure?.remove();
      if (inside) (before?.isConnected ? before : button).focus();
      emit("close", {});
      return;
    }
    current?.(false);
    current = show;
    let active = of("activeElement");
    // A button in a shadow root of the page's own.
    for (let inner; (inner = active?.shadowRoot?.activeElement); ) active = inner;
    before = active === widget || root.contains(active) || active === of("body") ? null : active;
    button.ariaBusy = true;
    try {
      if (!starting) boot();
      await starting;
      if (shown) {
        look();
        app.show(!quiet);
        lift();
        emit("open", {});
        // What can wait until it is open.
        run("opened", widget);
      }
    } catch (error) {
      starting = null;
      if (shown) fail(error, quiet);
    }
    button.ariaBusy = false;
  };

  // The preview built the content again.
  const renew = async (packs) => {
    for (const one of facts.langs) one[1] = packs[one[0]];
    app.renew(await host.pack(lang[0]));
  };

  const desk = {
    show,
    look,
    guess: (text) => app.suggest(text),
    // What waits to be sent is sent.
    wake: async () => (await form()).wake(),
    // What a command wants, of an open widget or of one that may be closed; whether there is such a thing.
    tell: async (what, text, open = true) => {
      await (open ? show(true) : starting);
      return app?.tell(what, text);
    },
    // Goes on in an element.
    adopt(element) {
      widget = element;
      button = widget.root.firstChild;
      widget.renew = renew;
      root = widget.root;
      root.append(...nodes);
      root.adoptedStyleSheets = [root.adoptedStyleSheets[0], ...sheets];
      app?.hide();
      ends = new AbortController();
      const { signal } = ends;
      // What is typed here must not reach the host page's shortcuts.
      let held = "";
      for (const type of ["keydown", "keyup", "keypress"]) {
        const keep = (event) => {
          // Closed there is the launcher alone, where nothing is typed; but the key that closed it comes up after that.
          if (shown || (type === "keyup" && event.key === held)) event.stopPropagation();
          if (type === "keydown") held = shown ? event.key : "";
          if (type === "keydown" && event.key === "Escape" && shown) {
            event.preventDefault();
            show(false);
          }
        };
        root.addEventListener(type, keep, { signal });
      }
      // Taken out for good, not only to another place: then it ends, and one that came in its place goes on as it was.
      widget.gone = () =>
        setTimeout(() => {
          if (signal.aborted) return;
          if (element.isConnected) return shown && lift();
          const was = shown;
          desk.end();
          // Others that run stand for themselves.
          const next = of("documentElement").querySelector("nightdesk-widget");
          if (was && !next?.started) next?.show(true, true);
        });
      boot();
      // Taken out while its code was on the way.
      if (!element.isConnected) widget.gone();
    },
    // The element is not there any more.
    end() {
      if (!widget) return;
      ends.abort();
      widget.started = widget.ready = null;
      widget.toggleAttribute("open", false);
      button.ariaExpanded = false;
      failure?.remove();
      // The next element may be another one, and this one may come back when others have taken its place.
      [, ...nodes] = root.childNodes;
      root.replaceChildren(button);
      [first, ...sheets] = root.adoptedStyleSheets;
      root.adoptedStyleSheets = [first];
      if (current === show) current = null;
      shown = false;
      widget = null;
      // One that never ran cannot go on.
      if (app) idle.add(desk);
    },
  };
  return desk;
}

// Runs the widget: mounts it, opens and closes it. Where a part is missing or damaged, or the program has ended by a
// fault, loader.js shows what is always there: the ways to a person. Appended to the code that wasm-bindgen writes and to
// transfer.js, so it may call what is in there. The build fills in the constants.

// By language: the form's texts, `null` where there is no form, and the pack.
const files = __NIGHTDESK_FILES__;
// What appears under the finger is not pressed by the second half of a double tap: so many milliseconds.
const DOUBLE = 600;
// One program for all widgets of a page, and what ended it.
let program = null;
let fallen = null;
const desks = new Set();
// The widget that is open.
let current = null;
// Those whose element was taken out: the next element goes on with one of them, since a program cannot give back what
// it has taken.
const idle = new Set();
// What a page may have put in front of the document's own: see loader.js.
const of = (name) => Reflect.get(Document.prototype, name, document);

// The program cannot go on: what it drew goes away. page.js, too, calls this, for what is thrown where nobody catches it.
function fall(error) {
  fallen ||= error;
  for (const desk of desks) desk.lose(error);
}

// Gives what runs in `widget`, the custom element, once it can be opened; `world` is what loader.js has. Of two copies of
// this code, asked for one after the other on a bad line, the first one works.
export function start(widget, world) {
  return (world.start ||= (widget) => {
    let desk = widget.desk;
    if (!desk) {
      for (desk of idle) break;
      idle.delete(desk);
      desk ??= make(world);
      desk.adopt(widget);
    }
    return desk.boot();
  })(widget);
}

function make([facts, , base, pick, bring, run]) {
  let widget;
  let root;
  let button;
  let lang;
  const emit = (name, detail) =>
    widget?.dispatchEvent(new CustomEvent(`nightdesk:${name}`, { detail, bubbles: true, composed: true }));
  // Once more past the cache, which may hold what a server said wrongly, for a year. Who waited in vain for 8 s is told.
  const file = async (name, early) => {
    let cache = "default";
    const anew = (signal) => fetch(base + name, { cache, signal });
    for (let way = early ?? anew; ; way = anew) {
      try {
        return await checked(name, way, way === early ? IMPATIENCE : SILENCE);
      } catch (error) {
        // The browser's cache lets nobody past an answer that has not ended, unless told to.
        if (error.cut) cache = "reload";
        if (way === early || error.again) continue;
        if (error.cut) throw Error(`${name}: silent`);
        if (cache === "reload") throw error;
        cache = "reload";
      }
    }
  };
  // Ends all listening when the element is taken out.
  let life;
  let app = null;
  let place;
  let shown = false;
  let before = null;
  // When it was opened, and where the finger was.
  let opened = 0;
  let finger;
  // What is in the element, and its style sheets, while there is none.
  let nodes = [];
  let first;
  let sheets = [];
  Object.assign(facts, files[""], { fall, here: import.meta.url });

  // A call into the program, which may end it.
  const ask = (call) => {
    try {
      return app && call(app);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) fall(error);
      // What the page has thrown in between: the next opening draws it anew.
      else lose(error);
    }
  };
  // What is drawn goes, and where it was to be seen the ways to a person take its place.
  const lose = (error) => {
    app = null;
    clearTimeout(timer);
    place?.remove();
    if (widget) widget.started = null;
    if (!shown) return;
    close();
    widget.fail(error);
  };

  // What the widget's Rust side may ask for.
  const host = {
    get root() {
      return root;
    },
    base: `${base}`,
    close: () => show(false),
    get writes() {
      return !!files[lang[0]][0];
    },
    write: async (place, about) => {
      // Of two that are under way, in two languages perhaps, the last one counts.
      const turn = (last = place);
      const name = files[lang[0]][0];
      // Kept: without a network the form must still open, to show what waits for it.
      kept[name] ||= file(name);
      kept[name].catch(() => delete kept[name]);
      const [made, bytes] = await Promise.all([form(), kept[name]]);
      const { origin, pathname } = location;
      if (turn !== last) return;
      const visitor = facts.preset || facts.visitor || "";
      facts.preset = "";
      if (!made.open(place, bytes, about, [origin + pathname, of("title")], visitor)) throw Error("the form is damaged");
    },
    picture: (place, name, alt) =>
      bring("picture").then((code) => code.show(place, () => file(name), name, alt), () => (place.textContent = alt)),
    pack: (code) => file(files[pick(code)[0]][1]),
    file: (name) => file(name),
    save: (name, text) => run("save", name, text),
    speaks(code) {
      lang = pick(code);
      button.lastChild.data = lang[1];
      if (widget) widget.text = lang;
    },
    told: (name, text, count) =>
      emit(name, name === "search" ? { query: text, count } : name === "vote" ? { slug: text, helpful: !!count } : { slug: text }),
  };

  // The form for a request to a person: a program of its own, fetched when somebody wants to write or has something
  // to be sent.
  let forming = null;
  const kept = {};
  let last;
  const form = () => {
    const asked = {
      suggest: (text) => ask((app) => app.suggest(text)) ?? "",
      promise: (schedule, reply) => ask((app) => app.promise(schedule, reply)) ?? "",
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
    ask((app) => app.tell("page", text));
    if (href === location.href) ask((app) => app.tell("suggest", slugs));
  };

  // As each minute begins, and when the page comes back: its timers may have slept.
  let timer;
  const tick = () => {
    clearTimeout(timer);
    if (!widget || !app) return;
    ask((app) => app.tick());
    timer = setTimeout(tick, 60030 - (Date.now() % 60000));
  };

  const begin = async () => {
    // One that went on from another element runs already.
    if (app || fallen) return;
    lang = widget.text;
    // What is on its way since before this code was there, used once.
    const early = facts.part;
    facts.part = Promise.resolve();
    program ||= file(facts.wasm, () => early)
      .then((bytes) => WebAssembly.instantiate(bytes, __wbg_get_imports()))
      .then(({ instance, module }) => __wbg_finalize_init(instance, module));
    program.catch(() => (program = null));
    const [pack] = await Promise.all([file(files[lang[0]][1]), program]);
    // The element may be gone again: what is begun for nobody would stay for ever.
    if (!widget) return;
    app = mount(host, pack);
    place = root.querySelector(".place");
    place.hidden = true;
  };

  // What goes on while the element is there and the program runs.
  const live = ({ signal }) => {
    if (signal.aborted || fallen) return;
    if (widget.text !== lang) ask((app) => app.tell("lang", widget.text[0]));
    tick();
    for (const type of ["visibilitychange", "pageshow", "focus"]) addEventListener(type, tick, { signal });
    addEventListener("online", () => ask((app) => app.tell("online", "")), { signal });
    widget.ready = true;
    emit("ready", {});
  };

  // Starts the program where it does not run yet. What failed is forgotten: the next opening tries again.
  const boot = () => {
    const mine = life;
    const element = widget;
    if (widget.card) hurry();
    else if (!shown) remember();
    return (element.started ||= begin().then(
      () => {
        live(mine);
        return desk;
      },
      (error) => {
        element.started = null;
        throw error;
      },
    ));
  };

  // In the top layer no z-index of the page is above it.
  const lift = () => {
    try {
      place.popover = "manual";
      // Once more on top, of what came there since.
      place.hidePopover();
      place.showPopover();
    } catch {}
  };

  const drop = () => {
    widget.card?.remove();
    widget.card = null;
  };

  // The place of what was pressed, which the panel may cover.
  const remember = () => {
    let active = of("activeElement");
    // A button in a shadow root of the page's own.
    for (let inner; (inner = active?.shadowRoot?.activeElement); ) active = inner;
    before = active === widget || root.contains(active) || active === of("body") ? null : active;
    finger = (before || button).getBoundingClientRect();
  };

  const close = () => {
    const inside = root.activeElement;
    button.ariaBusy = null;
    drop();
    if (!shown) return;
    shown = false;
    if (current === close) current = null;
    widget.toggleAttribute("open", false);
    button.ariaExpanded = false;
    ask((app) => app.hide());
    // Whatever the program does or cannot do any more.
    if (place) place.hidden = true;
    // Somebody who types elsewhere on the page goes on there.
    if (inside) (before?.isConnected ? before : button).focus();
    emit("close", {});
  };

  // An element that came in place of this one goes on. Others that run stand for themselves.
  const takeOver = () => {
    const next = of("documentElement").querySelector("nightdesk-widget");
    if (!next?.started) next?.open(true);
  };

  // Opens what is there; `quiet` leaves the focus where it is (the widget came back by itself).
  const reveal = (quiet) => {
    const asked = button.ariaBusy;
    button.ariaBusy = null;
    // It holds the element, which may be gone before.
    clearTimeout(widget?.late);
    // Taken out while it was under way: what has come in its place opens for it.
    if (!widget?.isConnected) {
      if (quiet || asked) takeOver();
      return;
    }
    // Closed while it was under way, or the visitor is about to follow a link of the card.
    if (shown || !(quiet || asked)) return;
    if (asked) quiet = false;
    if (fallen) return quiet || widget.fail(fallen);
    if (widget.card?.querySelector("a:hover, a:focus")) return;
    drop();
    if (current !== close) current?.();
    current = close;
    shown = true;
    widget.toggleAttribute("open", true);
    button.ariaExpanded = true;
    place.hidden = false;
    look();
    ask((app) => app.show(!quiet));
    if (!app) return;
    lift();
    // From when it can be seen: a busy phone draws late.
    opened = Infinity;
    requestAnimationFrame(() => (opened = quiet ? 0 : performance.now()));
    emit("open", {});
    // What can wait until it is open.
    run("opened", widget);
  };

  // The preview built the content again.
  const renew = async (packs) => {
    for (const code in packs) if (files[code]) files[code][1] = packs[code];
    const one = lang;
    const pack = await host.pack(one[0]);
    // Another language was chosen meanwhile: its own is new anyway.
    if (one === lang) ask((app) => app.renew(pack));
  };

  const desk = {
    boot,
    look,
    show: reveal,
    close,
    guess: (text) => ask((app) => app.suggest(text)) ?? "",
    // What waits to be sent is sent.
    wake: async () => (await form()).wake(),
    // What a command wants; whether there is such a thing.
    tell: (what, text) => ask((app) => app.tell(what, text)),
    lose,
    // Goes on in an element.
    adopt(element) {
      widget = element;
      desks.add(desk);
      widget.desk = desk;
      button = widget.root.firstChild;
      widget.renew = renew;
      root = widget.root;
      root.append(...nodes);
      root.adoptedStyleSheets = [root.adoptedStyleSheets[0], ...sheets];
      // The desk may have gone on in another element. After the end of the program another try is none: the card goes.
      button.onclick = () => (widget === element && (shown || (fallen && element.card)) ? close() : element.open());
      const fail = (element.failed ||= element.fail);
      element.fail = (error) => {
        if (!element.card) emit("error", { message: `${error}` });
        fail(error);
      };
      ask((app) => app.hide());
      life = new AbortController();
      const { signal } = life;
      const hear = (type, run, capture) => root.addEventListener(type, run, { signal, capture });
      // What is typed here must not reach the host page's shortcuts.
      let held = "";
      for (const type of ["keydown", "keyup", "keypress"]) {
        const first = (event) => {
          // Keys that compose a letter belong to the input method: neither the page nor anything in here hears them.
          const composes = event.isComposing || event.keyCode === 229;
          const ends = !composes && shown && type === "keydown" && event.key === "Escape";
          if (!composes && !ends) return;
          event.stopPropagation();
          if (!ends) return;
          // Closes even where the program cannot.
          event.preventDefault();
          held = event.key;
          close();
        };
        hear(type, first, true);
        hear(type, (event) => {
          // Closed there is the launcher alone, where nothing is typed; but the key that closed it comes up after that.
          if (shown || widget.card || (type === "keyup" && event.key === held)) event.stopPropagation();
          if (type === "keydown") held = shown ? event.key : "";
        });
      }
      // Nor may a dialog of the page that holds the focus take it from a field in here.
      for (const type of ["focusin", "focusout"]) hear(type, (event) => event.stopPropagation());
      const click = (event) => {
        const { clientX: x, clientY: y } = event;
        const again = shown && event.detail && event.timeStamp - opened < DOUBLE;
        if (again && x > finger.left && x < finger.right && y > finger.top && y < finger.bottom) event.preventDefault();
        else if (event.target.closest("[data-do=close]")) close();
        else return;
        event.stopPropagation();
      };
      hear("click", click, true);
      // Taken out for good, not only to another place: then it ends, and one that came in its place goes on as it was.
      widget.gone = () =>
        setTimeout(() => {
          if (signal.aborted) return;
          if (element.isConnected) return shown && lift();
          const was = shown;
          desk.end();
          if (was) takeOver();
        });
      // Taken out while its code was on the way.
      if (!element.isConnected) widget.gone();
    },
    // The element is not there any more.
    end() {
      if (!widget) return;
      life.abort();
      clearTimeout(widget.late);
      widget.started = widget.ready = widget.desk = null;
      widget.toggleAttribute("open", false);
      button.ariaExpanded = false;
      button.ariaBusy = null;
      drop();
      // The next element may be another one, and this one may come back when others have taken its place.
      [, ...nodes] = root.childNodes;
      root.replaceChildren(button);
      [first, ...sheets] = root.adoptedStyleSheets;
      root.adoptedStyleSheets = [first];
      if (current === close) current = null;
      shown = false;
      widget = null;
      // One that never ran cannot go on.
      if (app) idle.add(desk);
      else desks.delete(desk);
    },
  };
  return desk;
}

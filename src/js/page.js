// What the page around may ask of the widget, its commands, and what can wait until it is open: watching the page and
// the attributes, deleting old drafts, handing out files. Fetched with the first command or after the first opening;
// loader.js has what must be there before.
//
// Whatever comes from the page is looked at before it is used: own properties of the right type, nothing else. Wrong use
// is told on the console with the way it is meant; nothing in here throws into the page's code.

const TAG = "nightdesk-widget";
const EVENTS = ["ready", "open", "close", "search", "article", "vote", "contact", "error"];
const ATTRIBUTES = { "data-theme": ["auto", "light", "dark"], "data-position": ["right", "left"], "data-launcher": ["show", "none"] };
/** What a question is cut to, in characters; the search field takes as many. */
const QUESTION = 256;
/** As many commands wait for the script. */
const WAITING = 100;

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

function begin([facts, queue, base, pick]) {
  const html = Reflect.get(Document.prototype, "documentElement", document);
  const heard = new Map();
  let visitor = "";
  let removed = null;
  let last = null;
  let looking = false;
  let fallen = false;
  const watched = new WeakSet();
  for (const name of EVENTS) heard.set(name, []);

  // The element that a command is for: the one that was opened last, else the first.
  const main = () => (last?.isConnected ? last : html.querySelector(TAG));
  // What opens the help waits for it: where it does not come, the ways to a person are there, and nothing is told.
  const tell = async (widget, what, text, opens = true) => {
    try {
      if (opens) await widget.open();
      return await (await (opens ? widget.started : widget.load()))?.tell(what, text);
    } catch {
      return opens ? undefined : false;
    }
  };

  // Whether an uncaught error is the end of the program: thrown by it, or by what wasm-bindgen wrote around it. The first
  // line of the stack that is no program's says whose it is.
  const ends = (error) => {
    if (!fallen && !(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) return false;
    for (const line of `${error?.stack}`.split("\n")) {
      if (/:\d+:\d+/.test(line) && !/wasm/i.test(line)) return line.includes(facts.here);
    }
    return false;
  };

  const codes = [];
  for (const one of facts.all) codes[codes.length] = one[0];
  const commands = {
    open: (widget) => widget.open(),
    close(widget) {
      if (!widget?.root) return;
      // What is under way opens nothing any more; a card goes.
      if (widget.desk) return widget.desk.close();
      widget.card?.lastChild.click();
      widget.root.firstChild.ariaBusy = null;
    },
    toggle: (widget) => (widget.card || widget.hasAttribute("open") ? commands.close(widget) : widget.open()),
    async search(widget, question) {
      if (typeof question !== "string") return warn(`search(question) wants a text, such as search("zwrot"); it got ${called(question)}.`);
      await tell(widget, "search", question.slice(0, QUESTION));
    },
    async article(widget, slug) {
      if (typeof slug !== "string") return warn(`article(slug) wants a text, such as article("jak-zwrocic-paczke"); it got ${called(slug)}.`);
      if ((await tell(widget, "article", slug.slice(0, QUESTION))) !== false) return;
      // What answers its words best is most likely meant.
      const found = (await widget.started)?.guess(slug.replace(/[-#/_]/g, " ").slice(0, QUESTION))?.split("\t")[1] ?? "";
      const [, near] = /([^/]+)\/$/.exec(found) ?? [];
      warn(`there is no article ${quote(slug)} in this language; ${near ? `did you mean "${near}"?` : "the slug is the last part of the address of its page in the help."}`);
    },
    async contact(widget, about) {
      const { add, tell: say } = faults("contact");
      if (about !== undefined && about !== null && !isObject(about)) {
        add(`it takes an object, such as contact({ topic: "returns" }), and got ${called(about)}`);
        about = undefined;
      }
      const preset = written(about, ["topic", "message"], add);
      const both = `${visitor}${visitor && preset && ","}${preset}`;
      say();
      facts.preset = preset && `{${both}}`;
      await tell(widget, "contact", "");
    },
    identify(widget, who) {
      if (who !== null && !isObject(who)) {
        return warn(`identify() takes an object, such as identify({ name: "Anna Nowak", email: "anna@example.com" }), or null to forget; it got ${called(who)}.`);
      }
      const { add, tell: say } = faults("identify");
      visitor = written(who, ["name", "email", "phone"], add);
      say();
      facts.visitor = visitor && `{${visitor}}`;
    },
    async suggest(widget, slugs) {
      if (slugs === null || slugs === undefined) {
        facts.suggested = null;
        if (widget?.ready) await tell(widget, "suggest", "\n", false);
        return;
      }
      if (!Array.isArray(slugs)) return warn(`suggest() takes a list, such as suggest(["jak-zwrocic-paczke"]), or null for what fits the page; it got ${called(slugs)}.`);
      let lines = "";
      const { add, tell: say } = faults("suggest");
      for (let at = 0; at < slugs.length && at < 20; at += 1) {
        if (typeof slugs[at] === "string") lines += `${lines && "\n"}${slugs[at].slice(0, QUESTION)}`;
        else add(`number ${at + 1} of the list is ${called(slugs[at])}, a text is wanted`);
      }
      say();
      facts.suggested = [location.href, lines];
      if (widget?.ready && (await tell(widget, "suggest", lines, false)) === false) {
        warn(`suggest(): of ${quote(list(slugs))}, not all are articles in this language.`);
      }
    },
    async lang(widget, code) {
      const wanted = typeof code === "string" && pick(code);
      if (!wanted) {
        return warn(`lang(code) wants one of ${list(codes)}; it got ${called(code)}.`);
      }
      widget.told = true;
      if (!widget.started || (await tell(widget, "lang", wanted[0], false)) !== true) {
        // What is fetched later is fetched in it.
        widget.text = wanted;
        widget.root.firstChild.lastChild.data = wanted[1];
        return;
      }
      // Its words are on their way, and what is asked next is meant in them.
      for (let waited = 0; widget.text !== wanted && waited < 5000; waited += 50) await new Promise((done) => setTimeout(done, 50));
    },
    on(widget, name, listener) {
      if (!heard.has(name)) return unknown("event", name, EVENTS, "on");
      if (typeof listener !== "function") return warn(`on("${name}", listener) wants a function; it got ${called(listener)}.`);
      const hear = (event) => listener(event.detail, event);
      const all = heard.get(name);
      all[all.length] = [listener, hear];
      html.addEventListener(`nightdesk:${name}`, hear);
      if (name === "ready" && widget?.ready) listener({}, new CustomEvent("nightdesk:ready", { detail: {} }));
    },
    off(widget, name, listener) {
      if (!heard.has(name)) return unknown("event", name, EVENTS, "off");
      const kept = [];
      for (const one of heard.get(name)) {
        if (listener === undefined || one[0] === listener) html.removeEventListener(`nightdesk:${name}`, one[1]);
        else kept[kept.length] = one;
      }
      heard.set(name, kept);
    },
    async destroy(widget) {
      for (const one of html.querySelectorAll(TAG)) {
        const ended = one.started && (await one.started.catch(() => null));
        ended?.close();
        ended?.end();
        one.remove();
      }
      removed = widget ?? removed;
      for (const name of EVENTS) commands.off(widget, name);
    },
    push(widget, ...all) {
      for (const one of all) {
        if (Array.isArray(one)) call([...one]);
        else warn(`push() takes lists, such as push(["open"]); it got ${called(one)}.`);
      }
    },
  };

  // What the widget's other parts ask for.
  const inner = {
    hash(event) {
      // Others that begin like ours are the page's.
      let [ours, , kind, rest] = /^#nightdesk(([/?])(.*)|!contact)?$/s.exec(location.hash) ?? [];
      if (!ours) return;
      if (kind === "?") rest = new URLSearchParams(rest).get("q");
      try {
        rest = kind === "/" ? decodeURIComponent(rest) : rest;
      } catch {}
      // It is used up: the same link works once more, and a reload is a reload. A page that was said by a fragment is
      // there again.
      const address = location.href.replace(/#.*/s, "");
      const before = event?.oldURL;
      try {
        history.replaceState(history.state, "", before?.startsWith(`${address}#`) && !before.includes("#nightdesk") ? before : address);
      } catch {}
      call(ours.endsWith("!contact") && !kind ? ["contact"] : rest ? [kind === "/" ? "article" : "search", rest] : ["open"]);
    },
    // `old` is what the attribute was; undefined at the first opening.
    heed(widget, name, old) {
      const value = widget.getAttribute(name);
      if (value === null || value === old) return;
      const known = ATTRIBUTES[name] ?? codes;
      if (!among(value, known) && (known !== codes || !pick(value))) {
        warn(`${name}=${quote(value)} is not known; write one of ${list(known)}.`);
      } else if (known === codes && (old !== undefined || (!facts.s && !widget.told && pick(value) !== widget.text))) {
        // Not where the visitor chose another in this tab, or a command came before.
        call([widget, "lang", value]);
      }
    },
    // Something waits to be sent.
    wake: () => main().load().then((one) => one.wake()).catch(() => {}),
    // The visitor has opened it: what can be done after that.
    opened(widget) {
      last = widget;
      if (!watched.has(widget)) {
        watched.add(widget);
        const names = ["data-lang", ...Object.keys(ATTRIBUTES)];
        for (const name of names) inner.heed(widget, name);
        new MutationObserver((changes) => {
          for (const { attributeName, oldValue } of changes) inner.heed(widget, attributeName, oldValue);
        }).observe(widget, { attributeFilter: names, attributeOldValue: true });
      }
      if (looking) return;
      looking = true;
      // A program that has ended by a fault throws at every step: the first time is the last that the page hears of it.
      for (const type of ["error", "unhandledrejection"]) {
        const caught = (event) => {
          const error = event.error ?? event.reason;
          if (!ends(error)) return;
          event.preventDefault();
          event.stopImmediatePropagation();
          fallen = true;
          facts.fall(error);
        };
        addEventListener(type, caught, true);
      }
      // Another page has other suggestions. Its title comes a little after its address.
      const later = () => {
        // What a page has suggested ends with it.
        if (facts.suggested?.[0] !== location.href) facts.suggested = null;
        setTimeout(() => last?.started?.then((one) => one.look()).catch(() => {}), 300);
      };
      for (const type of ["popstate", "hashchange", "turbo:load"]) addEventListener(type, later);
      window.navigation?.addEventListener?.("currententrychange", later);
      const old = async () => {
        for (const { name } of await indexedDB.databases()) if (name === "nightdesk") inner.sweep();
      };
      if (origin !== "null") old().catch(() => {});
    },
    save(name, text) {
      const link = Reflect.get(Document.prototype, "createElement", document).call(document, "a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 9999);
    },
    // Deletes drafts of which nobody has changed a letter for 30 days. Others stay for the form to read: younger ones, and
    // those of which nothing can be told: damaged, or perhaps newer in localStorage.
    sweep() {
      const asked = indexedDB.open("nightdesk");
      // Deleted meanwhile: an empty one would have no room for drafts.
      asked.onupgradeneeded = () => asked.transaction.abort();
      asked.onsuccess = ({ target: { result: base } }) => {
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
    },
  };

  const unknown = (what, name, all, of) => {
    const near = nearest(name, all);
    warn(`${of ? `${of}(): ` : ""}there is no ${what} ${quote(name)}; ${near ? `did you mean "${near}"?` : `there are ${list(all)}.`}`);
  };

  // Commands run one after the other, since each may wait for the widget; the promise never fails.
  let turn = Promise.resolve();
  function call(command) {
    let target = null;
    if (command[0] instanceof HTMLElement) {
      [target, ...command] = command;
      if (!(target instanceof customElements.get(TAG))) return warn(`a command is for a <${TAG}>, not for <${target.localName}>.`);
    }
    const [name, ...rest] = command;
    if (typeof name !== "string" || !Object.hasOwn(commands, name)) return unknown("command", name, Object.keys(commands));
    const run = async () => {
      try {
        let widget = target ?? main();
        if (!widget && among(name, ["open", "toggle", "search", "article", "contact", "lang"])) {
          if (!removed) return warn(`there is no <${TAG}> in this page for ${name}().`);
          widget = removed;
          // What opens nothing brings nothing back.
          if (name !== "lang") html.append(widget);
        }
        await commands[name](widget, ...rest);
      } catch (error) {
        warn(`${name}() could not be done: ${plain(error)}`);
      }
    };
    // Listeners and the like wait for nobody, and nothing waits for what has not come in time: who asks once more, with
    // the card there, asks anew.
    if (among(name, ["on", "off", "identify", "push"]) || (target ?? main())?.card) run();
    else turn = turn.then(run);
  }

  // Two tags, often one of a theme and one of a tag manager: the first works.
  for (const script of html.querySelectorAll("script[src*='nightdesk.js']")) {
    if (`${new URL(".", script.src)}` !== `${base}` && !script.hasAttribute("data-base")) {
      warn(`the page has a second script tag, ${script.src}; the first one works. Remove one of the two.`);
    }
  }
  const early = [...queue];
  queue.length = 0;
  for (let at = 0; at < early.length && at < WAITING; at += 1) call(["push", early[at]]);
  if (early.length > WAITING) warn(`at most ${WAITING} commands wait for the help; ${early.length - WAITING} are left out.`);
  return ([name, ...rest]) => {
    if (name === undefined) return;
    if (Object.hasOwn(inner, name)) inner[name](...rest);
    else call([name, ...rest]);
  };
}

let page = null;

/** Runs a command; `world` is what loader.js has. */
export function run(world, command) {
  page ??= begin(world);
  page(command);
}

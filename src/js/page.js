// What the page around may ask of the widget: its commands, the links that open it, and what the widget's other parts ask
// for. Fetched with the first command or after the first opening; loader.js has what must be there before.
//
// page-*.js is one module, made of values.js, watch.js and this file; each calls only what stands before it. Given: a
// command and what loader.js has. Gives: `run`, the one export. Wrong use is told on the console with the way it is meant;
// nothing in here throws into the page's code.

const TAG = "nightdesk-widget";
const EVENTS = ["ready", "open", "close", "search", "article", "vote", "contact", "error"];
/** What a question is cut to, in characters; the search field takes as many. */
const QUESTION = 256;
/** As many commands wait for the script. */
const WAITING = 100;

function begin([facts, queue, base, pick]) {
  const html = of("documentElement");
  const heard = new Map();
  let visitor = "";
  let removed = null;
  let last = null;
  const watched = new WeakSet();
  for (const name of EVENTS) heard.set(name, []);

  // The element that a command is for: the one that was opened last, else the first.
  const main = () => (last?.isConnected ? last : html.querySelector(TAG));
  // What opens the help waits for it: where it does not come, the contact channels are there, and nothing is told.
  const tell = async (widget, what, text, opens = true) => {
    try {
      if (opens) await widget.open();
      return await (await (opens ? widget.started : widget.load()))?.tell(what, text);
    } catch {
      return opens ? undefined : false;
    }
  };

  const codes = [];
  for (const one of facts.all) codes[codes.length] = one[0];
  const commands = {
    open: (widget) => widget.open(),
    close(widget) {
      if (!widget?.root) return;
      // What is under way opens nothing any more; a card goes.
      if (widget.instance) return widget.instance.close();
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
    // Something waits to be sent.
    wake: () => main().load().then((one) => one.wake()).catch(quietly),
    // The visitor has opened it: what can be done after that.
    opened(widget) {
      if (!last) {
        watchPage(facts, () => last);
        deleteOldDrafts().catch(quietly);
      }
      last = widget;
      if (watched.has(widget)) return;
      watched.add(widget);
      watchAttributes(widget, facts, pick, codes, call);
    },
    save: saveFile,
  };

  const unknown = (what, name, all, command) => {
    const near = nearest(name, all);
    warn(`${command ? `${command}(): ` : ""}there is no ${what} ${quote(name)}; ${near ? `did you mean "${near}"?` : `there are ${list(all)}.`}`);
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

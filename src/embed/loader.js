// The script tag's target. It defines <nightdesk-widget>, draws the launcher at once, and takes commands; the widget is
// fetched only when the visitor shows intent (pointer, focus or press), the commands' code only when there is one. At
// most 3,000 bytes as shipped, uncompressed, since a plain server compresses nothing: whatever can wait is in page.js
// and start.js. The build fills in the two constants.
//
// The page around is not trusted to be tidy. An element named `createElement` hides the document's own, so what is asked
// of the document is asked through its prototype. Methods of arrays may be anybody's: there are loops instead.
(() => {
  const facts = __NIGHTDESK__;
  const tag = "nightdesk-widget";
  const of = (name) => Reflect.get(Document.prototype, name, document);
  const make = (name) => of("createElement").call(document, name);
  const html = of("documentElement");
  // A module has no current script.
  const script = of("currentScript") || html.querySelector("script[src*=nightdesk]");
  const base = new URL(script.getAttribute("data-base") || ".", script.src);
  const pick = (lang) => {
    for (const one of facts.langs) if (lang?.toLowerCase().startsWith(one[0])) return one;
  };
  const quietly = () => {};
  const get = (file) => fetch(base + file);

  // The browser holds a script against the hash in its name before it runs it.
  const bring = (name) => {
    const link = make("link");
    link.rel = "modulepreload";
    link.nonce = script.nonce;
    link.integrity = `sha256-${facts[name]}=`;
    link.href = `${base + name}-${facts[name]}.js`;
    html.append(link);
    return import(link.href).finally(() => link.remove());
  };

  // Commands run in their order; the code that knows them comes with the first.
  let queue = window.nightdesk;
  if (!Array.isArray(queue)) queue = [];
  let page;
  const run = (...command) => {
    page ||= bring("page");
    page.then((code) => code.run(world, command)).catch(console.warn);
  };
  const world = [facts, queue, base, pick, get, bring, run];

  let first, mine;
  class Widget extends HTMLElement {
    connectedCallback() {
      // An element that the page writes takes the place of ours.
      if (this != mine) mine?.remove();
      first ||= this;
      if (this.root) return;
      const sheet = new CSSStyleSheet();
      const button = make("button");
      this.tongue = pick(facts.s?.slice(1)) || pick(this.getAttribute("data-lang")) || pick(html.lang) || facts.langs[0];
      this.root = this.attachShadow({ mode: "open" });
      this.root.adoptedStyleSheets = [sheet];
      this.root.append(button);
      sheet.replaceSync(__STYLE__);
      button.part = "launcher";
      button.ariaExpanded = false;
      button.append(this.tongue[2]);
      button.onpointerenter = button.onfocus = () => this.load().catch(quietly);
      button.onclick = () => this.show();
    }
    disconnectedCallback() {
      this.gone?.();
    }
    // All parts are fetched at the same time; start.js, which is a part of the app, checks and runs them. `parts` is a
    // variable, declared where it costs nothing.
    load(parts) {
      return (this.started ||=
        ((parts = Promise.all([get(facts.wasm), get(this.tongue[1])])),
        parts.catch(quietly),
        bring("app").then((app) => app.start(this, parts, world))));
    }
    // Opens or closes; `quiet` leaves the focus where it is. Without its code the help is still there as plain pages,
    // with the ways to a person on each.
    show(shown, quiet) {
      return this.load().then(
        (desk) => desk.show(shown, quiet),
        () => quiet || (location = `${base + this.tongue[0]}/`),
      );
    }
  }
  if (customElements.get(tag)) return;
  for (const name of "push open close toggle search article contact identify suggest destroy lang on off".split(" ")) {
    queue[name] = (...all) => run(name, ...all);
  }
  window.nightdesk = queue;
  try {
    // The tab's own state: `1` for open, then the language. For page.js, too.
    facts.s = sessionStorage.nightdesk;
    // A message waits to be sent: the database of this name is there for as long as one does (see form.js).
    indexedDB.databases().then((all) => {
      for (const { name } of all) if (name == "nightdesk-outbox") run("wake");
    }, quietly);
  } catch {}
  customElements.define(tag, Widget);
  if (!first) {
    mine = make(tag);
    Object.assign(mine.dataset, script.dataset);
    html.append(mine);
  }
  // Open when the visitor left the last page in this tab: come back where they were.
  if (facts.s?.[0] == 1) first.show(true, true);
  if (queue.length) run();
  const link = (event) => /^#nightdesk/.test(location.hash) && run("hash", event);
  addEventListener("hashchange", link);
  link();
})();

// The script tag's target. It defines <nightdesk-widget>, draws the launcher at once, and takes commands; the widget is
// fetched only when the visitor shows intent (pointer, focus or press), the commands' code only when there is one. When
// nothing comes, or not soon, the contact channels are shown from here, since they must not need a network; the page is
// left by a link that the visitor presses and by nothing else. At most 4,000 bytes as shipped, uncompressed, since a
// plain server compresses nothing: whatever can wait is in the scripts that become page-*.js and app-*.js. The build fills
// in the two constants.
//
// The page around is not trusted to be tidy. An element named `createElement` hides the document's own, so what is asked
// of the document is asked through its prototype. Methods of arrays may be anybody's: there are loops instead.
try {
  const facts = __NIGHTDESK__;
  const of = (name) => Reflect.get(Document.prototype, name, document);
  const make = (name) => of("createElement").call(document, name);
  const html = of("documentElement");
  // A module has no current script.
  const script = of("currentScript") || html.querySelector("script[src*=nightdesk]");
  const base = new URL(script.dataset.base || ".", script.src);
  const quietly = () => {};
  // Lookup after RFC 4647, section 3.4: the whole tag, then without its last part, and so on. Some write `pl_PL`.
  const pick = (lang) => {
    for (lang = lang?.toLowerCase(); lang; lang = lang.replace(/[^][a-z\d]*$/, "")) {
      for (const one of facts.all) if (one[0] == lang) return one;
    }
  };

  // Scripts under way or there, by name. What fails is tried once more and then forgotten, and what is asked for after
  // that has another address: Firefox and WebKit remember for each that it failed, all browsers that it is under way.
  //
  // Each script is held against the hash in its name before it runs, by means that all engines have; a preload with a
  // hash, which is shorter, is not held against it in WebKit. Of a script element there is one copy, which `import`
  // takes. Under Trusted Types no script element can be given an address; who has those has nonces, and with a nonce the
  // very bytes that `fetch` has checked may be imported.
  const asked = {};
  let turn = "";
  const bring = (name, last) =>
    (asked[name] ||= new Promise((done, fail) => {
      const url = base + name + `-${facts[name]}.js` + turn;
      const integrity = `sha256-${facts[name]}=`;
      // The code of the app (of the names the first) shares its line with what is much longer.
      setTimeout(fail, name < "b" ? 15e3 : 4e3, url);
      const element = () =>
        html.append(
          Object.assign(make("script"), {
            type: "module",
            integrity,
            onload: () => done(import(url)),
            onerror: () => fail(url),
            src: url,
          }),
        );
      if (script.nonce) {
        fetch(url, { integrity })
          .then((answer) => answer.blob())
          .then(URL.createObjectURL)
          // A nonce that the policy, a list of hosts, does not know.
          .then((copy) => import(copy).then(done, element), fail);
      } else {
        element();
      }
    }).catch((error) => {
      asked[name] = 0;
      turn += "?";
      if (last) throw error;
      return bring(name, 1);
    }));

  // Commands run in their order; the code that knows them comes with the first. Without it those that open something
  // open the help.
  let queue = window.nightdesk;
  if (!Array.isArray(queue)) window.nightdesk = queue = [];
  const run = (...command) => {
    bring("page")
      .then((code) => code.run(world, command))
      .catch((error) => {
        console.warn(error);
        if (/^(push,)?(op|t|se|a|co|h)/.test(command)) first?.open();
      });
  };
  const world = [facts, queue, base, pick, bring, run];

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(__STYLE__);
  let first, mine;
  class Widget extends HTMLElement {
    connectedCallback() {
      // An element that the page writes takes the place of ours.
      if (this != mine) mine?.remove();
      first ||= this;
      if (this.root) return;
      const me = this;
      const button = make("button");
      const root = (me.root = me.attachShadow({ mode: "open" }));
      me.text = pick(facts.s?.slice(1, 18)) || pick(me.dataset.lang) || pick(html.lang) || facts.all[0];
      root.adoptedStyleSheets = [sheet];
      root.append(button);
      button.part = "launcher";
      button.id = "l";
      button.ariaExpanded = false;
      button.append(me.text[1]);
      button.onpointerenter = button.onfocus = () => me.load().catch(quietly);
      button.onclick = () => me.open();

      // The longest part is on its way while the code that asks for it is.
      me.load = () => {
        (facts.part ||= fetch(base + facts.wasm)).catch(quietly);
        return bring("app").then((app) => app.start(me, world));
      };
      // Opens, or brings what is to be seen meanwhile; `quiet`: nobody has asked.
      me.open = (quiet) => {
        button.ariaBusy = !quiet || null;
        me.late = setTimeout(() => button.ariaBusy && me.fail("slow"), 8e3);
        return me.load().then((instance) => instance.show(quiet), (error) => {
          button.ariaBusy = null;
          quiet || me.fail(error);
        });
      };
      // The card, in place of the panel. With the next press, what is not there yet is asked for anew.
      me.fail = (error) => {
        console.warn("nightdesk:", error);
        if (me.card) return;
        asked.app = 0;
        turn += "?";
        const card = (me.card = make("b"));
        const [, help, sorry, channels] = me.text;
        let node;
        card.append(sorry);
        for (const [label, value, href] of channels) {
          node = make(href ? "a" : "button");
          node.append(label, value);
          node.href = new URL(href, base);
          card.append(node);
        }
        node.onclick = () => {
          card.remove();
          me.card = button.ariaBusy = null;
          button.focus();
        };
        card.id = "f";
        card.className = "failure";
        card.role = "dialog";
        card.ariaLabel = help;
        // Escape.
        card.onkeydown = (event) => event.which == 27 && node.click();
        root.append(card);
        node.focus();
      };
    }
    disconnectedCallback() {
      this.gone?.();
    }
  }
  try {
    // The tab's own state: `1` for open, then the language. For page.js, too.
    facts.s = sessionStorage.nightdesk;
    // A message waits to be sent: the database of this name is there for as long as one does (see form.js).
    // (A frame without an origin ends at the line above: it has no databases either, and Chromium tells its error monitor
    // of each question for them.)
    indexedDB.databases().then((all) => /k-out/.test(JSON.stringify(all)) && run("wake"), quietly);
  } catch {}
  // Throws where it is defined: the first of two scripts works.
  customElements.define("nightdesk-widget", Widget);
  for (const name of "push open close toggle search article contact identify suggest destroy lang on off".split(" ")) {
    queue[name] = (...all) => run(name, ...all);
  }
  if (!first) {
    mine = new Widget();
    Object.assign(mine.dataset, script.dataset);
    html.append(mine);
  }
  // Open when the visitor left the last page in this tab: come back where they were.
  if (facts.s?.[0] == 1) first.open(1);
  if (queue.length) run();
  const link = (event) => /^#nightdesk/.test(location.hash) && run("hash", event);
  addEventListener("hashchange", link);
  link();
} catch (error) {
  error.code || console.warn(error);
}

// The script tag's target. It defines <nightdesk-widget>, draws the launcher at once, and fetches the widget only
// when the visitor shows intent (pointer, focus or press). At most 3,000 bytes as shipped, uncompressed, since a plain
// server compresses nothing: whatever can wait until intent is in start.js. The build fills in the two constants.
(() => {
  const facts = __NIGHTDESK__;
  const doc = document;
  const tag = "nightdesk-widget";
  // A host page can shadow `currentScript` with an element of that name: trust nothing but a script.
  const script = doc.currentScript instanceof HTMLScriptElement && doc.currentScript;
  const options = script ? script.dataset : {};
  const base = new URL(".", new URL(options.base || script.src || "", location)).href;
  const codes = Object.keys(facts.langs);
  const pick = (lang) => lang && codes.find((code) => lang.toLowerCase().startsWith(code));

  class Widget extends HTMLElement {
    connectedCallback() {
      if (this.root) return;
      let saved = "";
      try {
        saved = sessionStorage.nightdesk || saved;
      } catch {}
      const lang = pick(saved.slice(1)) || pick(options.lang) || pick(doc.documentElement.lang) || codes[0];
      const root = (this.root = this.attachShadow({ mode: "open" }));
      const sheet = new CSSStyleSheet();
      const button = (this.button = doc.createElement("button"));
      const draw = (name, attributes, parent) => {
        const made = doc.createElementNS("http://www.w3.org/2000/svg", name);
        for (const key in attributes) made.setAttribute(key, attributes[key]);
        parent.append(made);
        return made;
      };
      sheet.replaceSync(__STYLE__);
      root.adoptedStyleSheets = [sheet];
      button.part = "launcher";
      button.ariaExpanded = false;
      draw("path", { d: "M12 3c-5 0-9 3.500-9 8 0 2.200 1 4.200 2.700 5.600L5 21l4.500-2.100q1.200.2 2.500.2c5 0 9-3.600 9-8s-4-8.100-9-8.100M9.500 9a2.500 2.500 0 1 1 3.600 2.300q-1.100.5-1.100 1.700m0 2.600v.1" }, draw("svg", { viewBox: "0 0 24 24", "aria-hidden": true }, button));
      button.append((this.label = doc.createElement("span")));
      this.label.append(facts.langs[lang][1]);
      root.append(button);

      // All parts are fetched at the same time; start.js, which is a part of the app, checks and runs them.
      const load = () => {
        if (this.started) return this.started;
        const get = (file) => fetch(base + file);
        const parts = [get(facts.wasm), get(facts.langs[lang][0])];
        parts.forEach((part) => part.catch(() => {}));
        return (this.started = import(base + facts.app).then((app) => app.start(this, { ...facts, base, lang, get, parts })));
      };
      button.onpointerenter = button.onfocus = () => load().catch(() => {});
      // Without its code the help is still there as plain pages, with the ways to a person on each.
      const open = (quiet) => load().then((desk) => desk.toggle(quiet), () => quiet || location.assign(`${base + lang}/`));
      button.onclick = () => open();
      // Open when the visitor left the last page in this tab: come back where they were.
      if (saved[0] == 1) open(true);
      // A message waits to be sent: the database of this name is there for as long as one does (see form.js). In a
      // frame without an origin Chromium reports the refusal, caught or not.
      try {
        origin != "null" && indexedDB.databases().then((all) => all.some(({ name }) => name == "nightdesk-outbox") && load(), () => {});
      } catch {}
    }
  }

  if (customElements.get(tag)) return;
  customElements.define(tag, Widget);
  const widget = doc.createElement(tag);
  for (const key of ["theme", "position"]) if (options[key]) widget.dataset[key] = options[key];
  // On the root element: a page that swaps or transforms its body leaves the widget alone.
  doc.documentElement.append(widget);
})();

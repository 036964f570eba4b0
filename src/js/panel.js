// The panel as the page sees it: opened and closed, in the top layer, with the focus, the keys and presses, and the card
// that stands in its place. What is in the panel is drawn by the program. After port.js, before start.js.
//
// Given, to `createPanel`: the widget's port, and `run` of loader.js. Gives: what `createPanel` returns, and `takeOver`.

// What appears under the finger is not pressed by the second half of a double tap: so many milliseconds.
const DOUBLE = 600;
// What closes the panel that is open: there is one at most.
let current = null;
// Where the panel takes the whole window (see style/widget.css) it is a screen of its own, with an entry in the history.
const whole = matchMedia("(max-width: 480px), (max-height: 560px)");
const entered = () => history.state?.nightdesk;

// An element that came in place of one that was taken out goes on. Others that run stand for themselves.
function takeOver() {
  const next = of("documentElement").querySelector("nightdesk-widget");
  if (!next?.started) next?.open(true);
}

// One widget's panel. Nothing of its state is seen from outside: start.js tells it of each element, by `attach` and `detach`.
function createPanel(port, run) {
  // The custom element, null while there is none; the shadow root and the launcher of that one or of the last.
  let widget;
  let root;
  let button;
  let shown = false;
  // What had the focus, when the panel was opened, and where the finger was.
  let before = null;
  let opened = 0;
  let finger;
  // What is behind the panel and cannot be reached meanwhile; `null` where all can.
  let behind = null;
  let overflow;
  // We are on the way back from our entry.
  let leaving;

  // In the top layer no z-index of the page is above it.
  const lift = () => {
    if (!shown) return;
    try {
      const place = root.querySelector(".place");
      place.popover = "manual";
      // Once more on top, of what came there since.
      place.hidePopover();
      place.showPopover();
    } catch {}
  };

  // The card goes, and with it what says that something is under way.
  const drop = () => {
    button.ariaBusy = null;
    widget.card?.remove();
    widget.card = null;
  };

  // The panel takes the whole window: what it covers takes no focus, no press and no scrolling, and Back leads out of it.
  const enter = () => {
    if (!whole.matches) return;
    if (!behind) {
      behind = [button];
      // A field of a form may have the name of what is asked of it.
      const ask = (name, node) => Reflect.get(Node.prototype, name, node);
      for (let node = widget, parent; node !== of("documentElement"); node = parent) {
        parent = ask("parentNode", node) || node.host;
        for (const other of ask("childNodes", parent)) if (other !== node && !other.inert) behind.push(other);
      }
      for (const node of behind) node.inert = true;
      ({ overflow } = of("documentElement").style);
      of("documentElement").style.overflow = "hidden";
    }
    try {
      if (!entered() && !leaving) history.pushState({ ...history.state, nightdesk: 1 }, "");
    } catch {}
  };
  const leave = () => {
    if (!behind) return;
    for (const node of behind) node.inert = false;
    of("documentElement").style.overflow = overflow;
    behind = null;
    if (!entered() || leaving) return;
    leaving = true;
    history.back();
  };
  const travelled = () => {
    if (leaving) {
      leaving = false;
      if (shown) enter();
    } else if (!shown) {
      if (entered() && whole.matches) widget.open();
    } else if (behind && !entered()) {
      // One screen back, and on our entry again; from the first screen, out.
      if (port.commands.tell("back", "")) history.forward();
      else close();
    }
  };

  // Whether the panel is open, for us and for the page.
  const mark = (open) => {
    if (!open) leave();
    shown = open;
    if (open) current = close;
    else if (current === close) current = null;
    widget.toggleAttribute("open", open);
    button.ariaExpanded = open;
  };

  const close = () => {
    const inside = root.activeElement;
    drop();
    if (!shown) return;
    mark(false);
    port.hide();
    // Somebody who types elsewhere on the page goes on there.
    if (inside) (before?.isConnected ? before : button).focus();
    emit(widget, "close");
  };

  return {
    lift,
    close,
    // What was drawn has gone: where it was to be seen the card takes its place.
    fail(error) {
      if (!shown) return;
      close();
      widget.fail(error);
    },
    // Opens what is there; `quiet` leaves the focus where it is (the widget came back by itself).
    show(quiet) {
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
      if (crashed) return quiet || widget.fail(crashed);
      if (widget.card?.querySelector("a:hover, a:focus")) return;
      drop();
      if (current !== close) current?.();
      mark(true);
      if (!port.show(!quiet)) return;
      enter();
      lift();
      // From when it can be seen: a busy phone draws late.
      opened = Infinity;
      requestAnimationFrame(() => (opened = quiet ? 0 : performance.now()));
      emit(widget, "open");
      // What can wait until it is open.
      run("opened", widget);
    },
    // The place of what was pressed, which the panel may cover.
    remember() {
      if (shown) return;
      let active = of("activeElement");
      // A button in a shadow root of the page's own.
      for (let inner; (inner = active?.shadowRoot?.activeElement); ) active = inner;
      before = active === widget || root.contains(active) || active === of("body") ? null : active;
      finger = (before || button).getBoundingClientRect();
    },
    // The widget goes on in an element, closed: its keys and presses are heard until the signal ends it.
    attach(element, { signal }) {
      widget = element;
      root = element.root;
      button = root.firstChild;
      // The widget may have gone on in another element. After the end of the program another try is none: the card goes.
      button.onclick = () => (widget === element && (shown || (crashed && element.card)) ? close() : element.open());
      const fail = (element.failed ||= element.fail);
      element.fail = (error) => {
        if (!element.card) emit(widget, "error", { message: `${error}` });
        fail(error);
      };
      const listen = (type, run, capture) => root.addEventListener(type, run, { signal, capture });
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
        listen(type, first, true);
        listen(type, (event) => {
          // Closed there is the launcher alone, where nothing is typed; but the key that closed it comes up after that.
          if (shown || widget.card || (type === "keyup" && event.key === held)) event.stopPropagation();
          if (type === "keydown") held = shown ? event.key : "";
        });
      }
      // Nor may a dialog of the page that holds the focus take it from a field in here.
      for (const type of ["focusin", "focusout"]) listen(type, (event) => event.stopPropagation());
      const click = (event) => {
        const { clientX: x, clientY: y } = event;
        const again = shown && event.detail && event.timeStamp - opened < DOUBLE;
        if (again && x > finger.left && x < finger.right && y > finger.top && y < finger.bottom) event.preventDefault();
        else if (event.target.closest("[data-do=close]")) close();
        else return;
        event.stopPropagation();
      };
      listen("click", click, true);
      addEventListener("popstate", travelled, { signal });
    },
    // The element is not there any more. Tells whether the panel was open.
    detach() {
      const was = shown;
      clearTimeout(widget.late);
      mark(false);
      drop();
      widget = null;
      return was;
    },
  };
}

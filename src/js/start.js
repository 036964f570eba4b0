// One widget's life: it goes into its element, starts the program there, and goes on in another element where its own was
// taken out. Where a part is missing or damaged, or the program has ended by a fault, loader.js shows what is always there:
// the contact channels.
//
// app-*.js is one module, made of what wasm-bindgen writes, then files.js, port.js, panel.js and this file; each calls only
// what stands before it. Given: the element and what loader.js has. Gives: `start`, the one export.

// Those whose element was taken out: the next element goes on with one of them, since a program cannot give back what
// it has taken.
const idle = new Set();

// Gives what runs in `widget`, the custom element, once it can be opened; `world` is what loader.js has. Of two copies of
// this code, asked for one after the other on a bad line, the first one works.
export function start(widget, world) {
  return (world.start ||= (widget) => {
    let { instance } = widget;
    if (!instance) {
      for (instance of idle) break;
      idle.delete(instance);
      instance ??= createInstance(world);
      instance.adopt(widget);
    }
    return instance.boot(widget);
  })(widget);
}

// One running widget: its port, its panel, and what other scripts may ask of it.
function createInstance(world) {
  let widget;
  // Ends all listening when the element is taken out.
  let lifetime;
  const port = createPort(world, (error) => panel.fail(error), () => panel.close());
  const panel = createPanel(port, world[5]);

  const instance = {
    ...port.commands,
    show: panel.show,
    close: panel.close,
    // Goes on in an element.
    adopt(element) {
      widget = element;
      widget.instance = instance;
      lifetime = new AbortController();
      port.attach(widget, lifetime);
      panel.attach(widget, lifetime);
      // Taken out for good, not only to another place: then it ends, and one that came in its place goes on as it was.
      element.gone = () =>
        setTimeout(() => {
          if (widget !== element) return;
          if (element.isConnected) panel.lift();
          else if (instance.end()) takeOver();
        });
      // Taken out while its code was on the way.
      if (!element.isConnected) element.gone();
    },
    // Starts the program where it does not run yet. What failed is forgotten: the next opening tries again.
    boot(element) {
      const { late } = element;
      if (element.card) retryStalled();
      else panel.remember();
      return (element.started ||= port.run().then(
        () => instance,
        (error) => {
          element.started = null;
          // Pressed again at the card, a moment before this came to its end: that press has not been heard yet.
          if (element.card && element.late !== late) return instance.boot(element);
          throw error;
        },
      ));
    },
    // The element is not there any more. Tells whether the panel was open.
    end() {
      if (!widget) return;
      lifetime.abort();
      widget.started = widget.ready = widget.instance = null;
      const was = panel.detach();
      widget = null;
      if (port.detach()) idle.add(instance);
      return was;
    },
  };
  return instance;
}

// Put into pages by `nightdesk serve` only. When the bundle was built again, an open widget takes the new content on
// the screen where it is; a page without one is loaded again.
(() => {
  const base = new URL(".", document.querySelector("script[src*=nightdesk]")?.src ?? location);
  let seen = "__VERSION__";

  /** Brings the page up to a version of the bundle. */
  const follow = async (version) => {
    if (version === seen) return;
    const widget = document.querySelector("nightdesk-widget[open]");
    if (!widget?.renew) {
      // The page lives on for a while: it must not ask for the same again.
      seen = version;
      return location.reload();
    }
    // The new names are in the manifest.
    const { files } = await (await fetch(new URL("__MANIFEST__", base))).json();
    const packs = {};
    for (const { file } of files) {
      const [, lang] = /^pack-(.+)-.{22}\.bin$/.exec(file) ?? [];
      if (lang) packs[lang] = file;
    }
    await widget.renew(packs);
    seen = version;
  };

  /** Does something again until it succeeds. */
  const persist = async (work) => {
    for (;;) {
      try {
        return await work();
      } catch {
        await new Promise((done) => setTimeout(done, 500));
      }
    }
  };

  /** Asks for as long as the page lives. */
  const watch = async (tell) => {
    for (;;) {
      await persist(async () => {
        const answer = await fetch(`/__nightdesk/live?since=${seen}`);
        if (!answer.ok) throw Error(`the preview answers ${answer.status}`);
        const version = await answer.text();
        tell(version);
        await follow(version);
      });
    }
  };

  // A browser opens six connections to a server and no more: of many pages one asks for all of them.
  try {
    const others = new BroadcastChannel("nightdesk-live");
    others.onmessage = ({ data }) => persist(() => follow(data));
    const ask = () => watch((version) => others.postMessage(version));
    navigator.locks.request("nightdesk-live", ask).catch(ask);
  } catch {
    watch(() => {});
  }
})();

// Put into pages by `nightdesk serve` only. When the bundle was built again, an open widget takes the new content on
// the screen where it is; a page without one is loaded again.
(async () => {
  const base = new URL(".", document.querySelector("script[src*=nightdesk]")?.src ?? location);
  let seen = "";
  for (;;) {
    try {
      const answer = await fetch(`/__nightdesk/live${seen && `?since=${seen}`}`);
      const version = await answer.text();
      if (seen && version !== seen) {
        const widget = document.querySelector("nightdesk-widget[open]");
        if (!widget?.renew) return location.reload();
        // The new names are in the manifest.
        const { files } = await (await fetch(new URL("manifest.json", base))).json();
        const packs = {};
        for (const { file } of files) {
          const [, lang] = /^pack-(.+)-.{22}\.bin$/.exec(file) ?? [];
          if (lang) packs[lang] = file;
        }
        await widget.renew(packs);
      }
      seen = version;
    } catch {
      await new Promise((done) => setTimeout(done, 500));
    }
  }
})();

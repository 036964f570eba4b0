// Put into pages by `nightdesk serve` only. When the bundle was built again, an open widget takes the new content on
// the screen where it is; a page without one is loaded again.
(async () => {
  let seen = "";
  for (;;) {
    try {
      const answer = await fetch(`/__nightdesk/live${seen && `?since=${seen}`}`);
      const version = await answer.text();
      if (seen && version !== seen) {
        const widget = document.querySelector("nightdesk-widget[open]");
        if (!widget?.renew) return location.reload();
        await widget.renew();
      }
      seen = version;
    } catch {
      await new Promise((done) => setTimeout(done, 500));
    }
  }
})();

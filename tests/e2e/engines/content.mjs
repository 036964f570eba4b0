// The shop of the tests in three engines: an article with pictures, and a form whose requests go to a receiver of the
// test's.
import { settings } from '../support/form.mjs';
import { build } from '../support/site.mjs';

const LABEL = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
<circle cx="100" cy="50" r="40" fill="#2e7d4f"/></svg>`;

export const PICTURED = { title: 'Jak nakleić etykietę?', slug: 'label', question: 'etykiete', words: 'Etykieta na paczce' };

const ARTICLE = `---
title: ${PICTURED.title}
---

Etykietę naklej na największą ściankę. Potem [sprawdź, kiedy dotrze paczka](time.md).

![${PICTURED.words}](../../media/label.svg)
`;

/** Builds it; requests are posted to `url`. */
export const shopFolder = (url) =>
  build({
    at: new Date().toISOString(),
    files: { 'nightdesk.toml': settings(url), 'pl/delivery/label.md': ARTICLE, 'media/label.svg': LABEL },
  });

// The articles of a corpus as all three search engines get them: from the static pages that `nightdesk build` wrote, so
// that each indexes the same text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** `{number, slug, title, html, text}` for each slug, in the order of the pack. */
export function read(folder, slugs) {
  return slugs.map((slug, number) => {
    const page = readFileSync(join(folder, 'pl', slug, 'index.html'), 'utf8');
    const [, inner] = page.match(/<article[^>]*>([^]*)<\/article>/);
    const [, title, html] = inner.match(/<h1[^>]*>([^]*?)<\/h1>([^]*)$/);
    return { number, slug, title: plain(title), html, text: plain(html) };
  });
}

function plain(html) {
  const spaced = html.replace(/<\/?(code|strong|em|a|s|kbd)(\s[^>]*)?>/g, '').replace(/<[^>]*>/g, ' ');
  return spaced.replace(/&([a-z]+|#39);/g, (entity, name) => ENTITIES[name] ?? entity).replace(/\s+/g, ' ').trim();
}

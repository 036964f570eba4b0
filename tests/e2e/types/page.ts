// What a page may write and what the compiler has to refuse. Nothing here runs: see ../types.test.mjs.
import type { NightdeskCommand, NightdeskScriptAttributes } from './nightdesk.js';

// Every command, before the script is there and after.
(window.nightdesk ||= []).push(
  ['open'],
  ['close'],
  ['toggle'],
  ['search', 'zwrot paczki'],
  ['article', 'jak-zwrocic-paczke#gratis'],
  ['contact'],
  ['contact', { topic: 'returns', message: 'Dzień dobry', fields: { order: 'MAL-204518', pieces: 2, gift: true } }],
  ['identify', { name: 'Anna Nowak', email: 'anna@example.com', phone: undefined, fields: { order: 'MAL-204518' } }],
  ['identify', null],
  ['suggest', ['jak-zaplacic-za-zamowienie']],
  ['suggest', []],
  ['suggest', null],
  ['lang', 'en'],
  ['destroy'],
);
(nightdesk ||= []).push(['open']);
const kept: NightdeskCommand[] = [['search', 'faktura'], ['close']];
window.nightdesk?.push(...kept);
window.nightdesk?.open?.();
window.nightdesk?.contact?.({ topic: 'returns' });
window.nightdesk?.suggest?.(Object.freeze(['status-zamowienia']));
const frame = document.createElement('iframe');
frame.contentWindow?.nightdesk?.push(['open']);

// @ts-expect-error there is no such command
window.nightdesk?.push(['serach', 'zwrot']);
// @ts-expect-error a command is a list, not a word
window.nightdesk?.push('open');
// @ts-expect-error the question is missing
window.nightdesk?.push(['search']);
// @ts-expect-error a slug is a text
window.nightdesk?.push(['article', 17]);
// @ts-expect-error `open` takes nothing
window.nightdesk?.push(['open', 'jak-zwrocic-paczke']);
// @ts-expect-error slugs come in a list
window.nightdesk?.push(['suggest', 'jak-zwrocic-paczke']);
// @ts-expect-error the topic of a request is not called a subject
window.nightdesk?.push(['contact', { subject: 'returns' }]);
// @ts-expect-error a field holds a text, a number, or yes and no
window.nightdesk?.push(['identify', { fields: { order: ['MAL-204518'] } }]);
// @ts-expect-error an address is a text
window.nightdesk?.push(['identify', { email: 5 }]);
export function early() {
  // @ts-expect-error before the script is loaded there may be nothing
  window.nightdesk.push(['open']);
  // @ts-expect-error before the script is loaded it is an array without this method
  window.nightdesk?.open();
}

// Events: what a listener gets follows from the name.
window.nightdesk?.push(
  ['on', 'ready', () => {}],
  ['on', 'search', ({ query, count }) => query.trim() && count.toFixed()],
  ['on', 'vote', ({ slug, helpful }, event) => event.target === document && slug && !helpful],
  ['off', 'vote'],
);
window.nightdesk?.on?.('contact', ({ stage }) => {
  if (stage === 'sent') return;
  // @ts-expect-error no request is ever lost
  if (stage === 'lost') return;
});
const onArticle = ({ slug }: { slug: string }) => console.log(slug);
window.nightdesk?.on?.('article', onArticle);
window.nightdesk?.off?.('article', onArticle);
// @ts-expect-error there is no such event
window.nightdesk?.push(['on', 'opened', () => {}]);
// @ts-expect-error a search has no slug
window.nightdesk?.push(['on', 'search', ({ slug }) => slug]);
// @ts-expect-error the function is missing
window.nightdesk?.push(['on', 'open']);
// @ts-expect-error an opening tells nothing further
window.nightdesk?.on?.('open', ({ slug }) => slug.length);

// The same as events of the page.
document.addEventListener('nightdesk:search', ({ detail }) => detail.count.toFixed());
window.addEventListener('nightdesk:error', ({ detail }) => detail.message.trim());
document.body.addEventListener('nightdesk:contact', ({ detail }) => detail.stage === 'unsure');
// @ts-expect-error the count is a number
document.addEventListener('nightdesk:search', ({ detail }) => detail.count.trim());

// The element.
const element = document.createElement('nightdesk-widget');
element.dataset.theme = 'dark';
element.dataset.position = 'left';
element.dataset.launcher = 'none';
element.dataset.lang = 'pl';
element.dataset.mine = 'as on any element';
window.nightdesk.push([element, 'open'], [element, 'article', 'jak-zwrocic-paczke']);
element.lang.toUpperCase();
// @ts-expect-error commands are not methods of the element
element.article('jak-zwrocic-paczke');
// @ts-expect-error a slug is a text
window.nightdesk.push([element, 'article', 7]);
document.body.append(element);
// @ts-expect-error there is no such theme
element.dataset.theme = 'night';
// @ts-expect-error it stands on the left or on the right
element.dataset.position = 'top';
// @ts-expect-error `lang` is HTML's own property here, not the command
element.lang('en');
// @ts-expect-error listening is `addEventListener` here
element.on('open', () => {});

const tag: NightdeskScriptAttributes = { 'data-lang': 'pl', 'data-base': '/help/', 'data-launcher': 'none' };
// @ts-expect-error the launcher is shown, or it is not
const wrong: NightdeskScriptAttributes = { 'data-launcher': 'hide' };
export { tag, wrong };

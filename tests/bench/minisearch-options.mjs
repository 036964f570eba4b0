// How MiniSearch is set up: used where its index is made and in the page that asks it, which must agree.
import { fold } from './words.mjs';

export const MINISEARCH = {
  fields: ['title', 'text'],
  processTerm: fold,
  searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 3 } },
};

// What opening_hours.js, the notation's reference, says of rules at moments.
//
//     node ask.mjs < QUESTION
//
// QUESTION is `{"place": {"country", "state"}, "asked": [[rule, [minutes since 1970 UTC]]]}`; a rule without moments has
// those of the one before it. Prints a line per rule: a digit per moment (0 closed, 1 open, 2 unknown), or `refused` and
// why. Local time is that of `TZ`.

import { readFileSync } from "node:fs";
import OpeningHours from "../e2e/node_modules/opening_hours/build/opening_hours.esm.mjs";

const { place, asked } = JSON.parse(readFileSync(0, "utf8"));
const nominatim = { lat: 0, lon: 0, address: { country_code: place.country, state: place.state } };
// It prints its warnings, too: they are no answers.
console.log = console.warn = console.error = () => {};

let dates = [];
for (const [rule, moments] of asked) {
  if (moments.length > 0) dates = moments.map((minute) => new Date(minute * 60_000));
  let answer;
  try {
    const hours = new OpeningHours(rule, nominatim, { locale: "en" });
    answer = dates.map((date) => (hours.getState(date) ? "1" : hours.getUnknown(date) ? "2" : "0")).join("");
  } catch (error) {
    answer = `refused ${String(error?.message ?? error).replaceAll("\n", " ")}`;
  }
  process.stdout.write(`${answer}\n`);
}

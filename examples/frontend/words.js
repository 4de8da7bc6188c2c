// The website's own words, from words.json. Content comes from the API in its own language.

import all from "./words.json" with { type: "json" };

/** All words in one language; English where the website does not speak it. */
export const words = (locale) => all[locale.split("-")[0]] ?? all.en;

/** A sentence with its gaps filled: `fill("{count} found", {count: 3})`. */
export const fill = (sentence, values) => sentence.replace(/{(\w+)}/g, (gap, name) => values[name]);

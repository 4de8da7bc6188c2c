// A body is a list of blocks. Each type has its function; a type that has none here is left out.

import { el, html, list } from "./html.js";
import { figure, picture } from "./images.js";
import { card } from "./lists.js";

/** The elements of `body`; `at` is the frame in which they stand: language, words, site. */
export const blocks = (body, at) => body.map(({ type, value }) => types[type]?.(value, at));

/** An organisation, or a person of it, with the ways to reach them. */
export function contact({ name, role, organisation, email, phone }) {
  const mail = email && el("a", { href: `mailto:${email}` }, email);
  const call = phone && el("a", { href: `tel:${phone.replaceAll(" ", "")}`, dir: "ltr" }, phone);
  const lines = [name && el("strong", {}, name), role, organisation, mail, call].filter(Boolean);
  return el("address", {}, lines.map((line) => el("div", {}, line)));
}

/** A file to download, with its format and size. */
export function download({ document: { url, filename, title, size, language }, label }, at) {
  const [unit, amount] = size < 1e6 ? ["kilobyte", size / 1e3] : ["megabyte", size / 1e6];
  const told = new Intl.NumberFormat(at.locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(amount);
  const format = filename.split(".").pop().toUpperCase();
  return el("a", { href: url, hreflang: language, download: "" }, label ?? title, ` (${format}, ${told})`);
}

const number = (value, at) => (value === null ? "" : new Intl.NumberFormat(at.locale).format(value));
const titled = (title, ...children) => el("div", {}, title && el("h2", {}, title), ...children);

const types = {
  heading: ({ text, level, anchor }) => el(`h${level}`, { id: anchor }, text),
  paragraph: (value) => html(value.html),
  image: ({ image }, at) => figure(image, at),
  gallery: ({ title, images }, at) =>
    titled(title, el("div", { class: "cards" }, images.map((image) => figure(image, at)))),
  document: (value, at) => el("p", {}, download(value, at)),
  contact,

  quote: ({ html: words, speaker, role, organisation }) => el("figure", { class: "quote" }, html(words, "blockquote"),
    el("figcaption", {}, [speaker, role, organisation].filter(Boolean).join(" · "))),
  factbox: ({ title, text }) =>
    el("aside", { class: "box", "aria-label": title }, title && el("strong", {}, title), html(text.html)),
  accordion: ({ title, items }) =>
    titled(title, items.map((item) => el("details", {}, el("summary", {}, item.title), html(item.text.html)))),
  timeline({ title, items }) {
    const moments = items.map((item) =>
      [el("strong", {}, item.date_text), " ", item.title, item.text && html(item.text.html)]);
    return titled(title, list(moments, { class: "timeline" }));
  },
  // At its own place on the web, and when the reader asks: a player here would tell a third host of every visit.
  video({ url, title, poster, caption, transcript }, at) {
    const link = el("a", { href: url }, `${at.words.watch}: ${title ?? new URL(url).hostname}`);
    const shown = [poster && picture(poster, "46rem"), el("figcaption", {}, link, " ", caption)];
    return el("figure", {}, shown, transcript && html(transcript.html));
  },
  statistic({ value, unit, label, source }, at) {
    const figures = el("strong", {}, number(value, at), unit && ` ${unit}`);
    return el("figure", { class: "box statistic" }, figures, " ", label, source && el("figcaption", {}, source));
  },
  table: ({ caption, headers, rows }) => table(caption, rows, headers),
  // A chart's numbers, for everybody; draw it with whatever library you like.
  chart({ title, text, source, unit, categories, series }, at) {
    const rows = categories.map((name, index) => [name, ...series.map((one) => number(one.values[index], at))]);
    const caption = [title, unit].filter(Boolean).join(", ");
    const shown = table(caption, [["", ...series.map((one) => one.name)], ...rows], "both");
    return el("figure", {}, shown, el("figcaption", {}, text, " ", source));
  },
  map({ title, latitude, longitude, text }, at) {
    const address = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}`;
    return el("p", { class: "box" }, el("strong", {}, title), " ", text, " ", el("a", { href: address }, at.words.map));
  },
  links({ title, items }, at) {
    const shown = items.map(({ page, url, title: name, text }) =>
      page ? card(page, at) : [el("a", { href: url }, name ?? url), " ", text]);
    return titled(title, list(shown, { class: "cards" }));
  },
};

function table(caption, rows, headers) {
  const heads = { row: ["row", "both"].includes(headers), column: ["column", "both"].includes(headers) };
  const scope = (row, column) => (heads.row && row === 0 ? "col" : heads.column && column === 0 ? "row" : null);
  // An empty corner heads nothing.
  const cell = (text, of) => (text && of ? el("th", { scope: of }, text) : el("td", {}, text));
  const shown = rows.map((row, y) => el("tr", {}, row.map((text, x) => cell(text, scope(y, x)))));
  const whole = el("table", {}, caption && el("caption", {}, caption), el("tbody", {}, shown));
  return el("div", { class: "scroll", tabindex: "0", role: caption && "region", "aria-label": caption }, whole);
}

// Cards, and lists of them with facets and paging.

import { get } from "./api.js";
import { el, html, list } from "./html.js";
import { picture } from "./images.js";
import { fill } from "./words.js";

/** Where a page is read: on this site by its path, in the language of the frame; on another by its full address. */
export function link({ html_path: path, html_url: address, locale, site }, at) {
  if (site && site !== at.site.meta.site) return address;
  return locale && locale !== at.locale ? `${path}?lang=${at.locale}` : path;
}

/** A day as readers write it; with `timeStyle` the time too. What has no time is the same day in every zone. */
export const day = (moment, at, timeStyle, zone = at.site.time_zone) => new Intl.DateTimeFormat(at.locale,
  { dateStyle: "long", timeStyle, timeZone: moment.includes("T") ? zone : "UTC" }).format(new Date(moment));

/** One item of a list. What stands in for a missing version says its language. */
export function card(page, at, heading = "h3") {
  const { title, summary, kind, dateline, starts_at: starts, corrected, highlight, teaser_image: image } = page;
  const { locale, direction } = page.meta;
  const own = locale !== at.locale && at.site.locales.find((one) => one.locale === locale);
  const told = [kind?.label, dateline?.text ?? (starts && day(starts, at)), corrected && at.words.corrected];
  const name = highlight ? html(highlight.title, "span") : title;
  return el("article", { class: "card", lang: own && locale, dir: own && direction },
    image && picture(image, "(min-width: 50rem) 22rem, 100vw", ""),
    el("p", { class: "told" }, told.filter(Boolean).join(" · "),
      own && el("span", { class: "tag", lang: at.locale, dir: at.direction }, own.label)),
    el(heading, {}, el("a", { href: link(page.meta, at) }, name)),
    highlight?.excerpt ? html(highlight.excerpt, "p") : summary && el("p", {}, summary));
}

export const cards = (pages, at, heading) =>
  pages.length > 0 && el("div", { class: "cards" }, pages.map((page) => card(page, at, heading)));

/** A list that its reader narrows. Each choice is a link, so the address says what is shown, and can be sent on. */
export async function choices(path, fixed, facets, at) {
  const chosen = Object.fromEntries(["cursor", ...facets].map((name) => [name, at.url.searchParams.get(name)]));
  const asked = { ...fixed, ...chosen, locale: at.locale, fallback: at.others, facets: facets.join(), limit: "12" };
  const { meta, items } = await get(path, asked);
  const filters = facets.filter((name) => meta.facets[name].length > 1).map((name) => {
    const terms = meta.facets[name].map(({ value, label, count }) => {
      const on = chosen[name] === value;
      const href = choose(at, { [name]: on ? null : value, cursor: null });
      return el("a", { href, "aria-current": on && "true" }, `${label} (${count})`);
    });
    return el("details", { open: Boolean(chosen[name]) }, el("summary", {}, at.words[name]), list(terms));
  });
  const none = Object.fromEntries([...facets, "cursor"].map((name) => [name, null]));
  const clear = facets.some((name) => chosen[name]) && el("a", { href: choose(at, none) }, at.words.all);
  const counted = facets.length > 0 || !items.length;
  const total = `${meta.total_count}${meta.total_count_relation === "gte" ? "+" : ""}`;
  const meant = (meta.suggestions ?? []).map((q) => el("a", { href: choose(at, { q }) }, q));
  return el("div", { class: facets.length > 0 && "choices" },
    filters.length > 0 && el("nav", { "aria-label": at.words.filter }, filters, clear),
    el("div", {},
      counted && el("p", { role: "status" }, items.length ? fill(at.words.hits, { count: total }) : at.words.none),
      meant.length > 0 && el("div", {}, at.words.meant, list(meant, { class: "tags" })),
      cards(items, at, "h2"),
      el("p", { class: "tags" },
        chosen.cursor && el("a", { href: choose(at, { cursor: null }) }, at.words.first),
        meta.next_cursor && el("a", { href: choose(at, { cursor: meta.next_cursor }), rel: "next" }, at.words.next))));
}

/** A path with what is chosen in the address that is shown, but for `changes`; null takes one away. */
export function choose(at, changes, path = at.url.pathname) {
  const all = { ...Object.fromEntries(at.url.searchParams), ...changes };
  const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value)).toString();
  return path + (query && `?${query}`);
}

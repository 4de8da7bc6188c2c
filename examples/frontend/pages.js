// What stands in <main>, by the type of the page.

import { get } from "./api.js";
import { blocks, contact, download } from "./blocks.js";
import { el, html, list, part } from "./html.js";
import { figure } from "./images.js";
import { cards, choices, day, link } from "./lists.js";
import { fill } from "./words.js";

const ORDERS = { tree: "tree", date: "-published_at", title: "title" };

/** The lists that some types have below their text. All other types are articles. */
const lists = {
  async "home.HomePage"(item, at) {
    const asked = { type: "newsroom.NewsPage", locale: at.locale, fallback: at.others, limit: "6" };
    const news = await get("pages/", asked);
    return [cards(item.featured, at, "h2"), part(at.words.newest, cards(news.items, at))];
  },
  "home.SectionPage": (item, at) => choices("pages/", { child_of: item.id, order: ORDERS[item.listing] }, [], at),
  "newsroom.NewsroomPage": (item, at) =>
    choices("pages/", { type: "newsroom.NewsPage", child_of: item.id }, ["kind", "topic", "country", "year"], at),
};

/** The elements of a page. */
export async function page(item, at) {
  const { words } = at;
  const below = await lists[item.type]?.(item, at);
  const { breadcrumbs, accessible_versions: versions, locale } = item.meta;
  const crumbs = list(breadcrumbs.map((crumb) => el("a", { href: link({ ...crumb, locale }, at) }, crumb.title)));
  const easy = versions.map(({ kind, html_path: href }) => el("a", { href }, words[kind] ?? kind));
  const corrected = (item.corrections ?? []).map(({ date, note }) => [`${day(date, at)}: `, note]);
  const files = [...(item.downloads ?? []), ...(item.files ?? [])].filter((file) => file.document);
  const topics = (item.topics ?? []).map(({ value, label }) =>
    el("a", { href: `/search/?${new URLSearchParams({ topic: value, lang: at.locale })}` }, label));
  const above = new Set([item.kicker, item.kind?.label, item.reference].filter(Boolean));
  const lead = item.introduction ?? item.summary;
  return [
    crumbs && el("nav", { class: "crumbs", "aria-label": words.where }, crumbs),
    el("p", { class: "told" }, [...above].join(" · ")),
    el("h1", { tabindex: "-1" }, item.title),
    list(easy, { class: "tags" }),
    corrected.length > 0
      && el("div", { class: "notice", role: "note" }, el("strong", {}, words.corrections), list(corrected)),
    lead && el("p", { class: "lead" }, lead),
    item.teaser_image && figure(item.teaser_image, at),
    item.dateline && el("p", {}, el("strong", {}, item.dateline.text)),
    facts(item, at),
    blocks(item.body ?? [], at),
    below,
    item.notes_to_editors && part(words.notes, html(item.notes_to_editors.html)),
    part(words.downloads, list(files.map((file) => download(file, at)))),
    part(words.contact, (item.contacts ?? []).map(contact)),
    part(words.topics, list(topics, { class: "tags" })),
    part(words.related, cards(item.related ?? [], at)),
  ];
}

/** Everything on the site, by words and by choice. */
export async function search(at) {
  const q = at.url.searchParams.get("q");
  const found = await choices(q ? "search/" : "pages/", { q }, ["type", "topic", "year"], at);
  return [el("h1", { tabindex: "-1" }, q ? `${at.words.search}: ${q}` : at.words.search), found];
}

/** From when until when, or until when: of events, projects and publications. */
function time(item, at) {
  const [first, last] = [item.starts_at ?? item.start_date ?? item.published_on, item.ends_at ?? item.end_date];
  const style = item.starts_at ?? item.ends_at ? "short" : undefined;
  const days = [first, last].filter(Boolean).map((each) => day(each, at, style, item.time_zone ?? undefined));
  const said = [...new Set(days)].join(" – ");
  return last && !first ? fill(at.words.until, { moment: said }) : said;
}

/** What they are about, and where. */
function facts(item, at) {
  const terms = [item.status, ...(item.countries ?? []), ...(item.donors ?? []), ...(item.partners ?? [])];
  const named = terms.filter(Boolean).map((term) => term.label).join(", ");
  const register = item.registration_url && el("a", { href: item.registration_url }, at.words.register);
  const told = [time(item, at), item.place, !item.kind && named, item.budget, item.identifier, register];
  return list(told.filter(Boolean), { class: "told" });
}

// What stands around a page: mega menu, search, languages, footer.

import { el, list } from "./html.js";
import { choose, link } from "./lists.js";
import { searchBox } from "./search.js";
import { fill } from "./words.js";

export function header(at, page) {
  const { site, words } = at;
  const panels = (site.menus.main ?? []).map((node) => panel(node, at));
  const click = ({ target }) => target.setAttribute("aria-expanded", String(target.ariaExpanded !== "true"));
  const logo = site.logo && el("img", { src: site.logo.src, alt: "", width: 48, height: 48 });
  return [
    el("a", { class: "skip", href: "#main" }, words.skip),
    el("div", { class: "bar" },
      el("a", { class: "brand", href: link(site.home, at) }, logo, site.name), searchBox(at), languages(at, page)),
    el("button", { class: "opener", "aria-controls": "menu", "aria-expanded": "false", click }, words.menu),
    el("nav", { id: "menu", "aria-label": words.menu }, list(panels)),
  ];
}

export function footer(at) {
  const { contact, menus, social_links: accounts } = at.site;
  const columns = (menus.footer ?? []).map((node) => [entry(node, at), list(node.items.map((one) => entry(one, at)))]);
  const mail = contact.email && el("a", { href: `mailto:${contact.email}` }, contact.email);
  return [
    list(columns, { class: "columns" }),
    el("address", {}, el("div", {}, el("bdi", {}, contact.address)), mail),
    list(accounts.map(({ service, url }) => el("a", { href: url, rel: "me" }, service)), { class: "tags" }),
    list((menus.legal ?? []).map((node) => entry(node, at)), { class: "tags" }),
  ].filter(Boolean);
}

/** A heading of the menu. With entries below it, it opens a panel: its introduction, and the entries in columns. */
function panel(node, at) {
  if (!node.items.length) return entry(node, at);
  const more = node.url && el("a", { href: to(node, at) }, fill(at.words.more, { title: node.title }));
  const groups = node.items.map((group) => [entry(group, at), list(group.items.map((one) => entry(one, at)))]);
  return el("details", { name: "menu" }, el("summary", {}, node.title),
    el("div", { class: "panel" }, el("div", {}, node.intro && el("p", {}, node.intro), more), list(groups)));
}

function entry(node, at) {
  const current = node.page && new URL(node.page.html_path, at.url).pathname === at.url.pathname && "page";
  if (!node.url) return el("strong", {}, node.title);
  return el("a", { href: to(node, at), "aria-current": current }, node.title);
}

const to = ({ url, page }, at) => (page ? link(page, at) : url);

/** Each language leads to this page in it; where the page lacks it, to this version with a notice. */
function languages(at, page) {
  const versions = page && !page.meta.preview ? [page.meta, ...page.meta.translations] : [];
  const links = at.site.locales.map(({ locale, direction, native_label: label }) => {
    const version = versions.find((one) => one.locale === locale);
    const href = choose(at, { cursor: null, lang: version ? null : locale }, version?.html_path);
    const current = locale === at.locale && "true";
    return el("a", { href, lang: locale, hreflang: locale, dir: direction, "aria-current": current }, label);
  });
  return el("nav", { class: "languages", "aria-label": at.words.languages }, list(links));
}

/** Whatever panel is open closes, but where `target` is in it. Its heading is given back. */
function close(target) {
  const open = document.querySelector("nav#menu details[open]");
  if (!open || (target && open.contains(target))) return null;
  open.open = false;
  return open.querySelector("summary");
}

document.addEventListener("click", ({ target }) => close(target));
document.addEventListener("keydown", ({ key }) => key === "Escape" && close()?.focus());

// The router: what an address shows, and how one gets from one to the next without loading anew.

import { frame, get } from "./api.js";
import { footer, header } from "./frame.js";
import { el } from "./html.js";
import { day } from "./lists.js";
import { page as pageView, search } from "./pages.js";
import { fill, words } from "./words.js";

const [top, main, bottom] = ["header", "main", "footer"].map((tag) => document.querySelector(tag));
let latest, here, spoken;

/** Shows `url`. Where another one is asked for meanwhile, that one wins. */
async function show(url) {
  const mine = (latest = Symbol("asked"));
  here = url.pathname + url.search;
  main.setAttribute("aria-busy", "true");
  try {
    const found = await ask(url).catch((problem) => ({ problem }));
    if (mine !== latest) return;
    if (found.outcome === "redirect") return await go(found.location, true);
    const at = await surroundings(url, found.page);
    const shown = await view(found, at).catch((problem) => notice(problem, at));
    if (mine !== latest) return;
    spoken = at.locale;
    Object.assign(document.documentElement, { lang: at.locale, dir: at.direction });
    top.replaceChildren(...header(at, found.page));
    bottom.replaceChildren(...footer(at));
    present(note(found.page, at), el("div", { lang: found.page?.meta.locale, dir: found.page?.meta.direction }, shown));
    if (url.hash) location.replace(url.hash);
    document.title = `${main.querySelector("h1").textContent} – ${at.site.name}`;
  } catch (failure) {
    if (mine === latest) present(failed(failure));
  }
}

/** What is at an address: `{page}`, `{location}` where it leads elsewhere, or `{}` for the search. */
async function ask(url) {
  if (url.pathname === "/search/") return {};
  if (url.pathname === "/preview") {
    return { page: await get("preview/", { token: url.searchParams.get("token"), site: null }) };
  }
  return get("resolve/", { path: url.pathname + url.search });
}

/** The language of the frame is the page's own, but for readers who came from another: `?lang=` keeps theirs. */
async function surroundings(url, page) {
  const home = await frame();
  const known = home.locales.map((one) => one.locale);
  const [, first] = url.pathname.split("/");
  // Whoever follows a link that shows nothing has told no language but their browser's.
  const browsers = url.pathname === "/preview" ? navigator.languages.map((tag) => tag.split("-")[0]) : [];
  const wanted = [url.searchParams.get("lang"), page?.meta.locale, first, spoken, ...browsers];
  const locale = wanted.find((tag) => known.includes(tag)) ?? home.default_locale;
  const { direction } = home.locales.find((one) => one.locale === locale);
  const stand = [...new Set([home.default_locale, ...known])].filter((tag) => tag !== locale).join();
  return { url, go, locale, others: stand, direction, words: words(locale), site: await frame(locale, stand) };
}

const view = async ({ page, problem }, at) => (problem ? notice(problem, at) : page ? pageView(page, at) : search(at));

/** Says that a page is a draft, or wholly or partly in another language than its frame. */
function note(page, at) {
  const name = (tag) => new Intl.DisplayNames(at.locale, { type: "language" }).of(tag);
  const draft = page?.meta.preview && fill(at.words.draft, { until: day(page.meta.preview.expires_at, at, "short") });
  const other = page && page.meta.locale !== at.locale
    && fill(at.words.missing, { wanted: name(at.locale), shown: name(page.meta.locale) });
  const partly = page?.meta.partly_in && fill(at.words.partly, { language: name(page.meta.partly_in) });
  const told = [draft, other, partly].filter(Boolean).join(" ");
  return told && el("p", { class: "notice", role: "note" }, told);
}

/** In place of a page: unknown, gone, withdrawn with its explanation; or what the API says to a developer. */
function notice(problem, at) {
  const { withdrawal } = problem.body ?? {};
  const { absent, closed, failed, gone, withdrawn } = at.words;
  const heading = withdrawal ? withdrawn : { 403: closed, 404: absent, 410: gone }[problem.status];
  return [
    el("h1", { tabindex: "-1" }, heading ?? failed),
    withdrawal && el("p", {}, day(withdrawal.date, at)),
    withdrawal && el("p", { lang: withdrawal.locale, dir: withdrawal.direction }, withdrawal.note),
    problem.status === 403 && el("p", {}, at.words.ended),
    !heading && el("p", { lang: "en", dir: "ltr" }, problem.message),
    at.url.search && !heading && el("p", {}, el("a", { href: at.url.pathname }, at.words.all)),
    el("p", {}, el("a", { href: at.site.home.html_path }, at.words.home)),
  ];
}

/** Not even the frame is to be had: the API cannot be reached. */
function failed(failure) {
  const said = words(document.documentElement.lang);
  const again = el("button", { click: () => show(new URL(location)) }, said.again);
  return [el("h1", { tabindex: "-1" }, said.failed), el("p", { lang: "en", dir: "ltr" }, failure.message), again];
}

function present(...children) {
  main.replaceChildren(...children.flat().filter(Boolean));
  main.removeAttribute("aria-busy");
}

/** To an address of this website, or of another. */
async function go(address, replacing = false) {
  const url = new URL(address, location);
  if (url.origin !== location.origin) return location.assign(url);
  history[replacing ? "replaceState" : "pushState"](null, "", url);
  await show(url);
  if (!url.hash) scrollTo(0, 0);
  main.querySelector("h1")?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.target || link.hasAttribute("download") || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.dataset.htmlPath ?? link.href, location);
  if (url.origin !== location.origin || (url.hash && url.pathname + url.search === here)) return;
  event.preventDefault();
  go(url);
});
if (parent !== window && location.pathname === "/preview") {
  // Beside another version, in the admin: both frames show the same part of the page. Only the one in use tells.
  const max = () => Math.max(1, document.documentElement.scrollHeight - innerHeight);
  const on = () => document.hasFocus() || document.documentElement.matches(":hover");
  addEventListener("scroll", () => on() && parent.postMessage({ type: "dateline:scroll", part: scrollY / max() }, "*"));
  addEventListener("message", ({ data }) => data?.part >= 0 && scrollTo(0, data.part * max()));
}
addEventListener("popstate", () => location.pathname + location.search !== here && show(new URL(location)));
show(new URL(location));

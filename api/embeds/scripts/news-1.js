/* <dateline-news>: an organisation's news in any page (docs/embeds.md). No cookies, no storage, one host. */
const WORDS = {
  de: { news: "Aktuelles", corrected: "Korrigiert", photo: "Foto", none: "Zurzeit keine Meldungen." },
  en: { news: "Latest news", corrected: "Corrected", photo: "Photo", none: "No news at present." },
  fr: { news: "Actualités", corrected: "Corrigé", photo: "Photo", none: "Aucune actualité pour le moment." },
  es: { news: "Últimas noticias", corrected: "Corregido", photo: "Foto", none: "No hay noticias por el momento." },
  ar: { news: "آخر الأخبار", corrected: "مصحّح", photo: "الصورة", none: "لا توجد أخبار حاليًا." },
};
const HOST = new URL(import.meta.url).origin;
// What a page may say of the news it wants: names of the list's own filters.
const FILTERS = ["site", "kind", "topic", "country", "region", "sdg", "organisation", "fallback"];
const FIELDS = "title,summary,kind,corrected,teaser_image,meta(locale,direction,html_url,published_at)";
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i;
const LEAST_SECONDS = 60;
const SECONDS = 300;
const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
:host { display: block; font: var(--dateline-font, inherit); color: var(--dateline-color, inherit); }
:host([hidden]) { display: none; }
h2 { font-size: 1.25em; margin: 0 0 .5em; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: var(--dateline-gap, 1.5em);
  grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--dateline-column, 16em)), 1fr)); }
:host([look=list]) ul { grid-template-columns: 1fr; }
h3 { font-size: 1.05em; line-height: 1.3; margin: .3em 0; }
a { color: var(--dateline-link, inherit); }
a:focus-visible { outline: 3px solid var(--dateline-focus, currentColor); outline-offset: 2px; }
p, figure { margin: 0 0 .4em; }
img { display: block; width: 100%; height: auto; aspect-ratio: 16/9; object-fit: cover; background: #8883; }
figcaption, .about { font-size: .85em; }
.about > * + *::before { content: " · "; }
`);

/** An element with attributes and children; null and undefined are left out. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value != null) made.setAttribute(key, value);
  made.append(...children.filter((each) => each != null && each !== ""));
  return made;
}

/** Attributes that any element may have. */
const OF_ALL = /^(id|class|style|lang|dir|title|role|hidden|inert|slot|part|tabindex|translate)$|^on|[-:@_]/;

class DatelineNews extends HTMLElement {
  static observedAttributes = [...FILTERS, "locale", "limit", "heading", "look", "images", "refresh"];
  #body = this.attachShadow({ mode: "open" });
  #timer = 0;
  #asked = 0;
  #at = 0;
  #shown = "";

  connectedCallback() {
    this.#body.adoptedStyleSheets = [STYLE];
    for (const { name } of this.attributes) {
      if (!DatelineNews.observedAttributes.includes(name) && !OF_ALL.test(name)) {
        console.warn(`dateline-news has no attribute "${name}"`);
      }
    }
    // Until there is news, and where there is none to be had, what stands in the page is what is read.
    if (!this.#body.firstChild) this.#body.append(element("slot"));
    document.addEventListener("visibilitychange", this.#seen);
    this.refresh();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#seen);
    clearTimeout(this.#timer);
    this.#asked++;
  }

  attributeChangedCallback(name, before, now) {
    if (this.isConnected && before !== now) this.refresh();
  }

  #seen = () => { if (!document.hidden && Date.now() - this.#at >= LEAST_SECONDS * 1000) this.refresh(); };

  get #language() {
    return this.getAttribute("locale") || this.closest("[lang]")?.lang || "en";
  }

  get #words() {
    return WORDS[this.#language.split("-")[0].toLowerCase()] || WORDS.en;
  }

  #address() {
    const asked = new URL("/api/v1/pages/", HOST);
    const set = (name, value) => asked.searchParams.set(name, value);
    set("type", "newsroom.NewsPage");
    set("order", "-published_at");
    set("fields", FIELDS);
    set("locale", this.#language);
    set("limit", this.getAttribute("limit") || "5");
    for (const name of FILTERS) if (this.getAttribute(name)) set(name, this.getAttribute(name));
    return asked;
  }

  /** Asks again, and shows what there is now. */
  async refresh() {
    const number = ++this.#asked;
    this.#at = Date.now();
    clearTimeout(this.#timer);
    let wait = Math.max(Number(this.getAttribute("refresh")) || SECONDS, LEAST_SECONDS);
    try {
      // Asked again, the host says in a few bytes that nothing has changed; no cache may say so for it.
      const cache = this.#shown ? "no-cache" : "default";
      const answer = await fetch(this.#address(), { cache, credentials: "omit", referrerPolicy: "no-referrer" });
      wait = Math.max(wait, Number(answer.headers.get("Retry-After")) || 0);
      const said = await answer.json();
      if (number !== this.#asked) return;
      if (answer.ok) this.#show(said.items);
      else if (answer.status < 500) this.#fail(said.detail);
    } catch (error) {
      // What is shown stays until the next time: the host may be out of reach for a while.
      if (number === this.#asked) console.warn(`dateline-news: ${error.message}`);
    }
    if (number === this.#asked) this.#timer = setTimeout(() => document.hidden || this.refresh(), wait * 1000);
  }

  #fail(detail) {
    console.error(`dateline-news: ${detail}`);
    this.#shown = "";
    this.#body.replaceChildren(element("slot"));
  }

  #show(items) {
    const now = JSON.stringify([items, this.#language, this.getAttribute("heading"), this.getAttribute("images")]);
    // Nothing is drawn anew under somebody who is reading it, or has the focus in it.
    if (now === this.#shown) return;
    const focused = this.#body.activeElement?.href;
    this.#shown = now;
    const words = this.#words;
    const direction = RIGHT_TO_LEFT.test(this.#language) ? "rtl" : "ltr";
    const heading = this.getAttribute("heading") ?? words.news;
    this.#body.replaceChildren(
      element("section", { part: "section", lang: this.#language, dir: direction, "aria-label": heading || words.news },
        heading ? element("h2", { part: "heading" }, heading) : null,
        items.length
          ? element("ul", { part: "list", role: "list" }, ...items.map((item) => element("li", { part: "item" }, this.#card(item, words))))
          : element("p", { part: "empty" }, words.none)),
    );
    if (focused) [...this.#body.querySelectorAll("a")].find((each) => each.href === focused)?.focus();
    this.dispatchEvent(new CustomEvent("dateline-news-shown", { detail: { items: items.length } }));
  }

  #card(item, words) {
    const { locale, direction, html_url: address, published_at: at } = item.meta;
    const day = at
      ? element("time", { part: "date", datetime: at, lang: this.#language },
          new Intl.DateTimeFormat(this.#language, { dateStyle: "long" }).format(new Date(at)))
      : null;
    return element("article", { part: "card", lang: locale, dir: direction },
      this.#picture(item.teaser_image, words),
      element("h3", { part: "title" }, element("a", { href: address, part: "link" }, item.title)),
      element("p", { part: "about", class: "about" },
        day,
        item.kind ? element("span", { part: "kind" }, item.kind.label) : null,
        item.corrected ? element("strong", { part: "corrected", lang: this.#language }, words.corrected) : null),
      item.summary ? element("p", { part: "summary" }, item.summary) : null);
  }

  /** None without a credit. */
  #picture(image, words) {
    if (!image?.credit || this.getAttribute("images") === "none") return null;
    const wide = image.renditions.map((each) => `${each.url} ${each.width}w`).join(", ");
    return element("figure", { part: "figure" },
      element("img", { part: "image", src: image.src, srcset: wide || null, sizes: "(min-width: 40em) 20em, 100vw",
        alt: image.alt || "", lang: image.alt_locale, width: image.width, height: image.height, loading: "lazy" }),
      element("figcaption", { part: "credit", lang: this.#language }, `${words.photo}: ${image.credit}`));
  }
}

if (!customElements.get("dateline-news")) customElements.define("dateline-news", DatelineNews);

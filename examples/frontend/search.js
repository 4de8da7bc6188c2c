// The search box, which completes as one types: a combobox with a list (WAI-ARIA Authoring Practices).

import { get } from "./api.js";
import { el } from "./html.js";
import { link } from "./lists.js";

const WAIT_MS = 150;

export function searchBox(at) {
  const { search: label, find } = at.words;
  const options = el("ul", { id: "found", role: "listbox", "aria-label": label, hidden: true });
  const input = el("input", {
    type: "search", name: "q", value: at.url.searchParams.get("q"), placeholder: label, "aria-label": label,
    autocomplete: "off", role: "combobox", "aria-autocomplete": "list", "aria-controls": "found",
    "aria-expanded": "false", input: later, keydown,
  });
  let timer, asked, active = -1;

  function later() {
    clearTimeout(timer);
    timer = setTimeout(complete, WAIT_MS);
  }

  async function complete() {
    const q = input.value.trim();
    const mine = (asked = Symbol(q));
    const question = { q, locale: at.locale, fallback: at.others };
    // Without completion the search still works.
    const { items } = q ? await get("search/suggest/", question).catch(() => ({ items: [] })) : { items: [] };
    if (mine === asked) show(items);
  }

  function show(items) {
    asked = null;
    clearTimeout(timer);
    active = -1;
    input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-expanded", String(items.length > 0));
    options.hidden = !items.length;
    options.replaceChildren(...items.map(({ text, page }, index) => {
      const click = () => go(page ? link(page.meta, at) : results(text));
      // The field keeps its focus: without it, the list closes before the click.
      const mousedown = (event) => event.preventDefault();
      return el("li", { id: `found-${index}`, role: "option", "aria-selected": "false", mousedown, click }, text);
    }));
  }

  function keydown(event) {
    const all = [...options.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") show([]);
    if ((event.key === "Enter" && all[active]) || (step && all.length)) event.preventDefault();
    if (event.key === "Enter") all[active]?.click();
    if (!step || !all.length) return;
    all[active]?.setAttribute("aria-selected", "false");
    active = active < 0 && step < 0 ? all.length - 1 : (active + step + all.length) % all.length;
    all[active].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", all[active].id);
  }

  const results = (q) => `/search/?${new URLSearchParams({ q, lang: at.locale })}`;

  const go = (address) => (show([]), at.go(address));
  const submit = (event) => (event.preventDefault(), go(results(input.value)));

  return el("form", { role: "search", submit, focusout: () => show([]) }, input, options, el("button", {}, find));
}

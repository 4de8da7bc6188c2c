// Links to places in the form that is open already: Wagtail follows such addresses only as a page is opened.
(() => {
  const PATH = "#:w:contentpath=";

  function target(fragment) {
    if (!fragment.startsWith(PATH)) {
      return document.getElementById(fragment.slice(1));
    }
    const steps = fragment.slice(PATH.length).split(".").filter(Boolean);
    const selectors = steps.map((step) => `[data-contentpath="${CSS.escape(step)}"]`);
    // The deepest step that there is: a new block may be known to the form by another name.
    for (let count = selectors.length; count > 0; count -= 1) {
      const found = document.querySelector(selectors.slice(0, count).join(" "));
      if (found) return found;
    }
    return null;
  }

  function show(place) {
    place.scrollIntoView({ block: "center" });
    const field = "input:not([type=hidden]), textarea, select, button, [contenteditable=true]";
    place.querySelector(field)?.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(`a[href^="${PATH}"], a[href^="#inline_child_"]`);
    const place = link && target(decodeURIComponent(link.getAttribute("href")));
    if (!place) return;
    event.preventDefault();
    const panel = place.closest("[role=tabpanel]");
    const tab = panel?.hidden && document.querySelector(`[role=tab][aria-controls="${CSS.escape(panel.id)}"]`);
    if (tab) tab.click();
    // A tab takes a moment to open, and what is hidden cannot be scrolled to.
    setTimeout(() => show(place), tab ? 200 : 0);
  });
})();

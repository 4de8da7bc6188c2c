// Slugs as one types: what cms/pages/slugs.py makes of a title, in the place of Wagtail's own rules.
(() => {
  const LONGEST = 100;
  const BEYOND_LATIN = "\u0250";
  const UMLAUTS = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
  const SINGLE = { ß: "ss", ı: "i", ø: "o", ł: "l", đ: "d" };
  const INNER_CAPITAL = /(?<=[a-zäöüß])I(?=n(?:nen)?(?![\p{L}\p{N}_]))/gu;
  const WORD = /[\p{L}\p{N}]+/gu;

  function slugify(title, locale) {
    let text = title.replace(/[\u00AD\u0640]/g, "").normalize("NFC");
    if (locale.split("-")[0] === "de") {
      text = text.replace(INNER_CAPITAL, "-i").toLowerCase().replace(/[äöüß]/g, (letter) => UMLAUTS[letter]);
    }
    text = text.toLowerCase().replace(/[ßıøłđ]/g, (letter) => SINGLE[letter]);
    text = text.replace(/['’ʼ](?=s(?![\p{L}\p{N}_]))/gu, "");
    return shortened(([...text].map(kept).join("").match(WORD) ?? []).join("-"));
  }

  function kept(letter) {
    if (/[\p{M}\p{Cf}]/u.test(letter)) return "";
    const decomposed = letter.normalize("NFKD");
    if (/[\p{L}\p{N}]/u.test(letter) && decomposed < BEYOND_LATIN) {
      return decomposed.replace(/\p{M}/gu, "").toLowerCase();
    }
    return letter;
  }

  function shortened(slug) {
    const letters = [...slug];
    if (letters.length <= LONGEST) return slug;
    const start = letters.slice(0, LONGEST + 1);
    const hyphen = start.lastIndexOf("-");
    return start.slice(0, hyphen > 0 ? hyphen : LONGEST).join("");
  }

  const controller = window.wagtail?.app?.router.modulesByIdentifier.get("w-slug")?.definition.controllerConstructor;
  if (!controller) return;

  controller.prototype.urlify = function urlify(event, { ignoreUpdate = false } = {}) {
    const written = event?.detail?.value ?? this.element.value;
    const made = slugify(written, this.localeValue);
    if (!ignoreUpdate) this.applyUpdate("urlify", made, written);
    return made;
  };

  // On leaving the field. Whoever merely came by changes nothing: the slug may be public.
  controller.prototype.slugify = function tidy() {
    const { value, defaultValue } = this.element;
    return value === defaultValue ? value : this.urlify();
  };
})();

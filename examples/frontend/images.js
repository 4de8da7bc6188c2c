// A picture in the formats and sizes that the API offers; the browser takes the one that fits.

import { el } from "./html.js";

/** `sizes` as in HTML. `alt` is "" where a title beside the picture says what there is to say. */
export function picture(image, sizes, alt = image.alt) {
  const whole = image.renditions.filter((one) => one.ratio === "original");
  const types = [...new Set(whole.map((one) => one.type))];
  const fitting = (type) => whole.filter((one) => one.type === type).map((one) => `${one.url} ${one.width}w`);
  const sources = types.map((type) => el("source", { type, sizes, srcset: fitting(type).join(", ") }));
  const lang = alt ? image.alt_locale : null; // it may be in another language than the page
  const img = el("img", { src: image.src, alt, lang, width: image.width, height: image.height, loading: "lazy" });
  if (image.focal_point) img.style.objectPosition = `${image.focal_point.x * 100}% ${image.focal_point.y * 100}%`;
  if (image.placeholder) img.style.backgroundImage = `url(${image.placeholder})`;
  return el("picture", {}, sources, img);
}

/** A picture with its caption, and whom it is owed to. */
export function figure(image, at) {
  const { caption, credit, licence } = image;
  const terms = licence && (licence.url ? el("a", { href: licence.url, rel: "license" }, licence.name) : licence.name);
  const owed = credit && el("small", {}, `${at.words.photo}: ${credit}`, terms && " · ", terms);
  return el("figure", {}, picture(image, "(min-width: 50rem) 46rem, 100vw"), el("figcaption", {}, caption, " ", owed));
}

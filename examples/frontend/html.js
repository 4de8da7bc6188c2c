// Elements without a framework. Text given as a child is text: whatever it holds, it is never markup.

/** An element: `el("a", {href, click: listener}, "text", child)`. Empty attributes and children are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value || value === "" || value === 0) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter(Boolean));
  return node;
}

/** For fields called `html` and `highlight` alone: the API has cleaned them, and nothing else. */
export const html = (value, tag = "div") => Object.assign(el(tag), { innerHTML: value });

/** A list, or nothing where there is nothing to list. */
export const list = (children, attributes = {}) =>
  children.length > 0 && el("ul", attributes, children.map((child) => el("li", {}, child)));

/** A part of a page under its heading, or nothing where there is nothing to show. */
export const part = (heading, ...children) =>
  children.flat().some(Boolean) && el("section", {}, el("h2", {}, heading), ...children);

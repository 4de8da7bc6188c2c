"""Any JSON of an item as simple HTML, by its shape alone: so that a new block or field is read too.

Feeds give it out as it is (`api.feeds.full_text`); `api.rich_text` makes Markdown and plain text of it.
"""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

JSON = Mapping[str, Any]


def shape_html(value: Any, depth: int = 3) -> str:
    """Titles as headings of that depth, HTML, pictures, files and links as such, the rest as text."""
    if isinstance(value, list):
        return "".join(shape_html(each, depth) for each in value)
    if not isinstance(value, dict):
        return "" if value is None or isinstance(value, bool) else paragraph(str(value))
    if isinstance(value.get("html"), str):
        return str(value["html"])
    if is_picture(value):
        return figure(value)
    if reference := reference_html(value):
        return f"<p>{reference}</p>"
    return heading(value.get("title"), depth) + "".join(
        shape_html(inner, depth + 1) for name, inner in value.items() if name not in ("id", "type", "title")
    )


def reference_html(value: Any) -> str:
    """A picture, a file, a term or a link to a page, inline; empty where it is none of these."""
    if not isinstance(value, dict):
        return ""
    if is_picture(value):
        return img(value)
    if "filename" in value and "url" in value:
        return link(value["url"], value.get("title"))
    if "label" in value and "value" in value and isinstance(value["value"], str):
        return text(value["label"])
    address = value.get("html_url") or (value.get("meta") or {}).get("html_url")
    return link(address, value.get("title")) if address else ""


def is_picture(value: JSON) -> bool:
    return "src" in value and "alt" in value


def img(image: JSON) -> str:
    size = "".join(f' {name}="{image[name]}"' for name in ("width", "height") if image.get(name))
    return f'<img alt="{text(image.get("alt"))}" src="{text(image["src"])}"{size}>'


def figure(image: JSON) -> str:
    """With its caption, and who made it."""
    said = joined([image.get("caption"), image.get("credit")], " — ")
    return f"<figure>{img(image)}{f'<figcaption>{text(said)}</figcaption>' if said else ''}</figure>"


def link(address: Any, title: Any) -> str:
    return f'<a href="{text(address)}">{text(title or address)}</a>'


def heading(title: Any, depth: int, anchor: str | None = None) -> str:
    name, named = f"h{min(depth, 6)}", f' id="{text(anchor)}"' if anchor else ""
    return f"<{name}{named}>{text(title)}</{name}>" if title else ""


def paragraph(words: Any) -> str:
    return f"<p>{text(words)}</p>" if words else ""


def listed(entries: Iterable[str]) -> str:
    """A list of what is HTML already; nothing where there is nothing."""
    items = "".join(f"<li>{each}</li>" for each in entries if each)
    return f"<ul>{items}</ul>" if items else ""


def joined(words: Iterable[Any], by: str = ", ") -> str:
    return by.join(str(each) for each in words if each)


def text(words: Any) -> str:
    return escape(str(words)) if words is not None else ""

"""Any JSON of an item as simple HTML, by its shape alone: so that a new block or field is read too.

HTML is only the way there: `api.rich_text` makes Markdown and plain text of it.
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
    if reference := reference_html(value):
        return f"<p>{reference}</p>"
    return heading(value.get("title"), depth) + "".join(
        shape_html(inner, depth + 1) for name, inner in value.items() if name not in ("id", "type", "title")
    )


def reference_html(value: Any) -> str:
    """A picture, a file, a term or a link to a page, inline; empty where it is none of these."""
    if not isinstance(value, dict):
        return ""
    if "src" in value and "alt" in value:
        return picture(value)
    if "filename" in value and "url" in value:
        return link(value["url"], value.get("title"))
    if "label" in value and "value" in value and isinstance(value["value"], str):
        return text(value["label"])
    address = value.get("html_url") or (value.get("meta") or {}).get("html_url")
    return link(address, value.get("title")) if address else ""


def picture(image: JSON) -> str:
    said = joined([image.get("caption"), image.get("credit")], " — ")
    return (
        f'<img alt="{text(image.get("alt"))}" src="{text(image["src"])}">{"<br>" if said else ""}{text(said)}'
    )


def link(address: Any, title: Any) -> str:
    return f'<a href="{text(address)}">{text(title or address)}</a>'


def heading(title: Any, depth: int) -> str:
    return f"<h{min(depth, 6)}>{text(title)}</h{min(depth, 6)}>" if title else ""


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

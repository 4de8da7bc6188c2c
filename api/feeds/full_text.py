"""A piece of news as HTML for readers elsewhere: all that it says, with full addresses."""

from typing import Any, Final

from django.utils import translation
from lxml import etree, html

from api.text.blocks import body_html
from api.text.fields import LABELS, section_html
from api.text.shapes import JSON, heading, is_picture, paragraph
from api.xml import possible

# What stands below the text, each with its name.
BELOW: Final = ("notes_to_editors", "contacts", "downloads")


def full_text(item: JSON) -> str:
    """Corrections first, then dateline, lead and body, then what is for the press."""
    meta = item["meta"]
    with translation.override(meta["locale"]):
        parts = [
            section("corrections", item),
            paragraph((item.get("dateline") or {}).get("text")),
            paragraph(item.get("summary")),
            body_html(item.get("body") or []),
            *(section(name, item) for name in BELOW),
        ]
    return whole("".join(parts), meta["locale"], meta["direction"], meta["html_url"])


def body_of(item: JSON) -> str:
    """The text alone, without who made its pictures; empty where there is none."""
    meta = item["meta"]
    found = body_html(without_credits(item.get("body") or []))
    return whole(found, meta["locale"], meta["direction"], meta["html_url"]) if found else ""


def without_credits(value: Any) -> Any:
    if isinstance(value, list):
        return [without_credits(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: None if name == "credit" and is_picture(value) else without_credits(each)
        for name, each in value.items()
    }


def section(name: str, item: JSON) -> str:
    value = item.get(name)
    return heading(str(LABELS[name]), 2) + section_html(name, value) if value else ""


def whole(source: str, locale: str | None, direction: str | None, address: str | None) -> str:
    """One element that says in which language it is, and in which direction that is read."""
    root = html.fragment_fromstring(possible(source), create_parent="div")
    if locale:
        root.set("lang", locale)
    if direction:
        root.set("dir", direction)
    if address:
        # What is no address stays what it is.
        root.make_links_absolute(address, handle_failures="ignore")
    return etree.tostring(root, method="html", encoding="unicode")

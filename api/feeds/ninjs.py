"""IPTC ninjs 3.1: a list of items, each what `manage.py import_ninjs` reads (docs/import.md).

The list itself is no ninjs, which knows of one item at a time: where it goes on is in the header `Link`.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import orjson

from api.feeds.feed import Entry, Feed
from api.feeds.full_text import body_of
from api.rich_text import as_text
from api.text.fields import correction_line
from api.text.shapes import JSON, is_picture
from cms.published.moments import utc

STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
HTML, PLAIN = "text/html", "text/plain"


def ninjs(feed: Feed) -> bytes:
    return orjson.dumps([item(each) for each in feed.entries])


def item(entry: Entry) -> dict[str, Any]:
    """A withdrawn one is canceled, with its notice, and says nothing else."""
    found = {
        "uri": entry.id,
        "type": "text",
        "standard": STANDARD,
        "representationType": "full" if entry.html else "partial",
        "firstCreated": utc(entry.published),
        "versionCreated": utc(entry.updated),
        "pubStatus": "canceled" if entry.is_withdrawn else "usable",
        "language": entry.locale,
        "headlines": [{"role": "main", "contentType": PLAIN, "value": entry.title}],
    }
    if entry.is_withdrawn:
        return found | {"edNote": entry.summary, "altIds": alt_ids(entry)}
    said = entry.item
    body = body_of(said) if entry.html else ""
    kind = said.get("kind")
    more = {
        "version": str(said["meta"]["version"]),
        "embargoed": entry.embargo,
        "profile": "article",
        "by": ", ".join(entry.authors),
        "headlines": [*found["headlines"], *headline("kicker", said.get("kicker"))],
        "descriptions": headline("summary", entry.summary),
        "bodies": [{"role": "main", "contentType": HTML, "value": body}] if body else [],
        "located": " / ".join((said.get("dateline") or {}).get("places") or ()),
        "genres": [{"name": kind["label"], "literal": kind["value"]}] if kind else [],
        "subjects": [{"name": each["label"], "literal": each["value"]} for each in entry.topics],
        "places": [
            {"name": each["label"], "rel": "about", "literal": f"iso3166-1a2:{each['value']}"}
            for each in said.get("countries") or ()
        ],
        **contacts(said.get("contacts") or ()),
        "associations": associations(entry),
        "altIds": alt_ids(entry),
        "edNote": "\n\n".join(notes(said)),
    }
    return found | {name: value for name, value in more.items() if value}


def headline(role: str, value: str | None) -> list[JSON]:
    return [{"role": role, "contentType": PLAIN, "value": value}] if value else []


def alt_ids(entry: Entry) -> list[JSON]:
    """Where it was first published comes first, and then where it is here; all its languages share one."""
    said = {
        "source": entry.item.get("source_url"),
        "canonical": entry.url,
        "reference": entry.item.get("reference"),
        "translation-of": entry.translation_id,
    }
    return [{"role": role, "value": value} for role, value in said.items() if value]


def contacts(listed: Iterable[JSON]) -> dict[str, list[JSON]]:
    """Of an organisation, `name` is the desk; who is of none is a person."""
    found: dict[str, list[JSON]] = {"organisations": [], "people": []}
    for each in listed:
        desk = {"name": each["name"]} if each["organisation"] and each["name"] else {}
        reached = [{"type": kind, **desk, "value": each[kind]} for kind in ("email", "phone") if each[kind]]
        where = "organisations" if each["organisation"] else "people"
        who = {"name": each["organisation"] or each["name"]} if each["organisation"] or each["name"] else {}
        if reached:
            found[where].append({**who, "rel": "media-contact", "contactInfo": reached})
    return found


def associations(entry: Entry) -> list[JSON]:
    """The teaser, and the pictures of the text, which names them by the address of their original."""
    teaser = entry.item.get("teaser_image")
    shown = (
        {each["src"]: (each, "embedded") for each in pictures(entry.item.get("body"))} if entry.html else {}
    )
    first = {teaser["src"]: (teaser, "teaser")} if teaser else {}
    prefix = entry.id.removesuffix(entry.key)
    return [
        association(said, f"{prefix}image-{said['id']}", rel) for said, rel in {**shown, **first}.values()
    ]


def pictures(value: Any) -> Iterator[JSON]:
    """Wherever in it they stand."""
    if isinstance(value, list):
        for each in value:
            yield from pictures(each)
    elif isinstance(value, dict):
        if is_picture(value):
            yield value
        else:
            yield from pictures(list(value.values()))


def association(said: JSON, uri: str, rel: str) -> JSON:
    licence = said.get("licence") or {}
    found = {
        "name": f"{rel} {said['id']}",
        "rel": rel,
        "uri": uri,
        "type": "picture",
        "by": said.get("credit"),
        "usageTerms": licence.get("name"),
        "rightsInfo": {"linkedRights": licence["url"]} if licence.get("url") else None,
        "descriptions": [*headline("alt", said.get("alt")), *headline("caption", said.get("caption"))],
        "renditions": [
            {
                "name": "original",
                "href": said["src"],
                "width": said.get("width"),
                "height": said.get("height"),
            },
            *(
                {
                    "name": f"{each['ratio']} {each['width']}",
                    "href": each["url"],
                    "contentType": each["type"],
                    "width": each["width"],
                    "height": each["height"],
                }
                for each in said.get("renditions") or ()
            ),
        ],
    }
    return {name: value for name, value in found.items() if value}


def notes(said: JSON) -> Iterable[str]:
    """Corrections, and what is for the press alone."""
    yield from (as_text(correction_line(each)) for each in said.get("corrections") or ())
    if note := said.get("notes_to_editors"):
        yield as_text(note["html"])

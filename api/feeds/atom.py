"""Atom (RFC 4287), with paging (RFC 5005), deleted entries (RFC 6721) and Media RSS."""

from typing import Final

from lxml import etree

from api.feeds.feed import Entry, Feed
from api.feeds.media import MEDIA, add_media
from api.xml import LANGUAGE, Element, add, document
from cms.feeds import FORMS
from cms.published.moments import utc

ATOM: Final = "http://www.w3.org/2005/Atom"
DCTERMS: Final = "http://purl.org/dc/terms/"
DELETED: Final = "http://purl.org/atompub/tombstones/1.0"
NAMESPACES: Final[dict[str | None, str]] = {None: ATOM, "at": DELETED, "media": MEDIA}
MEDIA_TYPE: Final = FORMS["atom"]
A: Final = f"{{{ATOM}}}"
AT: Final = f"{{{DELETED}}}"


def atom(feed: Feed) -> bytes:
    language = {LANGUAGE: feed.locale}
    # The stubs of lxml know of no default namespace.
    root = etree.Element(f"{A}feed", language, nsmap=NAMESPACES)  # type: ignore[arg-type]
    add(root, f"{A}id", feed.id)
    add(root, f"{A}title", feed.title)
    add(root, f"{A}updated", utc(feed.updated))
    add(add(root, f"{A}author"), f"{A}name", feed.publisher)
    add(root, f"{A}link", rel="alternate", href=feed.home, type="text/html")
    links = {"self": feed.address, "first": feed.first, "next": feed.next}
    for rel, href in links.items():
        if href:
            add(root, f"{A}link", rel=rel, href=href, type=MEDIA_TYPE)
    if feed.hub:
        add(root, f"{A}link", rel="hub", href=feed.hub)
    for each in feed.entries:
        add_entry(root, each, feed.locale)
    for each in feed.entries:
        if each.is_withdrawn:
            add_deleted(root, each, feed.locale)
    return document(root)


def add_entry(root: Element, entry: Entry, locale: str) -> None:
    found = add(root, f"{A}entry")
    tell_language(found, entry, locale)
    add(found, f"{A}id", entry.id)
    add(found, f"{A}title", entry.title)
    if entry.url:
        add(found, f"{A}link", rel="alternate", href=entry.url, type="text/html", hreflang=entry.locale)
    add(found, f"{A}published", utc(entry.published))
    add(found, f"{A}updated", utc(entry.updated))
    if entry.embargo:
        add(found, f"{{{DCTERMS}}}available", entry.embargo)
    for name in entry.authors:
        add(add(found, f"{A}author"), f"{A}name", name)
    for topic in entry.topics:
        add(found, f"{A}category", term=topic["value"], label=topic["label"])
    # Without a text or an address there must be a content.
    if entry.summary or not (entry.html or entry.url):
        add(found, f"{A}summary", entry.summary or entry.title)
    if entry.html:
        add(found, f"{A}content", entry.html, type="html")
    if entry.picture:
        add(found, f"{A}link", rel="enclosure", href=entry.picture.url, type=entry.picture.type)
        add_media(found, entry.picture)


def add_deleted(root: Element, entry: Entry, locale: str) -> None:
    found = add(root, f"{AT}deleted-entry", ref=entry.id, when=utc(entry.updated))
    tell_language(found, entry, locale)
    add(found, f"{AT}comment", entry.summary)


def tell_language(element: Element, entry: Entry, locale: str) -> None:
    if entry.locale != locale:
        element.set(LANGUAGE, entry.locale)

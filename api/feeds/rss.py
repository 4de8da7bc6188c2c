"""RSS 2.0 (rssboard.org), with content:encoded, Dublin Core, Media RSS and paging by RFC 5005."""

from datetime import UTC
from email.utils import format_datetime
from typing import Final

from lxml import etree

from api.feeds.feed import Entry, Feed
from api.feeds.media import MEDIA, add_media
from api.xml import Element, add, document
from cms.feeds import FORMS
from cms.published.moments import utc

ATOM: Final = "http://www.w3.org/2005/Atom"
CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"
NAMESPACES: Final = {"atom": ATOM, "content": CONTENT, "dc": DC, "dcterms": DCTERMS, "media": MEDIA}
MEDIA_TYPE: Final = FORMS["rss"]
# A reader that counts on nothing else asks again after so many minutes.
MINUTES: Final = "15"


def rss(feed: Feed) -> bytes:
    root = etree.Element("rss", {"version": "2.0"}, nsmap=NAMESPACES)
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home)
    add(channel, "description", feed.title)
    add(channel, "language", feed.locale)
    add(channel, "lastBuildDate", format_datetime(feed.updated.astimezone(UTC), usegmt=True))
    add(channel, "ttl", MINUTES)
    links = {"self": feed.address, "first": feed.first, "next": feed.next, "hub": feed.hub}
    for rel, href in links.items():
        if href:
            kind = None if rel == "hub" else MEDIA_TYPE
            add(channel, f"{{{ATOM}}}link", rel=rel, href=href, type=kind)
    for each in feed.entries:
        add_item(channel, each, feed.locale)
    return document(root)


def add_item(channel: Element, entry: Entry, locale: str) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    if entry.url:
        add(item, "link", entry.url)
    if entry.summary:
        add(item, "description", entry.summary)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published.astimezone(UTC), usegmt=True))
    add(item, f"{{{DCTERMS}}}modified", utc(entry.updated))
    if entry.embargo:
        add(item, f"{{{DCTERMS}}}available", entry.embargo)
    for name in entry.authors:
        add(item, f"{{{DC}}}creator", name)
    if entry.locale != locale:
        add(item, f"{{{DC}}}language", entry.locale)
    for topic in entry.topics:
        add(item, "category", topic["label"])
    if entry.picture:
        # How many bytes it has is known to nobody before it is made; 0 says so (RSS Advisory Board).
        add(item, "enclosure", url=entry.picture.url, length="0", type=entry.picture.type)
        add_media(item, entry.picture)
    if entry.html:
        add(item, f"{{{CONTENT}}}encoded", entry.html)

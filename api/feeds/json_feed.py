"""JSON Feed 1.1 (jsonfeed.org)."""

from typing import Any, Final

import orjson

from api.feeds.feed import Entry, Feed
from cms.published.moments import utc

VERSION: Final = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    found: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "language": feed.locale,
        "authors": [{"name": feed.publisher}],
    }
    if feed.next:
        found["next_url"] = feed.next
    if feed.hub:
        found["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    found["items"] = [item(each) for each in feed.entries]
    return orjson.dumps(found)


def item(entry: Entry) -> dict[str, Any]:
    """`_dateline`: what the format has no word for."""
    found: dict[str, Any] = {"id": entry.id, "title": entry.title, "language": entry.locale}
    if entry.url:
        found["url"] = entry.url
    if entry.html:
        found["content_html"] = entry.html
    else:
        found["content_text"] = entry.summary or entry.title
    if entry.summary:
        found["summary"] = entry.summary
    found |= {
        "date_published": utc(entry.published),
        "date_modified": utc(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [topic["label"] for topic in entry.topics],
    }
    more: dict[str, Any] = {"direction": entry.direction, "withdrawn": entry.is_withdrawn}
    if entry.embargo:
        more["embargo"] = {"until": entry.embargo}
    if entry.picture:
        found["image"] = entry.picture.url
        found["attachments"] = [{"url": entry.picture.url, "mime_type": entry.picture.type}]
        more |= {name: entry.picture.said.get(name) for name in ("alt", "credit", "licence")}
    return found | {"_dateline": more}

"""From a token to the JSON of the draft that it opens (docs/decisions/0024)."""

from datetime import datetime, timedelta
from typing import Final

import orjson
from django.core.signing import BadSignature
from django.utils import timezone

from cms.pages.fields import moment
from cms.pages.reading import JSON
from cms.preview.draft import drafted
from cms.preview.models import PreviewLink
from cms.projection.build import build_version
from cms.projection.reading import PageReading
from cms.projection.write_side import WriteSide
from cms.published.drafts import NotOpen
from cms.published.models import PublishedItem

# The addresses of files in a draft answer by themselves: also after the link has been revoked.
FILES_FOR: Final = timedelta(hours=1)


def opened(token: str) -> bytes:
    """The draft as its page would be published. Nothing is written, nobody is asked who they are."""
    try:
        link = PreviewLink.of(token)
    except BadSignature:
        raise NotOpen("This is no link that was given out here.") from None
    if link is None:
        raise NotOpen("The link has expired or was revoked. Ask for a new one.")
    return orjson.dumps(draft_json(link, timezone.now()))


def draft_json(link: PreviewLink, now: datetime) -> JSON:
    """The page's JSON, and `meta.preview`. Whatever else it shows is as readers see it at that moment."""
    reading = PageReading(WriteSide(), now, files_until=min(link.expires_at, now + FILES_FOR))
    found = drafted(link, reading)
    content = build_version(found, reading).content
    revision = found.version.revision
    return {
        **content,
        "meta": {
            **content["meta"],
            # A frontend hands this on to search engines.
            "seo": {**content["meta"]["seo"], "robots": "noindex"},
            "changed_at": moment((revision and revision.created_at) or link.created_at),
            "version": next_version(found.row.pk),
            "preview": {"expires_at": moment(link.expires_at)},
        },
    }


def next_version(page_id: int) -> int:
    """The number that the draft would get, were it published now."""
    stored = PublishedItem.objects.filter(what="page", object_id=page_id)
    return max(stored.values_list("version", flat=True), default=0) + 1

"""Pieces of news whose cards say what those of the projection do."""

from typing import Any

import orjson

from cms.published.models import PublishedItem
from tests.feeds import pieces


def carded(row: PublishedItem) -> PublishedItem:
    assert row.published_at
    said = orjson.loads(row.content or "{}")
    if said:
        said["meta"]["published_at"] = row.published_at.isoformat()
    row.card = row.content = orjson.dumps(said).decode() if said else ""
    row.save()
    return row


def german(**columns: Any) -> PublishedItem:
    return carded(pieces.german(**columns))


def arabic(**columns: Any) -> PublishedItem:
    return carded(pieces.arabic(**columns))

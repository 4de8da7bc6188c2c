"""What an import remembers of what it has done, in the pages' own history (Wagtail's audit log).

So editors see there where a page came from, and no table of ours has to agree with the pages.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from newsroom.models import NewsPage
from newsroom.ninjs.audit import ACTION


@dataclass(frozen=True)
class Memory:
    """The last import of an item: what it was (`digest`), what became of it, and the revision made.

    `published`: whether what was imported became public; `live`: whether the page was, then.
    """

    page: int
    revision: int | None
    digest: str
    changed_at: datetime | None
    published: bool
    live: bool


def memories() -> dict[str, Memory]:
    """Of every item that was ever imported, by its identifier; those of deleted pages too."""
    found: dict[str, Memory] = {}
    entries = PageLogEntry.objects.filter(action=ACTION).order_by("timestamp", "pk")
    for data, page in entries.values_list("data", "page_id").iterator():
        changed_at = data.get("changed_at")
        found[data["source"]] = Memory(
            page=page,
            revision=data["revision"],
            digest=data["digest"],
            changed_at=parse_datetime(changed_at) if changed_at else None,
            published=data["published"],
            live=data.get("live", data["published"]),
        )
    return found


def remember(page: NewsPage, source: str, memory: Memory) -> None:
    log(
        instance=page,
        action=ACTION,
        data={
            "source": source,
            # Not only in the entry's own column: that one must exist, and old revisions are purged.
            "revision": memory.revision,
            "digest": memory.digest,
            "changed_at": memory.changed_at.isoformat() if memory.changed_at else None,
            "published": memory.published,
            "live": memory.live,
        },
    )

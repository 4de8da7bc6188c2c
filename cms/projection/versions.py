"""An item's versions over time: one for now and one after each moment that changes it by the clock."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import orjson

from cms.media.languages import direction
from cms.projection.build import Built, build_page
from cms.projection.reading import PageReading, Record
from cms.projection.write_side import WriteSide
from cms.published.models import EVER_SINCE, FOREVER, EmbargoedItem

# A page that shows more scheduled things than this gets its later versions when the first of them
# come due: until then it ends at the last one built.
MOST_VERSIONS = 8


@dataclass(frozen=True)
class Version:
    """What readers see from `visible_from` until `visible_until`, and what that rests on.

    `shown_until`: when the first thing that it shows ends; it ends itself also where one appears.
    """

    built: Built
    visible_from: datetime
    visible_until: datetime
    shown_until: datetime
    depends_on: frozenset[str]
    files: frozenset[str]


@dataclass
class Run:
    """One run of the projection: fresh reads, one moment, answers shared between builds.

    `purged`: surrogate keys of what it has changed. `reindexed`: pages of which more or less is searched by
    that. `logged`: whether the log tells of something. `deferred`: pages that it leaves to the worker.
    `unbuilt`: what could not be built, as `(page, 7)`.
    """

    side: WriteSide
    now: datetime
    purged: set[str] = field(default_factory=set)
    reindexed: set[int] = field(default_factory=set)
    logged: bool = False
    deferred: set[int] = field(default_factory=set)
    unbuilt: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._memo: dict[tuple[Any, ...], tuple[Any, Record]] = {}

    def reading(self, at: datetime, lifted: UUID | None = None) -> PageReading:
        return PageReading(self.side, at, memo=self._memo, lifted=lifted)

    def is_public(self, page_id: int) -> bool:
        return self.reading(self.now).public(page_id) is not None

    def withdrawal(self, page_id: int) -> str:
        """What readers get in a withdrawn page's place, as JSON; empty where it is no such page."""
        ending = self.reading(self.now).withdrawal(page_id)
        if ending is None:
            return ""
        locale = self.side.language(self.side.page(page_id))
        told = {"date": ending.date, "note": ending.note, "locale": locale, "direction": direction(locale)}
        return orjson.dumps(told).decode()

    def page_versions(self, page_id: int) -> list[Version]:
        return versions(lambda reading: build_page(page_id, reading), self)

    def held_versions(self, page_id: int) -> list[Version]:
        """What a page under embargo would be without that, until it ends; none of any other page.

        Only the embargo of its own piece is thought away: what it shows of others is what they show now, and
        what lies below something that is not public yet is not there.
        """
        page = self.side.page(page_id)
        until = self.side.embargo(page) if page else None
        if page is None or until is None or until <= self.now:
            return []
        found = versions(lambda reading: build_page(page_id, reading), self, self.side.piece(page))
        return [
            replace(each, visible_until=min(each.visible_until, until))
            for each in found
            if each.visible_from < until
        ]

    @cached_property
    def held(self) -> set[str]:
        """Keys of the items that are stored as under embargo."""
        return set(EmbargoedItem.objects.values_list("key", flat=True))


def versions(
    build: Callable[[PageReading], Built | None], run: Run, lifted: UUID | None = None
) -> list[Version]:
    """Build now, then again at each moment up to which the last build holds. In time order.

    The first begins `EVER_SINCE`; neighbours that are alike become one. `lifted`: see PageReading.
    """
    found: list[Version] = []
    since, at = EVER_SINCE, run.now
    for _ in range(MOST_VERSIONS):
        reading = run.reading(at, lifted)
        built = build(reading)
        record = reading.record
        if built is not None:
            version = Version(
                built,
                since,
                record.horizon,
                record.ends,
                frozenset(record.depends_on),
                frozenset(record.files),
            )
            previous = found[-1] if found else None
            if previous and previous.visible_until == since and previous.built == built:
                # What has begun meanwhile is not shown: when that ends is nobody's business.
                ends = record.ends if previous.shown_until == since else previous.shown_until
                found[-1] = Version(
                    built,
                    previous.visible_from,
                    record.horizon,
                    ends,
                    previous.depends_on | version.depends_on,
                    version.files,
                )
            else:
                found.append(version)
        if record.horizon == FOREVER:
            break
        since = at = record.horizon
    return found

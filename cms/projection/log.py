"""What the log is told of a written item: what readers see of the difference, in their words.

By the clock alone a version can be seen before the log tells of it, and somebody may have copied it by then.
So two things are asked of what was there: what the log has *told* (the announced version), and what readers
may have *seen* since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from urllib.parse import quote

import orjson
from django.db.models import QuerySet
from django.dispatch import Signal

from cms.published.changes.marks import marks
from cms.published.models import Action, Change, ItemVersion, PublishedItem, PublishedSite, State
from cms.published.models.log import Entry, identity
from cms.published.surrogates import NAMED_BY_ITEMS

Row = TypeVar("Row", bound=ItemVersion)

# Sent once by each run of the projection that has logged something: in its transaction, after its purges.
changed = Signal()

ENDED: Final[dict[str, Action]] = {State.GONE: Action.REMOVED, State.WITHDRAWN: Action.WITHDRAWN}
# Where pages have the slugs of what they are named by.
COLUMNS: Final = {"topic": "topics", "organisation": "organisations"}


@dataclass(frozen=True)
class Difference:
    """`told`, `after`: what the log has told and is to tell, tombstones too. `seen`: all that was public."""

    told: ItemVersion | None
    seen: Sequence[ItemVersion]
    after: ItemVersion | None

    @property
    def is_public(self) -> bool:
        return is_public(self.after)


def tell(stored: list[PublishedItem], wanted: list[PublishedItem], now: datetime, *, edited: bool) -> bool:
    """Log what has happened to an item, and to what is named in it. Its rows are those `wanted` by now.

    Returns whether there was anything to tell.
    """
    began = [row for row in stored if row.announced or row.visible_from <= now]
    found = Difference(announced(stored), [row for row in began if is_public(row)], announced(wanted))
    row = (wanted or stored)[0]
    if row.what in NAMED_BY_ITEMS and not in_use(found):
        return False
    action = action_of(found, edited)
    if action:
        log(action, found, now)
    named = row.what == "page" and [
        tell_of_terms(what, column, row.key, found, now) for what, column in COLUMNS.items()
    ]
    return bool(action) or any(named or ())


def announced(rows: Iterable[Row]) -> Row | None:
    return next((row for row in rows if row.announced), None)


def is_public(row: ItemVersion | None) -> bool:
    return row is not None and row.state == State.PUBLIC


def action_of(found: Difference, edited: bool) -> Action | None:
    """What happened, in a reader's words; None where readers see no difference."""
    told, after = found.told, found.after
    if not is_public(after):
        same = not found.seen and told_of(told) == told_of(after)
        return None if same else ENDED[told_of(after)[0]]
    assert after is not None  # noqa: S101  for the type checker
    if told is None or not is_public(told):
        return Action.PUBLISHED
    if all(row.digest == after.digest for row in found.seen):
        return None
    if told.html_path != after.html_path:
        return Action.MOVED
    if set(after.corrections) - set(told.corrections):
        return Action.CORRECTED
    if edited or told.revision != after.revision or told.corrections != after.corrections:
        return Action.UPDATED
    return Action.REFRESHED


def told_of(trace: ItemVersion | None) -> tuple[str, str]:
    """How readers find that an item has ended, and what they are told."""
    return (trace.state, trace.content) if trace else (State.GONE, "")


def log(action: Action, found: Difference, now: datetime, into: type[Entry] = Change) -> None:
    before = found.told if is_public(found.told) else next(iter(found.seen), None)
    row = found.after or before
    assert row is not None  # noqa: S101
    into._default_manager.create(
        at=now,
        action=action,
        key=row.key,
        type=row.type,
        locale=row.locale,
        version=row.version,
        before=marks(found.seen),
        after=marks([row]) if found.is_public else [],
        item=identity(
            row,
            html_url((found.after, before), row),
            before.html_path if action == Action.MOVED and before else None,
        ),
    )


def html_url(versions: Sequence[ItemVersion | None], row: ItemVersion) -> str | None:
    """As in its content, also where its site went with it; a trace has no content, and its site is there."""
    for each in versions:
        if each and is_public(each):
            found: str | None = orjson.loads(each.content).get("meta", {}).get("html_url")
            return found
    root_url = PublishedSite.objects.filter(host=row.site).values_list("root_url", flat=True).first()
    return f"{root_url}{quote(row.html_path)}" if root_url and row.html_path else None


# A topic or an organisation is for readers only while a page has it (docs/decisions/0044). So it comes with
# the first of these pages and goes with the last, as far as the log has told of them.


def tell_of_terms(what: str, column: str, key: str, found: Difference, now: datetime) -> bool:
    """`key`: of the page; `column`: where it has them. Returns whether there was anything to tell."""
    told_any = False
    after = set(getattr(found.after, column)) if found.is_public and found.after else set()
    told = set(getattr(found.told, column)) if found.told and is_public(found.told) else set()
    seen = {slug for row in found.seen for slug in getattr(row, column)}
    for slugs, action in ((after - told, Action.PUBLISHED), ((told | seen) - after, Action.REMOVED)):
        for slug in sorted(slugs):
            if users(column, [slug]).exclude(key=key).exists():
                continue
            named = PublishedItem.objects.filter(what=what, slug=slug, announced=True, state=State.PUBLIC)
            for row in named.order_by("key"):
                log(action, coming(row) if action == Action.PUBLISHED else going(row), now)
                told_any = True
    return told_any


def coming(row: PublishedItem) -> Difference:
    return Difference(None, [], row)


def going(row: PublishedItem) -> Difference:
    return Difference(row, [row], None)


def in_use(term: Difference) -> bool:
    """Whether readers have it for a page's sake, before or after."""
    rows = [*term.seen, *([term.after] if term.after else [])]
    return bool(rows) and users(COLUMNS[rows[0].what], [row.slug for row in rows]).exists()


def users(column: str, slugs: list[str]) -> "QuerySet[PublishedItem]":
    """The pages that have one of these, as far as the log has told."""
    return PublishedItem.objects.filter(
        what="page", announced=True, state=State.PUBLIC, **{f"{column}__overlap": slugs}
    )

"""What is under embargo, as partners may read it ahead of everybody: its rows, and a log of its own.

What everybody is going to see is stored with all other items, from its moment on, and no query for everybody
meets these (docs/decisions/0051).
"""

from datetime import datetime
from typing import Any

import orjson
from django.db.models import Q, QuerySet

from cms.projection.log import Difference, action_of, announced, log
from cms.projection.rows import GENERATED, digest, edition_of, public_row, values
from cms.projection.tokens import page_key
from cms.projection.versions import Run, Version
from cms.published.models import EmbargoedChange, EmbargoedItem


def reconcile(key: str, versions: list[Version], run: Run) -> None:
    """Make the rows of an item under embargo those of `versions`, and log what partners see of that."""
    if not versions and key not in run.held:
        return
    stored = stored_rows(key)
    wanted = rows(versions, stored, run.now)
    if same(stored, wanted):
        return
    EmbargoedItem.objects.filter(key=key).delete()
    EmbargoedItem.objects.bulk_create(wanted)
    tell(stored, wanted, run)


def stored_rows(key: str) -> list[EmbargoedItem]:
    return list(EmbargoedItem.objects.filter(key=key).defer(*GENERATED).order_by("visible_from"))


def rows(versions: list[Version], stored: list[EmbargoedItem], now: datetime) -> list[EmbargoedItem]:
    """One for each version. Their numbers are their own, and end with the embargo."""
    told = announced(stored)
    number = told.version if told else 0
    edition = (edition_of(told), told.edited_at) if told else None
    wanted: list[EmbargoedItem] = []
    for version in versions:
        is_first = not wanted
        if is_first and told and told.digest == digest(version.built):
            changed_at = told.changed_at
        else:
            number, changed_at = number + 1, max(now, version.visible_from)
        if edition is None or edition[0] != edition_of(version.built):
            edition = edition_of(version.built), changed_at
        row = public_row(version, number, changed_at, edition[1], {}, announced=False)
        wanted.append(EmbargoedItem(**values(row) | {"announced": version.visible_from <= now}))
    return wanted


def tell(stored: list[EmbargoedItem], wanted: list[EmbargoedItem], run: Run) -> None:
    """What is public by now is told by the log for everybody."""
    told, after = announced(stored), announced(wanted)
    if after is None and told is not None and run.is_public(told.object_id):
        return
    found = Difference(told, [told] if told else [], after)
    moved = told is not None and after is not None and embargo_of(told) != embargo_of(after)
    if action := action_of(found, edited=moved):
        log(action, found, run.now, EmbargoedChange)


def embargo_of(row: EmbargoedItem) -> Any:
    return orjson.loads(row.content)["meta"]["embargo"]


def same(stored: list[EmbargoedItem], wanted: list[EmbargoedItem]) -> bool:
    return [*map(values, stored)] == [*map(values, wanted)]


def agrees(pk: int, run: Run) -> bool:
    """Whether what is stored is what a fresh build gives."""
    versions = run.held_versions(pk)
    if not versions and page_key(pk) not in run.held:
        return True
    stored = stored_rows(page_key(pk))
    lasting = [row for row in stored if row.visible_until > run.now]
    return [row.digest for row in lasting] == [digest(each.built) for each in versions]


def due(now: datetime) -> "QuerySet[EmbargoedItem]":
    """Rows that have begun or ended by the clock, of which the log has not told yet."""
    return EmbargoedItem.objects.filter(Q(announced=False, visible_from__lte=now) | Q(visible_until__lte=now))

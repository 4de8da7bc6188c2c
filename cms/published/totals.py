"""How many items a list has: counted once, then known until something changes.

Counting is the one part of a list whose cost grows with the list. A process keeps each total with
the items' token (new with every write) and the next moment at which the clock alone changes what is
visible; the list's one query compares both and counts again only where one of them has moved on.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Final
from uuid import UUID

from cms.published.models import EVER_SINCE
from cms.published.visibility import ITEMS, TOKENS

MOST: Final = 10_000  # counted exactly up to here (api.md, *Lists*)
KEPT: Final = 2_000  # totals, per process

TOKEN: Final = f"(SELECT token FROM {TOKENS} WHERE name = 'items')"
NEXT_MOMENT: Final = (
    f"LEAST((SELECT min(visible_until) FROM {ITEMS} WHERE visible_until > now()),"
    f" (SELECT min(visible_from) FROM {ITEMS} WHERE visible_from > now()))"
)


@dataclass(frozen=True)
class Total:
    """`count` is at most MOST + 1. Holds while the items' token is `token`, from `since` until `until`."""

    count: int
    token: UUID | None
    since: datetime
    until: datetime


UNKNOWN: Final = Total(0, None, EVER_SINCE, EVER_SINCE)

_totals: OrderedDict[Hashable, Total] = OrderedDict()
_lock = Lock()


def recall(key: Hashable) -> Total:
    with _lock:
        if (total := _totals.get(key)) is None:
            return UNKNOWN
        _totals.move_to_end(key)
        return total


def keep(key: Hashable, total: Total) -> None:
    with _lock:
        _totals[key] = total
        _totals.move_to_end(key)
        while len(_totals) > KEPT:
            _totals.popitem(last=False)


def columns(where: str) -> str:
    """SQL for token, since, until and count; the last three are null where the given total holds.

    Parameters: those of `holds`, those of `holds`, `where`'s own.
    """
    holds = f"({TOKEN} = %s::uuid AND now() >= %s AND now() < %s)"
    return (
        f"{TOKEN} AS token, now() AS since, CASE WHEN {holds} THEN NULL ELSE {NEXT_MOMENT} END AS until,"
        f" CASE WHEN {holds} THEN NULL ELSE"
        f" (SELECT count(*) FROM (SELECT 1 FROM {ITEMS} i WHERE {where} LIMIT {MOST + 1}) counted)"
        f" END AS total"
    )


def parameters(known: Total, where: list[Any]) -> list[Any]:
    holds = [known.token, known.since, known.until]
    return [*holds, *holds, *where]

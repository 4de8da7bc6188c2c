"""How many items a list has: counted once, then known until something changes.

Counting is the one part of a list whose cost grows with the list. A process keeps each total with
the items' token (new with every write) and the next moment at which the clock alone changes what is
visible. A list that is asked with a kept total learns in the same query whether it still holds; where
it does not, the list is asked once more and counted anew.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Final

from cms.published.models import FOREVER
from cms.published.visibility import ITEMS, TOKENS

MOST: Final = 10_000  # counted exactly up to here (api.md, *Lists*)
KEPT: Final = 2_000  # totals, per process

TOKEN: Final = f"(SELECT token::text FROM {TOKENS} WHERE name = 'items')"
NEXT_MOMENT: Final = (
    f"COALESCE(LEAST((SELECT min(visible_until) FROM {ITEMS} WHERE visible_until > now()),"
    f" (SELECT min(visible_from) FROM {ITEMS} WHERE visible_from > now())),"
    f" '{FOREVER.isoformat()}')"
)


@dataclass(frozen=True)
class Total:
    """`count` is at most MOST + 1. Holds while the items' token is `token`, from `since` until `until`."""

    count: int
    token: str | None
    since: datetime
    until: datetime


_totals: OrderedDict[Hashable, Total] = OrderedDict()
_lock = Lock()
# The items' token as it was last seen: a total that was counted under another need not be tried.
_newest: str | None = None


def recall(key: Hashable) -> Total | None:
    with _lock:
        total = _totals.get(key)
        if total is None or total.token != _newest:
            return None
        _totals.move_to_end(key)
        return total


def seen(token: str | None) -> None:
    global _newest
    _newest = token


def keep(key: Hashable, total: Total) -> None:
    with _lock:
        _totals[key] = total
        _totals.move_to_end(key)
        while len(_totals) > KEPT:
            _totals.popitem(last=False)


def counting(where: str) -> str:
    """SQL for since, until and count. Parameters: those of `where`."""
    return (
        f"now() AS since, {NEXT_MOMENT} AS until,"
        f" (SELECT count(*) FROM (SELECT 1 FROM {ITEMS} i WHERE {where} LIMIT {MOST + 1}) counted) AS total"
    )


# The same for a total that is kept: its count, or null where its time is over. Parameters: `known`.
KNOWN: Final = (
    "NULL::timestamptz AS since, NULL::timestamptz AS until,"
    " CASE WHEN now() >= %s AND now() < %s THEN %s::integer END AS total"
)


def known(total: Total) -> list[Any]:
    return [total.since, total.until, total.count]

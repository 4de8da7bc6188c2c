"""What a process has worked out and keeps in memory, exact all the same.

How many items a list has is the one part of a list whose cost grows with the list, and finished answers
are asked for again and again. Both hold while nothing has been written (the items' and the sites'
tokens are the same) and the clock alone has changed nothing that is visible. One short query tells
whether they do.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final, Generic, TypeVar

from cms.published.database import fetch
from cms.published.models import FOREVER
from cms.published.visibility import ITEMS, TOKENS

Value = TypeVar("Value")
Tokens = tuple[str | None, str | None]  # of the items, of the sites

ITEMS_TOKEN: Final = f"(SELECT token::text FROM {TOKENS} WHERE name = 'items')"
INSTALLATION: Final = f"(SELECT token::text FROM {TOKENS} WHERE name = 'installation')"
SITES_TOKEN: Final = f"(SELECT token::text FROM {TOKENS} WHERE name = 'sites')"
# The clock changes nothing that is visible before this moment.
NEXT_MOMENT: Final = (
    f"COALESCE(LEAST((SELECT min(visible_until) FROM {ITEMS} WHERE visible_until > now()),"
    f" (SELECT min(visible_from) FROM {ITEMS} WHERE visible_from > now())),"
    f" '{FOREVER.isoformat()}')"
)
# True between `since` and `until`, its two parameters.
IN_TIME: Final = "now() >= %s AND now() < %s"


@dataclass(frozen=True)
class Validity:
    """Holds while the tokens are these, from `since` until `until` by the database's clock."""

    tokens: Tokens
    since: datetime
    until: datetime


# The tokens as they were last seen: what was kept under others need not be tried.
_seen: Tokens | None = None


def seen(tokens: Tokens) -> None:
    global _seen
    _seen = tokens


class Memory(Generic[Value]):
    """The newest values, as many as fit into `size` bytes (or whatever else `keep` counts in)."""

    def __init__(self, size: int) -> None:
        self._values: OrderedDict[Hashable, tuple[Validity, Value, int]] = OrderedDict()
        self._lock = Lock()
        self._free = size

    def recall(self, key: Hashable) -> tuple[Validity, Value] | None:
        """The value, if it may still hold: what tells is the database."""
        with self._lock:
            found = self._values.get(key)
            if found is None or found[0].tokens != _seen:
                return None
            self._values.move_to_end(key)
            return found[:2]

    def keep(self, key: Hashable, validity: Validity, value: Value, size: int) -> None:
        seen(validity.tokens)
        with self._lock:
            if replaced := self._values.pop(key, None):
                self._free += replaced[2]
            self._values[key] = validity, value, size
            self._free -= size
            while self._free < 0:
                _, (_, _, freed) = self._values.popitem(last=False)
                self._free += freed


def moment_within(validity: Validity) -> float | None:
    """The database's clock in seconds since 1970, where `validity` holds; else None. One query."""
    sql = f"SELECT {ITEMS_TOKEN}, {SITES_TOKEN}, {IN_TIME}, extract(epoch FROM now())::float8"
    ((items, sites, in_time, now),) = fetch(sql, [validity.since, validity.until])
    seen((items, sites))
    return now if in_time and (items, sites) == validity.tokens else None

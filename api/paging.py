"""The head of every list, and its cursors: where its next page begins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import urlencode

import orjson

from api.errors import BadParameters, Mistake
from api.parameters.base import Values
from api.parameters.pages import MIN_SEQUENCE
from api.reading import address
from cms.published.facets import Term
from cms.published.lists import MOST
from cms.published.orders import After, ForgedCursor, read_cursor, write_cursor

# What a cursor is not bound to.
FREE: Final = {"limit", "offset", "fields", "facets", "cursor", MIN_SEQUENCE.name}
# Values of which the first counts most.
RANKED: Final = {"fallback"}
# The next page's address and its cursor.
Following = tuple[str | None, str | None]
LAST: Final[Following] = (None, None)


@dataclass(frozen=True)
class Cursors:
    """Those of the list at `path` (see `api.reading.address`), with just these filters and order.

    `read`: how the value of a place in its order is read.
    """

    path: str
    values: Values
    read: Callable[[Any], str]

    @property
    def binding(self) -> str:
        """Stands for all that the list is; a cursor fits no other."""
        bound = sorted(
            (name, sorted(map(str, value)) if isinstance(value, tuple) and name not in RANKED else str(value))
            for name, value in self.values.items()
            if name not in FREE
        )
        return blake2b(repr((self.path, bound)).encode(), digest_size=8).hexdigest()

    def place(self) -> After | None:
        """The place that was asked for; None where that is the beginning. Raises BadParameters."""
        if "cursor" not in self.values:
            return None
        if "offset" in self.values:
            raise BadParameters([Mistake("offset", "Give either an offset or a cursor.")])
        try:
            return read_cursor(self.values["cursor"], self.binding, self.read)
        except ForgedCursor:
            detail = (
                "Not of this list: a cursor goes only with the filters, languages and order it came with."
            )
            raise BadParameters([Mistake("cursor", detail)]) from None

    def following(self, given: Sequence[tuple[str, str]], last: After | None) -> Following:
        """What goes on after the place `last`; LAST where there is none. `given`: what was asked with."""
        if last is None:
            return LAST
        cursor = write_cursor(last, self.binding)
        kept = [(name, value) for name, value in given if name not in ("cursor", "offset")]
        return address(self.path, urlencode([*kept, ("cursor", cursor)], safe=",:*")), cursor


def list_meta(
    total: int, following: Following = LAST, facets: Mapping[str, Sequence[Term]] | None = None
) -> dict[str, Any]:
    """The head of a list. `total` is exact up to MOST."""
    next_address, cursor = following
    return {
        "total_count": min(total, MOST),
        "total_count_relation": "gte" if total > MOST else "eq",
        "next": next_address,
        "next_cursor": cursor,
        "facets": facets or {},
    }


def whole_list(items: Sequence[bytes]) -> bytes:
    """A list that has no pages: every item is in it, as JSON."""
    return b'{"meta":%b,"items":[%b]}' % (orjson.dumps(list_meta(len(items))), b",".join(items))

"""The orders of a list, and cursors: a place in one of them.

Every order compares one value that is never null, then the id, both in the same direction; so a
place is those two, and the page after it is one range of an index.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from cms.published.models import EVER_SINCE, FOREVER

MOST_CHARACTERS: Final = 2_000
# The one order whose value rests on what is searched for, and that ends: its places are counted.
RELEVANCE: Final = "relevance"
MOST_RELEVANT: Final = 1_000
LARGEST_ID: Final = 2**63 - 1


def _moment(text: Any) -> str:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC).isoformat()


def a_text(text: Any) -> str:
    if not isinstance(text, str) or "\0" in text:
        raise ValueError(text)
    return text


def nothing(text: Any) -> str:
    """Where the id alone is the place."""
    if text != "":
        raise ValueError(text)
    return ""


@dataclass(frozen=True)
class Key:
    """What an order compares: SQL when ascending and when descending, and how a cursor's value is read."""

    ascending: str
    descending: str
    cast: str
    read: Callable[[Any], str]


def _moments(column: str, *, last: bool) -> Key:
    """Items without that moment stand at the old end; or, with `last`, at the end either way."""
    ever, never = (
        f"COALESCE({column}, '{bound.isoformat()}'::timestamptz)" for bound in (EVER_SINCE, FOREVER)
    )
    return Key(never if last else ever, ever, "::timestamptz", _moment)


def _texts(sql: str) -> Key:
    return Key(f'{sql} COLLATE "C"', f'{sql} COLLATE "C"', "::text", a_text)


def _count(text: Any) -> str:
    if not isinstance(text, str) or not 0 < int(text) < MOST_RELEVANT:
        raise ValueError(text)
    return text


KEYS: Final = {
    "published_at": _moments("i.published_at", last=False),
    "changed_at": Key("i.changed_at", "i.changed_at", "::timestamptz", _moment),
    "starts_at": _moments("i.starts_at", last=True),
    "title": _texts("COALESCE(NULLIF(i.sort_title, ''), i.title)"),
    "tree": _texts("i.tree_path"),
    # Its value is `cms.published.search.query.relevance`.
    RELEVANCE: Key("", "", "", _count),
}


@dataclass(frozen=True)
class Order:
    """`name` is a key of KEYS."""

    name: str
    descending: bool = False

    @property
    def value(self) -> str:
        key = KEYS[self.name]
        return key.descending if self.descending else key.ascending

    def by(self, value: str, pk: str) -> str:
        direction = "DESC" if self.descending else "ASC"
        return f"{value} {direction}, {pk} {direction}"

    def after(self) -> str:
        """Condition for what comes after a place. Parameters: its value, its id."""
        operator = "<" if self.descending else ">"
        return f"({self.value}, i.object_id) {operator} (%s{KEYS[self.name].cast}, %s)"


@dataclass(frozen=True)
class After:
    """A place in an order: that of the last item seen. `value` is text as PostgreSQL writes it.

    In the order of relevance: how many items have been seen; `pk` is then any number.
    """

    value: str
    pk: int


class ForgedCursor(ValueError):
    """Not a cursor that this list has given."""


def write_cursor(place: After, binding: str) -> str:
    """The place as a cursor. `binding` stands for filters, locales and order: the cursor fits no other."""
    return urlsafe_b64encode(orjson.dumps([binding, place.value, place.pk])).rstrip(b"=").decode()


def read_cursor(text: str, binding: str, read: Callable[[Any], str]) -> After:
    """The place that a cursor holds. Raises ForgedCursor for what `write_cursor` cannot have made.

    `read` is how the order's value is read: that of its Key.
    """
    if len(text) > MOST_CHARACTERS:
        raise ForgedCursor("too long")
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        bound, value, pk = orjson.loads(raw)
        place = After(read(value), pk)
    except (binascii.Error, ValueError, TypeError, OverflowError) as error:
        raise ForgedCursor("unreadable") from error
    if bound != binding:
        raise ForgedCursor("of another list")
    if type(pk) is not int or not 0 < pk <= LARGEST_ID:
        raise ForgedCursor("no id")
    return place

"""Is a file public? Exactly while something public shows it."""

from datetime import datetime
from typing import NamedTuple

from cms.published.database import fetch
from cms.published.visibility import ITEMS, visible


class Showing(NamedTuple):
    """`until`: when an item that shows the file now, or something it shows, ends; None: no public item does.

    `now` is the database's clock, the one that decides.
    """

    now: datetime
    until: datetime | None


SHOWING = f"""
    SELECT now(), (
        SELECT shown_until
        FROM {ITEMS} i
        WHERE {visible("i")} AND i.files @> ARRAY[%s]
        LIMIT 1
    )
"""  # noqa: S608  of constants alone


def showing(key: str) -> Showing:
    """Whether a public item shows the file with that key (`image-7`, `document-5`).

    Any one item will do: a logo may be shown by thousands. Others may show the file for longer, so
    `until` is a moment to look again, not its end.
    """
    [row] = fetch(SHOWING, [key])
    return Showing(*row)

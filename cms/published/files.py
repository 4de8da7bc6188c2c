"""Is a file public? Exactly while something public shows it."""

from datetime import datetime
from typing import NamedTuple

from cms.published.database import fetch


class Showing(NamedTuple):
    """`until`: when an item that shows the file now ceases to; None: no public item shows it.

    `now` is the database's clock, the one that decides.
    """

    now: datetime
    until: datetime | None


SHOWING = """
    SELECT now(), (
        SELECT visible_until
        FROM published_publisheditem
        WHERE state = 'public' AND visible_from <= now() AND now() < visible_until
            AND files @> ARRAY[%s]
        LIMIT 1
    )
"""


def showing(key: str) -> Showing:
    """Whether a public item shows the file with that key (`image-7`, `document-5`).

    Any one item will do: a logo may be shown by thousands. Others may show the file for longer, so
    `until` is a moment to look again, not its end.
    """
    [row] = fetch(SHOWING, [key])
    return Showing(*row)

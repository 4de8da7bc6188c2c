"""The only writer of the read model: the lock, and one item at a time brought to what it should be.

Row and `Change` are written in the transaction of the editor's action. The ordering rule: whoever
writes holds the lock from before its first read until its commit, so an older version cannot
overwrite a newer one, and sequence numbers rise in commit order.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cms.projection.boilerplate import concerned
from cms.projection.log import tell
from cms.projection.purges import purged
from cms.projection.rows import GENERATED, rows, rows_by_the_clock, same_rows
from cms.projection.tokens import card_token, content_token, link_token
from cms.projection.versions import Version
from cms.projection.vocabulary import remember
from cms.published.models import PublishedItem, State
from cms.published.surrogates import lists_with

LOCK = 4_711_020  # any number that no other advisory lock of this database uses


def lock() -> datetime:
    """Wait for every other writer to commit; return the moment, by the database's clock.

    Transaction-scoped, and the last phase of a door: after all its writes, *before* anything that
    a build rests on is read. Taken later, two edits at once would not see each other's rows and
    leave a stale item.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return clock()


def clock() -> datetime:
    """The moment by the database's clock, by which readers see things come and go."""
    with connection.cursor() as cursor:
        # Not now(): that is when the transaction began, perhaps long before the lock was free.
        cursor.execute("SELECT clock_timestamp()")
        (at,) = cursor.fetchone()
    return at


@dataclass(frozen=True)
class Delta:
    """What of an item changed: whom it concerns, the files it shows or showed, whether it is gone.

    `purged`: surrogate keys of the answers that no cache may keep. `reindexed`: other pages of which more
    or less is searched now. `logged`: the log tells of something.
    """

    tokens: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    gone: bool = False
    purged: frozenset[str] = frozenset()
    reindexed: frozenset[int] = frozenset()
    logged: bool = False

    def __bool__(self) -> bool:
        return bool(self.tokens)


def reconcile(
    key: str, versions: list[Version], now: datetime, *, edited: bool = False, withdrawal: str = ""
) -> Delta:
    """Make the stored rows of an item those of `versions`, and log the change if readers see one.

    `edited`: whether an editor acted on this very file; otherwise what it shows has changed. Of a page,
    its revision tells. `withdrawal`: see cms.projection.rows.
    """
    stored = stored_rows(key)
    return replace(key, stored, rows(key, versions, stored, now, withdrawal), now, edited=edited)


def go_on(key: str, now: datetime) -> Delta:
    """Let the stored rows follow the clock, as they were built: for an item that cannot be built now."""
    stored = stored_rows(key)
    return replace(key, stored, rows_by_the_clock(stored, now), now)


def replace(
    key: str, stored: list[PublishedItem], wanted: list[PublishedItem], now: datetime, *, edited: bool = False
) -> Delta:
    """Write the rows where they differ, and what readers see of that into the log."""
    if same_rows(stored, wanted):
        return Delta()
    PublishedItem.objects.filter(key=key).delete()
    PublishedItem.objects.bulk_create(wanted)
    remember(wanted)
    logged = tell(stored, wanted, now, edited=edited)
    return dataclasses.replace(delta(key, stored, wanted, now), logged=logged)


def stored_rows(key: str) -> list[PublishedItem]:
    """All versions of an item, without what PostgreSQL makes of them itself."""
    return list(PublishedItem.objects.filter(key=key).defer(*GENERATED).order_by("visible_from"))


def delta(key: str, stored: list[PublishedItem], wanted: list[PublishedItem], now: datetime) -> Delta:
    """Which tokens the difference concerns. Compared over all versions: a later one has readers too.

    Only pages have tokens of their own: what rests on a file or a topic has recorded that itself.
    """

    def facet(rows: Iterable[PublishedItem], *names: str) -> list[tuple[Any, ...]]:
        return [
            (max(row.visible_from, now), row.visible_until, *(getattr(row, name) for name in names))
            for row in rows
            if row.state == State.PUBLIC and row.visible_until > now
        ]

    def is_visible(rows: Iterable[PublishedItem]) -> bool:
        return any(row.state == State.PUBLIC and row.visible_from <= now < row.visible_until for row in rows)

    tokens = set()
    row = (wanted or stored)[0]
    pk = row.object_id
    facets = {
        link_token(pk): ("title", "html_path", "site"),
        card_token(pk): ("card",),
        content_token(pk): ("digest",),
    }
    for token, names in facets.items() if row.what == "page" else ():
        if facet(stored, *names) != facet(wanted, *names):
            tokens.add(token)
    files = {file for row in (*stored, *wanted) for file in row.files}
    return Delta(
        frozenset(tokens),
        frozenset(files),
        gone=is_visible(stored) and not is_visible(wanted),
        purged=purged(stored, wanted, now),
        reindexed=frozenset(concerned(key, stored, wanted)),
    )


def set_tree_order() -> set[str]:
    """Give every page item its place in the tree: a move or reorder renumbers siblings by SQL alone.

    Returns the surrogate keys of lists that have another order by that.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE published_publisheditem item SET tree_path = page.path
            FROM wagtailcore_page page
            WHERE item.what = 'page' AND item.state = 'public'
              AND page.id = item.object_id AND item.tree_path <> page.path
            RETURNING item.key, item.type, item.locale
            """
        )
        return {key for row in cursor.fetchall() for key in lists_with(*row)}

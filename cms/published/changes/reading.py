"""What somebody who follows the log is told next: one query, whether there is anything or not.

First come all items that are public, by key; then the log, from where it was when the first of them was asked
for. An item is given as it is *now*: what has been taken back is never told again. All entries of one answer
that are about one item become one (folding). Those beyond it do not: an item's leaving a part would be lost
with an entry that is none of this part's.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final

import orjson

from cms.published import sites
from cms.published.ahead import Ahead, for_everybody
from cms.published.changes.folding import Folded, Logged, folded
from cms.published.changes.marks import Part
from cms.published.changes.position import Position
from cms.published.database import fetch
from cms.published.find import COLUMNS, Found, found_of
from cms.published.kept import SITES_TOKEN
from cms.published.models import EVER_SINCE, Action, Change
from cms.published.models.log import CHANGES_ARE_KEPT
from cms.published.search.query import Sql
from cms.published.sites import Sites
from cms.published.visibility import ITEMS, begun, in_use, visible

LOG: Final = Change._meta.db_table
# A replica that is further behind than this is another database: one that was put back from a backup.
LONGEST_LAG: Final = timedelta(minutes=5)


def head_of(log: str) -> str:
    return f"""
    SELECT {SITES_TOKEN}, now(), last.sequence, last.at,
           (SELECT c.at FROM {log} c WHERE c.sequence = %s),
           (SELECT c.at FROM {log} c WHERE c.sequence > %s ORDER BY c.sequence LIMIT 1)
    FROM (SELECT 1) one LEFT JOIN (SELECT sequence, at FROM {log} ORDER BY sequence DESC LIMIT 1) last ON true
    """


HEAD: Final = head_of(LOG)
OF_HEAD: Final = 6  # columns
NOW_TOLD: Final = f"{visible('i')} AND {in_use('i')}"
# What pieces under embargo alone name or show is told when they are public: nobody would take it back.
TOLD_AHEAD: Final = f"{visible('i')} AND {in_use('i', for_everybody('user_'))}"


class Lost(Exception):
    """The log does not lead on from there: it has been pruned beyond, or is another one."""


class NotYet(Exception):
    """The log does not reach there: this database is a replica that is a moment behind."""


@dataclass(frozen=True)
class Entry:
    """One change. `sequence`: None in a full sync. `item`: who it is now, or who it was as the log has it.

    `content`: its JSON; None where it is gone, from here or altogether.
    """

    sequence: int | None
    at: datetime
    folded: Folded
    item: Found | dict[str, Any]
    content: str | None


@dataclass(frozen=True)
class Answer:
    """`position`: where to go on; `more`: whether there is something already."""

    entries: list[Entry]
    position: Position
    more: bool


@dataclass(frozen=True)
class Head:
    """The log as it is. `there`: when the change that is read up to was logged; `first`: the next one."""

    now: datetime
    last: Position
    there: datetime | None
    first: datetime | None

    def check(self, since: Position) -> None:
        """Raises Lost or NotYet where what follows `since` would not be all that has followed."""
        if since.sequence > self.last.sequence:
            raise NotYet if self.now - since.at < LONGEST_LAG else Lost
        if since.sequence and self.there != since.at:
            raise Lost
        # Pruning leaves the last of the old ones: whoever stands before it may have missed others.
        if self.first and self.first < self.now - CHANGES_ARE_KEPT:
            raise Lost


def latest(known: Sites, log: str = LOG) -> Position:
    """The log's end. Raises SitesChanged where `known` are no longer the sites."""
    head, _ = asked(known, Position(), head_of(log), [])
    return head.last


def beginning(part: Part, limit: int, known: Sites, ahead: Ahead | None = None) -> Answer:
    """The first items of a full sync. Raises SitesChanged where `known` are no longer the sites."""
    return some_items(None, "", part, limit, known, ahead)


def since(position: Position, part: Part, limit: int, known: Sites, ahead: Ahead | None = None) -> Answer:
    """What follows. Raises Lost, NotYet; SitesChanged where `known` are no longer the sites."""
    if position.item is not None:
        return some_items(position, position.item, part, limit, known, ahead)
    return some_changes(position, (part,), limit, known, ahead=ahead)


def some_items(
    start: Position | None, after: str, part: Part, limit: int, known: Sites, ahead: Ahead | None = None
) -> Answer:
    """`start`: where the log was at the beginning; None where that is now."""
    chosen, parameters = part.has_item()
    sql = f"""
        SELECT head.*, item.* FROM ({HEAD}) head LEFT JOIN (
            SELECT {COLUMNS} FROM {ITEMS} i WHERE {now_told(ahead)} AND {chosen} AND i.key > %s
            ORDER BY i.key LIMIT %s
        ) item ON true ORDER BY item.key
    """
    head, rows = asked(known, start or Position(), sql, [*parameters, after, limit + 1], ahead=ahead)
    start = start or head.last
    if start is not head.last:
        head.check(start)
    found = [found_of([*row], known) for row in rows if row[1] is not None]
    entries = [
        Entry(None, each.changed_at, Folded(Action.PUBLISHED), each, each.content) for each in found[:limit]
    ]
    if len(found) > limit:
        return Answer(entries, replace(start, item=found[limit - 1].key), more=True)
    return Answer(entries, replace(start, item=None), more=head.last.sequence > start.sequence)


def some_changes(
    start: Position,
    parts: Sequence[Part],
    limit: int,
    known: Sites,
    *,
    ahead: Ahead | None = None,
    log: str = LOG,
) -> Answer:
    """Of what is in all of these parts, of which the first is that of the items."""
    chosen, of_item = parts[0].has_item()
    had, of_before = together([each.had_before() for each in parts])
    has, of_after = together([each.has_after() for each in parts])
    sql = f"""
        WITH told AS (
            SELECT c.sequence, c.at, c.action, c.key, c.item::text, {had} AS had FROM {log} c
            WHERE c.sequence > %s AND ({had} OR {has}) ORDER BY c.sequence LIMIT %s
        ), here AS (
            SELECT first.*, lead(sequence) OVER (PARTITION BY key ORDER BY sequence) IS NULL AS is_last
            FROM (SELECT * FROM told ORDER BY sequence LIMIT %s) first
        )
        SELECT head.*, (SELECT count(*) FROM told), here.key, here.sequence, here.at, here.action, here.item,
               here.had, item.*
        FROM ({head_of(log)}) head LEFT JOIN here ON true LEFT JOIN LATERAL (
            SELECT {now_told(ahead)} AND {chosen} AS told, {COLUMNS} FROM {ITEMS} i
            WHERE i.key = here.key AND {begun("i")} ORDER BY i.visible_from DESC LIMIT 1
        ) item ON here.is_last
        ORDER BY here.sequence
    """
    wanted = [*of_before, start.sequence, *of_before, *of_after, limit + 1, limit]
    head, rows = asked(known, start, sql, of_item, before=wanted, ahead=ahead)
    head.check(start)
    listed = [row[1:] for row in rows if row[1] is not None]
    more = rows[0][0] > limit
    position = Position(*listed[-1][1:3]) if more else head.last
    return Answer(entries(listed, known), position, more)


def now_told(ahead: Ahead | None) -> str:
    return TOLD_AHEAD if ahead else NOW_TOLD


def together(conditions: Sequence[Sql]) -> Sql:
    return " AND ".join(f"({sql})" for sql, _ in conditions), [each for _, of in conditions for each in of]


def entries(listed: Sequence[Sequence[Any]], known: Sites) -> list[Entry]:
    """One for each item, in the order of their last changes."""
    found = []
    for _, rows in groupby(sorted(listed, key=lambda row: (row[0], row[1])), key=lambda row: row[0]):
        of_item = [*rows]
        changes = [
            Logged(sequence, at, action, orjson.loads(item), had)
            for _, sequence, at, action, item, had, *_ in of_item
        ]
        last = changes[-1]
        told, *columns = of_item[-1][6:]
        now = found_of(columns, known) if columns[1] is not None else None
        state, path = (now.state, now.html_path) if now else ("gone", None)
        shown = now if now and told else None
        outcome = folded(changes, state, path, shown=shown is not None)
        content = shown.content if shown else None
        found.append(Entry(last.sequence, last.at, outcome, shown or last.item, content))
    return sorted(found, key=lambda entry: entry.sequence or 0)


def asked(
    known: Sites,
    position: Position,
    sql: str,
    after: list[Any],
    before: Sequence[Any] = (),
    ahead: Ahead | None = None,
) -> tuple[Head, list[Sequence[Any]]]:
    """The head, and what else each row has. `before`, `after`: parameters before those of HEAD, and after."""
    rows = fetch(sql, [*before, position.sequence, position.sequence, *after], ahead=ahead)
    token, now, sequence, at, there, first = rows[0][:OF_HEAD]
    sites.check(known, token)
    last = Position(sequence, at) if sequence else Position(0, EVER_SINCE)
    return Head(now, last, there, first), [row[OF_HEAD:] for row in rows]

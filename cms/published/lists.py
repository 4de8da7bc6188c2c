"""A list of pages in one query: its items, how many there are, and whether all of that is current."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from dataclasses import dataclass
from typing import Any, Final

from cms.published import sites, totals
from cms.published.database import Row, fetch
from cms.published.filters import Conditions, Filters, conditions
from cms.published.orders import After, Order
from cms.published.sites import Sites
from cms.published.visibility import ITEMS, seconds_left

CARD: Final = "card"
CONTENT: Final = "content"


@dataclass(frozen=True)
class Listing:
    """What to list. `parts`: CARD, CONTENT or both."""

    filters: Filters
    order: Order
    limit: int
    offset: int = 0
    after: After | None = None
    parts: tuple[str, ...] = (CARD,)


@dataclass(frozen=True, slots=True)
class Listed:
    """One item of a list; `card` and `content` are JSON, or None where not asked for."""

    key: str
    card: str | None
    content: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of a list. `total` is exact up to 10,000; one more stands for any more.

    `last` is the place after which a next page begins, None where there is none.
    `seconds_left`: until one of these items changes by the clock alone; None where the list is empty.
    """

    items: list[Listed]
    total: int
    last: After | None
    seconds_left: float | None


def pages(listing: Listing, known: Sites) -> Answer:
    """The pages that `listing` asks for. Raises SitesChanged where `known` are no longer the sites."""
    where = conditions(listing.filters)
    counted = str(where), repr(where.parameters)
    total = totals.recall(counted)
    rows = fetch(*_query(listing, where, total))
    token, sites_token, since, until, count = rows[0][:5]
    totals.seen(token)
    if total is not None and (token != total.token or count is None):
        rows = fetch(*_query(listing, where, None))
        token, sites_token, since, until, count = rows[0][:5]
        total = None
    sites.check(known, sites_token)
    if total is None:
        totals.keep(counted, totals.Total(count, token, since, until))
    return _answer([row[5:] for row in rows if row[5] is not None], listing.limit, count)


def _query(listing: Listing, where: Conditions, total: totals.Total | None) -> tuple[str, list[Any]]:
    """The one query, and its parameters; with counting only where no total is given."""
    order = listing.order
    if total is None:
        head, parameters = totals.counting(str(where)), [*where.parameters]
    else:
        head, parameters = totals.KNOWN, totals.known(total)
    parameters += where.parameters
    after = ""
    if listing.after:
        after = f" AND {order.after()}"
        parameters += [listing.after.value, listing.after.pk]
    card, content = (f"i.{part}" if part in listing.parts else "NULL::text" for part in (CARD, CONTENT))
    sql = (
        "SELECT head.*, page.object_id, page.key, page.place::text, page.seconds_left, page.card,"
        f" page.content FROM (SELECT {totals.TOKEN} AS token, {sites.TOKEN} AS sites, {head}) head"
        f" LEFT JOIN (SELECT i.object_id, i.key, {order.value} AS place, {seconds_left('i')} AS seconds_left,"
        f" {card} AS card, {content} AS content FROM {ITEMS} i WHERE {where}{after}"
        f" ORDER BY {order.by(order.value, 'i.object_id')} LIMIT %s OFFSET %s) page ON true"
        f" ORDER BY {order.by('page.place', 'page.object_id')}"
    )
    # One more than asked for tells whether there is a next page.
    return sql, [*parameters, listing.limit + 1, listing.offset]


def _answer(rows: list[Row], limit: int, total: int) -> Answer:
    shown = rows[:limit]
    items = [Listed(key, card, content) for _, key, _, _, card, content in shown]
    last = After(shown[-1][2], shown[-1][0]) if len(rows) > limit else None
    return Answer(items, total, last, min((row[3] for row in shown), default=None))

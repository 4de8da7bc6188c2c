"""A list of pages in one query: its items, how many there are, and whether all of that is current."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from dataclasses import dataclass
from typing import Final

from cms.published import sites, totals
from cms.published.database import Row, fetch
from cms.published.filters import Filters, conditions
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
    parameters = [*totals.parameters(total, where.parameters)]
    order, direction = listing.order, listing.order.by
    after = ""
    if listing.after:
        after = f" AND {order.after()}"
        where.parameters += [listing.after.value, listing.after.pk]
    card, content = (f"i.{part}" if part in listing.parts else "NULL::text" for part in (CARD, CONTENT))
    sql = (
        f"SELECT head.*, page.* FROM (SELECT {totals.columns(counted[0])}, {sites.TOKEN} AS sites) head"
        f" LEFT JOIN (SELECT i.object_id, i.key, {order.value} AS place, {seconds_left('i')} AS seconds_left,"
        f" {card} AS card, {content} AS content FROM {ITEMS} i WHERE {counted[0]}{after}"
        f" ORDER BY {direction(order.value, 'i.object_id')} LIMIT %s OFFSET %s) page ON true"
        f" ORDER BY {direction('page.place', 'page.object_id')}"
    )
    # One more than asked for tells whether there is a next page.
    rows = fetch(sql, [*parameters, *where.parameters, listing.limit + 1, listing.offset])
    token, since, until, count, sites_token = rows[0][:5]
    sites.check(known, sites_token)
    if count is None:
        count = total.count
    else:
        totals.keep(counted, totals.Total(count, token, since, until))
    return _answer([row[5:] for row in rows if row[5] is not None], listing.limit, count)


def _answer(rows: list[Row], limit: int, total: int) -> Answer:
    shown = rows[:limit]
    items = [Listed(key, card, content) for _, key, _, _, card, content in shown]
    last = After(shown[-1][2], shown[-1][0]) if len(rows) > limit else None
    return Answer(items, total, last, min((row[3] for row in shown), default=None))

"""A list of pages in one query: its items, how many there are of what, and whether all of that is current."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from cms.published import sites
from cms.published.ahead import Ahead
from cms.published.database import Row, fetch
from cms.published.facets import Faceting, Term, counts, terms
from cms.published.filters import Conditions, Filters, conditions
from cms.published.kept import IN_TIME, INSTALLATION, ITEMS_TOKEN, NEXT_MOMENT, SITES_TOKEN, Memory, Validity
from cms.published.models import EVER_SINCE, Change
from cms.published.orders import MOST_RELEVANT, RELEVANCE, After, Order
from cms.published.search.highlight import highlight
from cms.published.search.query import Sql, marked, relevance, rough_relevance
from cms.published.sites import Sites
from cms.published.visibility import ITEMS

CARD: Final = "card"
CONTENT: Final = "content"
MOST: Final = 10_000  # counted exactly up to here
# Columns before those of the items.
HEAD: Final = 9


# When anything changed that readers see: written into the log, or come and gone by the clock alone.
MODIFIED: Final = (
    f"GREATEST((SELECT c.at FROM {Change._meta.db_table} c ORDER BY c.sequence DESC LIMIT 1),"
    f" (SELECT max(visible_from) FROM {ITEMS}"
    f" WHERE visible_from > '{EVER_SINCE.isoformat()}' AND visible_from <= now()),"
    f" (SELECT max(visible_until) FROM {ITEMS} WHERE visible_until <= now()))"
)
TRACE: Final = ("state", "edited_at", "published_at", "locale", "site", "html_path", "translation_key")


@dataclass(frozen=True)
class Listing:
    """What to list. `parts`: CARD, CONTENT or both. `faceting`: what else to count of all that is listed.

    `marked`: with the words marked that were searched. `ahead`: of somebody who sees more than everybody.
    """

    filters: Filters
    order: Order
    limit: int
    offset: int = 0
    after: After | None = None
    parts: tuple[str, ...] = (CARD,)
    faceting: Faceting | None = None
    marked: bool = False
    ahead: Ahead | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Who an item of a feed is, withdrawn or not. `edited_at`: when it changed by more than a refresh."""

    state: str
    edited_at: datetime
    published_at: datetime | None
    locale: str
    site: str
    html_path: str
    translation_key: UUID


@dataclass(frozen=True, slots=True)
class Listed:
    """One item of a list; `card` and `content` are JSON, or None where not asked for, as is `highlight`.

    In a feed it has a `trace`, and `content` is the explanation of a withdrawn one.
    """

    key: str
    card: str | None
    content: str | None
    highlight: dict[str, str | None] | None = None
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of a list. `total` is exact up to MOST; one more stands for any more.

    `last` is the place after which a next page begins, None where there is none. `ends`: when the first
    of these items, or of what they show, ends by the clock, in seconds since 1970; None where the list is
    empty. `now` is in the same measure. `validity`: for how long all of this holds. Of a feed: `modified`,
    when anything changed that it could show, removals included; `installation`, a UUID.
    """

    items: list[Listed]
    total: int
    facets: dict[str, list[Term]]
    last: After | None
    ends: float | None
    now: float
    validity: Validity
    modified: datetime | None = None
    installation: str | None = None


# What a list has in all: its total, and its facets as text. Both cost more the longer the list is.
Counts = tuple[int, str | None]
Counted = tuple[Validity, Counts]
SIZE: Final = 4 * 1024 * 1024  # bytes, in each process
EACH: Final = 2_000  # what the counts of a list without facets take
_counts: Memory[Counts] = Memory(SIZE)
# What highlighting needs of an item, as it is stored: what was made of it here would be made of every hit.
MARKED: Final = (
    ", i.title, i.search_text, i.search_title, i.search_lead, i.search_body, i.search_rest, i.locale"
)
LINES: Final = (
    "concat_ws(E'\n', NULLIF(page.search_lead, ''), NULLIF(page.search_body, ''),"
    " NULLIF(page.search_rest, ''))"
)


def pages(listing: Listing, known: Sites) -> Answer:
    """The pages that `listing` asks for. Raises SitesChanged where `known` are no longer the sites."""
    where = conditions(listing.filters)
    key = str(where), repr(where.parameters), repr(listing.faceting)
    # What is counted for one who sees more is kept for nobody: its tokens are those of what everybody sees.
    counted = None if listing.ahead else _counts.recall(key)
    while True:
        rows = fetch(*_query(listing, where, counted), ahead=listing.ahead)
        items, of_sites, since, until, now, total, facets, *of_feed = rows[0][:HEAD]
        sites.check(known, of_sites)
        if counted is None:
            validity = Validity((items, of_sites), since, until)
            if not listing.ahead:
                _counts.keep(key, validity, (total, facets), EACH + len(facets or ""))
            break
        validity, (_, facets) = counted
        if total is not None and (items, of_sites) == validity.tokens:
            break
        counted = None  # overtaken: asked once more, and counted anew
    shown = [row[HEAD:] for row in rows if row[HEAD] is not None]
    return _answer(shown, listing, total, facets, now, validity, *of_feed)


def _query(listing: Listing, where: Conditions, counted: Counted | None) -> tuple[str, list[Any]]:
    """The one query, and its parameters; with counting only where no counts are given."""
    order = listing.order
    parameters: list[Any] = []
    facets = "NULL::text"
    if counted is None:
        limits = f"now() AS since, {NEXT_MOMENT} AS until"
        total = f"(SELECT count(*) FROM (SELECT 1 FROM {ITEMS} i WHERE {where} LIMIT {MOST + 1}) counted)"
        parameters += where.parameters
        if listing.faceting:
            sql, values = counts(listing.filters, listing.faceting)
            facets = f"({sql})"
            parameters += values
    else:
        validity, (total_kept, _) = counted
        limits = "NULL::timestamptz AS since, NULL::timestamptz AS until"
        total = f"CASE WHEN {IN_TIME} THEN %s::integer END"
        parameters += [validity.since, validity.until, total_kept]
    traced = listing.filters.withdrawn
    of_feed = f"{MODIFIED}, {INSTALLATION}" if traced else "NULL::timestamptz, NULL::text"
    head = (
        f"SELECT {ITEMS_TOKEN} AS items, {SITES_TOKEN} AS sites, {limits},"
        f" extract(epoch FROM now())::float8 AS now, {total} AS total, {facets} AS facets,"
        f" {of_feed}"
    )
    card, content = (f"i.{part}" if part in listing.parts else "NULL::text" for part in (CARD, CONTENT))
    place, of_place = _place(listing)
    among, of_among = _among(listing, where)
    marks, of_marks = _marks(listing)
    sql = (
        "SELECT head.*, page.object_id, page.key, page.place::text, page.ends, page.card, page.content"
        f"{traces('page') if traced else marks} FROM ({head}) head"
        f" LEFT JOIN (SELECT i.object_id, i.key, {place} AS place,"
        f" extract(epoch FROM i.shown_until)::float8 AS ends, {card} AS card, {content} AS content"
        f"{traces('i') if traced else MARKED if listing.marked else ''} FROM {among}"
        f" ORDER BY {order.by('place', 'i.object_id')} LIMIT %s OFFSET %s) page ON true"
        f" ORDER BY {order.by('page.place', 'page.object_id')}"
    )
    # One more than asked for tells whether there is a next page.
    return sql, [
        *of_marks,
        *parameters,
        *of_place,
        *of_among,
        listing.limit + 1,
        listing.offset,
    ]


def keys_of(listing: Listing) -> Sql:
    """A SELECT of just the keys of what `pages` answers: for a question that goes around it."""
    place, of_place = _place(listing)
    among, of_among = _among(listing, conditions(listing.filters))
    sql = f"SELECT i.key FROM {among} ORDER BY {listing.order.by(place, 'i.object_id')} LIMIT %s OFFSET %s"
    return sql, [*of_among, *of_place, listing.limit, listing.offset]


def traces(alias: str) -> str:
    return "".join(f", {alias}.{name}" for name in TRACE)


def _place(listing: Listing) -> Sql:
    """The value that the order compares. What is most relevant comes first: so it is the negative of that."""
    search = listing.filters.search
    if search and listing.order.name == RELEVANCE:
        sql, parameters = relevance(search)
        return f"-{sql}", parameters
    return listing.order.value, []


def _among(listing: Listing, where: Conditions) -> Sql:
    """The items `i` that the order is of. Of those that match, only so many are ranked as its places reach:
    the best by title, lead and age, since ranking reads all that an item says."""
    search = listing.filters.search
    if search and listing.order.name == RELEVANCE:
        rough, parameters = rough_relevance(search)
        best = f"ORDER BY {rough} DESC, i.object_id LIMIT {MOST_RELEVANT}"
        return f"(SELECT i.* FROM {ITEMS} i WHERE {where} {best}) i", [*where.parameters, *parameters]
    if listing.after:
        after = [listing.after.value, listing.after.pk]
        return f"{ITEMS} i WHERE {where} AND {listing.order.after()}", [*where.parameters, *after]
    return f"{ITEMS} i WHERE {where}", where.parameters


def _marks(listing: Listing) -> Sql:
    """Columns of the items that are answered, and of no other: marking costs more than finding."""
    search = listing.filters.search
    if not (listing.marked and search):
        return "", []
    (title, of_title), (text, of_text) = (marked(search, lines) for lines in ("page.search_title", LINES))
    return f", page.title, page.search_text, {title}, {text}, page.locale", [*of_title, *of_text]


def _answer(
    rows: list[Row],
    listing: Listing,
    total: int,
    facets: str | None,
    now: float,
    validity: Validity,
    modified: datetime | None,
    installation: str | None,
) -> Answer:
    shown = rows[: listing.limit]
    return Answer(
        items=[
            Listed(key, card, content, trace=Trace(*more))
            if listing.filters.withdrawn
            else Listed(key, card, content, highlight(*more) if more else None)
            for _, key, _, _, card, content, *more in shown
        ],
        total=total,
        facets=terms(facets, listing.faceting) if facets and listing.faceting else {},
        last=_last(shown, listing) if len(rows) > listing.limit else None,
        ends=min((row[3] for row in shown), default=None),
        now=now,
        validity=validity,
        modified=modified,
        installation=installation,
    )


def _last(shown: list[Row], listing: Listing) -> After | None:
    if listing.order.name != RELEVANCE:
        return After(shown[-1][2], shown[-1][0])
    seen = listing.offset + listing.limit
    return After(str(seen), 1) if seen < MOST_RELEVANT else None

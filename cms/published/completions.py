"""What a reader may be typing: titles of pages and words of what is visible now, in one query."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from dataclasses import dataclass, replace
from typing import Any, Final

from cms.published import sites
from cms.published.database import Row, fetch
from cms.published.filters import Filters, conditions
from cms.published.kept import ITEMS_TOKEN, NEXT_MOMENT, SITES_TOKEN, Validity
from cms.published.search.folding import plain
from cms.published.search.query import Search, Sql
from cms.published.search.words import words
from cms.published.sites import Sites
from cms.published.visibility import ITEMS

MOST: Final = 10  # of each
# Words are completed from so many of the newest items that have one, and from so many letters on.
MOST_READ: Final = 200
SHORTEST: Final = 2
HEAD: Final = 5
NEWEST: Final = "ORDER BY i.published_at DESC NULLS LAST, i.object_id DESC"
ENDS: Final = "extract(epoch FROM i.shown_until)::float8"


@dataclass(frozen=True, slots=True)
class Page:
    key: str
    title: str
    card: str


@dataclass(frozen=True, slots=True)
class Completed:
    """`ends`: the first moment at which an item ends that this is of, in seconds since 1970, as `now` is."""

    pages: list[Page]
    words: list[str]
    ends: float | None
    now: float
    validity: Validity


def completed(filters: Filters, search: Search, known: Sites) -> Completed:
    """Pages with these words in their title, the newest first; words that complete the last, the commonest
    first. Raises SitesChanged where `known` are no longer the sites.
    """
    text = plain(search.asked)
    where = conditions(replace(filters, search=None))
    in_titles, of_titles = _begun(search, text, "A")
    in_texts, of_texts = _begun(search, text, "")
    last, of_last = _last(search, text)
    pages = (
        f"SELECT 1, i.key, i.title, i.card, {ENDS}, row_number() OVER ({NEWEST}) FROM {ITEMS} i"
        f" WHERE {where} AND {in_titles} {NEWEST} LIMIT {MOST}"
    )
    spelled = (
        "SELECT 2, NULL, mode() WITHIN GROUP (ORDER BY split_part(spelling, ' ', 2)), NULL, min(ends),"
        " -count(*)"
        f" FROM (SELECT i.locale, i.search_spellings, {ENDS} AS ends FROM {ITEMS} i"
        f" WHERE {where} AND {in_texts} {NEWEST} LIMIT {MOST_READ}) i, unnest(i.search_spellings) spelling"
        f" WHERE {last} GROUP BY split_part(spelling, ' ', 1) ORDER BY 6, 3 LIMIT {MOST}"
    )
    rows = fetch(
        f"SELECT {ITEMS_TOKEN}, {SITES_TOKEN}, now(), {NEXT_MOMENT}, extract(epoch FROM now())::float8,"
        " found.*"
        f" FROM (SELECT 1) one LEFT JOIN (({pages}) UNION ALL ({spelled})) found"
        " (part, key, text, card, ends, place) ON true ORDER BY part, place, text",
        [*where.parameters, *of_titles, *where.parameters, *of_texts, *of_last],
    )
    sites.check(known, rows[0][1])
    return _completed(rows, text)


def _completed(rows: list[Row], text: str) -> Completed:
    items, of_sites, since, until, now = rows[0][:HEAD]
    found = [row[HEAD:] for row in rows if row[HEAD] is not None]
    before = text[: text.rstrip().rfind(" ") + 1]
    return Completed(
        pages=[Page(key, title, card) for part, key, title, card, _, _ in found if part == 1],
        words=[f"{before}{word}" for part, _, word, _, _, _ in found if part == 2],
        ends=min((ends for *_, ends, _ in found), default=None),
        now=now,
        validity=Validity((items, of_sites), since, until),
    )


def _begun(search: Search, text: str, weight: str) -> Sql:
    """True for an item `i` with all these words, the last of which may go on; in places of that weight."""
    sql, parameters = [], list[Any]()
    for query in search.queries:
        forms = [word.forms[0] for word in words(text, query.configuration, split=False) if word.forms[0]]
        if forms:
            whole = [f"'{form}':{weight}" if weight else f"'{form}'" for form in forms[:-1]]
            # What is typed so far may be no word yet, and no stem: it is looked for as it is, too.
            begun = [" & ".join(whole), f"'{forms[-1]}':*{weight}", f"'{forms[-1]}':*{weight}"]
            sql.append(
                f"(i.locale = ANY(%s::text[]) AND i.search @@ (to_tsquery('{query.configuration}', %s)"
                f" && (to_tsquery('{query.configuration}', %s) || to_tsquery('simple', %s))))"
            )
            parameters += [list(query.locales), *begun]
    return f"({' OR '.join(sql)})" if sql else "false", parameters


def _last(search: Search, text: str) -> Sql:
    """True for a `spelling` of an item `i` that begins as the last word does."""
    sql, parameters = [], list[Any]()
    for query in search.queries:
        forms = [word.forms[0] for word in words(text, query.configuration, split=False)]
        if forms and len(forms[-1]) >= SHORTEST:
            sql.append("(i.locale = ANY(%s::text[]) AND starts_with(spelling, %s))")
            parameters += [list(query.locales), forms[-1]]
    return f"({' OR '.join(sql)})" if sql else "false", parameters

"""The terms of one filter that are in use, with what each is called and how many pages have it."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from dataclasses import dataclass
from typing import Any, Final

import orjson

from cms.published import sites
from cms.published.contract import contract
from cms.published.database import fetch
from cms.published.facets import VALUES, each, languages_of, naming
from cms.published.filters import Filters, conditions
from cms.published.kept import ITEMS_TOKEN, NEXT_MOMENT, SITES_TOKEN, Validity
from cms.published.sites import Sites
from cms.published.sorting import sort_key
from cms.published.visibility import ITEMS

# Those whose names readers know in an order of their own.
NUMBERED: Final = frozenset({"sdg"})


@dataclass(frozen=True, slots=True)
class Term:
    """`count`: pages that have it. `item`: the JSON of the item that names it; None where none does.

    `place` sorts it among the others, and no other term has the same.
    """

    value: str
    label: str
    count: int
    item: dict[str, Any] | None
    place: str


@dataclass(frozen=True, slots=True)
class Terms:
    """In their order. `ends`, `now` and `validity`: see `cms.published.lists.Answer`."""

    all: list[Term]
    ends: float | None
    now: float
    validity: Validity


def terms(name: str, filters: Filters, language: str, known: Sites) -> Terms:
    """The terms of the filter `name` that pages have, of those pages that pass `filters`.

    What no page has is left out: it would lead to an empty list, and might tell of one that is still to
    come. `language`: of labels, where the filters ask for none. Raises SitesChanged where `known` are no
    longer the sites.
    """
    [row] = fetch(*_query(name, filters, language))
    items, of_sites, since, until, now, ends, spoken, found = row
    sites.check(known, of_sites)
    listed = [
        _term(name, value, count, title, content, spoken)
        for value, count, title, content in orjson.loads(found or "[]")
    ]
    listed.sort(key=lambda term: term.place)
    return Terms(listed, ends, now, Validity((items, of_sites), since, until))


def _query(name: str, filters: Filters, language: str) -> tuple[str, list[Any]]:
    where = conditions(filters)
    tags, tag_parameters = languages = languages_of(filters, language)
    named, parameters = naming(f"'{name}'", languages)
    sql = (
        f"WITH base AS (SELECT {VALUES[name]} AS {name}, i.shown_until FROM {ITEMS} i WHERE {where}),"
        f" counted AS (SELECT value, count(*) AS count FROM (SELECT {each(name)} AS value FROM base) listed"
        " WHERE value <> '' GROUP BY value)"
        f" SELECT {ITEMS_TOKEN}, {SITES_TOKEN}, now(), {NEXT_MOMENT}, extract(epoch FROM now())::float8,"
        f" (SELECT extract(epoch FROM min(shown_until))::float8 FROM base), ({tags})[1],"
        " (SELECT json_agg(json_build_array(counted.value, counted.count, item.title, item.content))::text"
        f" FROM counted {named})"
    )
    return sql, [*where.parameters, *tag_parameters, *parameters]


def _term(name: str, value: str, count: int, title: str | None, content: str | None, language: str) -> Term:
    label = title or contract.label(name, value, language)
    order = value.zfill(4) if name in NUMBERED else sort_key(label, language)
    item = orjson.loads(content) if content else None
    # A tab sorts before all that a sort key has.
    return Term(value, label, count, item, f"{order}\t{value}")

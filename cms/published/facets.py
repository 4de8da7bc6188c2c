"""Facets: how many items of a list have each value of a filter (docs/decisions/0015).

Counted beside the list, in its one query. A facet leaves out what its own filter asks for, and nothing
else: so each faceted filter is no condition of `base` but a column of it, which the other facets demand.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from cms.published.contract import contract
from cms.published.filters import Conditions, Filters, conditions, own, wanted
from cms.published.search.query import Sql
from cms.published.surrogates import NAMED_BY_ITEMS
from cms.published.visibility import ITEMS, visible

MOST: Final = 100  # values of one facet

# What an item has of each; the one parameter is the time zone in which years begin.
VALUES: Final = {
    "type": "i.type",
    "kind": "i.kind",
    "topic": "i.topics",
    "country": "i.countries",
    "region": "i.regions",
    "sdg": "i.sdgs",
    "organisation": "i.organisations",
    "year": "extract(year FROM i.published_at AT TIME ZONE %s)::integer::text",
    "locale": "i.locale",
}
# Those of which one item may have several. Topics and regions are stored with all that they lie in.
SEVERAL: Final = frozenset({"topic", "country", "region", "sdg", "organisation"})

# Whether a public page anywhere has what is `counted`. Nobody may learn the name of another (decision 17).
IN_USE: Final = "({})".format(
    " OR ".join(
        f"(counted.name = '{name}' AND EXISTS (SELECT 1 FROM {ITEMS} i WHERE i.what = 'page'"
        f" AND {visible('i')}"
        f" AND {VALUES[name]} @> ARRAY[counted.value]))"
        for name in NAMED_BY_ITEMS
    )
)

Term = dict[str, Any]


@dataclass(frozen=True)
class Faceting:
    """What to count. `chosen`: the values that the list's filters ask for, by facet.

    `zone`: the time zone in which years begin. `language`: of labels, where a list asks for none;
    `spoken`: of labels, whatever the list is in.
    """

    names: tuple[str, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    zone: str = "UTC"
    language: str = ""
    spoken: str = ""


def counts(filters: Filters, asked: Faceting) -> Sql:
    """A query for one text: the counts of all facets, as `terms` reads them."""
    apart = {name: found for name in asked.names if (found := own(name, filters))}
    base, parameters = _base(asked, apart, conditions(filters, apart))
    counted = []
    for name in asked.names:
        counted.append(_counted(name, [other for other in apart if other != name]))
        parameters += [list(asked.chosen.get(name, ()))] * 2
    languages = languages_of(filters, asked.language)
    if asked.spoken:
        languages = f"%s::text[] || {languages[0]}", [[asked.spoken], *languages[1]]
    named, named_parameters = naming("counted.name", languages)
    sql = (
        f"WITH base AS ({base}), counted AS ({' UNION ALL '.join(counted)})"
        f" SELECT json_build_object('language', ({languages[0]})[1], 'rows', json_agg("
        "json_build_array(counted.name, counted.value, counted.count,"
        f" CASE WHEN counted.count > 0 OR {IN_USE} THEN item.title END)"
        f' ORDER BY counted.count DESC, counted.value COLLATE "C"))::text FROM counted {named}'
    )
    return sql, [*parameters, *languages[1], *named_parameters]


def _base(asked: Faceting, apart: Mapping[str, Conditions], rest: Conditions) -> Sql:
    """What can be counted at all: a column of values for each facet, and one for each filter left out."""
    columns = [f"{VALUES[name]} AS {name}" for name in asked.names]
    parameters: list[Any] = [asked.zone] if "year" in asked.names else []
    for name, found in apart.items():
        columns.append(f"({found}) AS has_{name}")
        parameters += found.parameters
    return f"SELECT {', '.join(columns)} FROM {ITEMS} i WHERE {rest}", [*parameters, *rest.parameters]


def _counted(name: str, demanded: list[str]) -> str:
    """The counts of one facet. Its two parameters are what is chosen of it: that is always in."""
    where = f" WHERE {' AND '.join(f'has_{other}' for other in demanded)}" if demanded else ""
    return (
        f"(SELECT '{name}' AS name, value, count(one) AS count FROM (SELECT {each(name)} AS value, 1 AS one"
        f" FROM base{where} UNION ALL SELECT unnest(%s::text[]), NULL) listed WHERE value <> ''"
        " GROUP BY value ORDER BY value = ANY(%s::text[]) DESC, count(one) DESC,"
        f' value COLLATE "C" LIMIT {MOST})'
    )


def each(name: str) -> str:
    return f"unnest({name})" if name in SEVERAL else name


def languages_of(filters: Filters, default: str) -> Sql:
    """The languages to look for names in, as an array, the best first: those asked for, then `default`."""
    tags, parameters = wanted(filters)
    return f"{tags} || %s::text[]", [*parameters, [*filters.fallback, default]]


def naming(name: str, languages: Sql) -> Sql:
    """Joins to each `counted` value the `item` that names it, in the best language there is.

    `name`: SQL that gives what kind of item that is.
    """
    tags, parameters = languages
    sql = (
        f"LEFT JOIN LATERAL (SELECT t.title, t.content FROM {ITEMS} t WHERE t.what = {name}"
        f" AND t.slug = counted.value AND {visible('t')}"
        f" ORDER BY array_position({tags}, t.locale), t.locale LIMIT 1) item ON true"
    )
    return sql, parameters


def terms(text: str, asked: Faceting) -> dict[str, list[Term]]:
    """Each facet's terms with their counts, most first."""
    found = orjson.loads(text)
    facets: dict[str, list[Term]] = {name: [] for name in asked.names}
    for name, value, count, title in found["rows"] or ():
        facets[name].append(term(name, value, title, found["language"], count))
    return facets


def term(name: str, value: str, title: str | None, language: str, count: int) -> Term:
    """`title`: of the item that names it."""
    return {"value": value, "label": title or contract.label(name, value, language), "count": count}

"""What a list of pages can be filtered by, as SQL conditions.

`i` is the item under test. Values always travel as parameters, never in the SQL.
"""

# Only constants are put into SQL here; values are parameters.

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from cms.published.fallback import best_version
from cms.published.search.query import Search, Sql, condition
from cms.published.sites import Site
from cms.published.visibility import ITEMS, told, visible

# Filters by value: at least one of the values given. The one parameter is the list of them.
BY_VALUE: Final = {
    "id": "i.object_id = ANY(%s::bigint[])",
    "type": "i.type = ANY(%s::text[])",
    "locale": "i.locale = ANY(%s::text[])",
    "slug": "i.slug = ANY(%s::text[])",
    "translation_key": "i.translation_key = ANY(%s::uuid[])",
    "kind": "i.kind = ANY(%s::text[])",
    "status": "i.status = ANY(%s::text[])",
    "topic": "i.topics && %s::text[]",
    "country": "i.countries && %s::text[]",
    "region": "i.regions && %s::text[]",
    "sdg": "i.sdgs && %s::text[]",
    "organisation": "i.organisations && %s::text[]",
    "show_in_menus": "i.show_in_menus = ANY(%s::boolean[])",
}

# The visible items that a request names by id. The one parameter is the list of their keys.
NAMED: Final = f"FROM {ITEMS} n WHERE n.key = ANY(%s::text[]) AND {visible('n')}"

# A place in the tree means that place in all its languages, so translation keys are compared.
# Parameters: the keys of the named items, and the translation keys that `root` stands for.
PLACES: Final = f"(ARRAY(SELECT n.translation_key {NAMED}) || %s::uuid[])"
BY_PLACE: Final = {
    "child_of": f"i.parent_key = ANY({PLACES})",
    "descendant_of": f"i.ancestor_keys && {PLACES}",
    # Nothing public is above a root, so what `root` stands for adds nothing here.
    "ancestor_of": (
        f"i.translation_key = ANY(ARRAY(SELECT unnest(n.ancestor_keys) {NAMED})) AND %s::uuid[] IS NOT NULL"
    ),
    # The languages of a page are its other ones, as in Wagtail.
    "translation_of": (f"i.translation_key = ANY({PLACES}) AND i.object_id <> ALL(%s::bigint[])"),
}

# Names of conditions: that readers see it at all; and before that of a filter, that it is none of its values.
PUBLIC: Final = "public"
EXCLUDED: Final = "exclude_"
MOMENTS: Final = {"published": "i.published_at", "changed": "i.changed_at", "starts": "i.starts_at"}


@dataclass(frozen=True)
class Place:
    """One parameter that names pages by where they stand: `relation` is a key of BY_PLACE.

    `roots`: translation keys of home pages, where `root` is named.
    """

    relation: str
    ids: tuple[int, ...] = ()
    roots: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Span:
    """From `since` (included) to `before` (not included) of a moment named in MOMENTS."""

    moment: str
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class Filters:
    """Which pages a list has. Different entries mean *and*; the values within one mean *or*.

    `sites` None: the network. `locales` None: every language; empty: those of the `places`.
    `fallback`: languages that stand in for these where a page lacks them, the best first.
    Each entry of `spans` is a choice of spans; `years` is one too. `withdrawn`: with what was withdrawn, in
    its place, as feeds have it.
    """

    sites: tuple[Site, ...] | None
    locales: tuple[str, ...] | None = None
    fallback: tuple[str, ...] = ()
    has: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    lacks: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    places: tuple[Place, ...] = ()
    spans: tuple[tuple[Span, ...], ...] = ()
    years: tuple[Span, ...] = ()
    without_spans: tuple[Span, ...] = field(default=())
    search: Search | None = None
    withdrawn: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """All that decide what is listed, the best first; empty where only the database can tell."""
        return (*self.locales, *self.fallback) if self.locales else ()


@dataclass
class Conditions:
    """SQL conditions and their parameters, in step; `names`: what each of them asks of."""

    names: list[str] = field(default_factory=list)
    each: list[Sql] = field(default_factory=list)

    def add(self, name: str, sql: str, *parameters: Any) -> None:
        self.names.append(name)
        self.each.append((sql, [*parameters]))

    @property
    def parameters(self) -> list[Any]:
        return [value for _, parameters in self.each for value in parameters]

    def __str__(self) -> str:
        return " AND ".join([sql for sql, _ in self.each])


def conditions(filters: Filters, apart: Collection[str] = ()) -> Conditions:
    """The WHERE of a list of pages, visibility included; without the `own` conditions of those `apart`."""
    found = Conditions()
    found.add(PUBLIC, f"i.what = 'page' AND {told('i') if filters.withdrawn else visible('i')}")
    _sites(filters.sites, found)
    if "locale" not in apart:
        _locales(filters, found)
    for name, values in filters.has:
        if name not in apart:
            found.add(name, BY_VALUE[name], list(values))
    for name, values in filters.lacks:
        # A missing value is none of those to leave out.
        found.add(f"{EXCLUDED}{name}", f"({BY_VALUE[name]}) IS NOT TRUE", list(values))
    for place in filters.places:
        parameters: list[Any] = [keys(place.ids), list(place.roots)]
        if place.relation == "translation_of":
            parameters.append(list(place.ids))
        found.add(place.relation, BY_PLACE[place.relation], *parameters)
    for choice in filters.spans:
        _spans(choice[0].moment, choice, found, "({})")
    if filters.years and "year" not in apart:
        _spans("year", filters.years, found, "({})")
    if filters.without_spans:
        _spans(f"{EXCLUDED}year", filters.without_spans, found, "({}) IS NOT TRUE")
    if filters.search:
        sql, parameters = condition(filters.search)
        found.add("search", sql, *parameters)
    return found


def own(name: str, filters: Filters) -> Conditions | None:
    """What the one filter of that name asks for; None where it asks for nothing.

    With a fallback, languages choose the version that there is of a page: that is no filter.
    """
    found = Conditions()
    if name == "locale" and not filters.fallback:
        _locales(filters, found)
    elif name == "year" and filters.years:
        _spans("year", filters.years, found, "({})")
    for each, values in filters.has:
        if each == name:
            found.add(name, BY_VALUE[name], list(values))
    return found if found.each else None


def _sites(sites: tuple[Site, ...] | None, found: Conditions) -> None:
    if sites is not None:
        found.add("site", "i.sites && %s::text[]", [site.host for site in sites])


def _locales(filters: Filters, found: Conditions) -> None:
    locales = filters.locales
    if locales is None:
        return
    if filters.fallback:
        hosts = None if filters.sites is None else [site.host for site in filters.sites]
        sql, parameters = best_version(wanted(filters), filters.fallback, hosts)
        found.add("locale", sql, *parameters)
    elif len(locales) == 1:
        # Equality keeps the index's order, which a list of one does not on every version.
        found.add("locale", "i.locale = %s", locales[0])
    elif locales:
        found.add("locale", "i.locale = ANY(%s::text[])", list(locales))
    elif len(named := named_ids(filters)) == 1:
        found.add("locale", f"i.locale = (SELECT n.locale {NAMED} LIMIT 1)", keys(named))
    else:
        sql, parameters = wanted(filters)
        found.add("locale", f"i.locale = ANY({sql})", *parameters)


def wanted(filters: Filters) -> Sql:
    """The languages asked for, fallbacks aside, as an array; empty where they are all."""
    if filters.locales != ():
        return "%s::text[]", [list(filters.locales or ())]
    return f"ARRAY(SELECT n.locale {NAMED})", [keys(named_ids(filters))]


def named_ids(filters: Filters) -> list[int]:
    return [pk for place in filters.places for pk in place.ids]


def _spans(name: str, choice: Iterable[Span], found: Conditions, form: str) -> None:
    sql, parameters = [], []
    for span in choice:
        bounds = []
        for operator, bound in ((">=", span.since), ("<", span.before)):
            if bound is not None:
                bounds.append(f"{MOMENTS[span.moment]} {operator} %s")
                parameters.append(bound)
        sql.append(" AND ".join(bounds))
    found.add(name, form.format(" OR ".join(f"({each})" for each in sql)), *parameters)


def keys(ids: Iterable[int]) -> list[str]:
    return [f"page-{pk}" for pk in ids]

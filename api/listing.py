"""From checked parameters to what is asked of the read model: the defaults live here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from api.errors import BadParameters, Mistake
from api.paging import Cursors
from api.parameters.base import Context, Values
from api.parameters.pages import EXCLUDING, FILTERS, MENUS, OPERATOR, PLACES, SEARCH, standing_in
from api.parameters.values import EVERY_LOCALE, NETWORK, ROOT, midnight
from cms.published.ahead import Ahead
from cms.published.facets import Faceting
from cms.published.filters import BY_VALUE, Filters, Place, Span
from cms.published.lists import Listing
from cms.published.orders import KEYS, MOST_RELEVANT, RELEVANCE, Order
from cms.published.search.query import AND, Search, search
from cms.published.sites import Site

DEFAULT_ORDER: Final = "-published_at"
DEFAULT_LIMIT: Final = 20
# Where a request names versions of pages, it means them whatever their language.
NAMES_VERSIONS: Final = ("id", "translation_of", "translation_key")


@dataclass(frozen=True)
class Request:
    """A list as a client has asked for it."""

    listing: Listing
    cursors: Cursors


def listing(
    path: str,
    values: Values,
    context: Context,
    parts: tuple[str, ...],
    *,
    marked: bool = False,
    withdrawn: bool = False,
    ahead: Ahead | None = None,
) -> Request:
    """What to list at that address. Raises BadParameters where parameters do not go together.

    `withdrawn`: see `cms.published.filters.Filters`; `ahead`: `api.reading.ahead_of`.
    """
    text = values.get("order", RELEVANCE if SEARCH.name in values else DEFAULT_ORDER)
    order = Order(text.removeprefix("-"), text.startswith("-"))
    cursors = Cursors(path, values, KEYS[order.name].read)
    after = cursors.place()
    limit, offset = values.get("limit", DEFAULT_LIMIT), values.get("offset", 0)
    if order.name == RELEVANCE:
        offset, after = int(after.value) if after else offset, None
        limit = relevant(values, limit, offset)
    chosen = replace(filters(values, context), withdrawn=withdrawn)
    counted = faceting(values, chosen, context)
    return Request(Listing(chosen, order, limit, offset, after, parts, counted, marked, ahead), cursors)


def relevant(values: Values, limit: int, offset: int) -> int:
    """How many are given in the order of relevance, which ends. Raises BadParameters beyond its end."""
    if SEARCH.name not in values:
        raise BadParameters([Mistake("order", "There is no relevance without a search.")])
    if offset >= MOST_RELEVANT:
        detail = f"The order of relevance reaches {MOST_RELEVANT} items. Filter, or choose another order."
        raise BadParameters([Mistake("offset", detail)])
    return min(limit, MOST_RELEVANT - offset)


def filters(values: Values, context: Context) -> Filters:
    sites = chosen_sites(values, context)
    zone = time_zone(sites)
    has = [(each.name, values[each.name]) for each in FILTERS if each.name in values]
    if MENUS.name in values:
        has.append((MENUS.name, (values[MENUS.name],)))
    spans = [moments(values, zone, name) for name in ("published", "changed", "starts")]
    tags = locales(values, sites, context)
    instead = standing_in(values, tags)
    return Filters(
        sites=sites,
        locales=tags,
        fallback=instead,
        search=searched(values, (*(tags or ()), *instead) or tuple(context.sites.locales.values())),
        has=tuple(has),
        lacks=tuple(
            (name, values[each.name])
            for each in EXCLUDING
            if each.name in values and (name := each.name.removeprefix("exclude_")) in BY_VALUE
        ),
        places=tuple(
            place(each.name, values[each.name], sites, context) for each in PLACES if each.name in values
        ),
        spans=tuple(choice for choice in spans if choice),
        years=years(values.get("year", ()), zone),
        without_spans=years(values.get("exclude_year", ()), zone),
    )


def faceting(values: Values, chosen: Filters, context: Context) -> Faceting | None:
    """What to count besides the list. The languages in effect count as chosen, asked for or not."""
    names: tuple[str, ...] = values.get("facets", ())
    if not names:
        return None
    asked = {name: tuple(map(str, values[name])) for name in names if name in values and name != "locale"}
    if "locale" in names:
        asked["locale"] = chosen.locales or ()
    zone, language = time_zone(chosen.sites), label_language(chosen.sites, context)
    return Faceting(names, asked, str(zone), language)


def label_language(sites: tuple[Site, ...] | None, context: Context) -> str:
    """The language in which things are named where a request asks for none: the site's."""
    one = sites[0] if sites else context.sites.default
    return one.default_locale if one else "en"


def searched(values: Values, tags: tuple[str, ...]) -> Search | None:
    """What is searched for in these languages. Raises BadParameters for an operator of nothing."""
    if SEARCH.name in values:
        return search(values[SEARCH.name], values.get(OPERATOR.name, AND), tags)
    if OPERATOR.name in values:
        raise BadParameters([Mistake(OPERATOR.name, "Goes only with words to search for.")])
    return None


def chosen_sites(values: Values, context: Context) -> tuple[Site, ...] | None:
    """The sites that a request is about; None for the network, empty where there is no default one."""
    hosts = values.get("site")
    if hosts is None:
        return (default,) if (default := context.sites.default) else ()
    return None if NETWORK in hosts else tuple(context.sites.by_host[host] for host in hosts)


def time_zone(sites: tuple[Site, ...] | None) -> ZoneInfo:
    """Where bare dates begin: the site's zone; with several, the installation's."""
    return sites[0].time_zone if sites and len(sites) == 1 else ZoneInfo(settings.TIME_ZONE)


def locales(values: Values, sites: tuple[Site, ...] | None, context: Context) -> tuple[str, ...] | None:
    """The languages of a request (docs/decisions/0016): None for all, empty for those of its places."""
    tags: tuple[str, ...] | None = values.get("locale")
    if tags is not None:
        return None if EVERY_LOCALE in tags else tags
    if any(name in values for name in NAMES_VERSIONS):
        return None
    named = [value for each in PLACES for value in values.get(each.name, ())]
    if named and ROOT not in named:
        return ()
    places = context.sites.all if sites is None else sites
    return tuple(dict.fromkeys(site.default_locale for site in places)) or None


def place(
    relation: str, named: tuple[int | str, ...], sites: tuple[Site, ...] | None, context: Context
) -> Place:
    among = context.sites.all if sites is None else sites
    roots = tuple(site.root_key for site in among if site.root_key) if ROOT in named else ()
    return Place(relation, tuple(each for each in named if isinstance(each, int)), roots)


def moments(values: Values, zone: ZoneInfo, name: str) -> tuple[Span, ...]:
    since, before = (bound(values.get(f"{name}_{side}"), zone) for side in ("after", "before"))
    return (Span(name, since, before),) if since or before else ()


def bound(value: datetime | date | None, zone: ZoneInfo) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    return midnight(value, zone)


def years(listed: Iterable[int], zone: ZoneInfo) -> tuple[Span, ...]:
    return tuple(
        Span("published", midnight(date(year, 1, 1), zone), midnight(date(year + 1, 1, 1), zone))
        for year in listed
    )

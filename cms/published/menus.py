"""The menus of a site: those that editors have made, and those that follow from the tree, in one query.

Where editors have made none, `main` is the pages below the home page that want to be in menus and, below
each, its own such pages; `footer` is the first of these two levels; `legal` is the pages that the law asks
for. What follows from the tree is worked out here, from the rows of its pages: so it appears and ends with
them, to the second, and nothing has to be built for it (decision 19).
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from cms.published import sites
from cms.published.database import fetch
from cms.published.kept import ITEMS_TOKEN, NEXT_MOMENT, SITES_TOKEN, Validity
from cms.published.sites import Site, Sites
from cms.published.visibility import ITEMS, visible

JSON = dict[str, Any]

FROM_THE_TREE: Final = ("main", "footer", "legal")

IN_MENUS: Final = f"i.what = 'page' AND i.show_in_menus AND i.site = %s AND {visible('i')}"
COLUMNS: Final = (
    "i.what, i.key, i.object_id, i.parent_id, i.locale, i.slug, i.card, i.shown_until, i.tree_path"
)
# Parameters: site, root's key, languages; site; site, languages.
QUERY: Final = f"""
    WITH top AS (
        SELECT {COLUMNS}, i.translation_key FROM {ITEMS} i
        WHERE {IN_MENUS} AND i.parent_key = %s AND i.locale = ANY(%s::text[])
    ), found AS (
        SELECT {COLUMNS} FROM top i
        UNION ALL
        SELECT {COLUMNS} FROM {ITEMS} i
        WHERE {IN_MENUS} AND i.parent_key IN (SELECT translation_key FROM top)
          AND i.parent_id IN (SELECT object_id FROM top)
        UNION ALL
        SELECT {COLUMNS} FROM {ITEMS} i
        WHERE i.what IN ('menu', 'site') AND i.sites @> ARRAY[%s] AND i.locale = ANY(%s::text[])
          AND {visible("i")}
    )
    SELECT head.*, found.*, extract(epoch FROM found.shown_until)::float8
    FROM (
        SELECT {ITEMS_TOKEN}, {SITES_TOKEN}, now() AS since, {NEXT_MOMENT} AS until,
               extract(epoch FROM now())::float8 AS now
    ) head LEFT JOIN found ON true
    ORDER BY found.tree_path, found.object_id
"""
HEAD: Final = 5  # columns before those of the items


@dataclass(frozen=True)
class Menu:
    """`items` are nodes; `keys` those of what it is made of; `ends`: when the first of that does."""

    name: str
    locale: str
    items: list[JSON]
    keys: tuple[str, ...]
    ends: float | None
    from_the_tree: bool = False

    def json(self) -> JSON:
        return {"name": self.name, "locale": self.locale, "items": self.items}


@dataclass(frozen=True)
class Menus:
    """Every menu of a site in some languages. `now`, `ends`: seconds since 1970."""

    now: float
    validity: Validity
    _of: dict[tuple[str, str], Menu] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Those that every site has first, then the others by name."""
        return [*FROM_THE_TREE, *sorted({name for name, _ in self._of} - set(FROM_THE_TREE))]

    def best(self, name: str, locale: str) -> Menu | None:
        """The menu in that language: as editors have made it, else from the tree."""
        return self._of.get((name, locale))


def menus(site: Site, locales: Sequence[str], known: Sites) -> Menus:
    """The menus of the site in these languages. Raises SitesChanged where `known` are no longer the sites."""
    tags = list(locales)
    rows = fetch(QUERY, [site.host, site.root_key, tags, site.host, site.host, tags])
    items, of_sites, since, until, now = rows[0][:HEAD]
    sites.check(known, of_sites)
    shown = [Shown(*row[HEAD:]) for row in rows if row[HEAD] is not None]
    made = {(menu.name, menu.locale): menu for locale in tags for menu in from_the_tree(shown, locale)}
    made |= {(row.slug, row.locale): edited(row) for row in shown if row.what == "menu"}
    return Menus(now, Validity((items, of_sites), since, until), made)


class Shown:
    """A row of what menus are made of."""

    def __init__(self, *columns: Any) -> None:
        self.what, self.key, self.pk, self.parent, self.locale, self.slug, card, *_, self.ends = columns
        self.card: JSON = orjson.loads(card)


def edited(row: Shown) -> Menu:
    return Menu(row.slug, row.locale, row.card["items"], (row.key,), row.ends)


def from_the_tree(rows: Sequence[Shown], locale: str) -> Iterator[Menu]:
    """The menus of FROM_THE_TREE in that language, but for those without a single entry."""
    below: dict[int, list[Shown]] = {}
    pages = [row for row in rows if row.what == "page" and row.locale == locale]
    known = {row.pk for row in pages}
    for row in pages:
        below.setdefault(row.parent if row.parent in known else 0, []).append(row)
    top = below.get(0, [])
    if top:
        panels = [node(row, [node(each) for each in below.get(row.pk, [])]) for row in top]
        yield menu("main", locale, panels, pages)
        yield menu("footer", locale, [node(row) for row in top], top)
    for row in rows:
        if row.what == "site" and row.locale == locale and row.card["legal"]:
            yield menu("legal", locale, [link_node(link) for link in row.card["legal"]], [row])


def menu(name: str, locale: str, items: list[JSON], made_of: Sequence[Shown]) -> Menu:
    ends = min(row.ends for row in made_of)
    return Menu(name, locale, items, tuple(row.key for row in made_of), ends, from_the_tree=True)


def node(row: Shown, items: Sequence[JSON] = ()) -> JSON:
    """A page as an entry; its summary is the text of its panel in a mega menu."""
    meta = row.card["meta"]
    link = {**meta, "id": row.pk, "title": row.card["title"]}
    return {**link_node(link), "intro": row.card.get("summary"), "items": list(items)}


def link_node(link: JSON) -> JSON:
    page = {name: link[name] for name in ("id", "html_path", "locale")}
    return {
        "id": f"page-{link['id']}",
        "title": link["title"],
        "intro": None,
        "url": link["html_url"],
        "page": page,
        "items": [],
    }

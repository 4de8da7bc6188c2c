"""Surrogate keys: what an answer carries, beside what a change of a page is to purge.

| an answer                                       | carries                                                |
|-------------------------------------------------|--------------------------------------------------------|
| one item or nothing, by its id                  | its key: `page-42`                                     |
| one item or nothing, by a path                  | `path-<hash>` of every path on the way, keys of all met |
| where a path leads                              | that, without the key of the page at its end           |
| a list; one item or nothing, by translation key | `list-<type>-<locale>`, the keys of what was found and |
|                                                 | of the pages that the request names (`child_of=7`)     |
| a search                                        | those of a list: what a page is found by changes with  |
|                                                 | other pages' passages too                              |
| a feed, an embed                                | those of a list of all news types                      |
| what can be chosen for an embed                 | those of such a list with facets                       |
| a list with facets, completions                 | those of all types or locales where these are counted; |
|                                                 | `list-topic`, `list-organisation` for names of these   |
| paths, llms.txt                                 | `list-page`                                            |
| sitemaps                                        | `sitemap`: where pages are, and when they were edited  |
| redirects                                       | `list-redirect`, `list-page`                           |
| menus that editors have made                    | `list-menu-<locale>`, their keys: `menu-5`             |
| menus from the tree, or none of that name       | that, and `list-page-<locale>`, `list-site-<locale>`   |
| what a site says, or all do                     | `list-site-<locale>`, the keys of that: `site-1-de`    |
| changes                                         | `changes`, and no cache gives them out unasked         |
| all but the first and the last                  | `sites`: hosts, languages and addresses of the sites   |

A change purges the item's own key, every list that it may be in (`lists_with`), and the paths that lead
elsewhere by it (`cms.projection.purges`); where it is merely found by more or fewer words, the lists alone. A
change of a site purges `sites`. The worker tells the edge (`cms.projection.edge`).
"""

from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from itertools import product
from typing import Final

MOST: Final = 100  # keys that one answer carries
ANY_TYPE: Final = "page"
SITES_KEY: Final = "sites"
SITEMAP_KEY: Final = "sitemap"
CHANGES_KEY: Final = "changes"
# Facets whose labels are the titles of other items.
NAMED_BY_ITEMS: Final = ("topic", "organisation")


def list_keys(
    types: Sequence[str],
    locales: Sequence[str],
    *,
    facets: Collection[str] = (),
    named: Iterable[int] = (),
) -> list[str]:
    """Keys of a list of these types and locales (empty means any), and of what it rests on besides.

    `facets`: what is counted; a facet counts what its own filter leaves out. `named`: ids of pages.
    """
    types = () if "type" in facets else types
    locales = () if "locale" in facets else locales
    kinds = [short(label) for label in types] or [ANY_TYPE]
    labels = [f"list-{name}" for name in NAMED_BY_ITEMS if name in facets]
    always = [SITES_KEY, *labels, *(f"page-{pk}" for pk in named)]
    # What an answer cannot carry would never be purged: rather too often than never.
    for lists in (
        [f"list-{kind}-{locale}" for kind, locale in product(kinds, locales)],
        [f"list-{kind}" for kind in kinds],
    ):
        if lists and len(always) + len(lists) <= MOST:
            return [*lists, *always]
    return [f"list-{ANY_TYPE}", SITES_KEY, *labels]


# Of what is given out for a whole site: any page may be in it.
OF_ALL_PAGES: Final = tuple(list_keys((), ()))
OF_SITEMAPS: Final = (SITEMAP_KEY, SITES_KEY)


def path_key(path: str) -> str:
    """A path's key, on whatever site; all spellings of a path share it."""
    steps = "/".join(step for step in path.lower().split("/") if step)
    return f"path-{blake2b(steps.encode(), digest_size=8).hexdigest()}"


def list_key(label: str, locale: str) -> str:
    """The key of the lists of that type in that language."""
    return f"list-{short(label)}-{locale}"


def lists_with(key: str, label: str, locale: str | None) -> list[str]:
    """Keys of every list that the item may be in."""
    kinds = [short(label), *([ANY_TYPE] if key.startswith("page-") else [])]
    lists = [f"list-{kind}" for kind in kinds]
    return [*lists, *(f"{each}-{locale}" for each in lists if locale)]


def short(label: str) -> str:
    """`news` of `newsroom.NewsPage`."""
    return label.rpartition(".")[2].removesuffix("Page").lower() or ANY_TYPE

"""Surrogate keys: what an answer carries, beside what a change of a page is to purge.

| an answer                                       | carries                                                |
|-------------------------------------------------|--------------------------------------------------------|
| one item or nothing, by its id                  | its key: `page-42`                                     |
| one item, a redirect or nothing, by a path      | `path-<hash>` of every path on the way, keys of all met |
| paths, sitemaps, llms.txt                       | `list-page`                                            |
| redirects                                       | `list-redirect`, `list-page`                           |
| a list; one item or nothing, by translation key | `list-<type>-<locale>`, the keys of what was found     |
| menus that editors have made                    | `list-menu-<locale>`, their keys: `menu-5`              |
| menus from the tree, or none of that name       | that, and `list-page-<locale>`, `list-site-<locale>`    |
| what a site says, or all do                     | `list-site-<locale>`, the keys of that: `site-1-de`     |

A change is to purge the item's own key, every list that it may be in, and its paths (`purged_by`). No edge
is purged yet (`cms.published.lives`); until then, tests hold the keys of answers to that rule.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import product
from typing import Final

MOST: Final = 100  # keys that one answer carries
ANY_TYPE: Final = "page"


def list_keys(types: Sequence[str], locales: Sequence[str]) -> list[str]:
    """Keys of a list of these types and locales; empty means any."""
    kinds = [short(label) for label in types] or [ANY_TYPE]
    # What an answer cannot carry would never be purged: rather too often than never.
    if not locales or len(kinds) * len(locales) > MOST:
        return [f"list-{kind}" for kind in kinds]
    return [f"list-{kind}-{locale}" for kind, locale in product(kinds, locales)]


def path_key(path: str) -> str:
    """A path's key, on whatever site; all spellings of a path share it."""
    steps = "/".join(step for step in path.lower().split("/") if step)
    return f"path-{blake2b(steps.encode(), digest_size=8).hexdigest()}"


def purged_by(key: str, label: str, locale: str | None, paths: Iterable[str]) -> list[str]:
    """What a change of the item is to purge. `label`: its type. `paths`: all at which it is, was or has
    been found, former and alias paths among them."""
    kinds = (short(label), ANY_TYPE) if key.startswith("page-") else (short(label),)
    lists = [f"list-{kind}" for kind in kinds]
    return [
        key,
        *lists,
        *(f"{each}-{locale}" for each in lists if locale),
        *dict.fromkeys(path_key(path.partition("?")[0]) for path in paths),
    ]


def short(label: str) -> str:
    """`news` of `newsroom.NewsPage`."""
    return label.rpartition(".")[2].removesuffix("Page").lower() or ANY_TYPE

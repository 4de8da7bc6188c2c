"""Surrogate keys: what an answer carries, beside what a change purges (architecture.md, *Words*).

| an answer                    | carries                                                             |
|------------------------------|---------------------------------------------------------------------|
| one item                     | its key: `page-42`                                                  |
| a list                       | the keys of its items; `list-<type>-<locale>` for what may join it  |
| nothing at an id             | that id's key                                                       |
| nothing at a path            | `path-<hash of the path>`                                           |

A changed item purges its own key, every list that it may be in, and its paths (`purged_by`).
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
    if not locales:
        return [f"list-{kind}" for kind in kinds]
    return [f"list-{kind}-{locale}" for kind, locale in product(kinds, locales)]


def path_key(path: str) -> str:
    """A path's key, on whatever site; all spellings of a path share it."""
    steps = "/".join(step for step in path.lower().split("/") if step)
    return f"path-{blake2b(steps.encode(), digest_size=8).hexdigest()}"


def purged_by(key: str, label: str, locale: str | None, paths: Iterable[str]) -> list[str]:
    """What a change of the page purges. `paths`: where it is, was, and has former and alias paths."""
    lists = [f"list-{kind}" for kind in (short(label), ANY_TYPE)]
    return [
        key,
        *lists,
        *(f"{each}-{locale}" for each in lists if locale),
        *dict.fromkeys(path_key(path) for path in paths),
    ]


def short(label: str) -> str:
    """`news` of `newsroom.NewsPage`."""
    return label.rpartition(".")[2].removesuffix("Page").lower() or ANY_TYPE

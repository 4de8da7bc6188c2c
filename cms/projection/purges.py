"""What caches must forget when an item's rows change: surrogate keys (cms.published.surrogates)."""

from datetime import datetime
from typing import Final

from cms.published.models import PublishedItem
from cms.published.surrogates import SITEMAP_KEY, lists_with, path_key

LIFE: Final = ("state", "shown_until")
PATHS: Final = ("html_path", "former_paths", "alias_paths")
# Other pages may change these: what many have is not searched (cms.projection.boilerplate).
SEARCHED: Final = ("search_title", "search_lead", "search_body", "search_rest", "search_text")
# What sitemaps tell of a page; a mere refresh changes none of it.
MAPPED: Final = (
    "html_path", "site", "locale", "translation_key", "is_canonical", "edited_at",
    "title", "kind", "published_at",
)  # fmt: skip


def purged(stored: list[PublishedItem], wanted: list[PublishedItem], now: datetime) -> frozenset[str]:
    """Surrogate keys of what caches may have of it: what was announced, and what has begun since.

    What is still to come is in none, and who schedules it purges nothing: that would tell of it. Unless it
    ends what is shown now: then the life of that is another.
    """
    announced = next((row for row in stored if row.announced), None)
    seen = [announced, *(row for row in stored if not row.announced and row.visible_from <= now)]
    shown = next((row for row in wanted if row.announced), None)

    def differ(*names: str) -> bool:
        now_is, *was = ([getattr(row, name) for name in names] if row else None for row in (shown, *seen))
        return any(each != now_is for each in was)

    keys: set[str] = set()
    itself = differ("etag", *LIFE)
    mapped = (wanted or stored)[0].what == "page" and differ(*MAPPED, *LIFE)
    elsewhere = differ("site", "sites", *PATHS, *LIFE)
    if mapped:
        keys.add(SITEMAP_KEY)
    for row in filter(None, (*seen, shown)):
        if itself:
            keys.add(row.key)
        if itself or differ("tree_path", *SEARCHED):
            keys.update(lists_with(row.key, row.type, row.locale))
        if elsewhere:
            keys.update(path_key(path) for path in all_paths(row))
    return frozenset(keys)


def all_paths(row: PublishedItem) -> list[str]:
    """A redirect's may have a query, which no path's key knows of."""
    paths = (row.html_path, *row.former_paths, *row.alias_paths)
    return [path.partition("?")[0] for path in paths if path]

"""What caches must forget when an item's rows change: surrogate keys (cms.published.surrogates)."""

from typing import Final

from cms.published.models import PublishedItem
from cms.published.surrogates import SITEMAP_KEY, lists_with, path_key

WHEN: Final = ("state", "visible_from", "visible_until")
PATHS: Final = ("html_path", "former_paths", "alias_paths")
# What sitemaps tell of a page; a mere refresh changes none of it.
MAPPED: Final = (
    "html_path", "site", "locale", "translation_key", "is_canonical", "edited_at",
    "title", "kind", "published_at",
)  # fmt: skip


def purged(stored: list[PublishedItem], wanted: list[PublishedItem]) -> frozenset[str]:
    """Of all versions: who schedules one has thereby ended the life of what is visible now."""

    def differ(*names: str) -> bool:
        was, now_is = ([[getattr(row, name) for name in names] for row in rows] for rows in (stored, wanted))
        return was != now_is

    keys: set[str] = set()
    itself = differ("etag", *WHEN)
    mapped = (wanted or stored)[0].what == "page" and differ(*MAPPED, *WHEN)
    elsewhere = differ("site", "sites", *PATHS, *WHEN)
    if mapped:
        keys.add(SITEMAP_KEY)
    for row in (*stored, *wanted):
        if itself:
            keys.add(row.key)
        if itself or differ("tree_path"):
            keys.update(lists_with(row.key, row.type, row.locale))
        if elsewhere:
            keys.update(path_key(path) for path in all_paths(row))
    return frozenset(keys)


def all_paths(row: PublishedItem) -> list[str]:
    """A redirect's may have a query, which no path's key knows of."""
    paths = (row.html_path, *row.former_paths, *row.alias_paths)
    return [path.partition("?")[0] for path in paths if path]

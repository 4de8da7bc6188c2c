"""The one rule of what readers may see, as SQL."""

from typing import Final

ITEMS: Final = "published_publisheditem"
SITES: Final = "published_publishedsite"
TOKENS: Final = "published_datatoken"


def visible(alias: str) -> str:
    """True for a row that readers may see, by the database's clock (docs/glossary.md, *visible*).

    The clock is spelled `now()` and nothing else: an installation's tests put another one in its place.
    """
    return f"({alias}.state = 'public' AND {alias}.visible_from <= now() AND now() < {alias}.visible_until)"


def begun(alias: str) -> str:
    """True for a row that readers may know of: visible, or the trace of what was (a 410)."""
    return f"{alias}.visible_from <= now()"


def ended(alias: str) -> str:
    """When a row that readers may know of ceased to be visible; null while it is."""
    return (
        f"CASE WHEN {visible(alias)} THEN NULL WHEN {alias}.state = 'public' THEN {alias}.visible_until"
        f" ELSE {alias}.changed_at END"
    )


def state(alias: str) -> str:
    """`public`, `withdrawn` or `gone`. What has expired is gone before anybody has written it down."""
    return (
        f"CASE WHEN {visible(alias)} THEN 'public'"
        f" WHEN {alias}.state = 'withdrawn' THEN 'withdrawn' ELSE 'gone' END"
    )


def seconds_left(alias: str) -> str:
    """Until something that is shown now ends: no life of an answer tells of what will appear before."""
    return f"extract(epoch FROM {alias}.shown_until - now())::float8"

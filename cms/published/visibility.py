"""The one rule of what readers may see, as SQL."""

# Only constants are put into SQL here.
# ruff: noqa: S608

from typing import Final

ITEMS: Final = "published_publisheditem"
SITES: Final = "published_publishedsite"
TOKENS: Final = "published_datatoken"


def visible(alias: str) -> str:
    """True for a row that readers may see, by the database's clock (docs/glossary.md, *visible*).

    The clock is spelled `now()` and nothing else: an installation's tests put another one in its place.
    """
    return f"({alias}.state = 'public' AND {alias}.visible_from <= now() AND now() < {alias}.visible_until)"


def told(alias: str) -> str:
    """True for a row that stands in a feed: visible, or withdrawn with what is told in its place."""
    return (
        f"({alias}.state IN ('public', 'withdrawn') AND {alias}.content <> ''"
        f" AND {alias}.visible_from <= now() AND now() < {alias}.visible_until)"
    )


def in_use(alias: str, user: str = "true") -> str:
    """True for what is public of itself, and for what is so only while a visible item shows it.

    A file is (docs/decisions/0008); so is a topic or an organisation, whose name alone might tell of a page
    that is still to come (docs/decisions/0017).

    `user`: what else has to be true of the item `user_` that shows it.
    """
    shown = f"{visible('user_')} AND {user} AND user_.key <> {alias}.key"
    shows = f"EXISTS (SELECT 1 FROM {ITEMS} user_ WHERE {shown}"
    return (
        f"CASE WHEN {alias}.what IN ('image', 'document') THEN {shows} AND user_.files @> ARRAY[{alias}.key])"
        f" WHEN {alias}.what = 'topic' THEN {shows} AND user_.topics @> ARRAY[{alias}.slug])"
        f" WHEN {alias}.what = 'organisation' THEN {shows} AND user_.organisations @> ARRAY[{alias}.slug])"
        " ELSE true END"
    )


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

"""Which passages of a page stand under so many others that they are not searched, and for whom that changes.

What the stored items have decides, so a fresh build comes to the same. A page that brings a passage to its
limit, or takes it below, has the few others that have it indexed anew; one beyond the limit concerns nobody.
"""

from collections.abc import Iterable
from typing import Final

from django.db import connection

from cms.projection.build import Built
from cms.published.models import PublishedItem, State
from cms.published.search.passages import MANY, fingerprints

# Rows that are looked at for each passage: a page has one, or a few where it is to change by the clock.
MOST_READ: Final = 50
OTHERS: Final = """
    SELECT passage, array_agg(DISTINCT other.object_id)
    FROM unnest(%s::text[]) passage CROSS JOIN LATERAL (
        SELECT object_id FROM published_publisheditem
        WHERE search_passages @> ARRAY[passage]
            AND site = %s AND locale = %s AND state = 'public' AND key <> %s
        LIMIT %s
    ) other GROUP BY passage
"""


def boilerplate(built: Built) -> frozenset[str]:
    """The fingerprints of its passages that many have, itself included."""
    passages = fingerprints(built.texts.body, built.texts.rest)
    shared = others(passages, built.key, built.site, built.locale)
    return frozenset(passage for passage, pages in shared.items() if len(pages) >= MANY - 1)


def concerned(key: str, stored: list[PublishedItem], wanted: list[PublishedItem]) -> set[int]:
    """The pages for which a passage becomes boilerplate, or ceases to be, by this change of an item."""
    before, after = by_place(stored), by_place(wanted)
    found: set[int] = set()
    for place in before.keys() | after.keys():
        changed = before.get(place, set()) ^ after.get(place, set())
        shared = others(sorted(changed), key, *place)
        found.update(*(pages for pages in shared.values() if len(pages) == MANY - 1))
    return found


def by_place(rows: Iterable[PublishedItem]) -> dict[tuple[str | None, str | None], set[str]]:
    """The passages of an item's rows, by site and language."""
    found: dict[tuple[str | None, str | None], set[str]] = {}
    for row in rows:
        if row.state == State.PUBLIC and row.search_passages:
            found.setdefault((row.site, row.locale), set()).update(row.search_passages)
    return found


def others(passages: list[str], key: str, site: str | None, locale: str | None) -> dict[str, set[int]]:
    """The other pages of a site and language that have each of these passages, up to a point."""
    if not passages:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, [passages, site, locale, key, MOST_READ])
        return {passage: set(pages) for passage, pages in cursor.fetchall()}

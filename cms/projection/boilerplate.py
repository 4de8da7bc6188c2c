"""Which passages of a page stand under so many others that they are not searched, and for whom that changes.

What the stored items have decides, so a fresh build comes to the same. A page that brings a passage to its
limit, or takes it below, has the few others that have it indexed anew; one beyond the limit concerns nobody.

Only what the log has told of is counted, and only that leaves anything out: what is still to come changes no
search, and is told of by none. A mirror is not counted, and is searched as its original is.
"""

from collections.abc import Iterable
from typing import Final

from django.db import connection

from cms.projection.build import Built
from cms.published.models import PublishedItem
from cms.published.search.passages import MANY, fingerprints

MIRRORED: Final = " mirrored"
# By the index alone, which knows sites and languages apart, and no further than it takes to tell. One row of
# a page has passages: that which is announced.
OTHERS: Final = """
    SELECT passage, array_agg(object_id)
    FROM unnest(%s::text[]) passage CROSS JOIN LATERAL (
        SELECT object_id FROM published_publisheditem
        WHERE search_passages @> ARRAY[passage] AND key <> %s LIMIT %s
    ) other GROUP BY passage
"""


def kept(built: Built) -> list[str]:
    """What a row keeps of its passages once it is announced."""
    mark = "" if built.is_canonical else MIRRORED
    return [passage + mark for passage in counted(built)]


def boilerplate(built: Built) -> frozenset[str]:
    """The fingerprints of its passages that many have, itself included."""
    shared = others(counted(built), built.key)
    return frozenset(
        passage.rpartition(" ")[2]
        for passage, pages in shared.items()
        if len(pages) + built.is_canonical >= MANY
    )


def concerned(key: str, stored: list[PublishedItem], wanted: list[PublishedItem]) -> set[int]:
    """The pages for which a passage becomes boilerplate, or ceases to be, by this change of an item."""
    before, after = ({each for row in rows for each in row.search_passages} for rows in (stored, wanted))
    changed = sorted(passage for passage in before ^ after if not passage.endswith(MIRRORED))
    shared = {passage: pages for passage, pages in others(changed, key).items() if len(pages) == MANY - 1}
    return set().union(*shared.values(), mirrors(shared))


def counted(built: Built) -> list[str]:
    """Each fingerprint with the site and language in which it is counted: `3-de 81b2…`."""
    return [f"{built.among} {each}" for each in fingerprints(built.texts.body, built.texts.rest)]


def others(passages: list[str], key: str) -> dict[str, set[int]]:
    """The other pages that are counted for each of these passages, up to the limit."""
    if not passages:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, [passages, key, MANY])
        return {passage: set(pages) for passage, pages in cursor.fetchall()}


def mirrors(passages: Iterable[str]) -> set[int]:
    """The pages that have any of these, and are not counted."""
    marked = [passage + MIRRORED for passage in passages]
    if not marked:
        return set()
    rows = PublishedItem.objects.filter(search_passages__overlap=marked)
    return set(rows.values_list("object_id", flat=True))

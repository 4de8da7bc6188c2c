"""The words of all items, from which readers are told what they may have meant.

A word comes with the first item that has it. It may stay for a day after the last: who reads it asks for a
visible item (`cms.published.suggestions`).
"""

from collections.abc import Iterable
from typing import Final

from django.db import connection

from cms.published.models import PublishedItem, PublishedWord
from cms.published.search.spelling import SHORTEST, deletions

# Words looked at in one statement, while editors wait.
BATCH: Final = 1_000

FORGET: Final = """
    DELETE FROM published_publishedword word
    WHERE id > %s AND id <= %s AND NOT EXISTS (
        SELECT 1 FROM published_publisheditem item
        WHERE item.locale = word.locale AND item.search_spellings @> ARRAY[word.spelling]
    )
"""


def remember(rows: Iterable[PublishedItem]) -> None:
    by_locale: dict[str, set[str]] = {}
    for row in rows:
        if row.locale:
            by_locale.setdefault(row.locale, set()).update(row.search_spellings)
    for locale, spellings in by_locale.items():
        known = PublishedWord.objects.filter(locale=locale, spelling__in=spellings)
        new = spellings.difference(known.values_list("spelling", flat=True))
        PublishedWord.objects.bulk_create(
            [
                PublishedWord(locale=locale, folded=folded, spelling=spelling, deletions=deletions(folded))
                for spelling in sorted(new)
                if len(folded := spelling.partition(" ")[0]) >= SHORTEST
            ],
            ignore_conflicts=True,
        )


def forget(after: int) -> int | None:
    """Drop words that no item has any more; of one batch. The id to go on after, None at the end.

    To be called under the lock: a door that has found the word known may not have committed yet.
    """
    ids = PublishedWord.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]
    last = max(ids, default=None)
    if last is not None:
        with connection.cursor() as cursor:
            cursor.execute(FORGET, [after, last])
    return last

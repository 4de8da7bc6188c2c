"""Thousands of items to search: the corpus's German news in copies, written into the read model itself."""

from typing import Any, Final

from django.core.management import call_command
from django.db import connection
from django.test import Client

from benchmarks.search.content import make
from cms.published.models import PublishedItem

COPIES: Final = """
    INSERT INTO published_publisheditem (key, object_id, translation_key, published_at, {columns})
    SELECT 'page-' || 1000000 + number, 1000000 + number, gen_random_uuid(),
        now() - number * interval '3 hours', {columns}
    FROM (SELECT *, row_number() OVER (ORDER BY object_id) - 1 AS nth, count(*) OVER () AS all_of_them
        FROM published_publisheditem WHERE type = 'newsroom.NewsPage' AND locale = 'de') item
    JOIN generate_series(0, %s - 1) number ON number %% all_of_them = nth
"""
OWN: Final = {"id", "key", "object_id", "translation_key", "published_at"}


def make_copies(items: int) -> None:
    """Fill an empty database; what is there already stays."""
    call_command("migrate", interactive=False, verbosity=0)
    if PublishedItem.objects.filter(what="page").count() >= items:
        return
    make()
    fields = PublishedItem._meta.concrete_fields
    columns = ", ".join(each.column for each in fields if not each.generated and each.name not in OWN)
    with connection.cursor() as cursor:
        cursor.execute(COPIES.format(columns=columns), [items])
        cursor.execute("VACUUM ANALYZE")


def forget() -> None:
    """What a publication does to all that was kept."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE published_datatoken SET token = gen_random_uuid() WHERE name = 'items'")


def ask(address: str) -> Any:
    """The JSON at that address of the API."""
    answer = Client().get(f"/api/v1/{address}", headers={"host": "localhost"})
    if answer.status_code != 200:
        raise ValueError(f"{address}: {answer.status_code} {answer.content[:300]!r}")
    return answer.json()

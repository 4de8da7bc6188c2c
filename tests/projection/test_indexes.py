"""What is asked of the read model under the lock, or every two seconds, reads no more of it than it must."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.projection import affected, announcement, check, project
from cms.projection.versions import Run
from cms.projection.write_side import WriteSide
from cms.published.models import PublishedItem
from tests.published.factory import page, unsaved_page

pytestmark = pytest.mark.django_db

MANY = 3_000


@pytest.fixture
def number() -> int:
    """Of one page among many, as the planner knows."""
    section = page(announced=True)
    PublishedItem.objects.bulk_create(
        [unsaved_page(announced=True, parent=section if each % 100 == 0 else None) for each in range(MANY)]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE published_publisheditem")
    return section.object_id


def plan(ask: Callable[[], Any]) -> str:
    """How the database does what `ask` asks of the items."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    asked = [each["sql"] for each in captured.captured_queries if "published_publisheditem" in each["sql"]]
    assert asked
    with connection.cursor() as cursor:
        lines = []
        for sql in asked:
            cursor.execute(f"EXPLAIN {sql}")
            lines += [line for (line,) in cursor.fetchall()]
    return "\n".join(lines)


def test_what_is_due_is_found_by_its_two_indexes(number: int) -> None:
    PublishedItem.objects.filter(object_id=number).update(announced=False)
    steps = plan(lambda: announcement.due(timezone.now() - timedelta(days=1)).exists())
    assert "item_unannounced" in steps
    assert "item_by_end" in steps
    assert "Seq Scan" not in steps


def test_pages_are_found_by_their_key(number: int) -> None:
    for ask in (
        lambda: affected.without_item({number}),
        lambda: affected.translations({number}, WriteSide()),
        lambda: project.no_longer_public([number], Run(WriteSide(), timezone.now())),
    ):
        assert "one_version_at_a_time" in plan(ask)


def test_the_next_pages_of_a_round_are_found_by_their_number(number: int) -> None:
    steps = plan(lambda: check.page_ids(number))
    assert "item_by_number" in steps
    assert "Sort" not in steps


def test_what_lies_below_a_page_is_found_by_an_index(number: int) -> None:
    assert "item_by_ancestor_id" in plan(lambda: affected.descendants({number}, WriteSide()))

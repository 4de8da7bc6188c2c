"""What is asked of the read model under the lock, or every two seconds, reads no more of it than it must."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.projection import project
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
    steps = plan(lambda: project.due(timezone.now() - timedelta(days=1)).exists())
    assert "item_unannounced" in steps
    assert "item_by_end" in steps
    assert "Seq Scan" not in steps

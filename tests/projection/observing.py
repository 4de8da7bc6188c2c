"""What readers see, and whether it is what it should be."""

import json
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app as queue

from cms.projection import check
from cms.projection.announcement import announce_due
from cms.published.models import Change, PublishedItem
from cms.published.visibility import visible


def visible_items() -> list[PublishedItem]:
    """Every item as readers have it now."""
    return list(
        PublishedItem.objects.raw(
            f"SELECT * FROM published_publisheditem i WHERE {visible('i')} ORDER BY i.key, i.id"
        )
    )


def item(key: Any) -> PublishedItem | None:
    """The item of a page (or of a key such as image-7) as readers have it now; None where they have none."""
    key = key if isinstance(key, str) else f"page-{key.pk}"
    found = [each for each in visible_items() if each.key == key]
    assert len(found) <= 1, f"{key} is visible {len(found)} times"
    return found[0] if found else None


def content(key: Any) -> dict[str, Any]:
    found = item(key)
    assert found is not None, f"{key} is not public"
    return json.loads(found.content)


def path(page: Any) -> str | None:
    found = item(page)
    return found.html_path if found else None


def answers() -> str:
    """Everything that any reader could read now, in one text."""
    return "\n".join(each.content + each.card for each in visible_items())


def changes(after: int = 0) -> list[tuple[str, str]]:
    """What the log tells since: `(action, key)`."""
    found = Change.objects.filter(sequence__gt=after).order_by("sequence")
    return [(each.action, each.key) for each in found]


def last_change() -> int:
    return Change.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def differences() -> list[str]:
    """What `check_published` finds."""
    pages = [str(each) for batch in check.all_page_ids() for each in check.differences(batch)]
    items = [str(each) for batch in check.all_sources() for each in check.item_differences(batch)]
    files = [str(each) for batch in check.all_file_keys() for each in check.file_differences(batch)]
    return [*map(str, check.site_differences()), *pages, *items, *files]


def jobs() -> list[tuple[int, str, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [
            (pk, name, args if isinstance(args, dict) else json.loads(args))
            for pk, name, args in cursor.fetchall()
        ]


def run_jobs() -> int:
    """What the worker would do: the queued jobs, then what is due for the log."""
    done = 0
    while found := jobs():
        for pk, name, args in found:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [pk])
            queue.tasks[name].func(**args)
            done += 1
    while announce_due():
        pass
    return done

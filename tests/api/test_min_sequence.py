"""`min_sequence`: an answer that includes a change which a client has been told of."""

from typing import Any

import pytest
from django.utils import timezone

from cms.published.models import Action, Change
from tests.published.factory import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def change() -> Change:
    return Change.objects.create(
        at=timezone.now(), action=Action.UPDATED, key="page-1", type="newsroom.NewsPage", version=1, item={}
    )


READS = ["pages/", "pages/{id}/", "pages/find/?html_path={path}", "resolve/?path={path}", "openapi.json"]


@pytest.mark.parametrize("path", READS)
def test_every_read_waits_for_the_change_and_is_another_address_to_caches(
    client: Any, sites: None, change: Change, path: str
) -> None:
    row = page()
    address = f"/api/v1/{path.format(id=row.object_id, path=row.html_path)}"
    address += f"{'&' if '?' in address else '?'}min_sequence="
    assert client.get(f"{address}{change.sequence}").status_code in (200, 302)
    lagging = client.get(f"{address}{change.sequence + 1}")
    assert lagging.status_code == 503
    assert lagging["Retry-After"] == "1"
    assert lagging["Cache-Control"] == "no-store"
    assert lagging.json()["type"].endswith("/problems/unavailable")
    assert client.get(f"{address}0").status_code == 400
    assert client.get(f"{address}soon").status_code == 400


def test_it_costs_one_query_more_and_goes_along_with_a_redirect(get: Any, change: Change) -> None:
    row = page()
    get(f"pages/{row.object_id}/", min_sequence=change.sequence, queries=2)
    found = get("pages/find/", html_path=row.html_path, min_sequence=change.sequence, queries=2)
    assert found["Location"].endswith(f"/pages/{row.object_id}/?min_sequence={change.sequence}")


def test_a_cursor_fits_whatever_the_sequence(get: Any, change: Change) -> None:
    page()
    page()
    cursor = get("pages/", limit=1, min_sequence=change.sequence, queries=2).json()["meta"]["next_cursor"]
    assert len(get("pages/", limit=1, cursor=cursor).json()["items"]) == 1

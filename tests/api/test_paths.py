"""Every public path, for builds of static sites."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.published.models import State
from tests.published.factory import HOST, OTHER_HOST, page

pytestmark = pytest.mark.django_db


def test_every_public_path_of_a_site_in_every_language(get):
    german, english = page(), page(locale="en", version=3)
    other = page(site=OTHER_HOST)
    page(state=State.GONE)
    page(visible_from=timezone.now() + timedelta(hours=1))
    answer = get("paths/").json()
    assert answer["meta"]["total_count"] == 2
    assert answer["items"] == [
        {
            "id": german.object_id,
            "type": german.type,
            "site": HOST,
            "locale": "de",
            "html_path": german.html_path,
            "changed_at": "2024-07-02T08:00:00Z",
            "version": 1,
        },
        {**answer["items"][1], "id": english.object_id, "locale": "en", "version": 3},
    ]
    assert [each["id"] for each in get("paths/", site=OTHER_HOST).json()["items"]] == [other.object_id]
    assert get("paths/", site="*").json()["meta"]["total_count"] == 3


def test_cursors_reach_each_path_once(get, client):
    rows = [page().object_id for _ in range(7)]
    found, answer = [], get("paths/", limit=3).json()
    while True:
        found += [each["id"] for each in answer["items"]]
        if answer["meta"]["next"] is None:
            break
        answer = client.get(answer["meta"]["next"]).json()
    assert found == rows


def test_a_thousand_at_once_and_no_more(get, mistakes):
    assert get("paths/", limit=1000).status_code == 200
    assert list(mistakes("paths/", limit=1001)) == ["limit"]
    assert list(mistakes("paths/", locale="de")) == ["locale"]
    assert list(mistakes("paths/", site="nowhere.example", queries=1)) == ["site"]


@pytest.mark.parametrize("cursor", ["x", "e30", "W10", "WyJhIiwiYiIsMV0"])
def test_a_cursor_of_nowhere_is_refused(mistakes, cursor):
    assert list(mistakes("paths/", cursor=cursor)) == ["cursor"]


def test_a_cursor_goes_with_its_sites(get, mistakes):
    for _ in range(2):
        page()
    cursor = get("paths/", limit=1).json()["meta"]["next_cursor"]
    assert list(mistakes("paths/", cursor=cursor, site="*")) == ["cursor"]
    assert get("paths/", cursor=cursor, limit=5).status_code == 200


def test_answers_are_purged_with_any_page_and_live_as_long_as_what_they_show(get):
    page(visible_until=timezone.now() + timedelta(seconds=9))
    answer = get("paths/")
    assert answer["Surrogate-Key"] == "list-page sites"
    assert answer["Cache-Control"] in ("public, max-age=8", "public, max-age=9")

"""Where a page is missing in the language asked for, its next best version stands in."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from tests.published.factory import HOST, OTHER_HOST, SECTION, key_of, page, translation

pytestmark = pytest.mark.django_db


def test_a_missing_version_is_absent_and_with_a_fallback_stands_in_once(get):
    both, german = page(), page()
    english = translation(both, "en")
    assert get("pages/", locale="en").json()["meta"]["total_count"] == 1
    answer = get("pages/", locale="en", fallback="de", order="published_at").json()
    found = {item["id"]: item["meta"]["locale"] for item in answer["items"]}
    assert found == {english.object_id: "en", german.object_id: "de"}
    assert answer["meta"]["total_count"] == 2


def test_fallbacks_follow_in_their_order(ids):
    german = page()
    english, arabic = translation(german, "en"), translation(german, "ar", site=HOST)
    assert ids(locale="en", fallback="ar,de") == [english.object_id]
    english.delete()
    assert ids(locale="en", fallback="ar,de") == [arabic.object_id]
    assert ids(locale="en", fallback="de,ar") == [german.object_id]
    assert ids(locale="en", fallback=["de", "ar"]) == [german.object_id]


def test_several_languages_asked_for_are_as_good_as_each_other(ids):
    german = page()
    english, arabic = translation(german, "en"), translation(german, "ar", site=HOST)
    only_arabic = page(locale="ar")
    assert set(ids(locale="de,en", fallback="ar")) == {
        german.object_id,
        english.object_id,
        only_arabic.object_id,
    }
    german.delete()
    english.delete()
    assert set(ids(locale="de,en", fallback="ar")) == {arabic.object_id, only_arabic.object_id}


def test_filters_see_only_the_version_that_was_chosen(ids):
    german = page(topics=["shelter"], title="B")
    english = translation(german, "en", topics=["health"])
    assert ids(locale="en", fallback="de", topic="shelter") == []
    assert ids(locale="en", fallback="de", topic="health") == [english.object_id]
    assert ids(locale="en", fallback="de", id=german.object_id) == []
    assert ids(locale="en", fallback="de", id=english.object_id) == [english.object_id]
    assert ids(locale="en", fallback="de", exclude_locale="en") == []
    assert ids(locale="en", fallback="de", translation_of=german.object_id) == [english.object_id]


def test_only_what_is_visible_on_the_sites_asked_for_is_a_version(ids):
    german = page(sites=[HOST, OTHER_HOST])
    english = translation(german, "en")
    assert ids(locale="en", fallback="de", site=OTHER_HOST) == [german.object_id]
    assert ids(locale="en", fallback="de", site=f"{HOST},{OTHER_HOST}") == [english.object_id]
    assert ids(locale="en", fallback="de", site="*") == [english.object_id]
    english.visible_from = timezone.now() + timedelta(days=1)
    english.save()
    assert ids(locale="en", fallback="de") == [german.object_id]


def test_a_place_means_that_place_in_whichever_language_a_page_is(ids):
    section = page(type=SECTION)
    there = translation(section, "en", type=SECTION)
    german, only_german = page(parent=section), page(parent=section)
    english = translation(german, "en", parent=there)
    for named in (section.object_id, there.object_id):
        assert set(ids(child_of=named, locale="en", fallback="de")) == {
            english.object_id,
            only_german.object_id,
        }
        assert set(ids(descendant_of=named, locale="en", fallback="de")) == {
            english.object_id,
            only_german.object_id,
        }
    # Without a locale the named page's own is wanted.
    assert set(ids(child_of=there.object_id, fallback="de")) == {english.object_id, only_german.object_id}
    assert set(ids(child_of=section.object_id, fallback="en")) == {german.object_id, only_german.object_id}
    assert set(ids(child_of=f"{section.object_id},{there.object_id}", fallback="ar")) == {
        german.object_id,
        english.object_id,
        only_german.object_id,
    }
    assert ids(child_of=999_999, fallback="de,en") == []


def test_without_a_locale_the_sites_language_is_wanted(ids):
    german, english = page(), page(locale="en")
    translation(german, "en")
    assert set(ids(fallback="en")) == {german.object_id, english.object_id}
    assert set(ids(fallback="en,de")) == {german.object_id, english.object_id}


@pytest.mark.parametrize("offset", [True, False])
@pytest.mark.parametrize("order", ["-published_at", "title", "-changed_at"])
def test_it_pages_correctly(get, order, offset):
    wanted = set()
    for number in range(9):
        moment = datetime(2024, 1, 1 + number // 2, tzinfo=UTC)
        german = page(published_at=moment, title="Gleich")
        english = translation(german, "en", published_at=moment, title="Same") if number % 3 else None
        wanted.add((english or german).object_id)
    seen: list[int] = []
    parameters = {"locale": "en", "fallback": "de", "order": order, "limit": 2}
    while True:
        answer = get("pages/", **parameters).json()
        assert answer["meta"]["total_count"] == 9
        seen += [item["id"] for item in answer["items"]]
        if answer["meta"]["next"] is None:
            break
        parameters |= {"offset": len(seen)} if offset else {"cursor": answer["meta"]["next_cursor"]}
    assert len(seen) == 9
    assert set(seen) == wanted


def test_a_cursor_is_bound_to_the_fallbacks_and_their_order(get, mistakes):
    page()
    page()
    cursor = get("pages/", limit=1, locale="de", fallback="en,ar").json()["meta"]["next_cursor"]
    assert get("pages/", limit=1, locale="de", fallback="en,ar", cursor=cursor).status_code == 200
    for other in ({}, {"fallback": "en"}, {"fallback": "ar,en"}):
        assert "cursor" in mistakes(limit=1, locale="de", cursor=cursor, **other)


@pytest.mark.parametrize(
    "every", [{"locale": "*"}, {"id": "1"}, {"translation_of": "1"}, {"locale": "*", "child_of": "1"}]
)
def test_where_every_language_is_asked_for_nothing_can_stand_in(mistakes, every):
    assert "locale" in mistakes(fallback="en", **every)["fallback"]


def test_a_fallback_must_be_a_language_of_the_installation(mistakes):
    assert "fallback" in mistakes(fallback="*")
    # The one query looks whether the language has been added just now.
    assert "Did you mean" in mistakes(queries=1, fallback="ens")["fallback"]


def test_a_change_in_any_of_the_languages_purges_the_list(get):
    keys = get("pages/", locale="de", fallback="en,ar", type=SECTION)["Surrogate-Key"].split()
    assert keys == ["list-section-de", "list-section-en", "list-section-ar", "sites"]
    section = page(type=SECTION)
    # Only the database knows in which language the named page is.
    assert (
        "list-section"
        in get("pages/", child_of=section.object_id, fallback="en", type=SECTION)["Surrogate-Key"].split()
    )


def found_by(response):
    assert response.status_code == 302
    return int(urlsplit(response["Location"]).path.strip("/").rpartition("/")[2])


def test_find_leads_to_the_best_version_of_a_key(get):
    german = page()
    key = key_of(german)
    find = {"translation_key": key, "locale": "en", "fallback": "ar,de"}
    assert found_by(get("pages/find/", **find)) == german.object_id
    english = translation(german, "en")
    assert found_by(get("pages/find/", **find)) == english.object_id
    english.delete()
    arabic = translation(german, "ar", site=HOST)
    assert found_by(get("pages/find/", **find)) == arabic.object_id
    assert get("pages/find/", translation_key=key, locale="en").status_code == 404


def test_find_refuses_a_fallback_that_means_nothing(get, mistakes):
    row = page()
    assert "fallback" in mistakes("pages/find/", html_path=row.html_path, fallback="en")
    assert "fallback" in mistakes("pages/find/", translation_key=key_of(row), fallback="en")

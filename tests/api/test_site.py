"""What sites say of themselves."""

import pytest

from tests.published import factory
from tests.published.factory import HOST, OTHER_HOST

pytestmark = pytest.mark.django_db


def test_a_site_is_given_in_its_own_language_or_the_first_of_those_asked_for(get):
    german, english = factory.site_item(locale="de"), factory.site_item(locale="en")
    assert get("site/").content == german.content.encode()
    assert get("site/", locale="en").content == english.content.encode()
    assert get("site/", locale="ar", fallback="en,de").content == english.content.encode()
    assert get("site/", locale="*").content == german.content.encode()


def test_a_language_that_a_site_does_not_speak_is_404(get):
    row = factory.site_item()
    answer = get("site/", locale="ar")
    assert answer.status_code == 404
    assert "list-site-ar" in answer["Surrogate-Key"].split()
    assert row.key in get("site/")["Surrogate-Key"].split()


def test_another_site_is_asked_for_by_its_host(get):
    factory.site_item()
    other = factory.site_item(OTHER_HOST, "ar", 2)
    assert get("site/", site=OTHER_HOST).content == other.content.encode()


def test_the_network_is_every_site_in_its_first_language(get):
    factory.site_item(OTHER_HOST, "ar", 2)
    factory.site_item(OTHER_HOST, "en", 2)
    factory.site_item(HOST, "de", 1)
    found = get("sites/").json()
    assert [each["meta"]["site"] for each in found["items"]] == [HOST, OTHER_HOST]
    assert [each["meta"]["locale"] for each in found["items"]] == ["de", "ar"]
    assert found["meta"]["total_count"] == 2


def test_a_site_whose_own_language_is_not_public_now_is_in_the_network_all_the_same(get):
    factory.site_item(locale="en")
    assert [each["meta"]["locale"] for each in get("sites/").json()["items"]] == ["en"]


def test_without_any_site_there_is_nothing(client, db):
    assert client.get("/api/v1/site/").status_code == 404
    assert client.get("/api/v1/menus/main/").status_code == 404
    assert client.get("/api/v1/sites/").json()["items"] == []

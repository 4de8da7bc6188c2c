"""What sites say of themselves."""

import pytest

from cms.published.models import PublishedSite
from tests.published import factory
from tests.published.factory import HOST, OTHER_HOST, page

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


def test_a_host_is_the_same_in_capitals(get):
    other = factory.site_item(OTHER_HOST, "ar", 2)
    assert get("site/", site=OTHER_HOST.upper()).content == other.content.encode()
    row = page(site=OTHER_HOST, locale="ar")
    assert [each["id"] for each in get("pages/", site=OTHER_HOST.title()).json()["items"]] == [row.object_id]
    PublishedSite.objects.filter(host=OTHER_HOST).update(host="Other.example")
    other.sites = ["Other.example"]
    other.save()
    assert get("site/", site="other.EXAMPLE").content == other.content.encode()


def test_the_network_is_every_site_in_its_first_language(get):
    factory.site_item(OTHER_HOST, "ar", 2)
    factory.site_item(OTHER_HOST, "en", 2)
    factory.site_item(HOST, "de", 1)
    found = get("sites/").json()
    assert [each["meta"]["site"] for each in found["items"]] == [HOST, OTHER_HOST]
    assert [each["meta"]["locale"] for each in found["items"]] == ["de", "ar"]
    assert found["meta"]["total_count"] == 2


def test_the_network_is_told_in_the_languages_asked_for(get):
    factory.site_item(HOST, "de", 1)
    factory.site_item(HOST, "en", 1)
    factory.site_item(OTHER_HOST, "ar", 2)

    def told(**parameters):
        return [
            (each["meta"]["site"], each["meta"]["locale"])
            for each in get("sites/", **parameters).json()["items"]
        ]

    assert told(locale="en") == [(HOST, "en")]
    assert told(locale="en", fallback="ar") == [(HOST, "en"), (OTHER_HOST, "ar")]
    assert told(locale="*") == told() == [(HOST, "de"), (OTHER_HOST, "ar")]
    assert get("sites/", locale="en")["Surrogate-Key"].split() == ["list-site-en", "sites", "site-1-en"]


def test_wrong_ways_to_ask_for_the_network_are_refused(mistakes):
    assert list(mistakes("sites/", site=HOST)) == ["site"]
    assert list(mistakes("sites/", locale="xx", queries=1)) == ["locale"]
    assert list(mistakes("sites/", locale="*", fallback="de")) == ["fallback"]
    assert list(mistakes("sites/", fallback="de")) == ["fallback"]


def test_a_site_whose_own_language_is_not_public_now_is_in_the_network_all_the_same(get):
    factory.site_item(locale="en")
    assert [each["meta"]["locale"] for each in get("sites/").json()["items"]] == ["en"]


def test_without_any_site_there_is_nothing(client, db):
    assert client.get("/api/v1/site/").status_code == 404
    assert client.get("/api/v1/menus/main/").status_code == 404
    assert client.get("/api/v1/sites/").json()["items"] == []

"""Facets: what else there is to choose from, and how much of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.published.factory import EVENT, NEWS, OTHER_HOST, SECTION, page, term, translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def facet(get):
    """One facet of a list, as `{value: count}` in its order."""

    def read(name, **parameters):
        response = get("pages/", facets=name, **parameters)
        assert response.status_code == 200, response.content
        return {each["value"]: each["count"] for each in response.json()["meta"]["facets"][name]}

    return read


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        ("topic", {"topics": ["protection", "shelter"]}, {"protection": 1, "shelter": 1}),
        ("country", {"countries": ["EG", "LY"]}, {"EG": 1, "LY": 1}),
        ("region", {"regions": ["002", "015"]}, {"002": 1, "015": 1}),
        ("sdg", {"sdgs": ["16"]}, {"16": 1}),
        ("organisation", {"organisations": ["iom"]}, {"iom": 1}),
        ("kind", {"kind": "news"}, {"news": 1}),
        ("type", {"type": EVENT}, {EVENT: 1, NEWS: 1}),
        ("year", {"published_at": datetime(2023, 12, 31, 23, 30, tzinfo=UTC)}, {"2024": 2}),
        ("locale", {"locale": "en"}, {"de": 1, "en": 1}),
    ],
)
def test_each_value_is_counted(facet, name, columns, expected):
    page(**columns)
    page(published_at=datetime(2024, 3, 1, tzinfo=UTC))
    assert facet(name) == expected


def test_a_facet_leaves_out_its_own_filter_alone(facet):
    page(topics=["shelter"], countries=["EG"])
    page(topics=["health"], countries=["EG"])
    page(topics=["health"], countries=["DE"])
    asked = {"topic": "shelter", "country": "EG"}
    assert facet("topic", **asked) == {"health": 1, "shelter": 1}
    assert facet("country", **asked) == {"EG": 1}
    assert facet("topic", exclude_topic="health") == {"shelter": 1}


def test_several_facets_are_told_in_the_order_asked_for(get):
    page(topics=["shelter"], kind="news")
    facets = get("pages/", facets="kind,topic,year").json()["meta"]["facets"]
    assert list(facets) == ["kind", "topic", "year"]


def test_what_is_chosen_is_in_it_though_nothing_has_it(facet):
    page(topics=["shelter"])
    assert facet("topic", topic="health") == {"shelter": 1, "health": 0}
    assert facet("locale", locale="en") == {"de": 1, "en": 0}
    assert facet("kind", kind="news", topic="health") == {"news": 0}


def test_without_a_locale_the_sites_language_counts_as_chosen(facet):
    page(locale="en")
    assert facet("locale") == {"en": 1, "de": 0}


def test_below_a_named_page_its_language_is_the_filter_that_is_left_out(facet):
    section = page(type=SECTION)
    page(parent=section, kind="news")
    page(parent=section, kind="news", locale="en")
    assert facet("locale", child_of=section.object_id) == {"de": 1, "en": 1}
    assert facet("kind", child_of=section.object_id) == {"news": 1}
    assert facet("kind", child_of=section.object_id, fallback="en") == {"news": 2}


def test_with_a_fallback_languages_are_those_of_the_versions_chosen(facet):
    german, _ = page(), page()
    translation(german, "en")
    page(locale="ar")
    assert facet("locale", locale="en") == {"de": 2, "ar": 1, "en": 1}
    assert facet("locale", locale="en", fallback="de") == {"de": 1, "en": 1}
    assert facet("type", locale="en", fallback="de") == {NEWS: 2}


def test_at_most_a_hundred_values_the_most_frequent_and_the_chosen(facet):
    page(topics=[f"t{number:03}" for number in range(120)])
    page(topics=[f"t{number:03}" for number in range(1, 50)])
    found = facet("topic", topic="t119,elsewhere")
    assert len(found) == 100
    assert list(found.items())[:2] == [("t001", 2), ("t002", 2)]
    assert (found["t119"], found["elsewhere"]) == (1, 0)
    assert "t118" not in found


def test_only_what_is_visible_on_the_site_is_counted(facet):
    page(topics=["shelter"])
    page(topics=["shelter", "secret"], visible_from=timezone.now() + timedelta(days=1))
    page(topics=["shelter"], site=OTHER_HOST)
    assert facet("topic") == {"shelter": 1}
    assert facet("topic", site="*") == {"shelter": 2}


def test_a_page_of_a_list_does_not_change_its_facets(get, facet):
    for _ in range(3):
        page(topics=["shelter"])
    assert facet("topic", limit=1, offset=2) == {"shelter": 3}
    cursor = get("pages/", limit=1).json()["meta"]["next_cursor"]
    assert facet("topic", limit=1, cursor=cursor) == {"shelter": 3}


def labels(get, name, **parameters):
    facets = get("pages/", facets=name, **parameters).json()["meta"]["facets"]
    return [each["label"] for each in facets[name]]


def test_labels_of_fixed_lists_are_in_the_first_language_asked_for(get):
    section = page(type=SECTION, locale="en", countries=["EG"])
    page(parent=section, locale="en", countries=["EG"])
    assert labels(get, "country", locale="en,de") == ["EG in en"]
    assert labels(get, "country", locale="*") == ["EG in de"]
    assert labels(get, "country", child_of=section.object_id) == ["EG in en"]
    assert labels(get, "country", child_of=section.object_id, fallback="de") == ["EG in en"]
    assert labels(get, "country", id=section.object_id) == ["EG in de"]
    assert labels(get, "country", locale="en", site="*") == ["EG in en"]


def test_years_are_their_own_labels(get):
    page(published_at=datetime(2024, 3, 1, tzinfo=UTC))
    assert labels(get, "year") == ["2024"]


@pytest.mark.parametrize(("name", "column"), [("topic", "topics"), ("organisation", "organisations")])
def test_topics_and_organisations_are_called_as_their_items_are(get, name, column):
    page(**{column: ["shelter"]}, locale="en")
    page(**{column: ["shelter"]})
    asked = {"locale": "en", "fallback": "ar"}
    assert labels(get, name, **asked) == ["shelter"]
    term(name, "shelter", locale="fr", title="Abri")
    assert labels(get, name, **asked) == ["Abri"]
    term(name, "shelter", locale="de", title="Unterkunft")
    assert labels(get, name, **asked) == ["Unterkunft"]
    term(name, "shelter", locale="ar", title="مأوى")
    assert labels(get, name, **asked) == ["مأوى"]
    term(name, "shelter", locale="en", title="Shelter")
    assert labels(get, name, **asked) == ["Shelter"]


@pytest.mark.parametrize(("name", "column"), [("topic", "topics"), ("organisation", "organisations")])
def test_a_term_that_no_public_page_has_is_not_named_to_who_asks_for_it(get, name, column):
    term(name, "operation-dawn", title="Operation Morgenrot")
    page(**{column: ["operation-dawn"]}, visible_from=timezone.now() + timedelta(days=1))
    assert labels(get, name, **{name: "operation-dawn"}) == ["operation-dawn"]
    keys = get("pages/", facets=name, **{name: "operation-dawn"})["Surrogate-Key"].split()
    assert "list-page" in keys, "a page in any language may give it its name"
    page(**{column: ["operation-dawn"]}, locale="en", site=OTHER_HOST)
    assert labels(get, name, **{name: "operation-dawn"}) == ["Operation Morgenrot"]


def test_a_name_that_is_not_public_is_not_told(get):
    page(topics=["shelter"])
    term("topic", "shelter", title="Geheim", visible_from=timezone.now() + timedelta(days=1))
    term("organisation", "shelter", title="Etwas anderes")
    assert labels(get, "topic") == ["shelter"]


@pytest.mark.parametrize("wrong", ["slug", "topics", "", "topic,", "*", "status"])
def test_only_facets_can_be_asked_for(mistakes, wrong):
    assert "facets" in mistakes(facets=wrong)


def test_what_a_facet_counts_besides_the_list_purges_it_too(get):
    def keys(**parameters):
        return get("pages/", type=SECTION, locale="de", **parameters)["Surrogate-Key"].split()

    assert keys() == ["list-section-de", "sites"]
    assert keys(facets="year,kind") == ["list-section-de", "sites"]
    assert keys(facets="topic,organisation") == [
        "list-section-de",
        "sites",
        "list-topic",
        "list-organisation",
    ]
    assert keys(facets="locale") == ["list-section", "sites"]
    assert keys(facets="type") == ["list-page-de", "sites"]


def test_facets_are_counted_anew_after_each_write(facet):
    row = page(topics=["shelter"])
    assert facet("topic") == {"shelter": 1}
    page(topics=["shelter"])
    assert facet("topic") == {"shelter": 2}
    row.delete()
    assert facet("topic") == {"shelter": 1}

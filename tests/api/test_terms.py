"""Topics, organisations, countries, regions, goals and kinds that are in use."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.published.factory import EVENT, NEWS, OTHER_HOST, SECTION, page, term, translation

pytestmark = pytest.mark.django_db

CODES = {"topics": "a", "organisations": "a", "countries": "EG", "regions": "015", "sdgs": "16"}


@pytest.fixture
def counts(get):
    """`{value: count}` of a list of terms, in its order."""

    def read(path, **parameters):
        response = get(path, **parameters)
        assert response.status_code == 200, response.content
        return {each["value"]: each["count"] for each in response.json()["items"]}

    return read


@pytest.mark.parametrize("path", CODES)
def test_terms_of_public_pages_are_counted(counts, path):
    code = CODES[path]
    page(**{path: [code]})
    page(**{path: [code]})
    page(**{path: [code]}, locale="en")
    page(**{path: [code]}, site=OTHER_HOST)
    page(**{path: [code]}, visible_from=timezone.now() + timedelta(days=1))
    assert counts(f"{path}/") == {code: 2}
    assert counts(f"{path}/", locale="en") == {code: 1}
    assert counts(f"{path}/", locale="*", site="*") == {code: 4}


def test_kinds_are_counted(counts):
    page(kind="news")
    page(kind="")
    assert counts("kinds/") == {"news": 1}


def test_the_answer_is_a_list_as_every_other(get):
    page(countries=["EG"])
    assert get("countries/").json() == {
        "meta": {
            "total_count": 1,
            "total_count_relation": "eq",
            "next": None,
            "next_cursor": None,
            "facets": {},
        },
        "items": [{"value": "EG", "label": "EG in de", "count": 1}],
    }
    assert get("topics/").json()["items"] == []


def test_a_topic_tells_of_itself_and_of_what_is_above_it(get):
    page(topics=["protection", "shelter"], locale="en")
    above = {"fields": {"description": "Who is at risk.", "parent": None}}
    below = {"fields": {"description": None, "parent": {"value": "protection", "label": "Protection"}}}
    term("topic", "protection", locale="en", **above)
    term("topic", "shelter", locale="en", **below)
    assert get("topics/", locale="en").json()["items"] == [
        {
            "value": "protection",
            "label": "Protection",
            "count": 1,
            "description": "Who is at risk.",
            "parent": None,
        },
        {"value": "shelter", "label": "Shelter", "count": 1, "description": None, "parent": "protection"},
    ]


def test_a_topic_that_has_no_item_is_told_by_its_value(get):
    page(topics=["shelter"])
    assert get("topics/").json()["items"] == [
        {"value": "shelter", "label": "shelter", "count": 1, "description": None, "parent": None}
    ]


def test_what_no_page_has_is_left_out(counts):
    """A topic made for a release that is under embargo would tell of it."""
    term("topic", "secret", title="Geheim")
    page(topics=["secret"], visible_from=timezone.now() + timedelta(days=1))
    assert counts("topics/") == {}


def test_terms_are_sorted_by_name_as_readers_of_the_language_expect(counts):
    page(topics=["c", "a", "b"])
    term("topic", "a", title="Zuflucht")
    term("topic", "b", title="Ärzte")
    term("topic", "c", title="Boote")
    assert list(counts("topics/")) == ["b", "c", "a"]


def test_goals_are_sorted_by_number(counts):
    page(sdgs=["16", "2", "10"])
    assert list(counts("sdgs/")) == ["2", "10", "16"]


def test_names_are_in_the_first_language_asked_for_then_the_sites(get):
    page(topics=["shelter"], countries=["EG"], locale="en")

    def label(path, **parameters):
        return get(path, **parameters).json()["items"][0]["label"]

    term("topic", "shelter", locale="ar", title="مأوى")
    assert label("topics/", locale="en") == "مأوى"
    term("topic", "shelter", locale="de", title="Unterkunft")
    assert label("topics/", locale="en") == "Unterkunft"
    assert label("topics/", locale="en", fallback="ar") == "مأوى"
    term("topic", "shelter", locale="en", title="Shelter")
    assert label("topics/", locale="en", fallback="ar") == "Shelter"
    assert label("countries/", locale="en") == "EG in en"
    assert label("countries/", locale="*") == "EG in de"


def test_with_a_fallback_each_page_counts_once_in_its_best_version(counts):
    german = page(topics=["shelter"])
    page(topics=["shelter"])
    translation(german, "en", topics=["health"])
    assert counts("topics/", locale="en", fallback="de") == {"health": 1, "shelter": 1}


def test_filters_of_pages_apply(counts):
    section = page(type=SECTION, topics=["a"])
    moment = datetime(2023, 5, 1, tzinfo=UTC)
    page(parent=section, topics=["b"], countries=["EG"], kind="news", sdgs=["1"], published_at=moment)
    page(type=EVENT, topics=["c", "d"], regions=["015"], organisations=["iom"])
    assert counts("topics/", type=SECTION) == {"a": 1}
    assert counts("topics/", type=f"{NEWS},{EVENT}") == {"b": 1, "c": 1, "d": 1}
    for asked in ({"country": "EG"}, {"kind": "news"}, {"sdg": "1"}, {"year": "2023"}):
        assert counts("topics/", **asked) == {"b": 1}
    assert counts("topics/", descendant_of=section.object_id) == {"b": 1}
    assert counts("topics/", region="015", organisation="iom") == {"c": 1, "d": 1}
    # Its own filter too: topics that go together with one.
    assert counts("topics/", topic="c") == {"c": 1, "d": 1}


@pytest.mark.parametrize("by", ["offset", "cursor"])
def test_a_long_list_is_walked_through(get, by):
    page(topics=[f"t{number}" for number in range(7)])
    seen, asked = [], {"limit": 3}
    while True:
        answer = get("topics/", **asked).json()
        assert answer["meta"]["total_count"] == 7
        seen += [each["value"] for each in answer["items"]]
        if answer["meta"]["next"] is None:
            assert answer["meta"]["next_cursor"] is None
            break
        assert answer["meta"]["next"].startswith("http://localhost:8000/api/v1/topics/?limit=3&cursor=")
        asked |= {"offset": len(seen)} if by == "offset" else {"cursor": answer["meta"]["next_cursor"]}
    assert seen == [f"t{number}" for number in range(7)]


def test_a_cursor_fits_no_other_list(get, mistakes):
    page(topics=["a", "b"])
    cursor = get("topics/", limit=1).json()["meta"]["next_cursor"]
    assert get("topics/", limit=5, cursor=cursor).json()["items"][0]["value"] == "b"
    assert "cursor" in mistakes("topics/", locale="en", cursor=cursor)
    assert "cursor" in mistakes("topics/", cursor="forged")
    assert "offset" in mistakes("topics/", cursor=cursor, offset=1)


@pytest.mark.parametrize("name", ["search", "order", "fields", "facets", "id", "exclude_topic"])
def test_what_means_nothing_here_is_refused(mistakes, name):
    assert name in mistakes("topics/", **{name: "1"})


def test_wrong_values_are_refused(mistakes):
    assert "country" in mistakes("topics/", country="Egypt")
    assert "limit" in mistakes("topics/", limit=101)
    assert "fallback" in mistakes("topics/", locale="*", fallback="en")


def test_a_change_of_any_page_or_name_counted_purges_the_list(get):
    assert get("topics/", locale="de", type=SECTION)["Surrogate-Key"] == "list-section-de sites list-topic"
    assert get("countries/")["Surrogate-Key"] == "list-page-de sites"


def test_its_life_ends_with_the_first_of_the_pages_counted(get):
    page(topics=["a"], visible_until=timezone.now() + timedelta(seconds=5))
    page(topics=["a"])
    assert get("topics/")["Cache-Control"] in ("public, max-age=4", "public, max-age=5")
    page(countries=["EG"])
    assert get("countries/", country="EG")["Cache-Control"] == "public, max-age=30"

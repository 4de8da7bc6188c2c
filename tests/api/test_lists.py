"""Lists of pages: what is in them, and filters."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from cms.published.models import FOREVER, State
from tests.published import factory
from tests.published.factory import EVENT, HOST, OTHER_HOST, SECTION, page, translation

pytestmark = pytest.mark.django_db


def test_newest_first_in_the_language_of_the_default_site(ids):
    older = page(published_at=datetime(2024, 1, 1, tzinfo=UTC))
    newer = page(published_at=datetime(2024, 2, 1, tzinfo=UTC))
    page(locale="en")
    page(site=OTHER_HOST)
    assert ids() == [newer.object_id, older.object_id]


def test_items_are_the_stored_cards(get):
    row = page()
    response = get("pages/")
    assert f'"items":[{row.card}]'.encode() in response.content
    assert response.json()["meta"] == {
        "total_count": 1,
        "total_count_relation": "eq",
        "next": None,
        "next_cursor": None,
        "facets": {},
    }


def test_only_what_is_visible_now_is_listed_and_counted(get):
    now = timezone.now()
    shown = page(visible_from=now - timedelta(hours=1), visible_until=now + timedelta(hours=1))
    page(visible_from=now + timedelta(hours=1))
    page(visible_until=now - timedelta(hours=1))
    page(state=State.GONE, content="", card="")
    page(state=State.WITHDRAWN)
    answer = get("pages/").json()
    assert [item["id"] for item in answer["items"]] == [shown.object_id]
    assert answer["meta"]["total_count"] == 1


def test_a_scheduled_version_takes_the_place_of_the_present_one_by_the_clock(get):
    now = timezone.now()
    page(object_id=900_001, visible_until=now + timedelta(hours=1), title="Jetzt")
    page(object_id=900_001, visible_from=now + timedelta(hours=1), visible_until=FOREVER, title="Später")
    assert [item["title"] for item in get("pages/").json()["items"]] == ["Jetzt"]


@pytest.mark.parametrize(
    ("parameter", "value", "columns"),
    [
        ("kind", "press_release", {"kind": "press_release"}),
        ("topic", "shelter", {"topics": ["protection", "shelter"]}),
        ("country", "EG", {"countries": ["EG", "LY"]}),
        ("region", "015", {"regions": ["002", "015"]}),
        ("sdg", "16", {"sdgs": ["10", "16"]}),
        ("organisation", "iom", {"organisations": ["iom"]}),
        ("status", "ongoing", {"status": "ongoing"}),
        ("slug", "grüße-2024", {"slug": "grüße-2024"}),
        ("type", SECTION, {"type": SECTION}),
        ("show_in_menus", "true", {"show_in_menus": True}),
        ("year", "2021", {"published_at": datetime(2021, 5, 1, tzinfo=UTC)}),
    ],
)
def test_filters_by_value(ids, parameter, value, columns):
    wanted = page(**columns)
    other = page()
    assert ids(**{parameter: value}) == [wanted.object_id]
    if parameter != "show_in_menus":
        assert ids(**{f"exclude_{parameter}": value}) == [other.object_id]


def test_values_of_one_parameter_mean_or_and_parameters_mean_and(ids):
    both = page(topics=["shelter"], countries=["EG"])
    shelter = page(topics=["shelter"])
    health = page(topics=["health"], countries=["EG"])
    assert set(ids(topic="shelter,health")) == {both.object_id, shelter.object_id, health.object_id}
    assert set(ids(topic=["shelter", "health"])) == set(ids(topic="health,shelter"))
    assert set(ids(topic="shelter,health", country="EG")) == {both.object_id, health.object_id}
    assert ids(topic="shelter,health", exclude_country="EG") == [shelter.object_id]


def test_what_is_well_formed_and_matches_nothing_is_an_empty_list(ids):
    page()
    assert ids(id="999999999") == []
    assert ids(slug="nowhere") == []
    assert ids(child_of="999999999") == []
    assert ids(translation_key="00000000-0000-4000-8000-000000000000") == []


def test_ids_are_found_in_every_language(ids):
    german, english = page(), page(locale="en")
    assert set(ids(id=f"{german.object_id},{english.object_id}")) == {german.object_id, english.object_id}
    assert ids(id=f"{german.object_id},{english.object_id}", locale="en") == [english.object_id]
    assert ids(exclude_id=str(german.object_id)) == []


@pytest.fixture
def tree():
    """A section with two levels below it, in two languages."""
    section = page(type=SECTION)
    child = page(parent=section)
    grandchild = page(parent=child)
    there = translation(section, "en", type=SECTION)
    child_there = page(parent=there, locale="en")
    return section, child, grandchild, there, child_there


def test_a_place_means_that_place_in_all_its_languages(ids, tree):
    section, child, grandchild, there, child_there = (row.object_id for row in tree)
    assert ids(child_of=section) == [child]
    assert ids(child_of=there) == [child_there]
    assert ids(child_of=section, locale="en") == [child_there]
    assert set(ids(child_of=section, locale="*")) == {child, child_there}
    assert set(ids(descendant_of=section)) == {child, grandchild}
    assert set(ids(descendant_of=f"{section},{there}")) == {child, grandchild, child_there}
    assert ids(exclude_id=child, descendant_of=section) == [grandchild]


def test_ancestors_in_tree_order(ids, tree):
    section, child, grandchild, there, child_there = (row.object_id for row in tree)
    assert ids(ancestor_of=grandchild, order="tree") == [section, child]
    assert ids(ancestor_of=child_there) == [there]
    assert ids(ancestor_of=child_there, locale="de") == [section]


def test_root_is_the_home_page_of_the_site_asked_for(ids, tree):
    section = tree[0].object_id
    there = page(site=OTHER_HOST, locale="ar", parent_key=factory.OTHER_HOME_KEY)
    assert ids(child_of="root") == [section]
    assert ids(child_of="root", site=OTHER_HOST) == [there.object_id]
    assert len(ids(descendant_of="root", locale="*")) == 5
    assert ids(ancestor_of="root") == []


def test_translations_leave_out_the_page_itself(ids, tree):
    section, _, _, there, _ = tree
    assert ids(translation_of=section.object_id) == [there.object_id]
    key = factory.key_of(section)
    assert set(ids(translation_key=str(key))) == {section.object_id, there.object_id}


def test_a_named_page_that_is_not_public_leads_nowhere(ids):
    section = page(type=SECTION, visible_from=timezone.now() + timedelta(days=1))
    page(parent=section)
    assert ids(child_of=section.object_id) == []


def test_the_network_and_other_sites(ids):
    here, there = page(), page(site=OTHER_HOST, locale="ar")
    assert ids(site=OTHER_HOST) == [there.object_id]
    assert set(ids(site="*")) == {here.object_id, there.object_id}
    assert ids(site="*", locale="de") == [here.object_id]


def test_adopted_items_are_on_both_sites(ids):
    row = page(sites=[factory.HOST, OTHER_HOST])
    assert ids(site=OTHER_HOST, locale="*") == [row.object_id]


def test_languages_are_compared_without_case(ids):
    english = page(locale="en")
    assert ids(locale="EN") == [english.object_id]
    german = page()
    assert set(ids(locale="de,en")) == {english.object_id, german.object_id}
    assert ids(locale="*", exclude_locale="en") == [german.object_id]


def test_years_and_bare_dates_begin_at_midnight_in_the_sites_time_zone(ids):
    # 23:30 on New Year's Eve in UTC is next year in Berlin.
    row = page(published_at=datetime(2023, 12, 31, 23, 30, tzinfo=UTC))
    assert ids(year=2024) == [row.object_id]
    assert ids(year=2023) == []
    assert ids(published_after="2024-01-01") == [row.object_id]
    assert ids(published_before="2024-01-01") == []
    assert ids(published_after="2024-01-01T00:00:00Z") == []


def test_a_site_counts_in_its_own_zone_and_several_in_the_installations(ids, get, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    # 22:30 on New Year's Eve in UTC is next year in Cairo and Tokyo, and not yet in Berlin.
    row = page(published_at=datetime(2023, 12, 31, 22, 30, tzinfo=UTC), sites=[HOST, OTHER_HOST])

    def told(site):
        facets = get("pages/", site=site, locale="de", facets="year").json()["meta"]["facets"]
        of_a_date = ids(site=site, locale="de", published_after="2024-01-01")
        return ids(site=site, locale="de", year=2024), of_a_date, facets["year"][0]["value"]

    assert told(HOST) == ([], [], "2023")
    for elsewhere in (OTHER_HOST, f"{HOST},{OTHER_HOST}", "*"):
        assert told(elsewhere) == ([row.object_id], [row.object_id], "2024"), elsewhere


def test_after_includes_its_bound_and_before_does_not(ids):
    moment = datetime(2024, 3, 1, 12, tzinfo=UTC)
    row = page(published_at=moment, changed_at=moment, starts_at=moment, type=EVENT)
    for name in ("published", "changed", "starts"):
        assert ids(**{f"{name}_after": "2024-03-01T13:00:00+01:00"}) == [row.object_id], name
        assert ids(**{f"{name}_before": "2024-03-01T12:00:00Z"}) == [], name
        assert ids(**{f"{name}_before": "2024-03-01T12:00:00.000001Z"}) == [row.object_id], name


def test_a_plus_sign_that_nobody_encoded_is_understood(client, sites):
    page(published_at=datetime(2024, 3, 1, 12, tzinfo=UTC))
    response = client.get("/api/v1/pages/?published_after=2024-03-01T13:00:00+01:00")
    assert response.json()["meta"]["total_count"] == 1

"""Whatever there is and whatever is asked for: lists, totals, cursors and facets agree with a plain count."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.published.facets import VALUES
from cms.published.models import PublishedItem, State
from tests.api.brute_force import Asked, facet, matching
from tests.published.factory import EVENT, HOST, NEWS, OTHER_HOST, unsaved_page

pytestmark = pytest.mark.django_db

LOCALES = ("de", "en", "ar")
CHOICES = {
    "topic": ("shelter", "health", "work"),
    "country": ("EG", "DE"),
    "region": ("015", "150"),
    "sdg": ("8", "16"),
    "organisation": ("iom", "who"),
    "kind": ("press_release", "news"),
    "type": (NEWS, EVENT),
    "year": ("2023", "2024"),
}
# The second one is in 2024 only in Berlin.
MOMENTS = (datetime(2023, 5, 1, tzinfo=UTC), datetime(2023, 12, 31, 23, 30, tzinfo=UTC), None)


def some(values, least=0):
    return st.lists(st.sampled_from(values), unique=True, min_size=least).map(tuple)


VERSIONS = st.lists(
    st.fixed_dictionaries(
        {
            "translation_key": st.integers(1, 6).map(lambda number: UUID(int=number)),
            "locale": st.sampled_from(LOCALES),
            "sites": some((HOST, OTHER_HOST), least=1).map(list),
            "state": st.sampled_from([State.PUBLIC] * 5 + [State.GONE]),
            "visible_from": st.sampled_from([timedelta(days=-1)] * 5 + [timedelta(days=1)]),
            "published_at": st.sampled_from(MOMENTS),
            "type": st.sampled_from(CHOICES["type"]),
            "kind": st.sampled_from(("", *CHOICES["kind"])),
            "topics": some(CHOICES["topic"]).map(list),
            "countries": some(CHOICES["country"]).map(list),
            "regions": some(CHOICES["region"]).map(list),
            "sdgs": some(CHOICES["sdg"]).map(list),
            "organisations": some(CHOICES["organisation"]).map(list),
        }
    ),
    max_size=14,
    unique_by=lambda version: (version["translation_key"], version["locale"]),
)
FILTERS = st.fixed_dictionaries({}, optional={name: some(known, least=1) for name, known in CHOICES.items()})
ASKED = st.builds(
    Asked,
    hosts=st.sampled_from([(HOST,), (OTHER_HOST,), (HOST, OTHER_HOST)]),
    locales=some(LOCALES, least=1),
    fallback=some(LOCALES),
    has=FILTERS,
    lacks=st.fixed_dictionaries({}, optional={"topic": some(CHOICES["topic"], least=1)}),
)


def parameters(asked):
    lists = {"site": asked.hosts, "locale": asked.locales, "fallback": asked.fallback, **asked.has}
    lists |= {f"exclude_{name}": values for name, values in asked.lacks.items()}
    return {name: ",".join(values) for name, values in lists.items() if values}


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    versions=VERSIONS,
    asked=ASKED,
    names=some(tuple(VALUES)),
    order=st.sampled_from(["published_at", "-published_at", "title", "-tree"]),
    limit=st.integers(1, 5),
)
def test_a_list_has_what_a_plain_count_finds(client, sites, versions, asked, names, order, limit):
    PublishedItem.objects.all().delete()
    now = timezone.now()
    rows = [
        unsaved_page(
            **{**version, "site": version["sites"][0], "visible_from": now + version["visible_from"]}
        )
        for version in versions
    ]
    PublishedItem.objects.bulk_create(rows)
    expected = {row.object_id for row in matching(rows, asked)}
    seen: list[int] = []
    query = {**parameters(asked), "order": order, "limit": limit}
    if names:
        query["facets"] = ",".join(names)
    while True:
        response = client.get("/api/v1/pages/", query)
        assert response.status_code == 200, response.content
        meta = response.json()["meta"]
        assert meta["total_count"] == len(expected)
        assert list(meta["facets"]) == list(names)
        for name in names:
            counted = {each["value"]: each["count"] for each in meta["facets"][name]}
            assert counted == facet(rows, asked, name), name
        seen += [item["id"] for item in response.json()["items"]]
        if meta["next_cursor"] is None:
            break
        query["cursor"] = meta["next_cursor"]
    assert len(seen) == len(expected)
    assert set(seen) == expected

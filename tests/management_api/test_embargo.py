"""A page is made, embargoed and published in one call, and at no moment public."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cms.pages.models import Embargo
from cms.published.models import Change, PublishedItem
from tests import factories
from tests.factories import Place
from tests.management_api.calls import ManagementApi

UNTIL = "2199-07-01T10:00:00+02:00"
MOMENT = datetime(2199, 7, 1, 8, tzinfo=UTC)
TEXT = [{"type": "paragraph", "value": "<p>Was war.</p>"}]
HELD = {"until": UNTIL, "time_zone": "Africa/Cairo"}


def create(api: ManagementApi, place: Place, kind: str = "newsroom.NewsPage", **fields: Any) -> Any:
    parent = place.newsroom if kind == "newsroom.NewsPage" else place.home
    meta = {"type": kind, "parent_id": parent.pk, "action": "publish"}
    # What must be there before anything is published.
    whole = {} if kind == "home.LegalPage" else {"summary": "Worum es geht.", "body": TEXT}
    return api.send("post", "pages/", {"title": "Geheim", **whole, **fields, "meta": meta})


def shown_from(pk: int) -> datetime:
    return PublishedItem.objects.get(key=f"page-{pk}").visible_from


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("newsroom.NewsPage", {}),
        ("home.ContentPage", {}),
        ("home.LegalPage", {"legal_kind": "imprint"}),
    ],
)
def test_created_published_and_held_in_one_call(
    api: ManagementApi, place: Place, kind: str, more: Any
) -> None:
    answer = create(api, place, kind, embargo=HELD, **more)
    assert answer.status_code == 201, answer.content
    pk = answer.json()["id"]
    assert Page.objects.get(pk=pk).live
    assert shown_from(pk) == MOMENT
    assert not Change.objects.filter(key=f"page-{pk}").exists()
    assert answer.json()["embargo"] == {"until": "2199-07-01T08:00:00Z", "time_zone": "Africa/Cairo"}
    read = api.client.get(f"/api/management/pages/{pk}/", headers=api.headers)
    assert read.json()["embargo"]["time_zone"] == "Africa/Cairo"
    held = PageLogEntry.objects.get(page=pk, action="embargo.set")
    assert held.user.get_username() == "editor"


def test_a_draft_is_held_and_published_later(api: ManagementApi, place: Place) -> None:
    page = factories.NewsPageFactory(parent=place.newsroom, live=False)
    held = api.send("patch", f"pages/{page.pk}/", {"embargo": {"until": UNTIL}})
    assert held.status_code == 200, held.content
    assert Embargo.of(page).time_zone == "Europe/Berlin"
    published = api.send("post", f"pages/{page.pk}/actions/publish/")
    assert published.status_code == 200, published.content
    assert shown_from(page.pk) == MOMENT


def test_what_is_published_and_waits_is_moved_and_cancelled(api: ManagementApi, place: Place) -> None:
    pk = create(api, place, embargo=HELD).json()["id"]
    moved = api.send("patch", f"pages/{pk}/", {"embargo": {"until": "2199-08-01T10:00:00Z"}})
    assert moved.status_code == 200, moved.content
    assert shown_from(pk) == datetime(2199, 8, 1, 10, tzinfo=UTC)
    other = api.send("patch", f"pages/{pk}/", {"summary": "Neu", "meta": {"action": "publish"}})
    assert other.status_code == 200, other.content
    assert shown_from(pk) == datetime(2199, 8, 1, 10, tzinfo=UTC)  # left out, it stays
    cancelled = api.send("patch", f"pages/{pk}/", {"embargo": None})
    assert cancelled.status_code == 200, cancelled.content
    assert cancelled.json()["embargo"] is None
    assert Change.objects.get(key=f"page-{pk}").action == "published"


def test_pictures_that_consent_does_not_cover_by_then_are_warned_of(api: ManagementApi, place: Place) -> None:
    image = factories.ImageFactory(title="Markt", consent_until=date(2199, 7, 20))
    pk = create(api, place, embargo=HELD, teaser_image_id=image.pk).json()["id"]
    within = api.send("patch", f"pages/{pk}/", {"embargo": {"until": "2199-07-19T10:00:00Z"}})
    assert "warnings" not in within.json()["meta"]
    beyond = api.send("patch", f"pages/{pk}/", {"embargo": {"until": "2199-08-01T10:00:00Z"}})
    assert shown_from(pk) == datetime(2199, 8, 1, 10, tzinfo=UTC)
    (warning,) = beyond.json()["meta"]["warnings"]
    assert warning.startswith("Geheim (de): ")
    assert "“Markt”" in warning or "„Markt“" in warning
    assert "2199" in warning


@pytest.mark.parametrize(
    ("embargo", "says"),
    [
        ({"until": "2199-07-01T10:00:00"}, "timezone"),
        ({"until": "bald"}, "until"),
        ({"until": UNTIL, "time_zone": "Europe/Nowhere"}, "Europe/Nowhere"),
        ({"until": "2020-01-01T00:00:00Z"}, ""),
        ({}, "until"),
        ("2199-07-01", "embargo"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    api: ManagementApi, place: Place, embargo: Any, says: str
) -> None:
    before = Page.objects.count(), Change.objects.count()
    answer = create(api, place, embargo=embargo)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert (Page.objects.count(), Change.objects.count()) == before
    assert not Embargo.objects.exists()


def test_what_is_public_is_not_hidden_by_it(api: ManagementApi, place: Place) -> None:
    page = factories.NewsPageFactory(parent=place.newsroom, title="Öffentlich")
    answer = api.send("patch", f"pages/{page.pk}/", {"title": "Anders", "embargo": HELD})
    assert answer.status_code == 422
    assert shown_from(page.pk) < timezone.now() - timedelta(days=365)
    assert not Embargo.objects.exists()


def test_the_apis_own_description_names_it(api: ManagementApi) -> None:
    described = api.client.get("/api/management/openapi.json", headers=api.headers).json()
    schemas = described["components"]["schemas"]
    for name in ("NewsPageCreateSchema", "NewsPagePatchSchema", "LegalPageCreateSchema"):
        assert "embargo" in schemas[name]["properties"]

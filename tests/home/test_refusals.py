"""What a page's rules refuse in actions without a form: editors are told, and nothing is left behind."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from home.models import LegalPage
from tests.factories import EventPageFactory, LegalPageFactory, Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_site")]


@pytest.fixture(scope="module")
def languages() -> tuple[str, ...]:
    return ("de",)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def test_a_published_copy_that_breaks_a_rule_is_refused_with_the_reason(place: Place, editor: Client) -> None:
    imprint = LegalPageFactory(parent=place.home, title="Impressum")
    answer = editor.post(
        f"/admin/pages/{imprint.pk}/copy/",
        {
            "new_title": "Kopie",
            "new_slug": "kopie",
            "new_parent_page": place.home.pk,
            "publish_copies": "on",
        },
    )
    assert answer.status_code == 400
    assert "„Impressum“" in answer.content.decode() or "“Impressum”" in answer.content.decode()
    assert LegalPage.objects.count() == 1


def test_publishing_in_bulk_is_refused_as_a_whole(place: Place, editor: Client) -> None:
    whole = EventPageFactory(parent=place.home, title="Tagung", live=False)
    incomplete = EventPageFactory(parent=place.home, title="Ohne Zeit", live=False, starts_at=None)
    for page in (whole, incomplete):
        page.save_revision(clean=False)
    answer = editor.post(
        f"/admin/bulk/wagtailcore/page/publish/?id={whole.pk}&id={incomplete.pk}&next=/admin/"
    )
    assert answer.status_code == 400
    for page in (whole, incomplete):
        page.refresh_from_db()
        assert not page.live

"""What editors are told before they move a page."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import Page

from tests.factories import ContentPageFactory, MenuFactory, SectionPageFactory, make_site, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "unused"))
    return client


def told(admin: Client, page: Page, destination: Page) -> list[str]:
    response = admin.get(f"/admin/pages/{page.pk}/move/{destination.pk}/confirm/")
    assert response.status_code == 200
    return [str(each) for each in response.context["messages"]]


def test_what_becomes_of_its_address_its_translations_and_menus_is_said_before_a_page_moves(
    admin: Client, django_capture_on_commit_callbacks: Any
) -> None:
    place = make_site(locales=("de", "en"))
    section = SectionPageFactory(parent=place.home, title="Arbeit")
    page = ContentPageFactory(parent=place.home, title="Beratung")
    translate(page, "en", title="Counselling")
    entries: list[Any] = [("panel", {"title": "Mehr", "items": [{"page": page}]})]
    with django_capture_on_commit_callbacks(execute=True):
        MenuFactory(name="main", site=place.site, items=entries)
        MenuFactory(name="footer", site=place.site, items=[("panel", {"page": section})])
    about_page, about_menus = told(admin, page, section)
    assert "Old addresses" in about_page
    assert "other languages" in about_page
    assert "main (" in about_menus
    assert "footer" not in about_menus
    assert told(admin, page, place.home) == []
    moved = admin.post(f"/admin/pages/{page.pk}/move/{section.pk}/confirm/", follow=True)
    assert [each.level_tag for each in moved.context["messages"]] == ["success"]


def test_nothing_is_said_of_what_a_page_has_not(admin: Client) -> None:
    place = make_site(locales=("de",))
    section = SectionPageFactory(parent=place.home, title="Arbeit")
    draft = ContentPageFactory(parent=place.home, title="Entwurf", live=False)
    assert told(admin, draft, section) == []

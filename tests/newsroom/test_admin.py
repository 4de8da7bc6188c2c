"""The newsroom's lists in the admin."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from tests.factories import NewsPageFactory, Place, embargo

pytestmark = pytest.mark.usefixtures("place")

YEAR = timezone.now().year + 1


@pytest.fixture
def admin(db: None) -> Client:
    user = User.objects.create_superuser("editor", "editor@example.org", "unused")
    UserProfile.objects.create(user=user, preferred_language="de", current_time_zone="Africa/Cairo")
    client = Client()
    client.force_login(user)
    return client


def embargoes(admin: Client) -> list[str]:
    """The moments in that column of the list of news."""
    page = admin.get("/admin/news/", {"ordering": "title"}).content.decode()
    return re.findall(r"<td\s*>\s*(\d+\. \w+ \d{4} \d\d:\d\d)\s*</td>", page)


@pytest.mark.parametrize("address", ["pages/{0.pk}/edit/", "pages/{1.pk}/", "news/"])
def test_every_link_to_a_public_page_leads_to_its_website(admin: Client, place: Place, address: str) -> None:
    newsroom = place.newsroom
    page = NewsPageFactory(parent=newsroom, title="Öffentlich")
    page.save_revision(user=User.objects.get()).publish()
    shown = admin.get(f"/admin/{address.format(page, newsroom)}").content.decode()
    links = set(re.findall(r'href="([^"]*oeffentlich/)"', shown))
    assert links == {"https://www.example.org/de/presse/oeffentlich/"}


@pytest.mark.parametrize("address", ["/admin/news/", "/admin/pages/{}/"])
def test_what_became_of_the_pages_of_a_list_is_read_with_them(
    admin: Client, place: Place, address: str
) -> None:
    newsroom = place.newsroom
    page = NewsPageFactory(parent=newsroom, title="Meldung")
    with CaptureQueriesContext(connection) as asked:
        admin.get(address.format(newsroom.pk))
    told = [each["sql"] for each in asked if 'FROM "pages_embargo"' in each["sql"]]
    assert any('FROM "pages_ending"' in each for each in told)
    of_each = [each["sql"] for each in asked if 'FROM "pages_ending"' in each["sql"]]
    assert [
        each for each in [*told, *of_each] if page.translation_key.hex in each or f"= {page.pk} " in each
    ] == []


def test_what_waits_for_its_embargo_is_not_called_live(admin: Client, place: Place) -> None:
    newsroom = place.newsroom
    page = NewsPageFactory(parent=newsroom, title="Bald", live=False)
    embargo(page, timezone.now() + timedelta(days=14))
    page.save_revision().publish()
    page.create_alias(update_slug="bald-2")
    for address in (f"/admin/pages/{newsroom.pk}/", "/admin/news/", f"/admin/pages/{page.pk}/edit/"):
        shown = admin.get(address).content.decode()
        told = re.sub(r"<[^>]*>", " ", shown)
        assert "unter Sperrfrist" in told
        assert not re.search(r"Status:\s+veröffentlicht", told)


def test_an_embargo_is_its_moment_where_the_editor_is_and_nothing_once_it_is_past(
    admin: Client, place: Place
) -> None:
    newsroom = place.newsroom
    moment = datetime(YEAR, 1, 14, 9, 30, tzinfo=ZoneInfo("UTC"))
    embargo(NewsPageFactory(parent=newsroom, title="Bald"), moment)
    past = NewsPageFactory(parent=newsroom, title="Vorbei")
    embargo(past, timezone.now() - timedelta(days=14))
    NewsPageFactory(parent=newsroom, title="Ohne")
    assert embargoes(admin) == [f"14. Januar {YEAR} 11:30"]


def test_whoever_is_in_the_admin_finds_the_builder_of_embeds_there(admin: Client) -> None:
    shown = admin.get("/admin/embedding/").content.decode()
    assert '<iframe class="embedding" src="/embed/?lang=de" title="News einbetten">' in shown
    assert "News einbetten" in admin.get("/admin/").content.decode()
    assert Client().get("/admin/embedding/").status_code == 302


@pytest.mark.parametrize(("how", "said"), [("withdrawn", "zurückgezogen"), ("gone", "entfernt")])
def test_what_was_ended_is_no_draft_that_somebody_would_finish(
    admin: Client, place: Place, how: str, said: str
) -> None:
    newsroom = place.newsroom
    page = NewsPageFactory(parent=newsroom, title="Vorbei")
    for address in ("/admin/news/", f"/admin/pages/{newsroom.pk}/"):
        assert said not in admin.get(address).content.decode()
    ending = {
        "how": how,
        f"chosen-{page.pk}": "on",
        f"note-{page.pk}": "Nicht geprüft." if how == "withdrawn" else "",
    }
    assert admin.post(reverse("endings:end", args=[page.pk]), ending).status_code == 302
    for address in ("/admin/news/", f"/admin/pages/{newsroom.pk}/"):
        assert said in admin.get(address).content.decode()

"""The newsroom's lists in the admin."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from tests.factories import NewsPageFactory, embargo, make_site

pytestmark = pytest.mark.django_db

YEAR = timezone.now().year + 1


@pytest.fixture
def admin() -> Client:
    user = User.objects.create_superuser("editor", "editor@example.org", "unused")
    UserProfile.objects.create(user=user, preferred_language="de", current_time_zone="Africa/Cairo")
    client = Client()
    client.force_login(user)
    return client


def embargoes(admin: Client) -> list[str]:
    """The moments in that column of the list of news."""
    page = admin.get("/admin/news/", {"ordering": "title"}).content.decode()
    return re.findall(r"<td\s*>\s*(\d+\. \w+ \d{4} \d\d:\d\d)\s*</td>", page)


def test_an_embargo_is_its_moment_where_the_editor_is_and_nothing_once_it_is_past(admin: Client) -> None:
    newsroom = make_site(locales=("de",)).newsrooms["de"]
    moment = datetime(YEAR, 1, 14, 9, 30, tzinfo=ZoneInfo("UTC"))
    embargo(NewsPageFactory(parent=newsroom, title="Bald"), moment)
    past = NewsPageFactory(parent=newsroom, title="Vorbei")
    embargo(past, timezone.now() - timedelta(days=14))
    NewsPageFactory(parent=newsroom, title="Ohne")
    assert embargoes(admin) == [f"14. Januar {YEAR} 11:30"]

"""Any version in a page's history: shared by a link, and beside another on the website."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import Page

from cms.preview.history import OFFERED, called, versions
from cms.preview.models import PreviewLink
from tests import factories
from tests.factories import Place
from tests.projection.observing import differences
from tests.projection.world import edit


@pytest.fixture
def page(place: Place, editor: User) -> Any:
    return factories.ContentPageFactory(parent=place.home, title="Eins", summary="Kurz.")


def beside(page: Any, **query: Any) -> str:
    return reverse("preview:beside", args=[page.pk]) + "".join(
        f"{'&' if place else '?'}{name}={value}" for place, (name, value) in enumerate(query.items())
    )


def shown(answer: Any) -> list[str]:
    """Which addresses the frames show."""
    return html.fromstring(answer.content.decode()).xpath("//iframe/@src")


def view_of(page: Any, version: Any) -> str:
    return reverse("wagtailadmin_pages:revisions_view", args=[page.pk, version.pk])


def test_any_version_is_shared_by_a_link(page: Any, admin: Client, ask: Any) -> None:
    old = edit(page, title="Zwei")
    edit(page, title="Drei")
    address = f"{reverse('preview:links', args=[page.pk])}?revision={old.pk}"
    page.refresh_from_db()
    assert called(old, page) in admin.get(address).content.decode()

    assert admin.post(address, {"opens": "other", "days": "1"}).status_code == 302

    link = PreviewLink.objects.get()
    assert link.revision == old
    assert ask(link.token).json()["title"] == "Zwei"
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ask(link.token).status_code == 403
    assert differences() == []


def test_no_version_of_another_page_is_shared_or_shown(page: Any, place: Place, admin: Client) -> None:
    other = edit(factories.ContentPageFactory(parent=place.home, title="Anderswo"), title="Anderswo")
    for wrong in (other.pk, "x", "", "9" * 40, "²"):
        links = f"{reverse('preview:links', args=[page.pk])}?revision={wrong}"
        assert admin.get(links).status_code == 404
        assert admin.post(links, {"opens": "other", "days": "1"}).status_code == 404
        assert view_of(page, other) not in shown(admin.get(beside(page, left=wrong, right=wrong)))
    # Without a version there is none to be chosen.
    admin.post(reverse("preview:links", args=[page.pk]), {"opens": "other", "days": "1"})
    assert not PreviewLink.objects.exists()


def test_the_history_offers_both_of_each_version(page: Any, admin: Client, editor: User) -> None:
    first, second = (page.save_revision(user=editor, log_action=True) for _ in range(2))
    history = html.fromstring(
        admin.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    )
    offered = history.xpath("//a/@href")
    links = reverse("preview:links", args=[page.pk])
    assert beside(page) in offered
    assert {f"{links}?revision={each.pk}" for each in (first, second)} <= set(offered)
    assert beside(page, left=first.pk, right=second.pk) in offered


def test_two_versions_are_shown_beside_each_other(page: Any, admin: Client, ask: Any) -> None:
    left, right = edit(page, title="Zwei"), edit(page, title="Drei")
    answer = admin.get(beside(page, left=left.pk, right=right.pk))
    assert shown(answer) == [view_of(page, left), view_of(page, right)]
    text = html.fromstring(answer.content.decode()).text_content()
    assert called(left, page) in text
    assert called(right, page) in text
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, left.pk, right.pk])
    assert compare in answer.content.decode()
    titles = []
    for address in shown(answer):
        token = admin.get(address)["Location"].partition("token=")[2]
        titles.append(ask(token).json()["title"])
    assert titles == ["Zwei", "Drei"]


def test_without_a_choice_it_is_what_readers_have_and_the_newest_draft(page: Any, admin: Client) -> None:
    page.refresh_from_db()
    edit(page, title="Zwei")
    newest = edit(page, title="Drei")
    assert shown(admin.get(beside(page))) == [view_of(page, page.live_revision), view_of(page, newest)]


def test_a_page_without_versions_says_so(place: Place, admin: Client) -> None:
    page = factories.ContentPageFactory(parent=place.home, title="Ohne", live=False)
    page.latest_revision = page.live_revision = None
    page.save()
    page.revisions.all().delete()
    answer = admin.get(beside(page))
    assert answer.status_code == 200
    assert shown(answer) == []
    assert "noch keine Versionen" in answer.content.decode()


def test_who_may_not_see_the_page_sees_no_version(page: Any, place: Place) -> None:
    stranger = User.objects.create_user("stranger")
    client = Client()
    client.force_login(stranger)
    version = edit(page, title="Zwei")
    for address in (beside(page), f"{reverse('preview:links', args=[page.pk])}?revision={version.pk}"):
        assert client.get(address).status_code in (302, 403)
    assert not PreviewLink.objects.exists()


def test_a_mirror_shows_its_originals_versions(page: Any, place: Place, admin: Client) -> None:
    left, right = edit(page, title="Zwei"), edit(page, title="Drei")
    mirror = page.create_alias(parent=place.newsroom, update_slug="mirror")
    assert shown(admin.get(beside(mirror, left=left.pk, right=right.pk))) == [
        view_of(page, left),
        view_of(page, right),
    ]


def test_many_versions_cost_no_more_queries(page: Any, admin: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert admin.get(beside(page)).status_code == 200
        return sum("wagtailcore_revision" in each["sql"] for each in asked.captured_queries)

    edit(page, title="Zwei")
    queries()
    few = queries()
    for number in range(5):
        edit(page, title=str(number))
    assert queries() == few
    assert versions(Page.objects.get(pk=page.pk)).count() < OFFERED

"""Links to what was deleted, or to what readers do not get, are found in everything that has links."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page

from cms.links.broken import broken
from cms.links.models import LinkInside
from home.models import PageRelated
from tests import factories
from tests.factories import Place
from tests.roles.conftest import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(place: Place) -> User:
    return User.objects.create_superuser("chief")


@pytest.fixture
def target(place: Place) -> Any:
    return factories.ContentPageFactory(parent=place.home, title="Ziel")


def paragraph(target: Any, kind: str = "page") -> list[tuple[str, Any]]:
    return [("paragraph", f'<p><a linktype="{kind}" id="{target.pk}">our report</a></p>')]


def cards(target: Any) -> list[tuple[str, Any]]:
    return [("links", {"title": "", "items": [{"title": "", "page": target, "url": "", "text": ""}]})]


def page(place: Place, title: str = "Seite", **fields: Any) -> Any:
    return factories.ContentPageFactory(parent=place.home, title=title, **fields)


def found(user: Any) -> list[tuple[str, str, str, bool]]:
    """Where it stands, what it is to, what is wrong, whether readers have it."""
    return [
        (link.page.draft_title if link.page else link.name, link.to, link.fault, link.is_public)
        for link in broken(user, timezone.now())
    ]


@pytest.mark.parametrize("body", [paragraph, cards])
def test_a_page_that_is_deleted_breaks_what_leads_to_it(
    place: Place, chief: User, target: Any, body: Any
) -> None:
    page(place, body=body(target))
    assert found(chief) == []
    target.delete()
    assert found(chief) == [("Seite", "page", "deleted", True)]


@pytest.mark.parametrize("body", [paragraph, cards])
def test_a_page_that_is_unpublished_breaks_it_until_it_is_public_again(
    place: Place, chief: User, target: Any, body: Any
) -> None:
    page(place, body=body(target))
    target.unpublish()
    assert found(chief) == [("Seite", "page", "hidden", True)]
    factories.publish(target)
    assert found(chief) == []


def test_what_is_scheduled_or_under_embargo_will_be_there(place: Place, chief: User) -> None:
    later = timezone.now() + timedelta(days=1)
    target = factories.NewsPageFactory(parent=place.newsroom, live=False)
    factories.embargo(target, later)
    factories.publish(target)
    page(place, body=paragraph(target))
    assert found(chief) == []


def test_a_related_page_goes_along_with_its_row_and_is_told_of_only_while_it_is_there(
    place: Place, chief: User, target: Any
) -> None:
    page(place, related=[PageRelated(target=target)])
    target.unpublish()
    assert found(chief) == [("Seite", "page", "hidden", True)]
    target.delete()
    assert found(chief) == []


def test_documents_and_images_are_found_deleted_and_in_private_collections(place: Place, chief: User) -> None:
    closed = Collection.get_first_root_node().add_child(name="Closed")
    document, image = factories.DocumentFactory(), factories.ImageFactory()
    hidden = factories.DocumentFactory(collection=closed.add_child(name="Below"))
    picture = ("image", {"image": image, "alt": "", "decorative": False, "caption": ""})
    page(place, "Mit Bild", body=[picture])
    page(place, "Mit Dokument", body=paragraph(document, "document"))
    page(place, "Mit Geheimnis", body=paragraph(hidden, "document"))
    assert found(chief) == []
    document.delete()
    image.delete()
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    assert found(chief) == [
        ("Mit Bild", "image", "deleted", True),
        ("Mit Dokument", "document", "deleted", True),
        ("Mit Geheimnis", "document", "hidden", True),
    ]


def test_of_a_draft_what_is_deleted_counts_and_another_draft_does_not(
    place: Place, chief: User, target: Any
) -> None:
    page(place, "Entwurf", body=paragraph(target), live=False).save_revision()
    target.unpublish()
    assert found(chief) == []
    target.delete()
    assert found(chief) == [("Entwurf", "page", "deleted", False)]


def test_a_link_is_told_once_until_readers_have_the_page_without_it(
    place: Place, chief: User, target: Any
) -> None:
    source = page(place, body=paragraph(target))
    target.delete()
    source.title = "Anders"
    source.save_revision()
    assert found(chief) == [("Anders", "page", "deleted", True)]
    source.body = []
    mended = source.save_revision()
    assert found(chief) == [("Anders", "page", "deleted", True)]
    mended.publish()
    assert found(chief) == []
    source.save_revision()
    assert not LinkInside.objects.filter(page=source.pk).exists()  # of versions that are past


def test_a_version_in_the_links_language_stands_in(place: Place, chief: User, target: Any) -> None:
    english = factories.translate(target, "en", title="Target")
    source = factories.translate(page(place), "en", title="Page", body=paragraph(target))
    target.unpublish()
    assert found(chief) == []
    english.unpublish()
    assert found(chief) == [("Page", "page", "hidden", True)]
    source.delete()


def test_menus_and_redirects_are_looked_at_as_pages_are(place: Place, chief: User, target: Any) -> None:
    entry = {"title": "", "page": target, "url": "", "intro": "", "items": []}
    menu = factories.MenuFactory(site=place.site, items=[("panel", entry)])
    to_page = Redirect.objects.create(old_path="/alt", redirect_page=target)
    to_path = Redirect.objects.create(old_path="/neu", redirect_link=target.html_path, site=place.site)
    assert found(chief) == []
    target.unpublish()
    assert found(chief) == [
        (menu.name, "page", "hidden", True),
        (str(to_page), "page", "hidden", True),
        (str(to_path), "path", "hidden", True),
    ]
    target.delete()
    assert found(chief) == [(menu.name, "page", "deleted", True), (str(to_path), "path", "hidden", True)]
    menu.delete()
    to_path.delete()
    assert found(chief) == []


def test_everybody_is_told_of_what_they_may_change_and_of_nothing_else(
    place: Place, people: dict[str, Person], target: Any
) -> None:
    source = page(place, body=paragraph(target))
    factories.translate(source, "en", title="Page")
    Redirect.objects.create(old_path="/alt", redirect_link="/de/nichts/", site=place.site)
    target.delete()
    pages = {"Seite", "Page"}
    for name, seen in {
        "author": pages,
        "translator en": {"Page"},
        "translator ar": set(),
        "reviewer": pages,
        "press_officer": {*pages, "/alt"},
        "administrator": {*pages, "/alt"},
        "partner_manager": set(),
    }.items():
        assert {link[0] for link in found(people[name].user)} == seen, name


def test_it_is_one_query_however_much_there_is(place: Place, chief: User, target: Any) -> None:
    for number in range(3):
        page(place, f"Nummer {number}", body=[*paragraph(target), *cards(target)])
    target.delete()
    found(chief)  # content types are remembered
    with CaptureQueriesContext(connection) as asked:
        assert len(found(chief)) == 6
    assert len(asked) == 1


def test_a_command_writes_them_anew(place: Place, chief: User, target: Any) -> None:
    page(place, body=paragraph(target))
    factories.MenuFactory(site=place.site)
    before = LinkInside.objects.count()
    LinkInside.objects.all().delete()
    call_command("keep_links")
    assert LinkInside.objects.count() == before > 0
    Page.objects.get(pk=target.pk).delete()
    assert found(chief) == [("Seite", "page", "deleted", True)]


def test_the_links_of_a_draft_are_those_of_its_last_version_alone(place: Place, target: Any) -> None:
    draft = page(place, live=False, body=paragraph(target))
    for _ in range(3):
        draft.save_revision()
    assert LinkInside.objects.filter(page=draft).count() == 1

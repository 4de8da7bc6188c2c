"""News that other sites show too: where it is seen, where it stays, and who may say so."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Site

from cms.projection.check import differences
from cms.published.models import Change, PublishedItem
from newsroom.models import Adoption, NewsPage
from tests.databases import cloned
from tests.factories import LOCALES, NewsPageFactory, Place, make_site, translate
from tests.standing import sited

pytestmark = pytest.mark.usefixtures("own_database")

OFFICE = "office.example.org"


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """With the organisation's own site in it."""
    with django_db_blocker.unblock(), cloned(sited(LOCALES), f"own_{os.getpid()}"):
        yield


@pytest.fixture
def place(own_database: None) -> Place:
    return Place.standing()


@pytest.fixture
def office(place: Place) -> Place:
    """A country office: in English and Arabic."""
    return make_site(OFFICE, locales=("en", "ar"))


@pytest.fixture
def news(place: Place) -> NewsPage:
    return NewsPageFactory(parent=place.newsroom, title="Bericht")


def sites_of(page: Any) -> list[str]:
    return PublishedItem.objects.get(key=f"page-{page.pk}", state="public").sites


def agrees() -> bool:
    pages = list(PublishedItem.objects.filter(what="page").values_list("object_id", flat=True))
    return list(differences(pages)) == []


def listed(client: Client, **parameters: Any) -> list[int]:
    return [each["id"] for each in client.get("/api/v1/pages/", parameters).json()["items"]]


def test_adopted_news_is_in_the_lists_of_the_adopting_site_with_its_address_unchanged(
    client: Client, office: Place, news: NewsPage
) -> None:
    english = translate(news, "en", title="Report")
    before = client.get(f"/api/v1/pages/{english.pk}/").json()
    Adoption.objects.create(page=news, site=office.site)
    assert listed(client, site=OFFICE, locale="en", type="newsroom.NewsPage") == [english.pk]
    after = client.get(f"/api/v1/pages/{english.pk}/").json()
    for name in ("site", "html_url", "html_path", "seo", "breadcrumbs"):
        assert after["meta"][name] == before["meta"][name]
    assert sites_of(news) == ["www.example.org"], "the office does not speak German"
    assert agrees()


def test_a_translation_that_comes_later_is_adopted_too(office: Place, news: NewsPage) -> None:
    Adoption.objects.create(page=news, site=office.site)
    assert sites_of(translate(news, "ar", title="تقرير")) == ["www.example.org", OFFICE]
    assert agrees()


def test_a_language_that_the_site_comes_to_speak_or_gives_up_counts_from_then_on(
    office: Place, news: NewsPage
) -> None:
    english = translate(news, "en", title="Report")
    Adoption.objects.create(page=news, site=office.site)
    office.homes["en"].unpublish()
    assert sites_of(english) == ["www.example.org"]
    office.homes["en"].save_revision().publish()
    assert sites_of(english) == ["www.example.org", OFFICE]
    assert agrees()


@pytest.mark.parametrize("ending", ["adoption", "site"])
def test_what_is_no_longer_adopted_leaves_the_site_and_the_log_says_so(
    office: Place, news: NewsPage, ending: str
) -> None:
    english = translate(news, "en", title="Report")
    adoption = Adoption.objects.create(page=news, site=office.site)
    (adoption if ending == "adoption" else office.site).delete()
    assert sites_of(english) == ["www.example.org"]
    last = Change.objects.filter(key=f"page-{english.pk}").order_by("sequence").last()
    assert last
    assert f"site:{OFFICE}" in last.before
    assert f"site:{OFFICE}" not in last.after
    assert "site:www.example.org" in last.after
    assert agrees()


def test_an_adoption_that_is_moved_to_another_piece_lets_go_of_the_first(
    office: Place, place: Place, news: NewsPage
) -> None:
    first, second = (
        translate(NewsPageFactory(parent=place.newsroom, title=title), "en", title=title) for title in "AB"
    )
    adoption = Adoption.objects.create(page=first, site=office.site)
    adoption.page = second
    adoption.save()
    assert (sites_of(first), sites_of(second)) == (["www.example.org"], ["www.example.org", OFFICE])


def test_at_its_path_the_adopting_site_leads_to_where_it_is(
    client: Client, office: Place, news: NewsPage
) -> None:
    english = translate(news, "en", title="Report")
    Adoption.objects.create(page=news, site=office.site)
    path = client.get(f"/api/v1/pages/{english.pk}/").json()["meta"]["html_path"]
    found = client.get("/api/v1/resolve/", {"path": path, "site": OFFICE}).json()
    assert found == {
        "outcome": "redirect",
        "location": f"https://www.example.org{path}",
        "permanent": False,
    }
    own = NewsPageFactory(parent=office.newsrooms["en"], title="Report", locale=office.newsrooms["en"].locale)
    assert client.get(f"/api/v1/pages/{own.pk}/").json()["meta"]["html_path"] == path
    found = client.get("/api/v1/resolve/", {"path": path, "site": OFFICE}).json()
    assert found["page"]["id"] == own.pk
    everywhere = client.get("/api/v1/resolve/", {"path": path}).json()
    assert everywhere["page"]["id"] == english.pk


def test_a_site_adopts_no_piece_of_its_own_and_none_twice(office: Place, news: NewsPage) -> None:
    english = translate(news, "en", title="Report")
    Adoption.objects.create(page=news, site=office.site)
    with pytest.raises(ValidationError, match=r"already|schon"):
        Adoption(page=english, site=office.site).full_clean()
    with pytest.raises(ValidationError, match=r"own|gehört"):
        Adoption(page=news, site=Site.objects.get(is_default_site=True)).full_clean()


@pytest.fixture
def editor(office: Place) -> Client:
    """May write on the office's pages alone, and adopt."""
    group = Group.objects.create(name="Office")
    names = ["access_admin", *(f"{action}_adoption" for action in ("add", "change", "delete", "view"))]
    group.permissions.set(Permission.objects.filter(codename__in=names))
    for action in ("add_page", "change_page"):
        permission = Permission.objects.get(codename=action, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=office.newsroom, permission=permission)
    user = User.objects.create_user("office", password="unused")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def address_of(view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_newsroom_adoption:{view}", args=args)


def test_an_office_adopts_global_news_for_its_own_site_alone(
    editor: Client, office: Place, news: NewsPage
) -> None:
    other = make_site("third.example.org", locales=("en",)).site
    refused = editor.post(address_of("add"), {"page": news.pk, "site": other.pk})
    assert refused.status_code == 200
    assert not Adoption.objects.exists()
    done = editor.post(address_of("add"), {"page": news.pk, "site": office.site.pk})
    assert done.status_code == 302
    assert Adoption.objects.get().site == office.site


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Choose a piece of news"), ("de", "Meldung auswählen")]
)
def test_the_form_asks_for_a_piece_in_the_editors_language(editor: Client, language: str, words: str) -> None:
    page = editor.get(address_of("add"), headers={"accept-language": language}).content.decode()
    assert words in page


def test_an_office_sees_and_ends_no_other_sites_adoptions(
    editor: Client, office: Place, news: NewsPage
) -> None:
    third = make_site("third.example.org", locales=("en",)).site
    own = Adoption.objects.create(page=news, site=office.site)
    others = Adoption.objects.create(page=news, site=third)
    page = editor.get(address_of("list")).content.decode()
    assert address_of("edit", own.pk) in page
    assert address_of("edit", others.pk) not in page
    for view in ("edit", "delete"):
        editor.post(address_of(view, others.pk), {"page": news.pk, "site": office.site.pk})
    bulk = reverse("wagtail_bulk_action", args=["newsroom", "adoption", "delete"])
    editor.post(f"{bulk}?id={others.pk}", {})
    assert Adoption.objects.filter(pk=others.pk, site=third).exists()
    assert editor.post(address_of("delete", own.pk)).status_code == 302
    assert not Adoption.objects.filter(pk=own.pk).exists()

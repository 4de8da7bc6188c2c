"""Sites and languages: where pages are, and which there are at all."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, PageViewRestriction, Site

from cms.pages.time_zones import SiteTimeZone
from cms.projection import project
from cms.published.models import PublishedSite
from tests.projection.observing import changes, content, item, jobs, last_change, path
from tests.projection.world import World


def test_a_site_with_another_root_has_other_paths_and_loses_what_is_outside(world: World) -> None:
    site = world.get_site()
    site.root_page = world.page("section").page_ptr
    site.save()
    assert path(world.page("section")) == "/de/"
    assert path(world.page("page")) == "/de/a-page/"
    assert item(world.page("news")) is None
    assert content(world.page("page"))["meta"]["breadcrumbs"][0]["id"] == world.pages["section"]
    row = item(world.page("page"))
    assert row
    assert row.former_paths == ["/de/our-work/a-page/"]


def test_a_renamed_site_is_renamed_in_every_address(world: World) -> None:
    site = world.get_site()
    site.hostname = "new.example.org"
    site.save()
    assert content(world.page("page"))["meta"]["html_url"] == "https://new.example.org/de/our-work/a-page/"
    assert item(world.page("page")).sites == ["new.example.org"]
    assert [each.host for each in PublishedSite.objects.all()] == ["new.example.org"]


def test_a_site_inside_another_takes_its_branch_and_gives_it_back(world: World) -> None:
    second = Site.objects.create(
        hostname="work.example.org", port=443, root_page=world.page("section").page_ptr
    )
    row = item(world.page("page"))
    assert row
    assert (row.site, row.html_path) == ("work.example.org", "/de/a-page/")
    assert world.page("page").html_url == content(world.page("page"))["meta"]["html_url"]
    assert PublishedSite.objects.count() == 2
    second.delete()
    assert path(world.page("page")) == "/de/our-work/a-page/"
    assert PublishedSite.objects.count() == 1


def test_a_restriction_above_a_nested_sites_root_reaches_whoever_shows_its_pages(world: World) -> None:
    Site.objects.create(hostname="work.example.org", port=443, root_page=world.page("page").page_ptr)
    assert content(world.page("news"))["related"][0]["meta"]["html_path"] == "/de/"
    PageViewRestriction.objects.create(page=world.page("section"), restriction_type="login")
    assert item(world.page("page")) is None
    assert content(world.page("news"))["related"] == []


def test_lifting_a_restriction_above_a_sites_root_makes_the_site_public(world: World) -> None:
    restriction = PageViewRestriction.objects.create(page=world.page("home"), restriction_type="login")
    site = world.get_site()
    site.root_page = world.page("section").page_ptr
    site.save()
    assert item(world.page("page")) is None
    restriction.delete()
    assert path(world.page("page")) == "/de/a-page/"


def test_without_any_site_nothing_is_public(world: World) -> None:
    world.get_site().delete()
    assert [item(world.page(name)) for name in ("home", "news", "page", "home_en")] == [None] * 4
    assert item(f"image-{world.image}") is None
    assert not PublishedSite.objects.exists()


def test_a_new_language_is_one_of_the_sites_once_it_has_a_home(world: World) -> None:
    french = Locale.objects.create(language_code="fr")
    assert PublishedSite.objects.get().locales == ["de", "en"]
    world.page("home").copy_for_translation(french, alias=True)
    assert PublishedSite.objects.get().locales == ["de", "en", "fr"]


def test_a_deleted_language_is_none_of_the_sites_any_more(world: World) -> None:
    world.page("home_en").delete()
    Locale.objects.get(language_code="en").delete()
    assert PublishedSite.objects.get().locales == ["de"]
    assert content(world.page("home"))["meta"]["translations"] == []


def test_a_renamed_sites_items_are_found_under_its_new_name_before_the_worker_comes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "FAN_OUT_IN_DOOR", 1)
    site = world.get_site()
    site.hostname = "new.example.org"
    site.save()
    assert jobs()
    rows = [item(world.page(name)) for name in ("home", "section", "page", "news")]
    assert [(row.site, row.sites) for row in rows] == [("new.example.org", ["new.example.org"])] * 4


def test_a_site_and_a_language_are_named_once_their_home_page_is_public(world: World) -> None:
    hidden = ("newsroom", "newsroom_en", "home_en")
    for name in hidden:
        world.page(name).unpublish()
    campaign = world.page("newsroom").page_ptr
    Site.objects.create(hostname="campaign.example.org", port=443, root_page=campaign)
    only = PublishedSite.objects.get()
    assert (only.host, only.locales) == ("www.example.org", ["de"])
    for name in reversed(hidden):
        world.page(name).save_revision().publish()
    named = {each.host: each.locales for each in PublishedSite.objects.all()}
    assert named == {"www.example.org": ["de", "en"], "campaign.example.org": ["de", "en"]}


def test_two_sites_of_one_name_are_refused(world: World, admin: Client) -> None:
    """Wagtail tells http and https apart by their ports; readers name both by the host alone."""
    answer = admin.post(
        reverse("wagtailsites:add"),
        {
            "hostname": "www.example.org",
            "port": 80,
            "root_page": world.pages["section"],
            "site_name": "Again",
        },
    )
    assert answer.status_code == 400
    assert "www.example.org" in answer.content.decode()
    assert Site.objects.count() == 1
    site = world.get_site()
    site.site_name = "Another title"
    site.save()


def test_a_site_has_a_time_zone_of_its_own_or_the_installations(
    world: World, admin: Client, settings: Any
) -> None:
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:1/"]
    address = reverse("wagtailsettings:edit", args=["pages", "sitetimezone", world.site])

    def zones() -> list[str]:
        said = (content(f"site-{world.site}-{locale}")["time_zone"] for locale in ("de", "en"))
        return [PublishedSite.objects.get().time_zone, *said]

    assert zones() == ["Europe/Berlin"] * 3
    assert "As the installation: Europe/Berlin" in admin.get(address).content.decode()
    since = last_change()
    assert jobs() == []
    admin.post(address, {"time_zone": "Africa/Cairo"})
    assert zones() == ["Africa/Cairo"] * 3
    assert changes(since) == [("updated", f"site-{world.site}-{locale}") for locale in ("de", "en")]
    [keys, again] = [set(arguments["keys"]) for _, name, arguments in jobs()]
    assert keys == again >= {"sites", "list-site-de", f"site-{world.site}-de"}
    assert "list-page" not in keys
    settings.EDGE_PURGE_URLS = []
    assert admin.post(address, {"time_zone": "Mars/Olympus"}).status_code == 200
    assert zones() == ["Africa/Cairo"] * 3
    SiteTimeZone.objects.get().delete()
    assert zones() == ["Europe/Berlin"] * 3


def test_a_new_language_makes_no_work(world: World) -> None:
    Locale.objects.create(language_code="es")
    assert jobs() == []

"""What a site says of itself, in each language that it speaks."""

from typing import Any

from wagtail.models import Site

from api.documented_site import FIXED_PAGES
from home import items
from home.models import HomeAccessibleVersion
from tests import factories
from tests.projection.observing import changes, content, item, last_change
from tests.projection.world import World, publish


def said(world: World, language: str = "de") -> dict[str, Any]:
    return content(f"site-{world.site}-{language}")


def test_a_site_is_an_item_in_each_language_that_it_speaks(world: World) -> None:
    german, english = said(world), said(world, "en")
    assert german["name"] == english["name"] == "Agentur für Beispiele"
    assert german["meta"]["site"] == "www.example.org"
    assert english["home"]["html_path"] == "/en/"
    assert [(each["locale"], each["label"], each["native_label"]) for each in german["locales"]] == [
        ("de", "Deutsch", "Deutsch"),
        ("en", "Englisch", "English"),
    ]
    world.page("home_en").unpublish()
    assert item(f"site-{world.site}-en") is None
    assert [each["locale"] for each in said(world)["locales"]] == ["de"]
    world.page("home_en").save_revision().publish()
    assert said(world, "en")


def test_an_identity_that_is_written_moved_and_deleted_is_followed(world: World) -> None:
    since = last_change()
    identity = factories.SiteIdentityFactory(
        site=world.get_site(), name="The Agency", logo=world.get_image(), contact_email="info@example.org"
    )
    assert (said(world)["name"], said(world)["contact"]["email"]) == ("The Agency", "info@example.org")
    assert said(world)["logo"]["id"] == world.image
    assert said(world, "en")["logo"] is None
    assert changes(since) == [("updated", f"site-{world.site}-de")]
    other = Site.objects.create(hostname="b.example.org", port=443, root_page=world.page("section").page_ptr)
    identity.site = other
    identity.save()
    assert (said(world)["name"], said(world)["logo"]) == ("Agentur für Beispiele", None)
    assert content(f"site-{other.pk}-de")["name"] == "The Agency"
    identity.delete()
    assert content(f"site-{other.pk}-de")["name"] == "b.example.org"


def test_the_pages_that_frontends_link_everywhere_are_found_and_lost(world: World) -> None:
    imprint = factories.LegalPageFactory(parent=world.page("home"), title="Imprint", live=False)
    assert said(world)["pages"]["imprint"] is None
    imprint.save_revision().publish()
    assert said(world)["pages"]["imprint"]["html_path"] == "/de/imprint/"
    imprint = publish(imprint, legal_kind="privacy", title="Privacy")
    assert said(world)["pages"]["imprint"] is None
    assert said(world)["pages"]["privacy"]["title"] == "Privacy"
    imprint.unpublish()
    assert said(world)["pages"]["privacy"] is None
    versions = [HomeAccessibleVersion(kind="plain_language", target=world.page("page"))]
    publish(world.page("home"), accessible_versions=versions)
    assert said(world)["pages"]["plain_language"]["id"] == world.pages["page"]


def test_a_site_inside_another_has_its_own_legal_pages(world: World) -> None:
    inner = Site.objects.create(hostname="b.example.org", port=443, root_page=world.page("section").page_ptr)
    factories.LegalPageFactory(parent=world.page("section"), title="Imprint")
    assert (
        content(f"site-{inner.pk}-de")["pages"]["imprint"]["html_url"] == "https://b.example.org/de/imprint/"
    )
    assert said(world)["pages"]["imprint"] is None
    name = f"site-{inner.pk}-de"
    inner.delete()
    assert item(name) is None
    assert said(world)["pages"]["imprint"]["html_path"] == "/de/our-work/imprint/"


def test_the_description_of_the_api_knows_every_such_page() -> None:
    assert set(FIXED_PAGES) == set(items.FIXED_PAGES)

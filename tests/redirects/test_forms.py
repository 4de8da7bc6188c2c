"""The form of a redirect: what it refuses, never a loop, and how it keeps paths."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from tests import factories
from tests.projection.observing import content
from tests.projection.world import World
from tests.redirects.editing import HERE, add, errors, leads, warnings


@pytest.mark.parametrize("to", ["/a", f"{HERE}/A/", "http://www.example.org/a?x=1"])
def test_a_redirect_to_itself_is_refused(world: World, admin: Client, to: str) -> None:
    assert list(errors(add(admin, "/a", redirect_link=to))) == ["redirect_link"]
    assert Redirect.objects.count() == 0


def test_a_loop_is_refused_and_an_edit_that_makes_one_too(world: World, admin: Client) -> None:
    add(admin, "/a", redirect_link="/b")
    add(admin, "/b", redirect_link="/c")
    assert list(errors(add(admin, "/c", redirect_link="/a"))) == ["redirect_link"]
    add(admin, "/c", redirect_link="/d")
    redirect = Redirect.objects.get(old_path="/c")
    data = {"old_path": "/c", "is_permanent": "on", "redirect_link": f"{HERE}/a"}
    assert list(errors(admin.post(f"/admin/redirects/{redirect.pk}/", data))) == ["redirect_link"]
    assert leads("/a") == "/d"


def test_the_same_path_on_another_site_is_no_loop(world: World, admin: Client) -> None:
    home = factories.HomePageFactory(
        parent=Page.get_first_root_node(), title="Other", slug="other", locale=factories.locale("de")
    )
    Site.objects.create(hostname="other.example.org", port=443, root_page=home)
    add(admin, "/a", site=world.site, redirect_link="https://other.example.org/a")
    assert leads("/a") == "https://other.example.org/a"
    assert list(errors(add(admin, "/x", redirect_link="https://other.example.org/x"))) == ["redirect_link"]


def test_what_leads_nowhere_is_refused_beside_its_field(world: World, admin: Client) -> None:
    assert list(errors(add(admin, "/a"))) == ["redirect_link"]
    both = {"redirect_link": "https://elsewhere.example/", "redirect_page": world.pages["page"]}
    assert list(errors(add(admin, "/a", **both))) == ["redirect_link"]
    assert list(errors(add(admin, "/a", redirect_link="ftp://elsewhere.example/"))) == ["redirect_link"]
    own = add(admin, "/de/our-work/a-page/", redirect_page=world.pages["page"])
    assert list(errors(own)) == ["redirect_page"]
    for no_path in ("/%00", "http://[/"):
        assert list(errors(add(admin, no_path, redirect_link="https://elsewhere.example/"))) == ["old_path"]


def test_the_form_of_one_that_was_written_past_it_opens(world: World, admin: Client) -> None:
    redirect = Redirect.objects.create(old_path="/a%00", redirect_link="https://elsewhere.example/")
    assert admin.get(f"/admin/redirects/{redirect.pk}/").status_code == 200


def test_a_path_stays_one_and_follows_its_site_to_another_host(world: World, admin: Client) -> None:
    add(admin, "/all", redirect_link="/de/our-work/")
    add(admin, "/one", redirect_link="/de/our-work/a-page/?x=1", site=world.site)
    assert set(Redirect.objects.values_list("redirect_link", flat=True)) == {
        "/de/our-work/",
        "/de/our-work/a-page/?x=1",
    }
    assert warnings(admin.get(f"/admin/redirects/{Redirect.objects.get(old_path='/all').pk}/")) == []
    site = world.get_site()
    site.hostname, site.port = "new.example.org", 8443
    site.save()
    assert leads("/all", "new.example.org:8443") == "/de/our-work/"
    assert leads("/one", "new.example.org:8443") == "/de/our-work/a-page/?x=1"
    redirect = Redirect.objects.get(old_path="/all")
    assert content(f"redirect-{redirect.pk}")["location"] == f"{site.root_url}/de/our-work/"


def test_a_path_is_shown_as_it_was_given_beside_an_error(world: World, admin: Client) -> None:
    form = add(admin, "/a", redirect_link="/a").context["form"]
    assert list(form.errors) == ["redirect_link"]
    assert form["redirect_link"].value() == "/a"

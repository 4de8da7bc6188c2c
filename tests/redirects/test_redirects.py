"""Editors' redirects: followed by readers, told of in the log, and never in circles."""

from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests import factories
from tests.projection.observing import changes, content, item, last_change
from tests.projection.world import World, publish
from tests.redirects.editing import HERE, add, leads


def test_a_redirect_to_a_page_follows_it_and_is_there_while_it_is(world: World, admin: Client) -> None:
    add(admin, "/node/123/", redirect_page=world.pages["page"])
    assert leads("/node/123?x=1") == "/de/our-work/a-page/?x=1"
    publish(world.page("section"), slug="arbeit")
    assert leads("/node/123") == "/de/arbeit/a-page/"
    [redirect] = Redirect.objects.all()
    assert content(f"redirect-{redirect.pk}")["location"] == f"{HERE}/de/arbeit/a-page/"
    world.page("page").unpublish()
    assert leads("/node/123") == 404
    publish(world.page("page"))
    assert leads("/node/123") == "/de/arbeit/a-page/"
    world.page("page").delete()
    assert (leads("/node/123"), Redirect.objects.count()) == (404, 0)


def test_it_leads_to_the_page_in_its_language(world: World, admin: Client) -> None:
    english = factories.translate(world.page("page"), "en", title="In English")
    add(admin, "/old-en", redirect_page=english.pk)
    add(admin, "/old-de", redirect_page=world.pages["page"])
    assert leads("/old-en") == Page.objects.get(pk=english.pk).specific.html_path
    assert leads("/old-de") == "/de/our-work/a-page/"


def test_a_redirect_is_an_item_of_its_own_in_the_log(world: World, admin: Client) -> None:
    since = last_change()
    add(admin, "/a", redirect_link="https://elsewhere.example/")
    [redirect] = Redirect.objects.all()
    key = f"redirect-{redirect.pk}"
    found = item(key)
    assert found
    assert (found.type, found.site, found.locale) == ("wagtailredirects.Redirect", None, None)
    redirect.redirect_link = "https://elsewhere.example/b"
    redirect.save()
    redirect.delete()
    assert [each for each in changes(since) if each[1] == key] == [
        ("published", key),
        ("updated", key),
        ("removed", key),
    ]
    assert leads("/a") == 404


def test_one_site_or_all_and_permanent_or_not(world: World, admin: Client) -> None:
    add(admin, "/a", site=world.site, redirect_link="https://elsewhere.example/", is_permanent="")
    answer = Client().get("/api/v1/resolve/", {"path": "/a"}).json()
    assert answer == {
        "outcome": "redirect",
        "location": "https://elsewhere.example/",
        "permanent": False,
    }
    [redirect] = Redirect.objects.all()
    assert content(f"redirect-{redirect.pk}")["meta"]["site"] == "www.example.org"


def test_chains_over_a_former_path_are_collapsed(world: World, admin: Client) -> None:
    add(admin, "/two", redirect_link="/de/our-work/a-page/")
    add(admin, "/one", redirect_link=f"{HERE.replace('https', 'http')}/two")
    publish(world.page("page"), slug="anew")
    assert leads("/one") == "/de/our-work/anew/"


def test_a_loop_that_was_written_past_the_form_hangs_nobody(world: World) -> None:
    Redirect.objects.create(old_path="/a", redirect_link=f"{HERE}/b")
    Redirect.objects.create(old_path="/b", redirect_link=f"{HERE}/a")
    assert (leads("/a"), leads("/b")) == (404, 404)


def test_moves_and_new_slugs_make_no_redirects_of_wagtails_own(world: World) -> None:
    publish(world.page("page"), slug="anew")
    world.page("page").move(world.page("home"), pos="last-child")
    assert Redirect.objects.count() == 0
    assert leads("/de/our-work/a-page/") == "/de/anew/"

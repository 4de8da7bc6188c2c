"""What is no page: menus, topics, organisations. They appear, change and go as pages do."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import PageViewRestriction

from cms.media.access import public_for
from cms.projection import project, tasks
from cms.published.models import Change, PublishedItem
from home.models import Menu
from tests import factories
from tests.clock import Clock
from tests.projection.observing import changes, content, differences, item, jobs, last_change, run_jobs
from tests.projection.world import World, edit, publish


@pytest.fixture
def menu(world: World) -> Menu:
    """Shows the section, and below it the page."""
    section, page = world.page("section"), world.page("page")
    panels = [("panel", {"page": section, "intro": "What we do.", "items": [{"page": page}]})]
    return factories.MenuFactory(site=world.get_site(), items=panels)


def key(source: Any) -> str:
    return f"{source._meta.model_name}-{source.pk}"


def titles(nodes: list[dict[str, Any]]) -> list[Any]:
    return [(node["title"], titles(node["items"])) for node in nodes]


def test_a_menu_is_an_item_of_its_site_in_its_language(world: World, menu: Menu) -> None:
    row = item(key(menu))
    assert row
    assert (row.what, row.type, row.locale, row.slug) == ("menu", "home.Menu", "de", "main")
    assert (row.site, row.sites) == ("www.example.org", ["www.example.org"])
    shown = content(key(menu))
    assert (shown["id"], shown["type"], shown["name"]) == (menu.pk, "home.Menu", "main")
    assert shown["meta"]["direction"] == "ltr"
    assert titles(shown["items"]) == [("Our work", [("A page", [])])]


def test_a_saved_renamed_and_deleted_menu_is_told_of(world: World, menu: Menu) -> None:
    assert changes()[-1] == ("published", key(menu))
    since, name = last_change(), key(menu)
    menu.items[0].value["intro"] = "All that we do."
    menu.save()
    assert changes(since) == [("updated", name)]
    menu.delete()
    assert changes(since)[1:] == [("removed", name)]
    assert item(name) is None
    last = Change.objects.order_by("sequence").last()
    assert last
    assert "site:www.example.org" in last.before
    assert last.after == []


def test_a_menu_follows_the_pages_that_it_shows(world: World, menu: Menu) -> None:
    since = last_change()
    publish(world.page("section"), title="Our deeds", slug="deeds")
    [panel] = content(key(menu))["items"]
    assert panel["title"] == "Our deeds"
    assert panel["items"][0]["page"]["html_path"] == "/de/deeds/a-page/"
    assert ("refreshed", key(menu)) in changes(since)
    world.page("page").unpublish()
    assert titles(content(key(menu))["items"]) == [("Our deeds", [])]
    world.page("section").unpublish()
    assert content(key(menu))["items"] == []
    world.page("section").save_revision().publish()
    assert titles(content(key(menu))["items"]) == [("Our deeds", [])]


def test_an_entry_appears_and_goes_with_its_page_by_the_clock_alone(
    world: World, menu: Menu, clock: Clock
) -> None:
    world.page("page").unpublish()
    page = world.page("page")
    page.go_live_at, page.expire_at = clock.now + timedelta(hours=2), clock.now + timedelta(hours=4)
    page.save_revision().publish()
    since, seen = last_change(), []
    for _ in range(3):
        seen.append(titles(content(key(menu))["items"]))
        clock.advance(hours=2)
        run_jobs()
    assert seen == [[("Our work", [])], [("Our work", [("A page", [])])], [("Our work", [])]]
    assert changes(since).count(("refreshed", key(menu))) == 2


def test_a_menu_goes_and_comes_with_its_sites_home_page(world: World, menu: Menu) -> None:
    restriction = PageViewRestriction.objects.create(page=world.page("home"), restriction_type="login")
    assert item(key(menu)) is None
    restriction.delete()
    assert item(key(menu))


def test_a_menu_that_never_was_public_comes_with_its_sites_home_page(world: World) -> None:
    world.page("home_en").unpublish()
    menu = factories.MenuFactory(site=world.get_site(), locale=factories.locale("en"))
    assert item(key(menu)) is None
    world.page("home_en").save_revision().publish()
    assert item(key(menu))


def test_a_menu_shows_a_translation_once_it_is_public(world: World) -> None:
    panels = [("panel", {"page": world.page("section")})]
    menu = factories.MenuFactory(site=world.get_site(), locale=factories.locale("en"), items=panels)
    assert content(key(menu))["items"][0]["page"]["locale"] == "de"
    factories.translate(world.page("section"), "en", title="What we do")
    assert content(key(menu))["items"][0]["title"] == "What we do"


def test_a_draft_of_a_page_is_in_no_menu(world: World, menu: Menu) -> None:
    before = content(key(menu))
    edit(world.page("section"), title="A draft")
    assert content(key(menu)) == before


def test_a_renamed_site_is_renamed_in_its_menus(world: World, menu: Menu) -> None:
    site = world.get_site()
    site.hostname = "new.example.org"
    site.save()
    row = item(key(menu))
    assert row
    assert row.sites == ["new.example.org"]
    assert content(key(menu))["items"][0]["url"] == "https://new.example.org/de/our-work/"


def test_a_topic_is_an_item_in_each_language_that_it_exists_in(world: World) -> None:
    topic = world.get_topic()
    wider = factories.TopicFactory(title="Life", slug="life")
    topic.parent, topic.description = wider, "Of labour."
    topic.save()
    english = topic.copy_for_translation(factories.locale("en"))
    english.title, english.description = "Labour", ""
    english.save()
    shown = content(key(topic))
    assert (shown["value"], shown["label"]) == ("work", "Work")
    assert (shown["description"], shown["parent"]) == ("Of labour.", {"value": "life", "label": "Life"})
    row = item(key(english))
    assert row
    assert (row.what, row.slug, row.title, row.locale) == ("topic", "work", "Labour", "en")
    assert row.translation_key == topic.translation_key
    wider.title = "All life"
    wider.save()
    assert content(key(topic))["parent"]["label"] == "All life"


def test_an_organisations_logo_is_not_public_by_that(world: World) -> None:
    """Nobody may learn from a file who will be named in news that is still to come."""
    logo = factories.ImageFactory()
    factories.OrganisationFactory(name="Agency", slug="agency", logo=logo)
    assert item(f"image-{logo.pk}") is None
    assert public_for(logo) is None


def forge(world: World) -> str:
    PublishedItem.objects.filter(key=f"topic-{world.topic}").update(title="Forged")
    return f"topic-{world.topic}: differs in title"


def forget(world: World) -> str:
    PublishedItem.objects.filter(key=f"topic-{world.topic}").delete()
    return f"topic-{world.topic}: has 0 versions, should have 1"


@pytest.mark.parametrize("tamper", [forge, forget])
@pytest.mark.parametrize("mender", ["round", "rebuild"])
def test_tampering_is_found_and_mended(world: World, tamper: Callable[[World], str], mender: str) -> None:
    expected = tamper(world)
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check_published", stdout=said, stderr=io.StringIO())
    assert any(line.startswith(expected) for line in said.getvalue().splitlines()), said.getvalue()
    if mender == "round":
        tasks.mend.func(timestamp=0)
        run_jobs()
    else:
        call_command("rebuild_published", stdout=io.StringIO(), stderr=io.StringIO())
    assert differences() == []


def test_what_was_deleted_unnoticed_goes(world: World) -> None:
    organisation = factories.OrganisationFactory()
    name = key(organisation)
    type(organisation).objects.filter(pk=organisation.pk)._raw_delete("default")
    assert [found.partition(":")[0] for found in differences()] == [name]
    tasks.mend.func(timestamp=0)
    run_jobs()
    assert item(name) is None


def test_what_very_many_items_show_follows_in_the_worker(
    world: World, menu: Menu, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = factories.MenuFactory(name="second", site=world.get_site(), items=menu.items)
    monkeypatch.setattr(project, "ITEMS_IN_DOOR", 1)
    publish(world.page("section"), title="Our deeds")
    assert "cms.projection.tasks.refresh_items" in {name for _, name, _ in jobs()}
    run_jobs()
    assert [content(key(each))["items"][0]["title"] for each in (menu, second)] == ["Our deeds"] * 2

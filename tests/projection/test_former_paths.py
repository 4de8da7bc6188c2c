"""Every path that a page has ever had leads to it: at any depth, over sites and languages."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, Site

from tests import factories
from tests.projection.observing import item, run_jobs
from tests.projection.world import World, publish


def leads(path: str, site: str = "www.example.org") -> Any:
    """Where a path leads: a location, the id of the page there, or a status that is none of success."""
    response = Client().get("/api/v1/resolve/", {"path": path, "site": site})
    answer = response.json()
    if response.status_code != 200:
        return response.status_code
    return answer.get("location") or answer["page"]["id"]


@pytest.fixture
def deep(world: World) -> list[Page]:
    """Three levels below the section: /de/our-work/a/b/c/."""
    found = [world.page("section")]
    for title in ("A", "B", "C"):
        made: Any = factories.SectionPageFactory if title != "C" else factories.ContentPageFactory
        found.append(made(parent=found[-1], title=title))
    return found[1:]


def test_a_section_moved_and_renamed_several_times_leads_on_from_every_level(
    world: World, deep: list[Page]
) -> None:
    _, b, c = deep
    paths = ["/de/our-work/a/b/c/"]
    publish(world.page("section"), slug="arbeit")
    paths.append("/de/arbeit/a/b/c/")
    b.move(world.page("home"), pos="last-child")
    paths.append("/de/b/c/")
    publish(Page.objects.get(pk=b.pk).specific, slug="bee")
    paths.append("/de/bee/c/")
    publish(Page.objects.get(pk=c.pk).specific, slug="see")
    for path in paths:
        assert leads(path) == "/de/bee/see/", path
        assert leads(path.upper()) == "/de/bee/see/", path
    assert leads("/de/bee/see/") == c.pk
    assert leads("/de/our-work/a/b/") == leads("/de/arbeit/a/b/") == leads("/de/b/") == "/de/bee/"
    assert leads("/de/our-work/a/") == "/de/arbeit/a/"
    assert leads("/de/our-work/") == "/de/arbeit/"


def test_moved_back_it_is_at_its_own_path_again(world: World, deep: list[Page]) -> None:
    a, b, c = deep
    b.move(world.page("home"), pos="last-child")
    assert leads("/de/our-work/a/b/c/") == "/de/b/c/"
    Page.objects.get(pk=b.pk).move(Page.objects.get(pk=a.pk), pos="last-child")
    assert leads("/de/our-work/a/b/c/") == c.pk
    assert leads("/de/b/c/") == "/de/our-work/a/b/c/"


def test_a_path_taken_over_leads_to_who_is_there_and_afterwards_to_the_last_who_was(world: World) -> None:
    first = world.page("page")
    publish(first, slug="elsewhere")
    second = factories.ContentPageFactory(parent=world.page("section"), title="A page")
    assert leads("/de/our-work/a-page/") == second.pk
    publish(second, slug="third")
    publish(Page.objects.get(pk=first.pk).specific, summary="Changed after that.")
    assert leads("/de/our-work/a-page/") == "/de/our-work/third/"
    Page.objects.get(pk=second.pk).specific.unpublish()
    assert leads("/de/our-work/a-page/") == "/de/our-work/elsewhere/"
    Page.objects.get(pk=first.pk).delete()
    assert leads("/de/our-work/a-page/") == 410


def test_a_path_whose_last_page_is_gone_is_gone(world: World) -> None:
    publish(world.page("page"), slug="elsewhere")
    second = factories.ContentPageFactory(parent=world.page("section"), title="A page")
    assert leads("/de/our-work/a-page/") == second.pk
    Page.objects.get(pk=second.pk).specific.unpublish()
    assert leads("/de/our-work/a-page/") == 410
    Page.objects.get(pk=second.pk).delete()
    assert leads("/de/our-work/a-page/") == 410


def test_a_deleted_section_is_gone_at_every_path_of_every_page_below(world: World, deep: list[Page]) -> None:
    publish(world.page("section"), slug="arbeit")
    Page.objects.get(pk=deep[0].pk).delete()
    for path in ("/de/arbeit/a/", "/de/arbeit/a/b/", "/de/arbeit/a/b/c/", "/de/our-work/a/b/c/"):
        assert leads(path) == 410, path
    assert leads("/de/our-work/") == "/de/arbeit/"


def test_a_page_moved_to_another_site_leads_there_from_its_old_one(world: World, deep: list[Page]) -> None:
    other = factories.HomePageFactory(
        parent=Page.get_first_root_node(), title="Other", slug="other", locale=factories.locale("de")
    )
    Site.objects.create(hostname="other.example.org", port=443, root_page=other)
    Page.objects.get(pk=deep[1].pk).move(other, pos="last-child")
    assert leads("/de/our-work/a/b/c/") == "https://other.example.org/de/b/c/"
    assert leads("/de/our-work/a/b/c/", "other.example.org") == 404
    assert leads("/de/b/c/", "other.example.org") == deep[2].pk
    # Its host's new name is where it leads then.
    site = Site.objects.get(hostname="other.example.org")
    site.hostname = "renamed.example.org"
    site.save()
    run_jobs()
    assert leads("/de/our-work/a/b/c/") == "https://renamed.example.org/de/b/c/"
    # And back, from a site that has had a name before.
    Page.objects.get(pk=deep[1].pk).move(Page.objects.get(pk=deep[0].pk), pos="last-child")
    assert leads("/de/b/c/", "renamed.example.org") == "https://www.example.org/de/our-work/a/b/c/"


def test_at_the_same_path_of_another_site_it_leads_there_too(world: World) -> None:
    other = factories.HomePageFactory(
        parent=Page.get_first_root_node(), title="Other", slug="other", locale=factories.locale("de")
    )
    Site.objects.create(hostname="other.example.org", port=443, root_page=other)
    section = world.pages["section"]
    world.page("section").move(other, pos="last-child")
    assert leads("/de/our-work/") == "https://other.example.org/de/our-work/"
    assert leads("/de/our-work/", "other.example.org") == section


def test_a_page_moved_into_another_languages_tree_leads_there(world: World, deep: list[Page]) -> None:
    Page.objects.get(pk=deep[1].pk).move(world.page("home_en"), pos="last-child")
    assert leads("/de/our-work/a/b/c/") == "/en/b/c/"
    assert leads("/en/b/c/") == deep[2].pk


def test_a_path_that_was_only_ever_a_drafts_or_an_embargoed_ones_leads_nowhere(world: World) -> None:
    draft = world.page("draft")
    draft.move(world.page("home"), pos="last-child")
    draft = world.page("draft")
    publish(draft)
    assert leads("/de/presse/a-draft/") == 404


def test_a_mere_refresh_does_not_count_as_an_edit(world: World) -> None:
    before = item(world.page("page"))
    assert before
    publish(world.page("section"), title="Renamed")
    after = item(world.page("page"))
    assert after
    assert after.changed_at > before.changed_at
    assert after.edited_at == before.edited_at
    publish(world.page("page"), summary="Edited.")
    edited = item(world.page("page"))
    assert edited
    assert edited.edited_at == edited.changed_at > before.edited_at
    world.page("page").move(world.page("home"), pos="last-child")
    moved = item(world.page("page"))
    assert moved
    assert moved.edited_at > edited.edited_at

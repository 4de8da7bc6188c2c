"""Moves, reorders and slugs: addresses, breadcrumbs and the order of the tree."""

from wagtail.contrib.redirects.models import Redirect

from cms.published.models import PublishedItem
from cms.published.visibility import visible
from tests.projection.observing import changes, content, item, last_change, path
from tests.projection.world import World, edit, publish


def tree_order() -> list[int]:
    found = PublishedItem.objects.raw(
        f"SELECT * FROM published_publisheditem i WHERE what = 'page' AND {visible('i')} ORDER BY tree_path"
    )
    return [each.object_id for each in found]


def test_a_branch_moved_into_another_languages_tree_has_paths_of_that_tree(world: World) -> None:
    target = world.page("home_en")
    world.page("section").move(target, pos="last-child")
    # Below the language's own prefix it could meet a page of that very path.
    assert path(world.page("page")) == world.page("page").html_path == "/en/our-work/a-page/"
    assert content(world.page("page"))["meta"]["breadcrumbs"][0]["id"] == target.pk
    assert content(world.page("news"))["related"][0]["meta"]["html_path"] == path(world.page("page"))


def test_a_page_moved_into_another_section_leads_there_from_its_former_path(world: World) -> None:
    since, before = last_change(), path(world.page("page"))
    world.page("page").move(world.page("newsroom"), pos="first-child")
    row = item(world.page("page"))
    assert row
    assert row.html_path == "/de/presse/a-page/"
    assert row.former_paths == [before]
    assert row.parent_id == world.pages["newsroom"]
    assert ("moved", row.key) in changes(since)
    assert ("refreshed", f"page-{world.pages['news']}") in changes(since)


def test_a_move_below_something_hidden_hides(world: World) -> None:
    world.page("newsroom").unpublish()
    world.page("section").move(world.page("newsroom"), pos="first-child")
    assert item(world.page("page")) is None


def test_a_move_out_of_something_hidden_shows(world: World) -> None:
    world.page("section").unpublish()
    world.page("page").move(world.page("home"), pos="last-child")
    assert path(world.page("page")) == "/de/a-page/"


def test_reordering_siblings_gives_all_of_them_their_new_place(world: World) -> None:
    since = last_change()
    world.page("sibling").move(world.page("page"), pos="left")
    order = tree_order()
    assert order.index(world.pages["sibling"]) < order.index(world.pages["page"])
    world.page("section").move(world.page("newsroom"), pos="left")
    order = tree_order()
    assert order.index(world.pages["page"]) < order.index(world.pages["newsroom"])
    # Nothing that a reader of an item sees has changed.
    assert changes(since) == []


def test_a_new_slug_changes_the_paths_below_and_keeps_the_former_ones(world: World) -> None:
    before = path(world.page("page"))
    publish(world.page("section"), slug="what-we-do")
    assert path(world.page("page")) == "/de/what-we-do/a-page/"
    row = item(world.page("page"))
    assert row
    assert row.former_paths == [before]
    assert content(world.page("news"))["related"][0]["meta"]["html_path"] == "/de/what-we-do/a-page/"


def test_a_new_slug_and_a_move_leave_no_redirects_of_wagtails(world: World) -> None:
    publish(world.page("section"), slug="what-we-do")
    world.page("section").move(world.page("newsroom"), pos="first-child")
    assert path(world.page("page")) == "/de/presse/what-we-do/a-page/"
    assert not Redirect.objects.exists()


def test_a_slug_in_a_draft_is_nobodys_path(world: World) -> None:
    edit(world.page("section"), slug="not-yet")
    publish(world.page("page"), summary="Changed meanwhile.")
    assert path(world.page("page")) == "/de/our-work/a-page/"


def test_a_slug_changed_back_is_no_former_path_of_itself(world: World) -> None:
    publish(world.page("page"), slug="elsewhere")
    publish(world.page("page"), slug="a-page")
    row = item(world.page("page"))
    assert row
    assert (row.html_path, row.former_paths) == ("/de/our-work/a-page/", ["/de/our-work/elsewhere/"])


def test_former_paths_outlive_unpublishing(world: World) -> None:
    publish(world.page("page"), slug="elsewhere")
    world.page("page").unpublish()
    stone = PublishedItem.objects.get(key=f"page-{world.pages['page']}")
    assert (stone.html_path, stone.former_paths) == ("/de/our-work/elsewhere/", ["/de/our-work/a-page/"])
    publish(world.page("page"), slug="third")
    row = item(world.page("page"))
    assert row
    assert row.former_paths == ["/de/our-work/a-page/", "/de/our-work/elsewhere/"]


def test_a_renamed_section_is_renamed_in_the_breadcrumbs_below(world: World) -> None:
    publish(world.page("section"), title="Renamed")
    assert content(world.page("page"))["meta"]["parent"]["title"] == "Renamed"

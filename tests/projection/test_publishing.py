"""Publishing, unpublishing, deleting and reverting: what readers have afterwards."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.actions.revert_to_page_revision import RevertToPageRevisionAction

from cms.published.models import PublishedItem, State
from tests.projection.observing import answers, changes, content, item, last_change
from tests.projection.world import World, edit, publish


def test_what_is_public_has_an_item_and_a_draft_has_none(world: World) -> None:
    assert content(world.page("news"))["title"] == "News"
    assert item(world.page("draft")) is None
    assert "A draft" not in answers()


def test_publishing_makes_an_item_and_one_entry_in_the_log(world: World) -> None:
    since = last_change()
    publish(world.page("draft"))
    assert content(world.page("draft"))["title"] == "A draft"
    assert changes(since) == [("published", f"page-{world.pages['draft']}")]


def test_a_saved_draft_changes_nothing(world: World) -> None:
    since = last_change()
    edit(world.page("news"), title="Unfinished", slug="unfinished", summary="Unfinished lead")
    assert content(world.page("news"))["title"] == "News"
    assert "nfinished" not in answers()
    assert changes(since) == []


def test_publishing_again_raises_the_version_and_changes_the_tag(world: World) -> None:
    before, since = item(world.page("other")), last_change()
    publish(world.page("other"), summary="Something new.")
    after = item(world.page("other"))
    assert before
    assert after
    assert after.version == before.version + 1
    assert after.etag != before.etag
    assert after.changed_at > before.changed_at
    assert ("updated", f"page-{world.pages['other']}") in changes(since)


def test_publishing_without_a_difference_that_others_show_leaves_them_alone(world: World) -> None:
    since = last_change()
    publish(world.page("other"), kicker="Only on the page itself")
    assert {key for _, key in changes(since)} == {f"page-{world.pages['other']}"}


def test_a_renamed_page_is_renamed_wherever_it_is_shown(world: World) -> None:
    publish(world.page("page"), title="Renamed")
    assert content(world.page("news"))["related"][0]["title"] == "Renamed"
    assert content(world.page("sibling"))["related"][0]["title"] == "Renamed"


def test_unpublishing_leaves_a_tombstone_and_takes_every_mention_away(world: World) -> None:
    since = last_change()
    world.page("other").unpublish()
    assert item(world.page("other")) is None
    assert "Other news" not in answers()
    assert "<p>See the other and" in content(world.page("news"))["body"][0]["value"]["html"]
    stone = PublishedItem.objects.get(key=f"page-{world.pages['other']}")
    assert (stone.state, stone.content, stone.card, stone.title) == (State.GONE, "", "", "")
    assert ("removed", stone.key) in changes(since)


def test_unpublishing_a_section_hides_what_is_below_it_and_publishing_brings_it_back(world: World) -> None:
    world.page("section").unpublish()
    assert [item(world.page(name)) for name in ("section", "page", "sibling")] == [None] * 3
    assert content(world.page("news"))["related"] == []
    publish(world.page("section"))
    assert all(item(world.page(name)) for name in ("section", "page", "sibling"))
    assert content(world.page("news"))["related"][0]["title"] == "A page"


def test_deleting_a_section_removes_its_descendants_too(world: World) -> None:
    gone, since = [world.pages[name] for name in ("section", "page", "sibling")], last_change()
    world.page("section").delete()
    assert [item(f"page-{pk}") for pk in gone] == [None] * 3
    assert set(changes(since)) >= {("removed", f"page-{pk}") for pk in gone}
    assert content(world.page("news"))["related"] == []


def test_reverting_publishes_the_older_text(world: World) -> None:
    first = world.page("news").latest_revision
    publish(world.page("news"), title="Second")
    page = world.page("news")
    RevertToPageRevisionAction(page, first).execute().publish()
    assert content(world.page("news"))["title"] == "News"


def test_an_older_revision_published_late_is_what_readers_see(world: World) -> None:
    older = edit(world.page("news"), title="Older draft")
    publish(world.page("news"), title="Newer")
    older.publish()
    assert content(world.page("news"))["title"] == "Older draft"


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete"])
def test_bulk_actions_of_the_admin_reach_every_chosen_page(world: World, admin: Client, action: str) -> None:
    names = ("draft",) if action == "publish" else ("news", "other")
    chosen = [world.pages[name] for name in names]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    query = "&".join(f"id={pk}" for pk in chosen)
    answer = admin.post(f"{url}?{query}", {"include_descendants": ""})
    assert answer.status_code == 302
    assert [bool(item(f"page-{pk}")) for pk in chosen] == [action == "publish"] * len(chosen)


def test_a_page_published_by_the_admin_form_of_its_parent_shows_at_once(world: World, admin: Client) -> None:
    answer = admin.post(reverse("wagtailadmin_pages:unpublish", args=[world.pages["section"]]), {})
    assert answer.status_code == 302
    assert item(world.page("page")) is None


def test_a_copied_branch_appears_with_new_items(world: World) -> None:
    copied = world.page("section").copy(
        recursive=True, update_attrs={"slug": "copied", "title": "Copied"}, keep_live=True
    )
    children = list(copied.get_children())
    assert [content(child)["meta"]["breadcrumbs"][-1]["title"] for child in children] == ["Copied"] * 2


def test_a_branch_copied_as_drafts_shows_nothing(world: World) -> None:
    since = last_change()
    copied = world.page("section").copy(recursive=True, update_attrs={"slug": "copied"}, keep_live=False)
    assert [item(page) for page in (copied, *copied.get_children())] == [None] * 3
    assert changes(since) == []

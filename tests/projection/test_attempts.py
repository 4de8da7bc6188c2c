"""What cannot be built stops nothing else, least of all what is taken away."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cms.projection import check, later, tasks
from cms.projection.announcement import announce_due
from cms.projection.attempts import NotBuilt
from cms.projection.later import REFRESH_TASK
from tests import factories
from tests.clock import Clock
from tests.projection.observing import answers, changes, content, differences, item, jobs, last_change
from tests.projection.queueing import execute
from tests.projection.world import World, break_page, edit, publish


@pytest.fixture
def broken(world: World) -> Iterator[str]:
    """`sibling`, which shows `page`, cannot be built."""
    mend = break_page(world.pages["sibling"])
    yield f"page-{world.pages['sibling']}"
    mend()
    execute("DELETE FROM procrastinate_jobs")
    tasks.refresh_pages.func(pages=[world.pages["sibling"]])


def tries() -> list[list[int]]:
    return [arguments["pages"] for _, name, arguments in jobs() if name == REFRESH_TASK]


def test_what_is_taken_away_is_gone_though_what_shows_it_cannot_be_built(
    world: World, broken: str, admin: Client, caplog: pytest.LogCaptureFixture
) -> None:
    page = world.page("page")
    assert admin.post(f"/admin/pages/{page.pk}/unpublish/", {}).status_code == 302
    assert item(page) is None
    assert item(broken) is None
    assert "A page" not in answers()
    assert f"cannot be built: {broken}" in caplog.text
    assert tries() == [[world.pages["sibling"]]]


def test_what_is_to_be_public_only_later_is_gone_too(world: World, clock: Clock) -> None:
    mend = break_page(world.pages["news"])  # links to the other
    factories.embargo(world.page("other"), clock.now + timedelta(hours=1))
    assert "Other news" not in answers()
    assert "/other-news/" not in answers()
    mend()


def test_where_nothing_has_to_go_it_stays_as_it_was_built(world: World, broken: str) -> None:
    before = content(broken)
    publish(world.page("page"), title="Renamed")
    assert content(world.page("page"))["title"] == "Renamed"
    assert content(broken) == before
    assert tries() == [[world.pages["sibling"]]]


def test_it_is_tried_again_until_it_can_be_built(world: World, broken: str) -> None:
    with pytest.raises(NotBuilt):
        tasks.refresh_pages.func(pages=[world.pages["sibling"]])


def test_what_could_be_built_is_not_built_again(world: World, broken: str) -> None:
    pages = [world.pages[name] for name in ("sibling", "other", "news")]
    tasks.refresh_pages.func(pages=pages)
    assert tries() == [[world.pages["sibling"]]]


def test_many_are_tried_again_in_short_jobs(
    world: World, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mend = break_page(world.pages["news"])
    monkeypatch.setattr(later, "IN_A_JOB", 1)
    tasks.refresh_pages.func(pages=[world.pages[name] for name in ("sibling", "other", "news")])
    assert sorted(tries()) == sorted([world.pages[name]] for name in ("sibling", "news"))
    mend()


def test_building_everything_anew_says_what_could_not_be_built(
    world: World, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(CommandError, match="Some items cannot be built"):
        call_command("rebuild_published", stdout=io.StringIO(), stderr=io.StringIO())
    assert f"cannot be built: {broken}" in caplog.text


def test_an_editors_own_act_on_it_is_refused(world: World, broken: str) -> None:
    before = content(broken)
    with pytest.raises(TypeError):
        world.page("sibling").move(world.page("home"), pos="last-child")
    assert content(broken) == before
    assert world.page("sibling").get_parent().pk == world.pages["section"]


def test_what_expires_is_told_of_though_another_that_does_cannot_be_built(world: World, clock: Clock) -> None:
    moment = clock.now + timedelta(hours=1)
    for name in ("sibling", "other"):
        edit(world.page(name), expire_at=moment).publish()
    mend = break_page(world.pages["sibling"])
    since = last_change()
    clock.advance(hours=2)
    while announce_due():
        pass
    assert {("removed", f"page-{world.pages[name]}") for name in ("sibling", "other")} <= {*changes(since)}
    mend()


def test_what_changes_by_the_clock_is_told_of_as_it_was_built_before(world: World, clock: Clock) -> None:
    moment = (clock.now + timedelta(hours=1)).replace(microsecond=0)
    edit(world.page("page"), title="Renamed", go_live_at=moment).publish()
    mend = break_page(world.pages["sibling"])
    since = last_change()
    clock.advance_to(moment)
    announce_due()
    assert changes(since).count(("refreshed", f"page-{world.pages['sibling']}")) == 1
    assert content(world.page("sibling"))["related"][0]["title"] == "Renamed"
    assert announce_due() == 0
    mend()


def test_what_cannot_be_built_is_a_difference_and_hides_no_other(
    world: World, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    pages = [world.pages["sibling"], world.pages["other"]]
    execute("UPDATE published_publisheditem SET kind = 'forged' WHERE object_id = %s", pages[1])
    first, second = check.differences(pages)
    assert str(first).startswith(f"{broken}: cannot be built: ")
    assert second.key == f"page-{pages[1]}"
    tasks.mend_pages.func(after_page=0)
    assert [each.partition(":")[0] for each in differences()] == [broken]
    assert f"cannot be built: {broken}" in caplog.text
    assert [each for each in caplog.messages if each.startswith("Mended")] == [
        f"Mended a published item that no door had told of: {second}"
    ]

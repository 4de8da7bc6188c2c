"""Schedules, expiries and embargoes take effect to the second, without any job."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.projection.announcement import announce_due
from cms.published.models import Change, PublishedItem
from tests import factories
from tests.clock import Clock
from tests.projection.observing import answers, changes, content, item, last_change, run_jobs
from tests.projection.world import World, edit, publish


def schedule(page: Any, clock: Clock, **fields: Any) -> Any:
    """Approve a version that goes live in an hour; the moment."""
    moment = (clock.now + timedelta(hours=1)).replace(microsecond=0)
    edit(page.get_latest_revision_as_object(), go_live_at=moment, **fields).publish()
    return moment


def test_a_first_publication_is_there_at_its_moment_and_not_before(world: World, clock: Clock) -> None:
    since = last_change()
    moment = schedule(world.page("draft"), clock)
    row = PublishedItem.objects.get(key=f"page-{world.pages['draft']}")
    assert (row.visible_from, row.announced) == (moment, False)
    clock.advance(minutes=59)
    run_jobs()
    assert item(world.page("draft")) is None
    assert "A draft" not in answers()
    assert changes(since) == []
    clock.advance_to(moment)
    assert content(world.page("draft"))["title"] == "A draft"
    assert changes(since) == []  # the log is told by the announcement, once
    run_jobs()
    run_jobs()
    assert changes(since) == [("published", row.key)]


def test_each_change_of_an_item_has_a_version_of_its_own(world: World, clock: Clock) -> None:
    edit(world.page("other"), expire_at=clock.now + timedelta(hours=1)).publish()
    edit(world.page("other"), expire_at=None, go_live_at=clock.now + timedelta(hours=2)).publish()
    version = item(world.page("other")).version
    since = last_change()
    for hours in (1, 3):
        clock.advance(hours=hours)
        run_jobs()
    told = Change.objects.filter(sequence__gt=since, key=f"page-{world.pages['other']}")
    assert list(told.order_by("sequence").values_list("action", "version")) == [
        ("removed", version + 1),
        ("published", version + 2),
    ]


def test_where_nothing_is_due_nobody_is_kept_waiting(world: World, clock: Clock) -> None:
    schedule(world.page("draft"), clock)
    run_jobs()
    with CaptureQueriesContext(connection) as captured:
        assert announce_due() == 0
    assert "advisory" not in str(captured.captured_queries)


def test_wagtails_later_job_moves_no_date(world: World, clock: Clock) -> None:
    moment = schedule(world.page("draft"), clock)
    clock.advance(hours=3)
    run_jobs()
    before, since = content(world.page("draft")), last_change()
    assert before["meta"]["published_at"] == moment.isoformat().replace("+00:00", "Z")
    call_command("publish_scheduled")
    assert world.page("draft").live
    assert content(world.page("draft")) == before
    assert changes(since) == []


def test_an_update_of_a_live_page_is_a_second_version_of_it(world: World, clock: Clock) -> None:
    since = last_change()
    moment = schedule(world.page("other"), clock, title="Updated news", slug="updated")
    rows = PublishedItem.objects.filter(key=f"page-{world.pages['other']}").order_by("visible_from")
    before, after = rows
    assert (before.visible_until, before.title) == (moment, "Other news")
    assert (after.visible_from, after.title) == (moment, "Updated news")
    assert "Updated news" not in answers()
    assert changes(since) == []
    clock.advance_to(moment)
    assert content(world.page("other"))["title"] == "Updated news"
    # Who links there has changed in the same second.
    assert "/de/presse/updated/" in content(world.page("news"))["body"][0]["value"]["html"]
    run_jobs()
    assert changes(since) == [
        ("moved", f"page-{world.pages['other']}"),
        ("refreshed", f"page-{world.pages['news']}"),
    ]
    row = item(world.page("other"))
    assert row
    assert row.former_paths == ["/de/presse/other-news/"]


def test_an_update_that_is_published_by_wagtail_later_stays_as_it_is(world: World, clock: Clock) -> None:
    schedule(world.page("other"), clock, title="Updated news")
    clock.advance(hours=2)
    run_jobs()
    before, since = content(world.page("other")), last_change()
    call_command("publish_scheduled")
    assert content(world.page("other")) == before
    assert changes(since) == []


def test_a_schedule_taken_back_leaves_no_trace(world: World, clock: Clock) -> None:
    moment = schedule(world.page("other"), clock, title="Never")
    revision = world.page("other").scheduled_revision
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])  # as the admin's view does
    assert PublishedItem.objects.filter(key=f"page-{world.pages['other']}").count() == 1
    clock.advance_to(moment)
    assert content(world.page("other"))["title"] == "Other news"


def test_a_page_below_a_scheduled_section_appears_with_it(world: World, clock: Clock) -> None:
    world.page("section").unpublish()
    moment = schedule(world.page("section"), clock)
    assert item(world.page("page")) is None
    clock.advance_to(moment)
    assert item(world.page("page"))
    assert content(world.page("news"))["related"][0]["title"] == "A page"


def test_an_expired_page_is_gone_at_its_moment_and_logged_once(world: World, clock: Clock) -> None:
    moment = (clock.now + timedelta(hours=1)).replace(microsecond=0)
    publish(world.page("other"), expire_at=moment)
    since = last_change()
    clock.advance_to(moment)
    assert item(world.page("other")) is None
    assert "Other news" not in answers()
    run_jobs()
    call_command("publish_scheduled")
    run_jobs()
    assert changes(since) == [
        ("removed", f"page-{world.pages['other']}"),
        ("refreshed", f"page-{world.pages['news']}"),
    ]


def test_nothing_of_an_embargoed_page_is_public_before_its_moment(world: World, clock: Clock) -> None:
    moment = (clock.now + timedelta(hours=1)).replace(microsecond=0)
    factories.embargo(world.page("news"), moment)
    publish(world.page("news"), title="Secret news", slug="secret")
    assert item(world.page("news")) is None
    assert item(f"image-{world.image}") is None
    assert content(world.page("home"))["featured"] == []
    assert "ecret" not in answers()
    clock.advance_to(moment)
    shown = content(world.page("news"))
    assert (shown["title"], shown["meta"]["published_at"]) == (
        "Secret news",
        moment.isoformat().replace("+00:00", "Z"),
    )
    assert item(f"image-{world.image}")
    assert content(world.page("home"))["featured"][0]["title"] == "Secret news"


def test_a_moved_embargo_moves_everything_with_it(world: World, clock: Clock) -> None:
    moment = (clock.now + timedelta(hours=1)).replace(microsecond=0)
    factories.embargo(world.page("draft"), moment)
    publish(world.page("draft"))
    factories.embargo(world.page("draft"), moment + timedelta(hours=1))
    clock.advance_to(moment)
    assert item(world.page("draft")) is None
    clock.advance(hours=1)
    assert item(world.page("draft"))

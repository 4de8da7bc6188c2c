"""What the log is told of what was seen before it was told, and of topics with the pages that have them."""

from datetime import timedelta
from typing import Any

import pytest

from cms.published.models import Change
from newsroom.models import NewsTopic
from tests import factories
from tests.clock import Clock
from tests.projection.observing import changes, item, last_change, run_jobs
from tests.projection.world import World, publish

HOUR = timedelta(hours=1)


def scheduled(world: World, clock: Clock, **fields: Any) -> Any:
    """The draft, published at a moment that is now, which the log has not told of."""
    page = world.page("draft")
    for name, value in fields.items():
        setattr(page, name, value)
    page.go_live_at = clock.now + HOUR
    page.save_revision().publish()
    clock.advance(hours=2)
    return world.page("draft")


def test_what_was_public_by_the_clock_alone_and_is_taken_back_is_told_of(world: World, clock: Clock) -> None:
    """Somebody may have copied it in between."""
    page = scheduled(world, clock)
    since = last_change()
    assert item(page)
    key = f"page-{page.pk}"
    page.delete()
    assert changes(since).count(("removed", key)) == 1
    told = Change.objects.filter(key=key).latest("sequence")
    assert "locale:de" in told.before
    assert told.after == []


def test_what_comes_by_the_clock_is_published_once(world: World, clock: Clock) -> None:
    page = scheduled(world, clock)
    since = last_change()
    run_jobs()
    run_jobs()
    assert changes(since).count(("published", f"page-{page.pk}")) == 1


def test_a_version_that_was_seen_by_the_clock_is_told_of_though_the_next_is_as_the_one_before(
    world: World, clock: Clock
) -> None:
    page = world.page("other")
    before = page.title
    page.title, page.go_live_at = "For an hour", clock.now + HOUR
    page.save_revision().publish()
    clock.advance(hours=2)
    since = last_change()
    publish(world.page("other"), title=before, go_live_at=None)
    assert f"page-{page.pk}" in {key for _, key in changes(since)}


def test_marks_are_of_everything_that_readers_may_have_seen(world: World, clock: Clock) -> None:
    page = world.page("other")
    page.kind, page.go_live_at = "statement", clock.now + HOUR
    page.save_revision().publish()
    clock.advance(hours=2)
    publish(world.page("other"), kind="advisory", go_live_at=None)
    told = Change.objects.filter(key=f"page-{page.pk}").latest("sequence")
    assert {each for each in told.before if each.startswith("kind:")} == {
        "kind:press_release",
        "kind:statement",
    }
    assert {each for each in told.after if each.startswith("kind:")} == {"kind:advisory"}


@pytest.fixture
def topic(world: World) -> Any:
    return factories.TopicFactory(title="New", slug="new")


def has(world: World, name: str, *topics: Any) -> None:
    page = world.page(name).get_latest_revision_as_object()
    page.topics = [NewsTopic(topic=each) for each in topics]
    publish(page)


def of_topic(number: int, since: int) -> list[str]:
    return [action for action, key in changes(since) if key == f"topic-{number}"]


def test_a_topic_comes_with_the_first_page_that_has_it_and_goes_with_the_last(
    world: World, topic: Any
) -> None:
    since, number = last_change(), topic.pk
    assert of_topic(number, 0) == []
    has(world, "draft", topic)
    assert of_topic(number, since) == ["published"]
    has(world, "other", topic)
    topic.description = "More of it."
    topic.save()
    assert of_topic(number, since) == ["published", "updated"]
    world.page("draft").unpublish()
    assert of_topic(number, since) == ["published", "updated"]
    has(world, "other")
    assert of_topic(number, since) == ["published", "updated", "removed"]
    topic.description = "Nobody sees this."
    topic.save()
    topic.delete()
    assert of_topic(number, since) == ["published", "updated", "removed"]


def test_a_topic_that_is_deleted_or_renamed_while_a_page_has_it_is_told_of(world: World, topic: Any) -> None:
    has(world, "other", topic)
    since, number = last_change(), topic.pk
    topic.slug = "newer"
    topic.save()
    assert of_topic(number, since)[-1] in ("published", "updated")
    topic.delete()
    assert of_topic(number, since)[-1] == "removed"


def test_a_topic_of_pages_that_come_and_go_by_the_clock_is_told_of_once(
    world: World, clock: Clock, topic: Any
) -> None:
    for name in ("draft", "other"):
        page = world.page(name).get_latest_revision_as_object()
        page.topics = [NewsTopic(topic=topic)]
        page.go_live_at, page.expire_at = clock.now + HOUR, clock.now + 3 * HOUR
        page.save_revision().publish()
    since, number = last_change(), topic.pk
    assert of_topic(number, 0) == []
    clock.advance(hours=2)
    run_jobs()
    assert of_topic(number, since) == ["published"]
    clock.advance(hours=2)
    run_jobs()
    assert of_topic(number, since) == ["published", "removed"]

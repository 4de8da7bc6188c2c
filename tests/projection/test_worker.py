"""The worker's rounds: what they do in pieces, what comes first, and what does not stop them."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from wagtail.models import Page
from wagtail.signals import page_unpublished

from cms.launch import children
from cms.projection import check, schedule, tasks
from cms.published.models import PublishedItem
from tests.clock import Clock
from tests.projection.observing import differences, item, jobs, path, run_jobs
from tests.projection.queueing import as_job, fetch, register
from tests.projection.world import World, break_page, edit, publish


def never() -> bool:
    return False


class Meanwhile(logging.Handler):
    """Does something as soon as a message comes: while that is being done which the message is of."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act
        self.done = False

    def emit(self, record: logging.LogRecord) -> None:
        self.done = True
        self._act()


def test_one_that_cannot_be_published_does_not_stop_the_others(
    world: World, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = world.page("sibling"), world.page("other")
    edit(first, slug="taken", go_live_at=clock.now + timedelta(hours=1)).publish()
    edit(second, title="On time", go_live_at=clock.now + timedelta(hours=2)).publish()
    page = world.page("page")
    page.slug = "taken"
    page.save_revision().publish()
    clock.advance(hours=3)
    with caplog.at_level(logging.ERROR):
        schedule.catch_up(ending=never)
    assert "What was scheduled is not published. A sibling" in caplog.text
    assert world.page("other").title == "On time"
    # The clock asks nobody, so both were at one path for a moment. The scheduled one is as before again.
    assert path(world.page("page")) == "/de/our-work/taken/"
    assert path(world.page("sibling")) == "/de/our-work/a-sibling/"


def test_one_that_cannot_expire_does_not_stop_the_others(
    world: World, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = world.page("sibling"), world.page("other")
    edit(first, expire_at=clock.now + timedelta(hours=1)).publish()
    edit(second, expire_at=clock.now + timedelta(hours=2)).publish()
    clock.advance(hours=3)

    def refuse(instance: Page, **kwargs: object) -> None:
        if instance.pk == first.pk:
            raise RuntimeError("not this one")

    page_unpublished.connect(refuse)
    try:
        with caplog.at_level(logging.ERROR):
            schedule.catch_up(ending=never)
    finally:
        page_unpublished.disconnect(refuse)
    assert f"end of page {first.pk} (A sibling)" in caplog.text
    assert world.page("sibling").live
    assert not world.page("other").live
    schedule.catch_up(ending=never)
    assert not world.page("sibling").live


def test_what_is_due_is_told_by_the_clock_that_readers_see_by(world: World, clock: Clock) -> None:
    edit(world.page("sibling"), title="On time", go_live_at=clock.now + timedelta(hours=1)).publish()
    with time_machine.travel(clock.now + timedelta(hours=2)):
        assert list(schedule.due()) == []
    clock.advance(hours=2)
    assert [number for *_, number, _ in schedule.due()] == [str(world.pages["sibling"])]


def test_an_end_that_an_editor_puts_off_meanwhile_is_none(world: World, clock: Clock) -> None:
    for hours, name in enumerate(("sibling", "other"), start=1):
        edit(world.page(name), expire_at=clock.now + timedelta(hours=hours)).publish()
    clock.advance(hours=3)

    def put_off() -> bool:
        publish(world.page("other"), expire_at=clock.now + timedelta(hours=1))
        return False

    schedule.catch_up(ending=put_off)
    assert not world.page("sibling").live
    assert world.page("other").live


def test_a_publication_that_an_editor_takes_back_meanwhile_is_none(world: World, clock: Clock) -> None:
    for hours, name in enumerate(("sibling", "other"), start=1):
        edit(world.page(name), title="On time", go_live_at=clock.now + timedelta(hours=hours)).publish()
    clock.advance(hours=3)

    def take_back() -> bool:
        if revision := world.page("other").scheduled_revision:
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])  # as the admin's view does
        return False

    schedule.catch_up(ending=take_back)
    assert world.page("sibling").title == "On time"
    assert world.page("other").title == "Other news"


def test_a_worker_that_ends_begins_nothing_more(world: World, clock: Clock) -> None:
    for hours, name in enumerate(("sibling", "other"), start=1):
        edit(world.page(name), title="On time", go_live_at=clock.now + timedelta(hours=hours)).publish()
    clock.advance(hours=3)
    schedule.catch_up(ending=lambda: world.page("sibling").title == "On time")
    assert world.page("sibling").title == "On time"
    assert world.page("other").title != "On time"


def test_a_worker_ends_before_it_would_be_killed() -> None:
    assert settings.PROCRASTINATE_WORKER_DEFAULTS["shutdown_graceful_timeout"] < children.GRACE_SECONDS


def test_a_round_is_made_in_pieces_and_only_once_at_a_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "BATCH", 2)
    PublishedItem.objects.filter(key=f"page-{world.pages['news']}").update(kind="forged")
    PublishedItem.objects.filter(key=f"image-{world.image}").delete()
    tasks.mend.func(timestamp=0)
    tasks.mend.func(timestamp=0)
    assert [name for _, name, _ in jobs()] == ["cms.projection.tasks.mend_pages"]
    run_jobs()
    assert differences() == []
    assert item(f"image-{world.image}")


def test_no_round_begins_while_a_piece_of_the_last_is_being_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "BATCH", 2)
    tasks.mend.func(timestamp=0)
    ((_, _, first),) = jobs()
    PublishedItem.objects.filter(what="page").update(kind="forged")
    meanwhile = Meanwhile(lambda: tasks.mend.func(timestamp=0))
    tasks.logger.addHandler(meanwhile)
    try:
        with as_job("cms.projection.tasks.mend_pages"):
            tasks.mend_pages.func(**first)
            assert fetch(register()) is None
    finally:
        tasks.logger.removeHandler(meanwhile)
    assert meanwhile.done
    assert [args["after_page"] > 0 for _, _, args in jobs()] == [True]


def test_a_page_that_cannot_be_built_does_not_end_the_round(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "BATCH", 2)
    mend = break_page(world.pages["page"])
    PublishedItem.objects.filter(what="page").exclude(object_id=world.pages["page"]).update(kind="forged")
    PublishedItem.objects.filter(key=f"image-{world.image}").delete()
    tasks.mend.func(timestamp=0)
    run_jobs()
    mend()
    assert differences() == []

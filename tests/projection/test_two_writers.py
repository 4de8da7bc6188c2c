"""Two editors at once, on two connections: no stale item, no deadlock, and the log in commit order."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.utils import timezone

from cms.embargoes.acts import hold
from cms.embargoes.piece import Piece
from cms.pages.models import Embargo
from cms.projection import store
from cms.projection.doors import door
from cms.projection.tasks import forget_words
from cms.published.models import Change, PublishedWord
from tests import factories
from tests.projection.observing import content, last_change
from tests.projection.world import World, publish

PATIENCE = 60  # seconds; only a deadlock takes longer


def at_once(*edits: Callable[[], Any]) -> None:
    """Run each in a thread, all begun together; raises what one of them raises."""
    begin, failures = Barrier(len(edits)), []

    def run(edit: Callable[[], Any]) -> None:
        try:
            begin.wait(PATIENCE)
            edit()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[edit]) for edit in edits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "they wait for each other"
    assert not failures, failures


def wait_until_somebody_waits_for_the_lock() -> None:
    waiting = (
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    last = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while cursor.execute(waiting).fetchone() == (0,):
            assert time.monotonic() < last, "nobody waits"
            time.sleep(0.01)


@pytest.mark.parametrize("attempt", range(3))
def test_a_page_and_what_shows_it_edited_at_once_agree_afterwards(world: World, attempt: int) -> None:
    at_once(
        lambda: publish(world.page("page"), title=f"Renamed {attempt}"),
        lambda: publish(world.page("news"), kicker=f"Edited {attempt}"),
        lambda: publish(world.page("section"), slug=f"moved-{attempt}"),
    )
    news = content(world.page("news"))
    assert news["kicker"] == f"Edited {attempt}"
    assert news["related"][0]["title"] == f"Renamed {attempt}"
    assert news["related"][0]["meta"]["html_path"] == f"/de/moved-{attempt}/a-page/"


def test_an_edit_that_was_not_yet_committed_is_not_missed(world: World) -> None:
    """Both have written before either projects: the second must see what the first has committed."""
    both_written = Barrier(2)

    def edit(name: str, **fields: Any) -> None:
        with door():
            publish(world.page(name), **fields)
            both_written.wait(PATIENCE)

    at_once(lambda: edit("page", title="Renamed"), lambda: edit("news", kicker="Edited"))
    assert content(world.page("news"))["kicker"] == "Edited"
    assert content(world.page("news"))["related"][0]["title"] == "Renamed"


def test_doors_that_wrote_in_opposite_order_wait_for_one_lock_only(world: World) -> None:
    """Each shows the other: item by item, their projections would lock each other out."""
    at_once(
        *[
            lambda name=name: publish(world.page(name), title=f"Renamed {name}")
            for name in ("page", "sibling", "section", "news")
        ]
    )
    assert content(world.page("sibling"))["related"][0]["title"] == "Renamed page"
    assert content(world.page("sibling"))["meta"]["parent"]["title"] == "Renamed section"


def test_sequence_numbers_rise_in_commit_order(world: World) -> None:
    """Whoever has read entry n never meets a smaller one later."""
    locked, seen = Event(), []

    def slow() -> None:
        with transaction.atomic():
            store.lock()
            locked.set()
            fast_is_waiting.wait(1)
            Change.objects.create(
                at="2026-01-01T00:00:00Z", action="updated", key="slow", type="", version=1, item={}
            )

    def fast() -> None:
        locked.wait(PATIENCE)
        publish(world.page("other"), title="Renamed")
        seen.extend(Change.objects.order_by("sequence").values_list("key", flat=True))

    fast_is_waiting, since = Event(), last_change()
    at_once(slow, fast)
    found = Change.objects.filter(sequence__gt=since).order_by("sequence").values_list("key", flat=True)
    assert found[0] == "slow"
    assert "slow" in seen
    Change.objects.filter(key="slow").delete()


def test_a_piece_of_which_a_version_becomes_public_meanwhile_is_not_put_under_embargo(world: World) -> None:
    """Made and published while the embargo is being set: else readers had it until that was committed."""
    german, published, refusals = world.page("draft"), Event(), []

    def make_public() -> None:
        with door():
            factories.translate(german, "en", title="In English")
            store.lock()
            published.set()
            wait_until_somebody_waits_for_the_lock()

    def hold_back() -> None:
        published.wait(PATIENCE)
        try:
            hold(Piece.of(german), timezone.now() + timedelta(days=1), "UTC")
        except ValidationError as refusal:
            refusals.append(refusal.code)

    at_once(make_public, hold_back)
    assert refusals == ["public"]
    assert content(german.get_translation(factories.locale("en")))["title"] == "In English"
    assert not Embargo.objects.exists()


def test_a_word_that_comes_back_while_words_are_forgotten_stays(world: World) -> None:
    """A door finds it known, of an item that is not committed; no committed one has it."""
    word = "sonderbares Sonderbares"
    for title in ("Sonderbares", "Gewöhnliches"):
        publish(world.page("other"), title=title)
    found_known, forgotten = Event(), Event()

    def bring_back() -> None:
        with transaction.atomic():
            publish(world.page("other"), title="Sonderbares")
            found_known.set()
            forgotten.wait(1)

    def forget() -> None:
        found_known.wait(PATIENCE)
        forget_words.func(timestamp=0)
        forgotten.set()

    at_once(bring_back, forget)
    assert PublishedWord.objects.filter(spelling=word).exists()
    publish(world.page("other"), title="Gewöhnliches")
    forget_words.func(timestamp=0)
    assert not PublishedWord.objects.filter(spelling=word).exists()

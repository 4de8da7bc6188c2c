"""Feeds through the projection: what a desk does with a piece, and what readers elsewhere find of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cms.projection.announcement import announce_due
from tests import factories
from tests.clock import Clock
from tests.projection.test_endings import WHY, admin, undo, withdraw
from tests.projection.world import World, publish

__all__ = ["admin"]


def entries(**asked: str) -> dict[str, Any]:
    """The feed of the news by the end of their ids."""
    answer = Client().get("/feeds/news.json", {"locale": "*", **asked})
    assert answer.status_code == 200, answer.content
    return {each["id"].rpartition(":")[2]: each for each in answer.json()["items"]}


def moved(page: Any, act: Any, clock: Clock) -> bool:
    key = f"page-{page.pk}"
    before = entries()[key]["date_modified"]
    clock.advance_to(clock.now + timedelta(minutes=5))
    act()
    return bool(entries()[key]["date_modified"] > before)


def test_an_edit_and_a_correction_move_the_date_and_a_topics_name_does_not(
    world: World, clock: Clock
) -> None:
    page = world.page("news")

    def rename() -> None:
        topic = world.get_topic()
        topic.title = "Labour"
        topic.save()

    assert moved(page, lambda: publish(page, summary="Edited"), clock)
    assert moved(page, lambda: factories.correct(page, "July, not June."), clock)
    assert "July, not June." in entries()[f"page-{page.pk}"]["content_html"]
    tags = entries()[f"page-{page.pk}"]["tags"]
    assert not moved(page, rename, clock)
    assert entries()[f"page-{page.pk}"]["tags"] != tags


def test_a_withdrawal_takes_the_place_of_the_text_in_every_feed_that_had_it(
    world: World, clock: Clock, admin: Client
) -> None:
    page = world.page("news")
    key = f"page-{page.pk}"
    had = entries()
    kind = page.specific.kind
    assert key in entries(kind=kind, descendant_of="root", topic="work")
    withdraw(admin, page)
    assert list(entries()) == list(had)
    for asked in ({}, {"kind": kind, "descendant_of": "root", "topic": "work"}):
        told = entries(**asked)[key]
        assert (told["title"], told["summary"], told["url"]) == (
            f"Zurückgezogen: {WHY}",
            WHY,
            had[key]["url"],
        )
        assert told["_dateline"]["withdrawn"] is True
        assert page.title not in str(told)
    undo(admin, page)
    assert entries()[key]["title"] == had[key]["title"]


def test_a_piece_under_embargo_is_in_no_feed_until_its_moment(world: World, clock: Clock) -> None:
    moment = (clock.now + timedelta(hours=5)).replace(microsecond=0)
    secret = factories.NewsPageFactory(parent=world.page("newsroom"), title="Secret", live=False)
    factories.embargo(secret, moment)
    clock.advance_to(clock.now + timedelta(minutes=1))
    before = Client().get("/feeds/news.rss?locale=*")
    publish(secret)
    after = Client().get("/feeds/news.rss?locale=*")
    assert after.content == before.content
    for name in ("ETag", "Last-Modified", "Cache-Control", "Surrogate-Control", "Surrogate-Key", "Link"):
        assert after.get(name) == before.get(name), name
    clock.advance_to(moment)
    lifted = Client().get("/feeds/news.rss?locale=*", headers={"if-modified-since": after["Last-Modified"]})
    assert lifted.status_code == 200
    assert b"Secret" in lifted.content
    announce_due()
    assert f"page-{secret.pk}" in entries()


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_what_is_gone_without_a_word_is_in_the_feed_no_more(act: str, world: World, clock: Clock) -> None:
    page = world.page("news")
    getattr(page, act)()
    assert f"page-{page.pk}" not in entries()

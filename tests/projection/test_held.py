"""What is under embargo is stored for partners apart from everything else, and told in a log of its own."""

import re
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from cms.embargoes.acts import hold, let_go
from cms.embargoes.piece import Piece
from cms.projection import check
from cms.projection.announcement import announce_due
from cms.projection.project import refresh
from cms.published.models import Change, EmbargoedChange, EmbargoedItem, PublishedItem
from tests import factories
from tests.clock import Clock
from tests.projection.world import World, page, publish

HOUR = timedelta(hours=1)
ZONE = "Europe/Berlin"


@pytest.fixture
def moment(clock: Clock) -> datetime:
    return (clock.now + HOUR).replace(microsecond=0)


@pytest.fixture
def piece(world: World, moment: datetime) -> Any:
    draft = world.page("draft")
    hold(Piece.of(draft), moment, ZONE)
    return publish(draft, title="Secret", slug="secret")


def held(made: Any) -> list[EmbargoedItem]:
    return list(EmbargoedItem.objects.filter(object_id=made.pk).order_by("visible_from"))


def content(made: Any) -> Any:
    (row,) = held(made)
    return orjson.loads(row.content)


def linked(row: EmbargoedItem) -> set[str]:
    return set(re.findall(r'data-page-id=\\"(\d+)', row.content))


def told() -> list[tuple[str, str]]:
    return list(EmbargoedChange.objects.values_list("action", "key"))


def until(moment: datetime) -> dict[str, str]:
    return {"until": moment.isoformat().replace("+00:00", "Z")}


def test_a_version_that_waits_for_its_embargo_is_stored_as_it_would_be_now(
    piece: Any, moment: datetime
) -> None:
    before = Change.objects.count()
    said = content(piece)
    assert (said["title"], said["meta"]["embargo"]) == ("Secret", until(moment))
    assert held(piece)[0].visible_until == moment
    assert told() == [("published", f"page-{piece.pk}")]
    everybodys = PublishedItem.objects.get(key=f"page-{piece.pk}")
    assert orjson.loads(everybodys.content)["meta"]["embargo"] is None
    assert Change.objects.count() == before
    assert list(check.differences([piece.pk])) == []


def test_a_draft_is_not_nor_what_is_merely_scheduled(world: World, moment: datetime) -> None:
    draft = world.page("draft")
    hold(Piece.of(draft), moment, ZONE)
    draft.title = "Not approved"
    draft.save_revision()
    other = factories.NewsPageFactory(parent=world.page("newsroom"), live=False, title="Scheduled")
    other.go_live_at = moment
    other.save_revision().publish()
    assert PublishedItem.objects.filter(object_id=other.pk, visible_from=moment).exists()
    assert not EmbargoedItem.objects.exists()
    assert told() == []


def test_what_it_shows_of_others_is_what_they_show_now(world: World, piece: Any, moment: datetime) -> None:
    """A card of what is merely scheduled would tell of it, though both come at once."""
    scheduled = factories.NewsPageFactory(parent=world.page("newsroom"), live=False, title="Scheduled")
    scheduled.go_live_at = moment - timedelta(minutes=1)
    scheduled.save_revision().publish()
    public = factories.NewsPageFactory(parent=world.page("newsroom"), title="Public")
    said = "".join(f'<a linktype="page" id="{each.pk}">it</a> ' for each in (scheduled, public))
    publish(page(piece.pk), body=[("paragraph", f"<p>{said}</p>")])
    first, last = held(piece)
    assert linked(first) == {str(public.pk)}
    assert first.visible_until == last.visible_from == moment - timedelta(minutes=1)
    assert linked(last) == {str(scheduled.pk), str(public.pk)}


def test_its_language_versions_know_of_one_another(piece: Any) -> None:
    english = factories.translate(piece, "en", title="Secret in English", slug="secret-en")
    publish(english)
    assert [each["id"] for each in content(piece)["meta"]["translations"]] == [english.pk]
    assert [each["id"] for each in content(english)["meta"]["translations"]] == [piece.pk]


def test_what_happens_to_it_is_told_in_a_log_of_its_own(piece: Any, moment: datetime) -> None:
    before = Change.objects.count()
    publish(page(piece.pk), summary="More")
    hold(Piece.of(page(piece.pk)), moment + HOUR, ZONE)
    assert content(piece)["meta"]["embargo"] == until(moment + HOUR)
    publish(page(piece.pk), slug="secret-too")
    page(piece.pk).unpublish()
    assert [action for action, _ in told()] == ["published", "updated", "updated", "moved", "removed"]
    assert not held(piece)
    assert Change.objects.count() == before


def test_it_ends_with_the_embargo_and_everybody_is_told_then(
    piece: Any, moment: datetime, clock: Clock
) -> None:
    clock.advance_to(moment)
    announce_due()
    assert not held(piece)
    assert [action for action, _ in told()] == ["published"]
    assert Change.objects.order_by("sequence").last().key == f"page-{piece.pk}"


def test_a_cancelled_embargo_ends_it_at_once(piece: Any) -> None:
    let_go(Piece.of(page(piece.pk)), None)
    assert not held(piece)
    assert [action for action, _ in told()] == ["published"]


def test_it_goes_when_what_is_above_it_goes(world: World, piece: Any) -> None:
    world.page("newsroom").unpublish()
    assert not held(piece)
    assert [action for action, _ in told()] == ["published", "removed"]


def test_the_check_finds_one_that_no_door_has_told_of(piece: Any) -> None:
    EmbargoedItem.objects.all().delete()
    (difference,) = check.differences([piece.pk])
    assert difference.detail == "differs in what is under embargo"
    refresh([piece.pk])
    assert list(check.differences([piece.pk])) == []

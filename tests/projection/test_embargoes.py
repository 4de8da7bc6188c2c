"""A piece is held in all its language versions, whatever these are at: to the second, by one row.

Longer than other files: all of it looks at the same piece.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Locale, PageLogEntry

from cms.embargoes.acts import TOO_LATE, hold, let_go
from cms.embargoes.piece import Piece
from cms.pages.models import Embargo
from cms.projection import store
from cms.projection.announcement import announce_due
from cms.projection.write_side import WriteSide
from cms.published.models import PublishedItem
from tests import factories
from tests.clock import Clock
from tests.projection.observing import answers, changes, content, item, jobs, last_change, run_jobs
from tests.projection.test_two_writers import PATIENCE, at_once, wait_until_somebody_waits_for_the_lock
from tests.projection.world import (
    World,
    edit,
    page,
    publish,
    submit_for_translation,
    translate_strings,
)

HOUR = timedelta(hours=1)
ZONE = "Europe/Berlin"


@pytest.fixture
def moment(clock: Clock) -> datetime:
    return (clock.now + HOUR).replace(microsecond=0)


@pytest.fixture
def piece(world: World, moment: datetime) -> Any:
    """A German release, embargoed and published, with a picture and a document that nothing else shows."""
    draft = world.page("draft")
    hold(Piece.of(draft), moment, ZONE)
    image = factories.ImageFactory(title="Secret picture", alt="Secret view")
    document = factories.DocumentFactory(title="Secret report")
    link = f'<p><a linktype="document" id="{document.pk}">it</a></p>'
    return publish(draft, title="Secret", slug="secret", teaser_image=image, body=[("paragraph", link)])


def english(piece: Any, **fields: Any) -> Any:
    return factories.translate(piece, "en", title="Secret in English", slug="secret-en", **fields)


def outdated(piece: Any) -> Any:
    translation = submit_for_translation(piece, "en")
    translate_strings(translation, "Secret words")
    translation.save_target(publish=True)
    publish(piece, summary="Secret news")
    return translation.get_target_instance()


def draft_in_a_live_row(piece: Any) -> Any:
    """wagtail-localize saves unpublished text into the row."""
    translation = submit_for_translation(piece, "en")
    for words, is_public in (("Secret words", True), ("Secret unpublished words", False)):
        translate_strings(translation, words)
        translation.save_target(publish=is_public)
    return translation.get_target_instance()


def scheduled_in(hours: float) -> Callable[[Any], Any]:
    def schedule(piece: Any) -> Any:
        made = english(piece, live=False)
        edit(made, go_live_at=piece.last_published_at + hours * HOUR).publish()
        return made

    return schedule


# What a version can be at, and whether it is public at the moved moment, two hours after the first one.
VERSIONS: dict[str, tuple[Callable[[Any], Any], bool]] = {
    "published": (english, True),
    "a draft": (lambda piece: english(piece, live=False), False),
    "scheduled before the first moment": (scheduled_in(0.5), True),
    "scheduled between the moments": (scheduled_in(2), True),
    "scheduled after both": (scheduled_in(4), False),
    "outdated": (outdated, True),
    "with a draft in its live row": (draft_in_a_live_row, True),
    "a placeholder": (
        lambda piece: piece.copy_for_translation(Locale.objects.get(language_code="en"), alias=True),
        False,
    ),
    "mirrored elsewhere": (
        lambda piece: piece.create_alias(
            parent=page(piece.get_parent().get_parent().pk), update_slug="secret-mirror"
        ),
        True,
    ),
}


@pytest.mark.parametrize("at", VERSIONS)
@pytest.mark.parametrize("made", ["before it was moved", "after it was moved"])
def test_moved_later_when_it_was_near_it_lets_no_version_out_early(
    world: World, clock: Clock, piece: Any, moment: datetime, at: str, made: str
) -> None:
    make, is_public = VERSIONS[at]
    since = last_change()
    version = make(piece) if made == "before it was moved" else None
    clock.advance_to(moment - timedelta(minutes=1))
    hold(Piece.of(page(piece.pk)), moment + 2 * HOUR, ZONE)
    version = version or make(page(piece.pk))
    for ahead in (timedelta(0), HOUR, 2 * HOUR - timedelta(seconds=2)):
        clock.advance_to(moment + ahead)
        call_command("publish_scheduled")
        announce_due()
        assert "ecret" not in answers()
        assert changes(since) == []
    clock.advance_to(moment + 2 * HOUR)  # and no job
    assert content(piece)["title"] == "Secret"
    assert (item(version) is not None) == is_public
    assert "unpublished" not in answers()
    run_jobs()
    told = changes(since)
    run_jobs()
    expected = {f"page-{each.pk}" for each in (piece, *([version] if is_public else []))}
    assert {key for action, key in told if key.startswith("page-") and action == "published"} == expected
    assert changes(since) == told
    assert len(told) == len(set(told))


def test_its_files_are_public_with_it(world: World, clock: Clock, piece: Any, moment: datetime) -> None:
    files = {row.key for row in PublishedItem.objects.filter(what__in=["image", "document"])}
    held = {f"image-{piece.teaser_image_id}", next(key for key in files if key.startswith("document-"))}
    assert f"image-{piece.teaser_image_id}" in held
    assert item(f"image-{piece.teaser_image_id}") is None
    clock.advance_to(moment)
    assert item(f"image-{piece.teaser_image_id}") is not None
    assert content(piece)["meta"]["published_at"] == moment.isoformat().replace("+00:00", "Z")


def test_moved_sooner_it_is_public_sooner(world: World, clock: Clock, piece: Any, moment: datetime) -> None:
    hold(Piece.of(piece), moment - HOUR / 2, ZONE)
    clock.advance_to(moment - HOUR / 2)
    assert item(piece)


def test_cancelled_all_that_is_published_is_public_at_once_and_dated_then(
    world: World, clock: Clock, piece: Any
) -> None:
    version, since = english(piece), last_change()
    clock.advance(minutes=10)
    now = clock.now
    let_go(Piece.of(piece))
    assert {key for action, key in changes(since) if action == "published" and key.startswith("page-")} == {
        f"page-{piece.pk}",
        f"page-{version.pk}",
    }
    dated = datetime.fromisoformat(content(version)["meta"]["published_at"])
    assert abs(dated - now) < timedelta(seconds=30)


def test_what_is_public_is_not_embargoed(world: World, clock: Clock, moment: datetime) -> None:
    version = factories.translate(world.page("other"), "en", live=False, title="Draft")
    with pytest.raises(ValidationError, match=r"öffentlich|public"):
        hold(Piece.of(version), moment, ZONE)
    assert item(world.page("other"))
    assert not Embargo.objects.exists()


def test_what_is_public_only_by_what_mirrors_it_or_at_its_moment_is_not_embargoed_again(
    world: World, clock: Clock, piece: Any, moment: datetime
) -> None:
    clock.advance_to(moment)
    with pytest.raises(ValidationError):
        hold(Piece.of(piece), moment + HOUR, ZONE)
    page(piece.pk).unpublish()
    hold(Piece.of(piece), moment + HOUR, ZONE)
    publish(page(piece.pk))
    assert item(piece) is None


def test_it_is_too_late_to_move_what_readers_may_see_before_that_is_done(
    world: World, clock: Clock, piece: Any, moment: datetime
) -> None:
    clock.advance_to(moment - TOO_LATE / 2)
    with pytest.raises(ValidationError):
        hold(Piece.of(piece), moment + HOUR, ZONE)
    assert Embargo.of(piece).until == moment


def test_what_begins_while_another_writer_is_at_it_is_not_held_any_more(
    world: World, clock: Clock, piece: Any, moment: datetime
) -> None:
    """Else readers would have it from the old moment until the new one is committed."""
    has_the_lock, refused = Event(), []

    def build_for_long() -> None:
        with transaction.atomic():
            store.lock()
            has_the_lock.set()
            wait_until_somebody_waits_for_the_lock()
            clock.advance_to(moment)

    def move() -> None:
        has_the_lock.wait(PATIENCE)
        with pytest.raises(ValidationError) as error:
            hold(Piece.of(piece), moment + HOUR, ZONE)
        refused.append(error.value.code)

    clock.advance_to(moment - TOO_LATE - timedelta(seconds=5))
    at_once(build_for_long, move)
    assert refused == ["public"]
    assert content(piece)["title"] == "Secret"


def test_it_is_too_late_to_hold_what_is_about_to_go_live(
    world: World, clock: Clock, moment: datetime
) -> None:
    draft = world.page("draft")
    publish(draft, go_live_at=moment)
    clock.advance_to(moment - TOO_LATE / 2)
    with pytest.raises(ValidationError):
        hold(Piece.of(draft), moment + HOUR, ZONE)
    clock.advance_to(moment)
    assert item(draft)


def test_a_moment_that_is_past_is_none(world: World, clock: Clock) -> None:
    with pytest.raises(ValidationError):
        hold(Piece.of(world.page("draft")), clock.now - HOUR, ZONE)


def test_a_section_is_held_with_all_that_lies_below_it(world: World, clock: Clock, moment: datetime) -> None:
    section = factories.SectionPageFactory(parent=world.page("home"), title="Secret section", live=False)
    hold(Piece.of(section), moment, ZONE)
    publish(section)
    below = factories.ContentPageFactory(parent=page(section.pk), title="Secret page")
    assert "ecret" not in answers()
    clock.advance_to(moment)
    assert item(section)
    assert item(below)


# Where one piece becomes two


def test_a_copy_is_held_as_long(world: World, clock: Clock, piece: Any, moment: datetime) -> None:
    copy = page(piece.pk).copy(update_attrs={"slug": "secret-copy"}, keep_live=True)
    assert "ecret" not in answers()
    assert PageLogEntry.objects.filter(page=copy.pk, action="embargo.set").exists()
    clock.advance_to(moment)
    assert item(copy)


def test_copies_below_a_copied_section_are_held_too(world: World, clock: Clock, moment: datetime) -> None:
    secret = factories.ContentPageFactory(parent=world.page("section"), title="Secret", live=False)
    hold(Piece.of(secret), moment, ZONE)
    publish(secret)
    world.page("section").copy(recursive=True, update_attrs={"slug": "copied"}, keep_live=True)
    assert "ecret" not in answers()


@pytest.mark.parametrize("end", ["converted", "its original deleted"])
def test_an_alias_that_becomes_a_page_is_held_as_long(
    world: World, clock: Clock, piece: Any, moment: datetime, end: str
) -> None:
    mirror = piece.create_alias(parent=world.page("home"), update_slug="secret-mirror")
    if end == "converted":
        ConvertAliasPageAction(page(mirror.pk)).execute(skip_permission_checks=True)
    else:
        page(piece.pk).delete()
    assert page(mirror.pk).alias_of_id is None
    publish(page(mirror.pk))
    assert "ecret" not in answers()
    clock.advance_to(moment)
    assert item(mirror)


def test_the_embargo_of_an_alias_is_its_originals(world: World, piece: Any) -> None:
    mirror = piece.create_alias(parent=world.page("home"), update_slug="secret-mirror")
    again = page(mirror.pk).create_alias(parent=world.page("section"), update_slug="secret-again")
    assert Piece.of(page(again.pk)).page.pk == piece.pk
    assert Embargo.of(page(again.pk)).translation_key == piece.translation_key


@pytest.mark.parametrize("attempt", range(3))
def test_published_and_embargoed_at_once_it_is_either_public_or_held(
    world: World, clock: Clock, moment: datetime, attempt: int
) -> None:
    draft = world.page("draft")

    def embargo() -> None:
        with suppress(ValidationError):  # somebody has published it just before
            hold(Piece.of(draft), moment, ZONE)

    at_once(embargo, lambda: publish(world.page("draft")), lambda: english(draft))
    versions = [item(version) for version in Piece.of(draft).versions]
    assert len(versions) == 2
    assert set(map(bool, versions)) == {Embargo.of(draft) is None}


# What it costs, and what it writes


def test_embargoes_are_read_with_the_pages_and_not_one_by_one(world: World, piece: Any) -> None:
    pages = list(world.pages.values())
    with CaptureQueriesContext(connection) as captured:
        side = WriteSide()
        side.load(pages)
        for pk in pages:
            side.versions(side.page(pk))
    asked = [query for query in captured.captured_queries if "pages_embargo" in query["sql"]]
    assert len(asked) <= 2  # the pages', and their ancestors'


def test_what_is_held_writes_no_change_and_purges_nothing(
    world: World, clock: Clock, moment: datetime, settings: Any
) -> None:
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:9/"]
    since, draft = last_change(), world.page("draft")
    hold(Piece.of(draft), moment, ZONE)
    publish(draft)
    hold(Piece.of(page(draft.pk)), moment + HOUR, ZONE)
    assert changes(since) == []
    assert jobs() == []

"""What the desk is told of the days ahead: embargoes, schedules, ends, and what was not done when due."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, PageLogEntry, Revision

from cms.agenda.events import Chosen, Event, What, event, events
from cms.embargoes.acts import let_go
from cms.embargoes.piece import Piece
from cms.pages.audit import REFUSED
from cms.pages.models import Embargo
from cms.projection.schedule import catch_up
from tests import factories
from tests.factories import Place
from tests.projection.world import submit_for_translation, translate_strings
from tests.roles.conftest import Person

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def chief(place: Place) -> User:
    return User.objects.create_superuser("chief")


def told(user: Any, **more: Any) -> list[Event]:
    now = timezone.now()
    chosen = Chosen(**{"since": now - 7 * DAY, "until": now + 8 * DAY, **more})
    return [event(row) for row in events(user, chosen, now)]


def said(user: Any, **more: Any) -> list[tuple[str, str, str]]:
    return [(each.what, each.name, each.state) for each in told(user, **more)]


def release(place: Place, title: str = "Geheim", **fields: Any) -> Any:
    return factories.NewsPageFactory(parent=place.newsroom, title=title, live=False, **fields)


def test_an_embargo_is_told_with_how_far_each_version_is(place: Place, chief: User) -> None:
    german = release(place)
    factories.embargo(german, timezone.now() + DAY)
    factories.publish(german)
    translation = submit_for_translation(german, "en")
    translation.source.create_or_update_translation(translation.target_locale, publish=False, fallback=True)
    factories.translate(german, "ar", live=False, title="Arabic")
    assert said(chief) == [
        ("embargo", "Arabic", "draft"),
        ("embargo", "Geheim", "ready"),
        ("embargo", "Geheim", "incomplete"),
    ]
    english = german.get_translation(factories.locale("en"))
    translate_strings(translation, "English")
    translation.save_target(publish=False)
    assert [each.state for each in told(chief) if each.number == english.pk] == ["draft"]
    english = Page.objects.get(pk=english.pk).specific
    english.get_workflow().start(english, chief)
    assert [each.state for each in told(chief) if each.number == english.pk] == ["review"]
    german.title = "Geheimer"
    german.save_revision()
    assert ("embargo", "Geheimer", "changed") in said(chief)


def test_schedules_ends_and_consent_are_told_in_order_of_time(place: Place, chief: User) -> None:
    now = timezone.now()
    image = factories.ImageFactory(title="Bild", consent_until=timezone.localdate() + 2 * DAY)
    factories.ImageFactory(title="Unbenutzt", consent_until=timezone.localdate() + 2 * DAY)
    factories.publish(release(place, "Ende", expire_at=now + 5 * HOUR, teaser_image=image))
    factories.publish(release(place, "Anfang", go_live_at=now + HOUR))
    factories.publish(release(place, "Irgendwann", go_live_at=now + 30 * DAY))
    release(place, "Nur gewünscht", go_live_at=now + HOUR)
    assert said(chief) == [
        ("begins", "Anfang", "scheduled"),
        ("ends", "Ende", ""),
        ("consent", "Bild", ""),
    ]
    assert told(chief)[2].moment == image.public_until()


def test_a_schedule_within_an_embargo_is_told_by_the_embargo_alone(place: Place, chief: User) -> None:
    held = release(place, go_live_at=timezone.now() + HOUR)
    factories.embargo(held, timezone.now() + DAY)
    factories.publish(held)
    assert said(chief) == [("embargo", "Geheim", "scheduled")]


def test_what_a_gate_took_back_is_told_until_somebody_has_mended_it(place: Place, chief: User) -> None:
    image = factories.ImageFactory()
    page = release(place, teaser_image=image, go_live_at=timezone.now() + HOUR)
    factories.publish(page)
    image.credit = ""
    image.save()
    Revision.page_revisions.filter(object_id=str(page.pk)).update(approved_go_live_at=timezone.now() - HOUR)
    assert said(chief) == [("begins", "Geheim", "scheduled")]  # late, until the worker comes
    catch_up(ending=lambda: False)
    (refused,) = told(chief)
    assert (refused.what, refused.state) == ("refused", "draft")
    entry = PageLogEntry.objects.get(page=page, action=REFUSED)
    for language, why in (("de", "hat keinen Bildnachweis"), ("en", "has no credit")):
        with override(language):
            assert image.title in refused.reasons
            assert why in refused.reasons
            assert why in entry.formatter.format_message(entry)
    image.credit = "Somebody"
    image.save()
    page = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.go_live_at = None
    factories.publish(page)
    assert said(chief) == []


def test_a_version_left_behind_when_the_embargo_ended_is_late_and_a_cancelled_one_is_not(
    place: Place, chief: User
) -> None:
    german, cancelled = release(place), release(place, "Abgesagt")
    for page in (german, cancelled):
        factories.embargo(page, timezone.now() + DAY)
    factories.publish(german)
    factories.translate(german, "en", live=False, title="Behind")
    let_go(Piece.of(cancelled), chief)
    Embargo.objects.filter(translation_key=german.translation_key).update(until=timezone.now() - HOUR)
    assert said(chief) == [("embargo", "Behind", "draft")]


def test_everybody_is_told_of_what_they_may_change_and_of_nothing_else(
    place: Place, people: dict[str, Person]
) -> None:
    german = release(place)
    factories.embargo(german, timezone.now() + DAY)
    factories.publish(german)
    factories.translate(german, "en", title="Secret")
    image = factories.ImageFactory(title="Bild", consent_until=timezone.localdate())
    factories.publish(release(place, "Mit Bild", teaser_image=image))
    versions = {"Geheim", "Secret"}
    for name, seen in {
        "author": versions,
        "translator en": {"Secret"},
        "translator ar": set(),
        "reviewer": {*versions, "Bild"},
        "press_officer": {*versions, "Bild"},
        "administrator": {*versions, "Bild"},
        "partner_manager": set(),
    }.items():
        assert {each.name for each in told(people[name].user)} == seen, name


def test_each_filter_holds_for_every_part(place: Place, chief: User) -> None:
    now = timezone.now()
    image = factories.ImageFactory(title="Bild", consent_until=timezone.localdate() + 2 * DAY)
    german = release(place, "Deutsch", go_live_at=now + HOUR, expire_at=now + DAY, teaser_image=image)
    factories.publish(german)
    factories.translate(release(place), "en", title="English", go_live_at=now + HOUR, expire_at=None)
    assert {each.name for each in told(chief, language=factories.locale("de"))} == {"Deutsch", "Bild"}
    assert {each.name for each in told(chief, language=factories.locale("en"))} == {"English"}
    assert {each.what for each in told(chief, what=What.ENDS)} == {"ends"}
    assert {each.what for each in told(chief, until=now + 2 * HOUR)} == {"begins"}
    assert {each.name for each in told(chief, site=place.site)} == {"Deutsch", "English", "Bild"}
    other = factories.make_site("other.example.org", ("de",))
    assert told(chief, site=other.site) == []


def test_it_is_one_query_however_much_there_is(place: Place, chief: User) -> None:
    for number in range(3):
        page = release(place, f"Nummer {number}")
        factories.embargo(page, timezone.now() + DAY)
        factories.translate(page, "en", live=False, title=f"Number {number}")
    told(chief)  # content types are remembered
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(told(chief)) == 6
    assert len(asked) == 1

"""What of news is text for translators, and what every language version shares or has of its own."""

from datetime import UTC, datetime

import pytest
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.segments.extract import extract_segments

from newsroom.models import (
    MediaContact,
    NewsContact,
    NewsDownload,
    NewsPage,
    NewsPlace,
    NewsTopic,
)
from tests.factories import (
    DocumentFactory,
    MediaContactFactory,
    NewsPageFactory,
    Place,
    TopicFactory,
    translate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_site")]


@pytest.fixture(scope="module")
def languages() -> tuple[str, ...]:
    return "de", "en"


def release(place: Place) -> NewsPage:
    return NewsPageFactory(
        parent=place.newsroom,
        title="Titel",
        kicker="Dachzeile",
        reference="BSP/1",
        summary="Vorspann",
        dateline_places=[NewsPlace(name="Kairo")],
        dateline_override="Kairo, im Juli",
        body=[("paragraph", "<p>Absatz</p>")],
        notes_to_editors="<p>Hinweise</p>",
        contacts=[
            NewsContact(organisation="Partnerin", name="A. Haddad", email="a@example.org", phone="+20 1"),
            NewsContact(contact=MediaContactFactory()),
        ],
        downloads=[NewsDownload(document=DocumentFactory(), label="Hintergrund", language="de")],
        topics=[NewsTopic(topic=TopicFactory())],
        source_id="urn:source:1",
        source_url="https://source.example.org/1",
        source_published_at=datetime(2024, 7, 2, tzinfo=UTC),
    )


def texts(instance: object) -> set[str]:
    return {segment.string.data for segment in extract_segments(instance) if hasattr(segment, "string")}


def test_words_are_offered_for_translation_and_names_and_codes_are_not(place: Place) -> None:
    assert texts(release(place)) - {"titel"} == {  # the slug
        "Titel",
        "Dachzeile",
        "Vorspann",
        "Kairo",
        "Kairo, im Juli",
        "Absatz",
        "Hinweise",
        "Partnerin",
        "Hintergrund",
    }


def test_translating_needs_no_translation_of_topics_and_contacts_first(place: Place) -> None:
    source, _created = TranslationSource.update_or_create_from_instance(release(place))
    translation = Translation.objects.create(source=source, target_locale=place.homes["en"].locale)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    draft = target.get_latest_revision_as_object()
    assert [row.topic_id for row in draft.topics.all()] == [
        row.topic_id for row in NewsPage.objects.get(title="Titel", locale__language_code="de").topics.all()
    ]
    assert {contact.locale.language_code for contact in draft.contacts.all()} == {"en"}


def test_where_a_version_was_imported_from_is_its_own(place: Place) -> None:
    german = release(place)
    english = translate(german, "en", title="Title", source_id="urn:source:2", source_url="")
    copy_synchronised_fields(german, english)
    assert (english.source_id, english.source_url) == ("urn:source:2", "")
    assert english.title == "Title"


def test_a_copy_is_not_taken_for_its_original_by_the_next_import(place: Place) -> None:
    german = release(place)
    copy = german.copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    assert (copy.source_id, copy.source_published_at) == ("", None)
    assert [contact.name for contact in copy.contacts.all()] == [
        contact.name for contact in german.contacts.all()
    ]
    assert not {row.translation_key for row in copy.contacts.all()} & {
        row.translation_key for row in german.contacts.all()
    }


def test_a_contact_offers_organisation_and_hours_for_translation() -> None:
    contact = MediaContactFactory(hours="Mo bis Fr")
    assert texts(MediaContact.objects.get(pk=contact.pk)) == {"Agentur für Beispiele", "Mo bis Fr"}

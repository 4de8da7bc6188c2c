"""A source's change leaves its translations wholly as they are, through every door, and is told."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail_localize.models import StringTranslation, Translation

from cms.pages.models import PublicText
from cms.pages.translating import digest_of
from cms.translations.states import open_translations
from home.models import ContentPage
from tests.factories import ContentPageFactory, DocumentFactory, ImageFactory, NewsPageFactory, Place, publish
from tests.pages.bodies import full_values, raw_stream
from tests.projection.observing import content
from tests.projection.world import submit_for_translation, translate_strings


@pytest.fixture
def english(translation: Translation) -> Any:
    """Public and whole."""
    translate_strings(translation, "In English")
    translation.save_target(publish=True)
    return translation.get_target_instance()


@pytest.fixture
def changed(german: Any, english: Any) -> Any:
    """The original, after it was published with another summary; the translation is from before."""
    german.summary = "Ganz anders gesagt."
    return publish(german)


def status(german: Any) -> str:
    [version] = content(german)["meta"]["translations"]
    return str(version["status"])


def text(english: Any) -> dict[str, Any]:
    """All that its editors have written."""
    found: dict[str, Any] = content(english)
    return {name: found[name] for name in ("title", "summary", "body")}


def sync(client: Client, translation: Translation, **chosen: str) -> Any:
    return client.post(f"/admin/localize/update/{translation.source_id}/", chosen)


def test_taking_over_changes_shows_them_in_the_editor_and_to_nobody_else(
    changed: Any, english: Any, translation: Translation, chief: Client
) -> None:
    before = text(english)
    assert sync(chief, translation).status_code == 302
    editor = chief.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    assert "Ganz anders gesagt." in editor
    assert text(english) == before
    assert status(changed) == "outdated"


def test_publishing_what_was_taken_over_is_refused_until_it_is_translated(
    changed: Any, english: Any, translation: Translation, chief: Client
) -> None:
    before = text(english)
    refused = sync(chief, translation, publish_translations="on")
    assert refused.status_code == 400
    assert "Ganz anders gesagt." in refused.content.decode()
    assert text(english) == before
    sync(chief, translation)
    assert chief.post(f"/admin/pages/{english.pk}/edit/", {"action": "publish"}).status_code == 400
    assert text(english) == before
    assert status(changed) == "outdated"


def test_publishing_a_translation_from_before_takes_nothing_over_and_stays_outdated(
    changed: Any, english: Any, translation: Translation, chief: Client
) -> None:
    StringTranslation.objects.filter(context__path="title").update(data="Better English")
    assert chief.post(f"/admin/pages/{english.pk}/edit/", {"action": "publish"}).status_code == 302
    assert text(english)["title"] == "Better English"
    assert text(english)["summary"] == "In English"
    assert status(changed) == "outdated"


def test_a_draft_of_what_was_taken_over_is_read_by_nobody(
    changed: Any, english: Any, translation: Translation, chief: Client
) -> None:
    before = text(english)
    sync(chief, translation)
    translation.refresh_from_db()
    translation.save_target(publish=False)
    assert text(english) == before


def test_the_editor_says_when_the_original_has_moved_on(
    changed: Any, english: Any, translation: Translation, chief: Client
) -> None:
    address, said = f"/admin/pages/{english.pk}/edit/", "The original was published again"
    assert said in chief.get(address).content.decode()
    sync(chief, translation)
    assert said not in chief.get(address).content.decode()


def test_once_it_is_translated_it_is_current(
    changed: Any, english: Any, translation: Translation, chief: Client
) -> None:
    sync(chief, translation)
    translate_strings(Translation.objects.get(pk=translation.pk), "Anew")
    assert sync(chief, translation, publish_translations="on").status_code == 302
    assert text(english)["summary"] == "Anew"
    assert status(changed) == "current"


def test_the_question_whether_to_publish_says_that_only_the_whole_is(
    changed: Any, translation: Translation, chief: Client
) -> None:
    asked = chief.get(f"/admin/localize/update/{translation.source_id}/").content.decode()
    assert "refused until everything is translated" in asked
    assert "use the original language" not in asked


def test_a_translation_made_of_a_draft_is_current_once_both_are_published(
    place: Place, chief: Client
) -> None:
    german = NewsPageFactory(parent=place.newsroom, title="Neue Brücke", summary="Kurz.", live=False)
    german.save_revision()
    made = submit_for_translation(german, "en")
    translate_strings(made, "In English")
    made.save_target(publish=True)
    german.get_latest_revision().publish()
    assert status(german) == "current"
    english = made.get_target_instance()
    assert "was published again" not in chief.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    assert not open_translations().exists()


def test_what_is_read_of_a_page_is_what_was_published_of_it(
    place: Place, settings: Any, tmp_path: Path
) -> None:
    """With every block, by whatever way it is stored: cleaned with the row, or not, as in the revision."""
    settings.MEDIA_ROOT = tmp_path
    values = full_values(place.home.pk, ImageFactory().pk, DocumentFactory().pk)
    del values["quote"]  # which somebody would have to confirm
    made = ContentPageFactory(parent=place.home, body=raw_stream(values), live=False)
    made.save_revision(clean=False).publish()
    page = ContentPage.objects.get(pk=made.pk)
    public = PublicText.objects.get(revision=page.live_revision_id)
    assert digest_of(page, json.loads(page.to_json())) == public.digest


def test_publishing_the_same_again_makes_nothing_outdated(german: Any, english: Any, chief: Client) -> None:
    german.slug = "an-anderem-ort"  # which is no text
    publish(german)
    assert status(german) == "current"
    assert "was published again" not in chief.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    assert not open_translations().exists()


@pytest.mark.parametrize("change", [{"title": "Alte Brücke"}, {"dateline_date": date(2026, 7, 1)}])
def test_what_is_copied_into_translations_counts_as_what_is_translated(
    german: Any, english: Any, change: dict[str, Any]
) -> None:
    for name, value in change.items():
        setattr(german, name, value)
    publish(german)
    assert status(german) == "outdated"
    assert [page.pk for page in open_translations()] == [english.pk]


def test_a_source_that_says_again_what_was_translated_has_a_current_translation(
    changed: Any, english: Any
) -> None:
    changed.summary = "Kurz und knapp gesagt."
    publish(changed)
    assert status(changed) == "current"
    assert not open_translations().exists()

"""What keeps a page from being changed keeps its translation, by address as well as by hidden buttons."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, StringTranslation

from tests.factories import locale, publish
from tests.projection.world import translate_strings
from tests.roles.desk import everything
from tests.translations.conftest import browser, somebody

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def german(linked: Any) -> Any:
    return linked


@pytest.fixture
def english(translation: Any, settings: Any) -> Any:
    """Whole, in the words of a machine, and no more than a draft."""
    dummy = "wagtail_localize.machine_translators.dummy.DummyTranslator"
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": dummy}
    translate_strings(translation, "In English", by="machine")
    translation.save_target(publish=False)
    return translation.get_target_instance()


@pytest.fixture
def keeper(english: Any) -> User:
    """Who has locked it."""
    found: User = User.objects.create_superuser("keeper")
    Page.objects.filter(pk=english.pk).update(locked=True, locked_by=found, locked_at=timezone.now())
    return found


def writing(english: Any, translation: Any) -> dict[str, Callable[[Client], Any]]:
    """All that changes a translation or publishes it."""
    edit, localize = f"/admin/pages/{english.pk}/edit/", f"/admin/localize/translate/{translation.pk}"
    text = f"{localize}/strings/{translation.source.stringsegment_set.first().pk}/edit/"
    picked = f"{localize}/overrides/{translation.source.overridablesegment_set.first().pk}/edit/"
    confirm, po = f"/admin/translating/machine/{translation.pk}/", str(translation.export_po())
    every = f"/admin/localize/update/{translation.source_id}/"

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("x.po", po.replace("In English", "Otherwise").encode())

    return {
        "publish": lambda who: who.post(edit, {"action": "publish"}),
        "publish all": lambda who: who.post(every, {"publish_translations": "on"}),
        "publish as it is": lambda who: who.post(f"/admin/translating/{english.pk}/as-it-is/"),
        "change a text": lambda who: who.put(text, "value=Other", content_type=FORM),
        "take a text away": lambda who: who.delete(text),
        "change what was copied": lambda who: who.put(picked, "value=1", content_type=FORM),
        "confirm": lambda who: who.post(
            confirm, {"text": [read for _, read in who.get(confirm).context["texts"]]}
        ),
        "upload": lambda who: who.post(f"{localize}/pofile/upload/", {"file": file()}),
        "upload for a section": lambda who: who.post(
            f"/admin/translating/{english.pk}/po/", {"locale": locale("en").pk, "file": file()}
        ),
        "stop": lambda who: who.post(f"{localize}/disable/"),
        "make an alias": lambda who: who.post(f"/admin/localize/page/{english.pk}/convert_to_alias/"),
    }


def kept() -> Any:
    return everything(), list(SegmentOverride.objects.values())


def test_nothing_changes_or_publishes_a_translation_that_somebody_has_locked(
    english: Any, translation: Any, keeper: User, chief: Client
) -> None:
    before = kept()
    for name, attempt in writing(english, translation).items():
        answer = attempt(chief)
        assert answer.status_code in {200, 302, 403}, (name, answer.content)
        assert kept() == before, name


def test_a_machine_translates_nothing_that_is_locked(
    english: Any, translation: Any, keeper: User, chief: Client
) -> None:
    StringTranslation.objects.all().delete()
    chief.post(f"/admin/localize/translate/{translation.pk}/machine_translate/")
    chief.post(f"/admin/localize/update/{translation.source_id}/", {"use_machine_translation": "on"})
    assert not StringTranslation.objects.exists()


def test_a_translation_that_was_stopped_is_not_begun_again_while_it_is_locked(
    english: Any, translation: Any, keeper: User, chief: Client
) -> None:
    translation.enabled = False
    translation.save()
    chief.post(f"/admin/pages/{english.pk}/edit/", {"localize-restart-translation": ""})
    translation.refresh_from_db()
    assert not translation.enabled


def test_the_refusal_says_who_has_locked_it(
    english: Any, translation: Any, keeper: User, chief: Client
) -> None:
    said = "was locked</b> by <b>keeper</b>"
    for name in ("publish", "stop", "upload"):
        answer = writing(english, translation)[name](chief)
        shown = answer if answer.status_code == 200 else chief.get(f"/admin/pages/{english.pk}/edit/")
        assert said in shown.content.decode(), name
    answer = writing(english, translation)["change a text"](chief)
    assert (answer.status_code, said in answer.json()["detail"]) == (403, True)
    handing_in = chief.get(f"/admin/translations/{english.pk}/").content.decode()
    assert said in handing_in
    assert "has no workflow" not in handing_in


def test_whoever_has_locked_it_goes_on_working(english: Any, translation: Any, keeper: User) -> None:
    client, ways = browser(keeper), writing(english, translation)
    assert ways["change a text"](client).status_code == 200
    assert ways["publish"](client).status_code == 302
    english.refresh_from_db()
    assert english.live


def test_what_is_locked_is_still_read(english: Any, translation: Any, keeper: User, chief: Client) -> None:
    shown = chief.get(f"/admin/localize/translate/{translation.pk}/preview/")
    assert "/preview?token=" in shown["Location"]
    assert chief.get(f"/admin/localize/translate/{translation.pk}/pofile/download/").status_code == 200


def test_what_is_scheduled_is_not_let_out_before(english: Any, translation: Any, chief: Client) -> None:
    english.go_live_at = timezone.now() + timedelta(days=1)
    publish(english)
    before = everything()
    writing(english, translation)["publish"](chief)
    writing(english, translation)["change a text"](chief)
    assert everything() == before


def test_what_waits_for_the_reviewers_is_changed_by_them_alone(english: Any, translation: Any) -> None:
    translator, reviewer = somebody("translator", "en"), somebody("reviewer")
    english.get_workflow().start(english, None)
    change = writing(english, translation)["change a text"]
    assert change(translator).status_code == 403
    assert change(reviewer).status_code == 200

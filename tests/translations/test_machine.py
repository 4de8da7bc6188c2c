"""With a machine of wagtail-localize: its texts are a machine's until somebody has confirmed them."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation

from tests.projection.observing import content
from tests.translations.conftest import somebody


@pytest.fixture
def by_machine(translation: Any, chief: Client, settings: Any) -> Any:
    """Translated by the button in wagtail-localize's editor, and published."""
    dummy = "wagtail_localize.machine_translators.dummy.DummyTranslator"
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": dummy}
    chief.post(f"/admin/localize/translate/{translation.pk}/machine_translate/")
    translation.save_target(publish=True)
    return translation


def status(german: Any) -> str:
    [version] = content(german)["meta"]["translations"]
    return str(version["status"])


def waiting(translation: Any, client: Client) -> tuple[str, list[str]]:
    address = f"/admin/translating/machine/{translation.pk}/"
    return address, [read for _, read in client.get(address).context["texts"]]


def test_its_texts_are_the_machines_until_the_last_one_is_confirmed(
    by_machine: Any, german: Any, translator: Client
) -> None:
    english = by_machine.get_target_instance()
    assert content(english)["summary"] == "gesagt. knapp und Kurz"
    assert status(german) == "machine"
    editor = translator.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    address, texts = waiting(by_machine, translator)
    assert f"{address}" in editor
    assert f"Confirm machine translation ({len(texts)} texts)" in editor
    translator.post(address, {"text": texts[1:]})
    assert status(german) == "machine"
    translator.post(address, {"text": texts[:1]})
    assert status(german) == "current"
    last = PageLogEntry.objects.filter(page=english.pk, action="translation.confirm_machine").latest("pk")
    assert last.user.username == "translator-en"
    assert "1 text" in last.message
    assert not StringTranslation.objects.exclude(last_translated_by=last.user).exists()


def test_only_who_translates_into_the_language_confirms(by_machine: Any, german: Any, chief: Client) -> None:
    address, texts = waiting(by_machine, chief)
    for client in (somebody("translator", "ar"), somebody("partner_manager")):
        assert client.post(address, {"text": texts}).status_code in {302, 403}
    assert status(german) == "machine"


def test_a_text_that_was_changed_after_it_was_read_is_not_confirmed(
    by_machine: Any, translator: Client
) -> None:
    address, texts = waiting(by_machine, translator)
    StringTranslation.objects.filter(context__path="summary").update(data="Other words")
    answer = translator.post(address, {"text": texts}, follow=True)
    assert "Some texts have been changed meanwhile." in answer.content.decode()
    left = StringTranslation.objects.filter(translation_type="machine")
    assert [text.context.path for text in left] == ["summary"]
    translator.post(address, {"text": waiting(by_machine, translator)[1]})
    assert not left.all()


def test_nonsense_confirms_nothing(by_machine: Any, german: Any, chief: Client) -> None:
    address, _ = waiting(by_machine, chief)
    assert chief.post(address, {"text": ["x", "-1", "99999999999999999999"]}).status_code == 302
    assert status(german) == "machine"

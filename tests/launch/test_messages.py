"""Translations without GNU gettext: what is found in the code, what is missing, and what is compiled."""

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from django.apps import apps
from django.conf import settings
from django.utils.translation import override

from cms.launch import messages
from cms.launch.messages_of_others import OF_OTHERS
from cms.pages.fields import Choice, Words
from cms.pages.models import BasePage
from newsroom.models import CorrectionKind

TEMPLATE = """{% load i18n %}
  <h1>{% translate "Newsroom" %}</h1>
    {% blocktranslate count n=number trimmed %}
      One item
    {% plural %}
      {{ n }} items
    {% endblocktranslate %}
<p title="{% translate 'Open' context 'a door' %}">It's not code</p>
"""


def test_messages_are_found_in_templates(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(TEMPLATE)
    text = io.BytesIO(messages.python_text(template).encode())
    found = [(message, context) for _, message, _, context in extract("python", text, messages.KEYWORDS)]
    assert found == [("Newsroom", None), (("One item", "%(n)s items"), None), ("Open", "a door")]


def test_every_message_of_the_code_is_found_with_its_file() -> None:
    found = messages.from_code()
    assert len(found) > 400
    assert all(message.locations for message in found if message.id)


def test_every_message_is_translated_and_fits() -> None:
    assert messages.check() == []


def test_an_untranslated_or_guessed_message_counts_as_missing() -> None:
    catalog = Catalog(locale="de")
    catalog.add("Newsroom", "Newsroom")
    catalog.add("Title", "")
    catalog.add("Date", "Datum", flags=["fuzzy"])
    catalog.add(("One item", "%(n)s items"), ("Ein Eintrag", ""))
    assert sorted(messages.missing(catalog)) == ["Date", "One item", "Title"]


def test_the_check_names_what_is_new_what_is_untranslated_and_what_does_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "PO_FOLDER", tmp_path)
    monkeypatch.setattr(messages, "LOCALES", ("de",))
    place = messages.po_file("de")
    place.parent.mkdir(parents=True)
    place.write_text(
        'msgid "Dateline"\nmsgstr ""\n\n'
        '#, python-format\nmsgid "Imported from %(source)s"\nmsgstr "Importiert aus %(quelle)s"\n'
    )
    found = messages.check()
    assert any("not in the file (newsroom/models/news.py): 'kicker'" in line for line in found)
    assert "de: no translation: 'Dateline'" in found
    assert any(line.startswith("de: 'Imported from %(source)s': ") for line in found)


def test_other_languages_than_the_admins_hold_what_readers_see_and_nothing_else() -> None:
    code = messages.from_code()
    for locale in set(messages.LOCALES) - set(messages.ADMIN_LOCALES):
        found = {(message.id, message.context) for message in messages.kept(locale) if message.id}
        assert found == {
            (message.id, message.context) for message in messages.wanted(code, locale) if message.id
        }
        assert {context for _, context in found} == {messages.FOR_READERS}


def test_there_are_translations_for_every_language_of_the_content_and_of_the_admin() -> None:
    assert {code for code, _ in settings.LANGUAGES} == {"en", *messages.LOCALES}
    assert {code for code, _ in settings.WAGTAILADMIN_PERMITTED_LANGUAGES} == {"en", *messages.ADMIN_LOCALES}


def reader_labels(locale: str) -> dict[str, str]:
    """`{type.field.value: label}` of all that pages show as labelled terms."""
    with override(locale):
        return {
            f"{model._meta.label}.{field.name}.{value}": str(label)
            for model in apps.get_models()
            if issubclass(model, BasePage)
            for field in model.content_fields
            if isinstance(field, Choice) and not isinstance(field, Words)
            for value, label in model._meta.get_field(field.source).flatchoices
        } | {f"correction.{kind.value}": str(kind.label) for kind in CorrectionKind}


@pytest.mark.parametrize("locale", messages.LOCALES)
def test_no_label_that_readers_see_is_left_in_another_language(locale: str) -> None:
    """Django takes what a language lacks from German, so an Arabic page would show a German word."""
    english, german, found = reader_labels("en"), reader_labels("de"), reader_labels(locale)
    assert len(english) > 15
    assert [name for name, label in found.items() if label == english[name]] == []
    if locale == "ar":
        assert [name for name, label in found.items() if label == german[name]] == []


def test_no_translation_of_ours_changes_what_another_package_says() -> None:
    """Where a word of ours is Wagtail's too, it must mean the same, or have a context."""
    theirs: dict[str, set[str]] = {}
    for app in apps.get_app_configs():
        compiled = Path(app.path) / "locale" / "de" / "LC_MESSAGES" / "django.mo"
        if compiled.exists() and app.name.partition(".")[0] in {"wagtail", "wagtail_localize"}:
            with compiled.open("rb") as file:
                for message in read_mo(file):
                    if isinstance(message.id, str) and message.id and not message.context:
                        theirs.setdefault(message.id, set()).add(str(message.string))
    assert len(theirs) > 1000
    on_purpose = {text for texts in OF_OTHERS.values() for text in texts}
    changed = {
        message.id: message.string
        for message in messages.kept("de")
        if isinstance(message.id, str) and not message.context and message.id not in on_purpose
        if message.id in theirs and message.string not in theirs[message.id]
    }
    assert changed == {}


@pytest.mark.parametrize("locale", messages.LOCALES)
def test_a_file_says_which_plural_forms_its_language_has(locale: str) -> None:
    assert messages.kept(locale).plural_forms == Catalog(locale=locale).plural_forms
    assert "Plural-Forms: nplurals=" in messages.po_file(locale).read_text()


def test_what_is_compiled_is_what_the_files_say() -> None:
    messages.compile_all()
    for locale in messages.LOCALES:
        source = messages.po_file(locale)
        with source.with_suffix(".mo").open("rb") as file:
            compiled = gettext.GNUTranslations(file)
        for message in messages.kept(locale):
            if isinstance(message.id, str) and message.id:
                found = (
                    compiled.pgettext(message.context, message.id)
                    if message.context
                    else compiled.gettext(message.id)
                )
                assert found == message.string

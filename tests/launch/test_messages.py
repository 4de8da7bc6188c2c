"""Translations without GNU gettext: what is found in the code, what is missing, and what is compiled."""

import gettext
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract

from cms.launch import messages

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
    assert len(found) > 50
    assert all(message.locations for message in found if message.id)


def test_an_untranslated_or_guessed_message_counts_as_missing() -> None:
    catalog = Catalog(locale="de")
    catalog.add("Newsroom", "Newsroom")
    catalog.add("Title", "")
    catalog.add("Date", "Datum", flags=["fuzzy"])
    catalog.add(("One item", "%(n)s items"), ("Ein Eintrag", ""))
    assert sorted(messages.missing(catalog)) == ["Date", "One item", "Title"]


def test_what_is_compiled_is_what_the_files_say() -> None:
    messages.compile_all()
    for locale in messages.LOCALES:
        source = messages.po_file(locale)
        if source.exists():
            with source.with_suffix(".mo").open("rb") as file:
                compiled = gettext.GNUTranslations(file)
            for message in messages.kept(locale):
                if isinstance(message.id, str) and message.id and message.string and not message.context:
                    assert compiled.gettext(message.id) == message.string

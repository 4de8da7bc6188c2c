"""Rich text from the editor or the management API into the database, and from there to readers."""

import pytest
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.api.rich_text import APIRichText
from wagtail_localize.strings import extract_strings, restore_strings

from cms.media import languages
from cms.pages.reading import JSON
from cms.pages.rich_text import FEATURES, clean_html

ARABIC = '<span lang="ar" dir="rtl">مرحبا</span>'


def page(number: int) -> JSON | None:
    if number == 404:
        return None
    return {"id": number, "html_url": f"https://www.example.org/de/{number}/", "html_path": f"/de/{number}/"}


def document(number: int) -> JSON | None:
    return None if number == 404 else {"url": f"https://cms.example.org/documents/{number}/report.pdf"}


def clean(source: str) -> str:
    return clean_html(source, page, document)


def through_editor(source: str) -> str:
    """What is stored when an editor opens stored text and saves it unchanged."""
    widget = get_rich_text_editor_widget("default", features=FEATURES)
    return widget.converter.to_database_format(widget.format_value(source))


def through_management_api(source: str) -> str:
    stored, removals = APIRichText.convert_input(source, features=FEATURES)
    assert removals == []
    return through_editor(stored)


@pytest.mark.parametrize("way", [through_editor, through_management_api])
@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> and <i>italic</i>",
        "10 km<sup>2</sup>",
        "Dampf\u00adschiff\u00adfahrt",
        "10\u00a0000\u00a0Euro",
        f"er sagte {ARABIC} zu mir",
        f"<b>{ARABIC}</b>",
        '<a href="https://www.example.org/">outside</a>',
        '<a href="mailto:press@example.org">mail</a> <a href="tel:+49301234567">phone</a>',
        '<a href="https://www.example.org/"><span lang="ar" dir="rtl">مرحبا</span></a>',
    ],
)
def test_what_editors_may_write_survives_saving_and_reaches_readers(way: object, text: str) -> None:
    stored = way(f"<p>{text}</p>")  # type: ignore[operator]
    shown = clean(stored).replace("&nbsp;", "\u00a0").replace('dir="rtl" lang="ar"', 'lang="ar" dir="rtl"')
    assert shown == f"<p>{text}</p>"


def test_lists_survive() -> None:
    source = "<ul><li>one</li><li>two</li></ul><ol><li>three</li></ol>"
    assert clean(through_management_api(source)) == source


def test_a_link_within_a_passage_of_another_language_survives() -> None:
    stored = through_management_api(
        f'<p>{ARABIC} <span lang="fr">ici <a href="https://x.org/">lien</a></span></p>'
    )
    shown = clean(stored)
    assert '<a href="https://x.org/">' in shown
    assert shown.count('lang="fr"') == 2


def test_every_language_that_editors_can_choose_survives_with_its_direction() -> None:
    for tag in languages.TAGS:
        stored = through_editor(f'<p>x <span lang="{tag}">y</span></p>')
        assert f'<span lang="{tag}" dir="{languages.direction(tag)}">y</span>' in stored


def test_an_unknown_language_is_only_its_text() -> None:
    stored, _removals = APIRichText.convert_input('<p><span lang="klingon">x</span></p>', features=FEATURES)
    assert stored == "<p>x</p>"


def test_a_passage_of_another_language_keeps_its_language_in_translation() -> None:
    template, strings = extract_strings(f"<p>er sagte {ARABIC} zu mir</p>")
    assert [string.data for string, _attrs in strings] == ["er sagte", "مرحبا", "zu mir"]
    assert clean(restore_strings(template, strings)) == clean(f"<p>er sagte {ARABIC} zu mir</p>")


def test_links_to_pages_get_their_public_address_and_what_a_router_needs() -> None:
    assert clean('<p><a linktype="page" id="7">x</a></p>') == (
        '<p><a data-html-path="/de/7/" data-page-id="7" href="https://www.example.org/de/7/">x</a></p>'
    )


def test_links_to_documents_get_their_public_address() -> None:
    assert clean('<p><a linktype="document" id="3">x</a></p>') == (
        '<p><a data-document-id="3" href="https://cms.example.org/documents/3/report.pdf">x</a></p>'
    )


@pytest.mark.parametrize(
    "link",
    [
        '<a linktype="page" id="404">the text</a>',
        '<a linktype="document" id="404">the text</a>',
        '<a linktype="page" id="7; drop">the text</a>',
        '<a linktype="page" id="٣">the text</a>',
        '<a linktype="page">the text</a>',
        '<a linktype="unheard-of" id="7">the text</a>',
        '<a href="javascript:alert(1)">the text</a>',
        '<a href=" jav&#x09;ascript:alert(1)">the text</a>',
        '<a href="data:text/html,x">the text</a>',
        '<a href="/admin/">the text</a>',
        '<a href="mailto:">the text</a>',
        "<a>the text</a>",
        '<span style="color:red">the text</span>',
    ],
)
def test_what_leads_nowhere_becomes_plain_text(link: str) -> None:
    assert clean(f"<p>{link}</p>") == "<p>the text</p>"


@pytest.mark.parametrize(
    "source",
    [
        "<p>a</p><script>alert(1)</script>",
        '<p onclick="alert(1)">a</p>',
        '<p>a<iframe src="https://evil.example/"></iframe></p>',
        '<p>a<embed embedtype="image" id="1"></p>',
        '<p data-block-key="x">a</p>',
        "<p>a<style>p{}</style></p>",
        "<p>a<!-- secret --></p>",
    ],
)
def test_nothing_else_reaches_readers(source: str) -> None:
    assert clean(source) == "<p>a</p>"


@pytest.mark.parametrize(
    "source", ["", "<p></p>", '<p data-block-key="x"> </p>', "<p><br/></p>", "<ul><li></li></ul>"]
)
def test_text_without_words_is_nothing(source: str) -> None:
    assert clean(source) == ""


def test_an_anchor_within_the_page_is_kept() -> None:
    assert clean('<p><a href="#how">x</a></p>') == '<p><a href="#how">x</a></p>'

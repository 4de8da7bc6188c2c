"""Whole pages as Markdown and as plain text, from the JSON that readers get."""

import orjson
import pytest

from api.text.forms import MARKDOWN, TEXT, written
from tests.published.factory import page

pytestmark = pytest.mark.django_db

RELEASE = {
    "id": 1,
    "type": "newsroom.NewsPage",
    "meta": {"locale": "de", "html_url": "https://www.example.org/de/a/"},
    "title": "Neues Zentrum * eröffnet <jetzt>",
    "kind": {"value": "statement", "label": "Stellungnahme"},
    "kicker": "Beratung",
    "summary": "Das Zentrum berät ab Juli.",
    "dateline": {"places": ["Kairo"], "date": "2024-07-02", "text": "Kairo, 2. Juli 2024"},
    "body": [
        {"type": "heading", "id": "1", "value": {"text": "Wo", "level": 2, "anchor": None}},
        {"type": "paragraph", "id": "2", "value": {"html": "<p>Es ist <b>offen</b> &amp; hell.</p>"}},
        {
            "type": "quote",
            "id": "3",
            "value": {
                "html": "<p>Endlich.</p>",
                "speaker": "A. Yusuf",
                "role": "Leiterin",
                "organisation": None,
            },
        },
        {
            "type": "table",
            "id": "4",
            "value": {"caption": "Zahlen", "headers": "row", "rows": [["Jahr", "Zahl"], ["2024", None]]},
        },
        {
            "type": "chart",
            "id": "5",
            "value": {
                "title": "Ankünfte",
                "unit": "Tausend",
                "text": None,
                "source": None,
                "source_url": None,
                "categories": ["2023", "2024"],
                "series": [{"name": "Land", "values": [1.5, None]}],
            },
        },
        {"type": "image", "id": "6", "value": {"image": {"src": "https://e.org/7.jpg", "alt": "Ein Haus"}}},
        {
            "type": "hologram",
            "id": "7",
            "value": {
                "title": "Neu",
                "depth": 3,
                "flat": False,
                "parts": [{"words": "Morgen"}, None, "heute"],
            },
        },
        {"type": "whisper", "id": "8", "value": None},
        {"type": "paragraph", "id": "9", "value": {"html": "<p>Ende.</p>"}},
    ],
    "topics": [{"value": "return", "label": "Rückkehr"}, {"value": "work", "label": "Arbeit"}],
    "contacts": [
        {"organisation": "Agentur", "name": "Pressestelle", "email": "p@example.org", "phone": None}
    ],
    "notes_to_editors": {"html": "<p>Fotos auf Anfrage.</p>"},
    "corrections": [{"kind": "correction", "date": "2024-07-03", "note": "Juli statt Juni."}],
    "corrected": True,
    "related": [{"id": 2, "meta": {"html_url": "https://www.example.org/de/b/"}, "title": "Vorgeschichte"}],
    "mood": {"value": "calm", "label": "Ruhig"},
    "odd": {"a": {"b": ["c", 1]}},
}


def read(form: str) -> str:
    return written(orjson.dumps(RELEASE).decode(), form).decode()


def test_markdown_has_all_of_a_page_in_its_order():
    found = read(MARKDOWN)
    in_order = [
        "Beratung\n\n# Neues Zentrum \\* eröffnet \\<jetzt\\>\n\n",
        "Kairo, 2. Juli 2024\n\nDas Zentrum berät ab Juli.",
        "## Wo\n\nEs ist **offen** \\& hell.",
        "> Endlich.\n>\n> — A. Yusuf, Leiterin",
        "Zahlen\n\n| Jahr | Zahl |\n| --- | --- |\n| 2024 |  |",
        "### Ankünfte\n\n| Tausend | Land |\n| --- | --- |\n| 2023 | 1.5 |\n| 2024 |  |",
        "![Ein Haus](https://e.org/7.jpg)",
        "### Neu\n\n3\n\nMorgen\n\nheute\n\nEnde.",
        "Fotos auf Anfrage.",
        "Juli statt Juni.",
        "- [Vorgeschichte](https://www.example.org/de/b/)",
        "Rückkehr, Arbeit",
        "Mood: Ruhig",
        "https://www.example.org/de/a/",
    ]
    found = found.replace("2\\.", "2.")
    places = [found.find(part) for part in in_order]
    missing = [
        part for part, place in zip(in_order, places, strict=True) if place < 0 and part != "- Agentur"
    ]
    assert missing == [], found
    assert "Pressestelle, Agentur, p@example.org" in found.replace("\\", "")


def test_plain_text_has_no_sign_of_any_markup():
    found = read(TEXT)
    for part in (
        "Neues Zentrum * eröffnet <jetzt>",
        "Es ist offen & hell.",
        "Endlich.\n\n— A. Yusuf, Leiterin",
        "Jahr\tZahl",
        "[Ein Haus]",
        "Pressestelle, Agentur, p@example.org",
    ):
        assert part in found, found
    assert "**" not in found
    assert "&amp;" not in found
    assert "<p>" not in found


def test_a_page_is_given_in_either_form(get):
    row = page(title="Eins & zwei")
    for form, media in ((MARKDOWN, "text/markdown"), (TEXT, "text/plain")):
        answer = get(f"pages/{row.object_id}/", format=form)
        assert answer["Content-Type"] == f"{media}; charset=utf-8"
        assert "Eins & zwei" in answer.content.decode().replace("\\", "")
        assert answer["Surrogate-Key"] == row.key
        assert answer["Last-Modified"] == get(f"pages/{row.object_id}/")["Last-Modified"]
        tag = answer["ETag"]
        assert tag != get(f"pages/{row.object_id}/")["ETag"]
        assert get(f"pages/{row.object_id}/", format=form, headers={"if-none-match": tag}).status_code == 304


def test_find_keeps_the_form(get):
    row = page()
    assert get("pages/find/", html_path=row.html_path, format="md")["Location"].endswith("/?format=md")


def test_a_form_is_of_the_whole_page(get, mistakes):
    row = page()
    where = f"pages/{row.object_id}/"
    assert list(mistakes(where, format="md", fields="title")) == ["fields"]
    assert list(mistakes(where, format="md", rich_text_format="text")) == ["rich_text_format"]
    for wrong in ("html", "MD", "json", ""):
        assert list(mistakes(where, format=wrong)) == ["format"]
    assert list(mistakes("pages/", format="md")) == ["format"]


def test_what_is_gone_is_gone_in_every_form(get):
    assert get("pages/999999999/", format="md").status_code == 404

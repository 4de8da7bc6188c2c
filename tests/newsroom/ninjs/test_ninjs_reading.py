"""What a page gets from an item."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import ReferenceIndex

from cms.media.models import Image
from newsroom.models import NewsPage, Topic
from tests.factories import Place, locale, picture
from tests.newsroom.ninjs.desk import Desk, content, html, make_item

Imported = Callable[..., NewsPage]


def test_a_page_is_public_with_what_the_item_says(imported: Imported, site: Place) -> None:
    page = imported(
        make_item(
            headlines=[
                {"role": "kicker", "value": "Verkehr"},
                {"role": "main", "contentType": "text/html", "value": "Eine <b>neue</b> Brücke &amp; mehr"},
            ],
            descriptions=[{"role": "summary", "value": "Nach drei Jahren."}],
            genres=[{"uri": "http://cv.iptc.org/newscodes/genre/Statement", "name": "Erklärung"}],
            located="Kairo / Assuan",
            places=[
                {"name": "Ägypten", "literal": "iso3166-1a2:EG"},
                {"name": "Kalifornien", "literal": "CA"},
            ],
        )
    )
    found = content(page)
    assert page.get_parent().pk == site.newsrooms["de"].pk
    assert page.slug == "eine-neue-bruecke-mehr"
    assert found["title"] == "Eine neue Brücke & mehr"
    assert (found["kicker"], found["summary"]) == ("Verkehr", "Nach drei Jahren.")
    assert found["kind"]["value"] == "statement"
    assert found["dateline"] == {
        "places": ["Kairo", "Assuan"],
        "date": "2024-07-02",
        "text": "Kairo/Assuan, 2. Juli 2024",
    }
    assert [country["value"] for country in found["countries"]] == ["EG"]
    assert found["source_url"] == page.source_id == "https://news.agency.example/bridge.de.html"
    assert page.source_published_at == datetime(2024, 7, 2, 7, 30, tzinfo=UTC)
    assert found["meta"]["published_at"].startswith("2024-07-02T07:30:00")
    assert found["body"][0]["value"]["html"] == "<p>Sie ist fertig.</p>"


@pytest.mark.parametrize(
    ("language", "text", "places", "day"),
    [
        ("de", "Kairo, 2. Juli 2024 – Heute", ["Kairo"], "2024-07-02"),
        ("en", "Kabul/New York, July 1, 2024 - Today", ["Kabul", "New York"], "2024-07-01"),
        ("de", "Kairo, 2. Juli 2019 – damals war", [], None),
        ("de", "Wir feiern am 2. Juli 2024 – und alle kommen", [], None),
        ("de", "Kairo ist schön.", [], None),
    ],
)
def test_a_dateline_in_the_text_is_read_where_it_surely_is_one(
    imported: Imported, language: str, text: str, places: list[str], day: str | None
) -> None:
    found = content(imported(make_item(language=language, bodies=html(f"<p>{text}</p>"))))
    assert (found["dateline"] or {"places": [], "date": None}) == {
        "places": places,
        "date": day,
        **({"text": found["dateline"]["text"]} if places else {}),
    }
    assert found["body"][0]["value"]["html"] == f"<p>{text}</p>"


def test_contacts_stand_by_organisation_with_every_address(imported: Imported) -> None:
    page = imported(
        make_item(
            organisations=[
                {
                    "name": "Agentur",
                    "rel": "media-contact",
                    "contactInfo": [
                        {"type": "email", "value": "mailto:press@agency.example"},
                        {"type": "phone", "value": "+49 641 1"},
                        {"type": "phone", "value": "+49 641 2"},
                        {"type": "web", "value": "https://agency.example"},
                    ],
                },
                {"name": "Nur erwähnt", "rel": "about", "contactInfo": [{"value": "x@y.example"}]},
            ],
            people=[{"name": "Amina Yusuf", "contactInfo": [{"value": "amina@agency.example"}]}],
        )
    )
    assert content(page)["contacts"] == [
        {"organisation": "Agentur", "name": None, "email": "press@agency.example", "phone": "+49 641 1"},
        {"organisation": "Agentur", "name": None, "email": None, "phone": "+49 641 2"},
        {"organisation": None, "name": "Amina Yusuf", "email": "amina@agency.example", "phone": None},
    ]


def test_subjects_are_topics_with_one_key_in_every_language(imported: Imported) -> None:
    Topic.objects.create(title="Wasser", slug="water", locale=locale("de"))
    subject: dict[str, Any] = {"uri": "https://topics.agency.example/water"}
    german = imported(make_item(subjects=[{"name": "Das Wasser", **subject}, {"name": "Straßen"}]))
    english = imported(make_item("bridge.en", language="en", subjects=[{"name": "Water", **subject}]))
    assert content(german)["topics"] == [
        {"value": "water", "label": "Wasser"},
        {"value": "strassen", "label": "Straßen"},
    ]
    assert content(english)["topics"] == [{"value": "water", "label": "Water"}]
    assert Topic.objects.filter(slug="water").values("translation_key").distinct().count() == 1


@pytest.mark.parametrize("draft", [False, True])
def test_a_topic_knows_the_pages_that_an_import_gave_it(
    desk: Desk, django_capture_on_commit_callbacks: Any, draft: bool
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        desk(make_item(subjects=[{"name": "Wasser"}]), draft=draft)
    users = ReferenceIndex.get_references_to(Topic.objects.get()).values_list("object_id", flat=True)
    assert list(users) == [str(NewsPage.objects.get().pk)]


def test_pictures_are_shown_where_their_files_are(desk: Desk, imported: Imported) -> None:
    (desk.folder / "img").mkdir()
    (desk.folder / "img" / "a.jpg").write_bytes(picture().read())
    (desk.folder / "b.jpg").write_bytes(picture(colour="red").read())
    page = imported(
        make_item(
            bodies=html(
                '<figure><img src="img/a.jpg" alt="Die Brücke"><figcaption>Am Tag</figcaption></figure>'
                '<figure><img src="c.jpg" alt="x"><figcaption>Bei Nacht</figcaption></figure>'
            ),
            associations=[
                {
                    "name": "teaser",
                    "uri": "urn:b",
                    "type": "picture",
                    "by": "A. Haddad",
                    "copyrightHolder": "Agentur",
                    "rightsInfo": {"linkedRights": "https://creativecommons.org/licenses/by/4.0/"},
                    "descriptions": [{"role": "alt", "value": "Ein Fluss"}],
                    "renditions": [
                        {"name": "thumbnail", "href": "https://cdn.agency.example/x/thumb.jpg", "width": 90},
                        {"name": "original", "href": "https://cdn.agency.example/x/b.jpg", "width": 1600},
                    ],
                }
            ],
        ),
        credit="Agentur",
        licence="all-rights-reserved",
    )
    found = content(page)
    teaser = found["teaser_image"]
    assert (teaser["alt"], teaser["credit"], teaser["licence"]["name"]) == (
        "Ein Fluss",
        "A. Haddad / Agentur",
        "CC BY 4.0",
    )
    image, caption = found["body"]
    assert (image["type"], image["value"]["image"]["alt"], image["value"]["image"]["caption"]) == (
        "image",
        "Die Brücke",
        "Am Tag",
    )
    assert caption["value"]["html"] == "<p>Bei Nacht</p>"
    assert "picture not there: c.jpg" in desk.said


def test_the_same_picture_is_stored_once(desk: Desk) -> None:
    (desk.folder / "a.jpg").write_bytes(picture().read())
    source = html('<img src="a.jpg" alt="Brücke">')
    desk(make_item("one.de", bodies=source), make_item("two.de", bodies=source))
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["../secret.jpg", "/etc/passwd", "%2e%2e/secret.jpg", "link.jpg", "a\u0001"]
)
def test_no_address_leads_out_of_the_folder(desk: Desk, imported: Imported, address: str) -> None:
    secret = desk.folder.parent / "secret.jpg"
    secret.write_bytes(picture().read())
    Path(desk.folder / "link.jpg").symlink_to(secret)
    page = imported(make_item(bodies=html(f'<p>Text</p><img src="{address}" alt="x">')))
    assert not Image.objects.exists()
    assert [block["type"] for block in content(page)["body"]] == ["paragraph"]


def test_a_file_that_is_no_picture_is_left_out_with_a_word(desk: Desk, imported: Imported) -> None:
    (desk.folder / "a.jpg").write_bytes(b"not a picture")
    imported(make_item(bodies=html('<p>Text</p><img src="a.jpg" alt="x">')))
    assert "picture cannot be used: a.jpg" in desk.said
    assert not Image.objects.exists()


def test_a_headline_too_long_for_a_title_opens_the_text_in_full(imported: Imported) -> None:
    headline = " ".join(["Brücke"] * 60)
    found = content(imported(make_item(headlines=[{"value": headline}])))
    assert found["title"].endswith("Brücke…")
    assert len(found["title"]) <= 255
    assert found["body"][0]["value"]["html"].startswith(f"<p><b>{headline}</b></p>")


def test_a_headline_keeps_its_no_break_spaces(imported: Imported) -> None:
    found = content(imported(make_item(headlines=[{"value": " 10\u00a0000  Menschen\n"}])))
    assert found["title"] == "10\u00a0000 Menschen"


def test_a_headline_without_letters_gets_a_slug_all_the_same(imported: Imported) -> None:
    assert imported(make_item(headlines=[{"value": "!?"}])).slug.startswith("news-")

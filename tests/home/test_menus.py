"""Menus and site identities as readers get them, and what editors are told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError
from wagtail_localize.segments.extract import extract_segments

from cms.projection.reading import PageReading
from cms.projection.write_side import WriteSide
from home.blocks import MenuPanel
from home.models import Menu
from tests.factories import (
    ContentPageFactory,
    ImageFactory,
    MenuFactory,
    Place,
    SectionPageFactory,
    SiteIdentityFactory,
    translate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_site")]


@pytest.fixture(scope="module")
def languages() -> tuple[str, ...]:
    return "de", "en"


def reading(language: str = "de") -> PageReading:
    return PageReading(WriteSide(), datetime.now(UTC), language)


def menu(place: Place, *panels: dict[str, Any]) -> Menu:
    made = MenuFactory(site=place.site, items=[("panel", panel) for panel in panels])
    return Menu.objects.get(pk=made.pk)


def entry(**parts: Any) -> dict[str, Any]:
    return parts


def test_an_entry_says_the_language_of_its_page_wherever_that_is(place: Place) -> None:
    english = translate(SectionPageFactory(parent=place.home, title="Arbeit"), "en", title="Our work")
    english.move(place.home, pos="last-child")
    [panel] = menu(place, entry(page=english)).json(reading("en"))["items"]
    assert panel["page"] == {"id": english.pk, "html_path": "/de/our-work/", "locale": "en"}


def test_a_mega_menu_gives_panels_with_links_of_two_levels(place: Place) -> None:
    section = SectionPageFactory(parent=place.home, title="Unsere Arbeit")
    page = ContentPageFactory(parent=section, title="Beratung")
    below = entry(title="Anderswo", url="https://other.example.org/")
    found = menu(
        place, entry(page=section, intro="Was wir tun.", items=[entry(page=page, title="Rat", items=[below])])
    ).json(reading())
    assert (found["name"], found["locale"]) == ("main", "de")
    [panel] = found["items"]
    [link] = panel["items"]
    [last] = link["items"]
    assert {name: panel[name] for name in ("title", "intro", "page")} == {
        "title": "Unsere Arbeit",
        "intro": "Was wir tun.",
        "page": {"id": section.pk, "html_path": "/de/unsere-arbeit/", "locale": "de"},
    }
    assert panel["url"] == "https://www.example.org/de/unsere-arbeit/"
    assert (link["title"], link["page"]["id"]) == ("Rat", page.pk)
    assert last == {
        "id": last["id"],
        "title": "Anderswo",
        "intro": None,
        "url": "https://other.example.org/",
        "page": None,
        "items": [],
    }
    assert len({panel["id"], link["id"], last["id"]}) == 3


def test_what_is_not_public_vanishes_with_all_below_it(place: Place) -> None:
    draft = SectionPageFactory(parent=place.home, title="Geheim", live=False)
    outside = entry(title="Anderswo", url="https://other.example.org/")
    found = menu(
        place,
        entry(page=draft, items=[outside]),
        entry(title="Nur Verborgenes", items=[entry(page=draft)]),
        outside,
    ).json(reading())
    assert [node["title"] for node in found["items"]] == ["Anderswo"]


def test_a_link_leads_to_the_page_in_the_menus_language(place: Place) -> None:
    german = SectionPageFactory(parent=place.home, title="Unsere Arbeit")
    english = translate(german, "en", title="Our work")
    only_german = SectionPageFactory(parent=place.home, title="Nur hier")
    found = menu(place, entry(page=german), entry(page=only_german)).json(reading("en"))
    assert [(node["title"], node["page"]["locale"]) for node in found["items"]] == [
        ("Our work", "en"),
        ("Nur hier", "de"),
    ]
    assert found["items"][0]["page"]["id"] == english.pk


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (entry(title="Leer"), "page"),
        (entry(url="https://other.example.org/"), "title"),
    ],
)
def test_an_entry_that_leads_nowhere_or_has_no_name_is_refused(wrong: dict[str, Any], field: str) -> None:
    block = MenuPanel()
    value = block.normalize(wrong)
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert field in refused.value.block_errors


def test_what_may_hold_links_below_begins_without_any() -> None:
    panel = MenuPanel()
    assert list(panel.get_default()["items"]) == []
    assert list(panel.child_blocks["items"].child_block.get_default()["items"]) == []


def test_a_path_of_ones_own_site_is_shown_the_way_to_the_page() -> None:
    block = MenuPanel()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize(entry(title="Agenda", url="/de/agenda-2030/")))
    [message] = refused.value.block_errors["url"].messages
    assert "“Page”" in message or "„Seite“" in message


def test_titles_introductions_and_nothing_else_of_a_menu_is_text_to_translate(place: Place) -> None:
    made = menu(
        place,
        entry(
            title="Arbeit",
            intro="Was wir tun.",
            items=[
                entry(
                    title="Rat",
                    url="https://a.example.org/",
                    items=[entry(title="Tief", url="https://b.org/")],
                )
            ],
        ),
    )
    texts = {segment.string.data for segment in extract_segments(made) if hasattr(segment, "string")}
    assert texts == {"Arbeit", "Was wir tun.", "Rat", "Tief"}


def test_a_site_has_one_menu_of_a_name_in_each_language(place: Place) -> None:
    menu(place)
    second = Menu(name="main", site=place.site, locale=place.home.locale)
    with pytest.raises(ValidationError) as refused:
        second.full_clean()
    assert "menu" in str(refused.value).lower() or "Menü" in str(refused.value)


def test_a_site_identity_gives_name_logo_accounts_and_contact(place: Place) -> None:
    identity = SiteIdentityFactory(
        site=place.site,
        logo=ImageFactory(alt="Logo"),
        social_links=[("account", {"service": "mastodon", "url": "https://social.example.org/@agency"})],
        contact_address="Beispielweg 1\n10115 Berlin",
        contact_email="info@example.org",
    )
    found = identity.json(reading())
    assert found.pop("logo")["alt"] == "Logo"
    assert found == {
        "name": "Agentur für Beispiele",
        "social_links": [{"service": "mastodon", "url": "https://social.example.org/@agency"}],
        "contact": {"address": "Beispielweg 1\n10115 Berlin", "email": "info@example.org", "phone": None},
    }

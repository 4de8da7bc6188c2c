"""What readers get of a page's fields, the empty ones too."""

from datetime import UTC, date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cms.pages import fields, schemas
from home.models import LegalPage

from .conftest import RecordingReading


class Manager(list[Any]):
    """Rows of a child relation, which are asked for by `.all()`."""

    def all(self) -> "Manager":
        return self


def rows(*found: dict[str, Any]) -> Manager:
    return Manager(SimpleNamespace(**row) for row in found)


def topic(slug: str, **more: Any) -> SimpleNamespace:
    return SimpleNamespace(slug=slug, title=slug.title(), **more)


def read(field: fields.ContentField, value: Any, reading: RecordingReading | None = None) -> Any:
    """The field's JSON, held against its schema."""
    found = field.json(SimpleNamespace(**{field.source: value}), reading or RecordingReading())
    elsewhere = {name: {"type": "object"} for name in ("Card", "BodyBlock", "Image", "Document")}
    components = {**schemas.SHARED, **elsewhere}
    document = {"components": {"schemas": components}, **field.schema()}
    Draft202012Validator(document, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(found)
    return found


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        (fields.Text("x"), " some words ", "some words"),
        (fields.Link("x"), "https://www.example.org/", "https://www.example.org/"),
        (fields.RichText("x"), "<p>a</p>", {"html": "<p>a</p>"}),
        (fields.Flag("x"), True, True),
        (fields.Date("x"), date(2024, 7, 2), "2024-07-02"),
        (fields.DateTime("x"), datetime(2024, 7, 2, 8, tzinfo=UTC), "2024-07-02T08:00:00Z"),
        (
            fields.DateTime("x"),
            datetime(2024, 7, 2, 8, tzinfo=timezone(timedelta(hours=2))),
            "2024-07-02T06:00:00Z",
        ),
        (fields.Term("x"), topic("asylum"), {"value": "asylum", "label": "Asylum"}),
        (
            fields.Codes("sdgs"),
            ["16", "1"],
            [
                {"value": "16", "label": "Peace, justice and strong institutions"},
                {"value": "1", "label": "No poverty"},
            ],
        ),
        (
            fields.Terms("topics", "topic"),
            rows({"topic": topic("b")}, {"topic": topic("a")}),
            [{"value": "b", "label": "B"}, {"value": "a", "label": "A"}],
        ),
    ],
)
def test_a_field_gives_its_value(field: fields.ContentField, value: Any, found: Any) -> None:
    assert read(field, value) == found


@pytest.mark.parametrize("field", [fields.Text("x"), fields.Link("x"), fields.Words("x")])
@pytest.mark.parametrize("value", ["", "  ", "\u00a0", None])
def test_empty_text_is_null(field: fields.ContentField, value: str | None) -> None:
    assert read(field, value) is None


@pytest.mark.parametrize(
    "field",
    [fields.RichText("x"), fields.Date("x"), fields.DateTime("x"), fields.Term("x")],
)
def test_without_a_value_a_field_is_null(field: fields.ContentField) -> None:
    reading = RecordingReading()
    reading.term = lambda snippet: None  # type: ignore[method-assign]
    assert read(field, None, reading) is None


@pytest.mark.parametrize(
    "field",
    [
        *(fields.Terms("x", "topic"), fields.Cards("x"), fields.Files("x"), fields.ContactList("x")),
        *(fields.Rows("x", fields.Text("a")), fields.Codes("x", "sdgs")),
    ],
)
def test_an_empty_list_is_a_list(field: fields.ContentField) -> None:
    assert read(field, rows()) == []


@pytest.mark.django_db
def test_a_choice_is_a_term_in_the_readers_language() -> None:
    page = LegalPage(legal_kind=next(iter(dict(LegalPage._meta.get_field("legal_kind").flatchoices))))
    found = fields.Choice("legal_kind").json(page, RecordingReading("en"))
    assert found is not None
    assert found["value"] == page.legal_kind
    assert found["label"] == str(page.get_legal_kind_display())
    assert fields.Choice("legal_kind").json(LegalPage(legal_kind=""), RecordingReading()) is None


def test_files_and_pages_are_asked_for_by_number_and_vanish_together_with_what_is_said_of_them() -> None:
    reading = RecordingReading(hidden={2})
    cards = fields.Cards("x")
    found = read(cards, rows({"target_id": 1}, {"target_id": 2}, {"target_id": 3}), reading)
    assert [card["id"] for card in found] == [1, 3]
    assert reading.asked == [("card", 1), ("card", 2), ("card", 3)]
    files = rows(
        {"document_id": 1, "label": "One", "language": ""},
        {"document_id": 2, "label": "Two", "language": "ar"},
    )
    [file] = read(fields.Files("x"), files, reading)
    assert (file["document"]["id"], file["label"], file["language"]) == (1, "One", None)


def test_an_image_is_asked_for_by_number() -> None:
    field = fields.ImageRef("teaser_image")
    reading = RecordingReading(hidden={8})
    assert field.json(SimpleNamespace(teaser_image_id=7), reading)["id"] == 7  # type: ignore[index]
    assert field.json(SimpleNamespace(teaser_image_id=8), reading) is None
    assert field.json(SimpleNamespace(teaser_image_id=None), reading) is None


def contact(**said: Any) -> dict[str, Any]:
    return {"contact": None, "organisation": "", "name": "", "email": "", "phone": "", **said}


def test_contacts_stand_together_by_organisation_in_the_order_of_the_first() -> None:
    found = read(
        fields.ContactList("contacts"),
        rows(
            contact(organisation="A", name="one"),
            contact(organisation="B", name="two", phone="1"),
            contact(organisation="A", email="three@example.org"),
        ),
    )
    assert [(each["organisation"], each["name"]) for each in found] == [
        ("A", "one"),
        ("A", None),
        ("B", "two"),
    ]
    assert found[1]["email"] == "three@example.org"


def test_what_is_written_on_the_spot_wins_over_the_chosen_contact() -> None:
    chosen = SimpleNamespace(organisation="A", name="Amina", email="a@example.org", phone="1")
    [found] = read(fields.ContactList("contacts"), rows(contact(contact=chosen, phone="2")))
    assert found == {"organisation": "A", "name": "Amina", "email": "a@example.org", "phone": "2"}


def test_a_contact_that_says_only_an_organisation_is_none() -> None:
    assert read(fields.ContactList("contacts"), rows(contact(organisation="A"))) == []


def test_a_field_reads_through_dots_and_stops_at_nothing() -> None:
    field = fields.Text("city", source="place.city")
    assert field.json(SimpleNamespace(place=SimpleNamespace(city="Cairo")), RecordingReading()) == "Cairo"
    assert field.json(SimpleNamespace(place=None), RecordingReading()) is None

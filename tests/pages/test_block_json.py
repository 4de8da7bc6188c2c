"""What readers get of each block."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from wagtail.models import Page

from cms.json_schema import PREFIX
from cms.media.json import SCHEMAS as MEDIA
from cms.pages.blocks import BodyBlock, schemas
from cms.pages.schemas import SHARED

from .bodies import full_values, raw_stream
from .conftest import RecordingReading

BODY = BodyBlock()
CARD = {"type": "object", "required": ["id", "type"]}
COMPONENTS = {
    **SHARED,
    **MEDIA,
    **schemas(),
    "Card": CARD,
}


def check(value: Any, schema: dict[str, Any]) -> None:
    document = {"components": {"schemas": COMPONENTS}, **schema}
    Draft202012Validator(document, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


def strings_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in strings_in(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in strings_in(inner)]
    return [value] if isinstance(value, str) else []


@pytest.fixture
def values(image: Any, document: Any) -> dict[str, Any]:
    return full_values(Page.objects.first().pk, image.pk, document.pk)


def read(name: str, value: Any, reading: RecordingReading | None = None) -> Any:
    block = BODY.child_blocks[name]
    return block.json(block.to_python(value), reading or RecordingReading())


def test_the_body_has_exactly_the_blocks_that_integrators_were_told_of() -> None:
    assert set(BODY.child_blocks) == {
        *("heading", "paragraph", "quote", "image", "gallery", "video", "document", "factbox", "statistic"),
        *("table", "contact", "links", "accordion", "timeline", "map", "chart"),
    }


def test_every_block_has_a_filled_example_to_test_with(values: dict[str, Any]) -> None:
    assert set(values) == set(BODY.child_blocks)


@pytest.mark.parametrize("name", list(BODY.child_blocks))
def test_a_filled_block_is_as_its_schema_says(name: str, values: dict[str, Any]) -> None:
    found = read(name, values[name])
    assert found is not None
    check({"type": name, "id": "x", "value": found}, {"$ref": f"#/components/schemas/{name.title()}Block"})
    assert "" not in strings_in(found)


@pytest.mark.parametrize("name", list(BODY.child_blocks))
def test_the_example_in_the_picker_is_valid_and_as_the_schema_says(
    name: str, image: Any, document: Any
) -> None:
    block = BODY.child_blocks[name]
    example = with_files(block.get_preview_value(), image, document)
    block.clean(example)
    check(block.json(example, RecordingReading()), block.json_schema())


def with_files(value: Any, image: Any, document: Any) -> Any:
    """The picker's examples have no files of their own."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("image", "poster", "document") and inner is None:
                value[key] = document if key == "document" else image
            else:
                with_files(inner, image, document)
    elif hasattr(value, "bound_blocks"):
        for inner in value:
            with_files(inner, image, document)
    return value


@pytest.mark.parametrize("name", list(BODY.child_blocks))
def test_an_empty_block_vanishes_or_is_as_its_schema_says(name: str) -> None:
    block = BODY.child_blocks[name]
    found = block.json(block.get_default(), RecordingReading())
    if found is not None:
        check(found, block.json_schema())


def test_a_body_is_a_list_told_apart_by_type(values: dict[str, Any]) -> None:
    stream = BODY.to_python(raw_stream(values))
    found = BODY.json(stream, RecordingReading())
    assert [block["type"] for block in found] == list(values)
    assert found[0] == {
        "type": "heading",
        "id": "00000000-0000-4000-8000-000000000000",
        "value": {"text": "source heading", "level": 2, "anchor": "the-anchor"},
    }
    check(found, {"type": "array", "items": {"$ref": "#/components/schemas/BodyBlock"}})


def test_every_reference_in_the_schemas_resolves() -> None:
    wanted = {text for text in strings_in(COMPONENTS) if text.startswith(PREFIX)}
    assert {text.removeprefix(PREFIX) for text in wanted} <= set(COMPONENTS)


def test_a_quote_has_its_html_beside_the_speaker_and_keeps_who_confirmed_it_to_itself(
    values: dict[str, Any],
) -> None:
    assert read("quote", values["quote"]) == {
        "html": "<p>source quote</p>",
        "speaker": "source speaker",
        "role": "source role",
        "organisation": "source organisation",
        "original_language": "ar",
    }


def test_what_a_page_says_of_an_image_overrides_the_image(image: Any) -> None:
    own = read("image", {"image": image.pk, "alt": "", "decorative": False, "caption": ""})["image"]
    assert (own["alt"], own["caption"]) == ("What the image itself says", "Its own caption")
    here = read("image", {"image": image.pk, "alt": "Here", "decorative": False, "caption": "C"})["image"]
    assert (here["alt"], here["decorative"], here["caption"]) == ("Here", False, "C")
    mute = read("image", {"image": image.pk, "alt": "", "decorative": True, "caption": ""})["image"]
    assert (mute["alt"], mute["decorative"]) == ("", True)


def test_blocks_vanish_with_the_file_that_may_not_be_shown(values: dict[str, Any], image: Any) -> None:
    hidden = RecordingReading(hidden={image.pk})
    assert read("image", values["image"], hidden) is None
    assert read("gallery", values["gallery"], hidden) is None
    assert read("video", values["video"], hidden)["poster"] is None
    document = values["document"]
    assert read("document", document, RecordingReading(hidden={document["document"]})) is None


def test_a_link_vanishes_with_its_page_and_takes_its_words_along(values: dict[str, Any]) -> None:
    page_id = values["links"]["items"][0]["page"]
    found = read("links", values["links"], RecordingReading(hidden={page_id}))
    assert [item["url"] for item in found["items"]] == ["https://www.example.org/"]
    only = {**values["links"], "items": values["links"]["items"][:1]}
    assert read("links", only, RecordingReading(hidden={page_id})) is None


def test_a_map_is_never_more_exact_than_chosen(values: dict[str, Any]) -> None:
    at = {
        precision: (found["latitude"], found["longitude"])
        for precision in ("country", "region", "city", "exact", "unheard of")
        if (found := read("map", {**values["map"], "precision": precision}))
    }
    assert at == {
        "country": (30, 31),
        "region": (30, 31.2),
        "city": (30.04, 31.24),
        "exact": (30.04442, 31.23571),
        "unheard of": (30, 31),
    }


def test_a_chart_gives_numbers_by_series(values: dict[str, Any]) -> None:
    found = read("chart", values["chart"])
    assert found["categories"] == ["2024", "source later"]
    assert found["series"] == [{"name": "source series", "values": [1.5, None]}]


def test_a_statistic_is_a_number(values: dict[str, Any]) -> None:
    assert read("statistic", values["statistic"])["value"] == 117.3
    assert read("statistic", {**values["statistic"], "value": "5.000"})["value"] == 5


def test_a_table_says_which_cells_are_headers(values: dict[str, Any]) -> None:
    found = read("table", values["table"])
    assert (found["caption"], found["headers"]) == ("source caption", "row")
    assert found["rows"][0] == ["source year", "source number"]
    assert read("table", {**values["table"], "data": [["a"], ["b", None]]})["rows"] == [
        ["a", None],
        ["b", None],
    ]

"""What editors are told when a block is not finished, and what the management API may send."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from wagtail.api.v3.form_data import flatten_block_value
from wagtail.blocks import ChooserBlock, ListBlock, StructBlock
from wagtail.models import Page

from cms.pages.blocks import BodyBlock
from home.blocks import MenuPanels, SocialLink

from .bodies import full_values, raw_stream

BODY = BodyBlock()


def structs(block: Any) -> Iterator[StructBlock]:
    """Every struct within a block, at any depth."""
    inner = list(getattr(block, "child_blocks", {}).values())
    if isinstance(block, ListBlock):
        inner.append(block.child_block)
    if isinstance(block, StructBlock):
        yield block
    for child in inner:
        yield from structs(child)


@pytest.fixture
def values(image: Any, document: Any) -> dict[str, Any]:
    return full_values(Page.objects.first().pk, image.pk, document.pk)


def clean(name: str, value: Any) -> Any:
    block = BODY.child_blocks[name]
    return block.clean(block.to_python(value))


def complaints(error: ValidationError) -> list[str]:
    """All messages of an error and of the blocks within it."""
    inner = list(getattr(error, "block_errors", {}).values())
    messages = [message for each in inner for message in complaints(each)]
    return messages or list(error.messages)


def complaint(name: str, value: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        clean(name, value)
    [message] = complaints(caught.value)
    return message


def through_the_management_api(raw: list[dict[str, Any]]) -> Any:
    data: MultiValueDict[str, Any] = MultiValueDict()
    flatten_block_value(BODY, raw, "body", data)
    return BODY.clean(BODY.value_from_datadict(data, MultiValueDict(), "body"))


def without_ids(value: Any) -> Any:
    """Raw data with its lists as they were sent: the form gives each item an id."""
    if isinstance(value, dict) and set(value) == {"type", "value", "id"} and value["type"] == "item":
        return without_ids(value["value"])
    if isinstance(value, dict):
        return {key: without_ids(inner) for key, inner in value.items() if key != "data-block-key"}
    return [without_ids(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("block", [BODY, MenuPanels(), SocialLink()], ids=lambda block: type(block).__name__)
def test_no_collapsed_block_is_called_null(block: Any) -> None:
    """What Wagtail's form writes for a chooser in `label_format` while nothing is chosen."""
    for struct in structs(block):
        named = re.findall(r"\{(\w+)\}", struct.meta.label_format or "")
        assert not [name for name in named if isinstance(struct.child_blocks[name], ChooserBlock)]


def test_every_block_survives_the_management_api(values: dict[str, Any]) -> None:
    sent = {name: value for name, value in values.items() if name not in {"paragraph", "links"}}
    stored = through_the_management_api(raw_stream(sent)).get_prep_value()
    found = {block["type"]: without_ids(block["value"]) for block in stored}
    assert set(found) == set(sent)
    for name in ("heading", "image", "gallery", "document", "contact"):
        assert found[name] == sent[name]
    assert found["quote"] == {**sent["quote"], "text": found["quote"]["text"]}
    assert "source quote" in found["quote"]["text"]
    assert found["table"]["data"] == sent["table"]["data"]
    assert found["chart"]["data"]["data"] == sent["chart"]["data"]["data"]
    assert float(found["map"]["latitude"]) == float(sent["map"]["latitude"])
    assert float(found["statistic"]["value"]) == float(sent["statistic"]["value"])
    assert [item["title"] for item in found["timeline"]["items"]] == ["source event"]
    assert "source transcript" in found["video"]["transcript"]


def test_links_survive_the_management_api(values: dict[str, Any]) -> None:
    page = Page.objects.first()
    items = [
        {"page": page.pk, "url": "", "title": "", "text": ""},
        {"page": None, "url": "https://www.example.org/", "title": "There", "text": ""},
    ]
    stream = through_the_management_api(raw_stream({"links": {"title": "", "items": items}}))
    assert [item["page"] for item in stream[0].value["items"]] == [page, None]


@pytest.mark.parametrize(
    "value", [None, "text", 7, [], {}, {"data": "x"}, {"data": [1, "x", None]}, {"data": [[{}]]}]
)
def test_a_table_that_is_none_is_refused_without_a_crash(value: Any) -> None:
    with pytest.raises(ValidationError):
        through_the_management_api([{"type": "table", "value": value}])


def test_a_draft_may_be_unfinished(image: Any) -> None:
    raw = [
        {"type": "heading", "value": {"text": "", "level": 4, "anchor": ""}},
        {"type": "image", "value": {"image": None, "alt": "", "decorative": False, "caption": ""}},
        {"type": "contact", "value": {}},
        {
            "type": "links",
            "value": {"title": "", "items": [{"page": None, "url": "", "title": "", "text": ""}]},
        },
        {"type": "table", "value": {"data": [["", ""]], "table_caption": "", "table_header_choice": ""}},
        {"type": "chart", "value": {"title": "", "type": "pie", "data": None}},
        {"type": "map", "value": {"title": "", "latitude": None, "longitude": None}},
        {"type": "video", "value": {"url": "", "title": ""}},
        {"type": "timeline", "value": {"title": "", "items": [{"title": ""}]}},
    ]
    stream = BODY.to_python(raw)
    assert len(BODY.clean_deferred(stream)) == len(raw)
    with pytest.raises(ValidationError):
        BODY.clean(stream)


def test_an_image_is_not_described_and_decorative(values: dict[str, Any]) -> None:
    clean("image", {**values["image"], "alt": ""})  # that it is described is asked when it is published
    clean("image", {**values["image"], "alt": "", "decorative": True})
    assert "Either describe" in complaint("image", {**values["image"], "decorative": True})


@pytest.mark.parametrize(
    ("url", "poster", "message"),
    [
        ("https://www.youtube.com/watch?v=abc", False, None),
        ("http://www.youtube.com/watch?v=abc", False, "https"),
        ("https://media.example.org/film", False, "still picture"),
        ("https://media.example.org/film", True, None),
        ("https://www.youtube.com.evil.example/watch?v=abc", False, "still picture"),
    ],
)
def test_a_video_is_of_a_known_service_or_has_a_poster(
    url: str, poster: bool, message: str | None, image: Any
) -> None:
    value = {"url": url, "title": "A film", "poster": image.pk if poster else None}
    if message is None:
        clean("video", value)
    else:
        assert message in complaint("video", value)


@pytest.mark.parametrize(
    ("levels", "fine"),
    [([2, 3, 4, 2], True), ([2, 4], False), ([3], False), ([2, 2, 3, 3, 2, 3], True), ([2, 3, 2, 4], False)],
)
def test_headings_skip_no_level(levels: list[int], fine: bool) -> None:
    stream = BODY.to_python([{"type": "heading", "value": {"text": "x", "level": level}} for level in levels])
    if fine:
        BODY.clean(stream)
    else:
        with pytest.raises(ValidationError) as caught:
            BODY.clean(stream)
        assert "must stand below" in complaints(caught.value)[0]


def test_an_anchor_is_used_once_and_fits_an_address() -> None:
    heading = {"type": "heading", "value": {"text": "x", "level": 2, "anchor": "here"}}
    with pytest.raises(ValidationError) as caught:
        BODY.clean(BODY.to_python([heading, heading]))
    assert "“here” is used above" in complaints(caught.value)[0]
    assert "slug" in complaint("heading", {"text": "x", "level": 2, "anchor": "not one"})


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        *(("12", None), ("1 234,5", None), ("-3.25", None), ("", None), ("0.125", None)),
        *(
            ("many", "not a number"),
            ("1,2,3", "not a number"),
            ("5 %", "not a number"),
            ("1.234", "two ways"),
        ),
    ],
)
def test_a_chart_takes_only_numbers(cell: str, message: str | None, values: dict[str, Any]) -> None:
    value = {**values["chart"], "data": {"data": [["", "Series"], ["2024", cell]]}}
    if message is None:
        clean("chart", value)
    else:
        assert message in complaint("chart", value)


def test_a_circle_shows_one_series(values: dict[str, Any]) -> None:
    data = {"data": [["", "a", "b"], ["2024", "1", "2"]]}
    assert "one series" in complaint("chart", {**values["chart"], "type": "pie", "data": data})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"data": [["", ""]]}, "empty"),
        ({"table_caption": " "}, "caption"),
        ({"table_header_choice": "neither"}, "headers"),
    ],
)
def test_a_table_has_cells_caption_and_headers(
    change: dict[str, Any], message: str, values: dict[str, Any]
) -> None:
    clean("table", values["table"])
    assert message in complaint("table", {**values["table"], **change})


@pytest.mark.parametrize(("name", "value"), [("latitude", "91"), ("latitude", "-91"), ("longitude", "181")])
def test_a_place_is_on_earth(name: str, value: str, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        clean("map", {**values["map"], name: value})


def test_a_precision_that_does_not_exist_is_refused(values: dict[str, Any]) -> None:
    assert "valid choice" in complaint("map", {**values["map"], "precision": "street"})


def test_a_link_leads_to_one_place(values: dict[str, Any]) -> None:
    both, outside = values["links"]["items"]
    assert "one of the two" in complaint(
        "links", {"title": "", "items": [{**both, "url": "https://www.example.org/"}]}
    )
    assert "one of the two" in complaint("links", {"title": "", "items": [{**outside, "url": ""}]})
    assert "leads to" in complaint("links", {"title": "", "items": [{**outside, "title": ""}]})


def test_a_contact_can_be_reached() -> None:
    clean("contact", {"name": "A", "phone": "+49 (0)30 12 34-5 ext. 6"})
    assert "email address or a phone" in complaint("contact", {"name": "A"})
    assert "name or an organisation" in complaint("contact", {"email": "a@example.org"})
    assert "digits" in complaint("contact", {"name": "A", "phone": "call me"})

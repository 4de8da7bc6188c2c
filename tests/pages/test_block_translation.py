"""Every text of every block goes out to be translated and comes back; nothing else does."""

import json
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.models import Locale, Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter
from wagtail_localize.strings import StringValue

from cms.pages.blocks import BodyBlock
from cms.pages.body import BodyField

from .bodies import full_values, raw_stream

BODY = BodyBlock()
SOURCE, TARGET = "source", "ziel"


@pytest.fixture
def stream(image: Any, document: Any) -> Any:
    """As it is once stored: written by hand, without ids in its lists, and read back."""
    field = BodyField()
    written = field.to_python(raw_stream(full_values(Page.objects.first().pk, image.pk, document.pk)))
    return field.to_python(field.get_prep_value(written))


def translated(stream: Any) -> Any:
    """The stream as wagtail-localize makes it when each string has been translated."""
    field = BodyField()
    extracted = StreamFieldSegmentExtractor(field, include_overridables=True).handle_stream_block(stream)
    segments = [
        segment.with_order(order) for order, segment in enumerate(extracted) if not segment.is_empty()
    ]
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            assert SOURCE in segment.string.data or "bold" in segment.string.data, segment
            segment.string = StringValue(segment.string.data.replace(SOURCE, TARGET))
    german = Locale.objects.first()
    return StreamFieldSegmentsWriter(field, german, german).handle_stream_block(stream, segments)


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def shape(value: Any) -> Any:
    """The value without the words that are to be translated: keys, codes, numbers, addresses, structure."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return value.replace(SOURCE, TARGET) if isinstance(value, str) else value


def stored(stream: Any) -> Any:
    return json.loads(json.dumps(stream.get_prep_value(), cls=DjangoJSONEncoder))


def test_no_text_stays_in_the_source_language_and_no_key_is_lost(stream: Any) -> None:
    before = stored(stream)
    assert sum(SOURCE in text for text in texts(before)) > 40
    after = stored(translated(stream))
    assert [text for text in texts(after) if SOURCE in text] == []
    assert after == shape(before)


def leaves(block: Any, path: str) -> list[tuple[str, Any]]:
    if isinstance(block, StreamBlock | StructBlock):
        inner = [leaves(child, f"{path}.{name}") for name, child in block.child_blocks.items()]
        return [leaf for found in inner for leaf in found]
    if isinstance(block, ListBlock):
        return leaves(block.child_block, f"{path}[]")
    return [(path, block)]


def filled(value: Any, block: Any, path: str) -> set[str]:
    """The paths of all leaves that hold something."""
    if isinstance(block, StructBlock):
        found = [
            filled(value.get(name), child, f"{path}.{name}") for name, child in block.child_blocks.items()
        ]
        return set().union(*found)
    if isinstance(block, ListBlock):
        return set().union(*(filled(item, block.child_block, f"{path}[]") for item in value))
    empty = value in (None, "") or (hasattr(value, "source") and not value.source)
    return set() if empty else {path}


def test_the_walk_above_has_something_in_every_field_of_every_block(stream: Any) -> None:
    seen: set[str] = set()
    for child in stream:
        seen |= filled(child.value, child.block, f".{child.block_type}")
    flags = {"decorative"}
    missed = [path for path, _block in leaves(BODY, "") if path not in seen]
    assert [path for path in missed if path.rsplit(".", 1)[-1] not in flags] == []


def test_figures_in_tables_are_not_sent_to_translators(stream: Any) -> None:
    table = next(child for child in stream if child.block_type == "table")
    segments = table.block.get_translatable_segments(table.value)
    assert [segment.path for segment in segments] == ["caption", "0-0", "0-1", "2-1"]


def test_a_translated_table_leaves_its_source_as_it_was(stream: Any) -> None:
    table = next(child for child in stream if child.block_type == "table")
    segment = StringSegmentValue("0-0", "Jahr")
    restored = table.block.restore_translated_segments(table.value, [segment])
    assert restored["data"][0] == ["Jahr", "source number"]
    assert table.value["data"][0] == ["source year", "source number"]


def test_a_sentence_with_a_superscript_is_one_string(stream: Any) -> None:
    extracted = StreamFieldSegmentExtractor(BodyField()).handle_stream_block(stream)
    strings = [segment.string.data for segment in extracted if isinstance(segment, StringSegmentValue)]
    assert "source text <b>bold</b> 10 km<sup>2</sup>" in strings

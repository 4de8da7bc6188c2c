"""Blocks without children."""

from typing import Any

from wagtail import blocks

from cms.pages import schemas
from cms.pages.blocks.base import Readable
from cms.pages.fields.base import empty_to_none
from cms.pages.reading import JSON, Reading, Schema
from cms.pages.rich_text import FEATURES


class Char(Readable, blocks.CharBlock):
    """One line of text, offered for translation."""

    def json(self, value: Any, reading: Reading) -> str | None:
        return empty_to_none(value)

    def json_schema(self) -> Schema:
        return schemas.TEXT


class RichText(Readable, blocks.RichTextBlock):
    """`{"html": …}`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    def json(self, value: Any, reading: Reading) -> JSON | None:
        html = reading.rich_text(value.source) if value else None
        return {"html": html} if html else None

    def json_schema(self) -> Schema:
        return schemas.ref("RichText")

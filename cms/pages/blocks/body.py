"""The body: which blocks there are, in which order editors are offered them, and how they fit together."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlockValidationError

from cms.json_schema import TEXT, Schema, nullable, record, told_apart
from cms.pages.blocks.base import Stream, schema_name
from cms.pages.blocks.data import ChartBlock, MapBlock, StatisticBlock
from cms.pages.blocks.links import ContactBlock, LinksBlock
from cms.pages.blocks.media import DocumentBlock, GalleryBlock, ImageBlock, VideoBlock
from cms.pages.blocks.tables import TableBlock
from cms.pages.blocks.text import (
    AccordionBlock,
    FactboxBlock,
    HeadingBlock,
    ParagraphBlock,
    QuoteBlock,
    TimelineBlock,
)

# The page's title.
TITLE_LEVEL: Final = 1


class BodyBlock(Stream):
    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    factbox = FactboxBlock()
    accordion = AccordionBlock()
    timeline = TimelineBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    document = DocumentBlock()
    statistic = StatisticBlock()
    table = TableBlock()
    chart = ChartBlock()
    map = MapBlock()
    contact = ContactBlock()
    links = LinksBlock()

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and (problems := heading_problems(value)):
            raise StreamBlockValidationError(block_errors=problems)
        return value

    class Meta:
        max_num = 500


def heading_problems(stream: Any) -> dict[int, ValidationError]:
    """Headings that skip a level or repeat an anchor, by their place in the stream."""
    problems: dict[int, ValidationError] = {}
    above = TITLE_LEVEL
    anchors: set[str] = set()
    for index, child in enumerate(stream):
        if child.block_type != "heading":
            continue
        level, anchor = child.value["level"], child.value["anchor"]
        if level > above + 1:
            problems[index] = ValidationError(
                _("A heading of level %(level)s must stand below one of level %(above)s."),
                params={"level": level, "above": level - 1},
            )
        elif anchor and anchor in anchors:
            problems[index] = ValidationError(
                _("The anchor “%(anchor)s” is used above already."), params={"anchor": anchor}
            )
        above = level
        anchors.add(anchor)
    return problems


def schemas() -> dict[str, Schema]:
    """Named schemas of all blocks as they stand in a body, and of the body's items as `BodyBlock`."""
    blocks = BodyBlock().child_blocks
    named = {
        schema_name(name): record(
            {
                "type": {"type": "string", "const": name},
                "id": nullable(TEXT),
                "value": block.json_schema(),
            }
        )
        for name, block in blocks.items()
    }
    named["BodyBlock"] = told_apart("type", {name: schema_name(name) for name in blocks})
    return named

"""Headings, paragraphs, quotes, factboxes, accordions, timelines."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from cms.json_schema import PROSE, Schema, record
from cms.pages.blocks.base import List, Previewed, Struct
from cms.pages.blocks.leaves import Char, Date, Key, Language, LevelChoice, RichText
from cms.pages.elements import Element, Quotation
from cms.pages.places import Place, child_step
from cms.pages.reading import JSON, Reading
from cms.pages.rich_text import INLINE_FEATURES, plain_text

GROUP = _("Text")


class HeadingBlock(Previewed, Struct):
    essential = ("text", "level")

    text = Char(label=_("Heading"), max_length=200)
    level = LevelChoice(
        choices=[(2, _("Level 2 – a section")), (3, _("Level 3 – within a section")), (4, _("Level 4"))],
        default=2,
        label=_("Level"),
        help_text=_("The page's title is level 1. Skip no level: people who use screen readers count them."),
    )
    anchor = Key(
        required=False,
        max_length=80,
        label=_("Anchor"),
        validators=[validate_slug],
        help_text=_(
            "Lets others link straight to this section: “how-to-apply” makes the page's address end in "
            "#how-to-apply. Letters, digits and hyphens."
        ),
    )

    class Meta:
        group = GROUP
        icon = "title"
        label = _("Heading")
        description = _("Divides the page into sections.")
        label_format = "{text}"
        template = "pages/blocks/heading.html"
        preview_value = {"text": _("How return counselling works"), "level": 2, "anchor": ""}


class ParagraphBlock(Previewed, RichText):
    class Meta:
        group = GROUP
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists, with links, bold and italic text.")
        template = "pages/blocks/paragraph.html"
        preview_value = _(
            "<p>More than 400 families found shelter in the first week. The teams work "
            "<b>around the clock</b> with local partners.</p>"
        )


class QuoteBlock(Previewed, Struct):
    """Said in another language than the page's, it is published once somebody else has confirmed the wording
    (cms.pages.gates.quotes).
    """

    essential = ("text",)

    text = RichText(
        features=INLINE_FEATURES,
        label=_("Quote"),
        help_text=_("The words alone: quotation marks are set by the design, in each language's own way."),
    )
    speaker = Char(required=False, max_length=200, label=_("Speaker"))
    role = Char(
        required=False,
        max_length=255,
        label=_("Role"),
        help_text=_("For example “Chief of Mission”."),
    )
    organisation = Char(required=False, max_length=255, label=_("Organisation"))
    original_language = Language(
        required=False,
        label=_("Spoken in"),
        help_text=_(
            "The language in which it was said, where that is not the language of this page. A second person "
            "then confirms the wording before the page is published."
        ),
    )

    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        yield from super().elements(value, place)
        if words := plain_text(value["text"].source if value.get("text") else ""):
            at = (*place, child_step("text", self.child_blocks["text"]))
            yield Quotation(at, words, value.get("speaker") or "", value.get("original_language") or "")

    def json(self, value: Any, reading: Reading) -> JSON | None:
        found = super().json(value, reading)
        # Its HTML stands beside the speaker, not one level below.
        return {**found.pop("text"), **found} if found else None

    def json_schema(self) -> Schema:
        properties = super().json_schema()["properties"]
        del properties["text"]
        return record({"html": PROSE, **properties})

    class Meta:
        group = GROUP
        icon = "openquote"
        label = _("Quote")
        description = _("What somebody said, with name and role.")
        label_format = "{speaker}: {text}"
        template = "pages/blocks/quote.html"
        preview_value = {
            "text": _("<p>Nobody should have to choose between safety and dignity.</p>"),
            "speaker": "Amina Yusuf",
            "role": _("Chief of Mission"),
            "organisation": "",
            "original_language": "ar",
        }


class FactboxBlock(Previewed, Struct):
    essential = ("text",)

    title = Char(required=False, max_length=200, label=_("Title"))
    text = RichText(label=_("Text"))

    class Meta:
        group = GROUP
        icon = "info-circle"
        label = _("Factbox")
        description = _("Background beside the story: a definition, figures, a short chronology.")
        label_format = "{title}"
        template = "pages/blocks/factbox.html"
        preview_value = {
            "title": _("In brief"),
            "text": _("<ul><li>Running since 2019</li><li>Eleven counselling centres</li></ul>"),
        }


class AccordionItem(Struct):
    essential = ("title", "text")

    title = Char(max_length=255, label=_("Question or title"))
    text = RichText(label=_("Text"))

    class Meta:
        icon = "arrow-down"
        label = _("Entry")
        label_format = "{title}"


class AccordionBlock(Previewed, Struct):
    essential = ("items",)

    title = Char(required=False, max_length=200, label=_("Title"))
    items = List(AccordionItem(), min_num=1, max_num=50, label=_("Entries"))

    class Meta:
        group = GROUP
        icon = "list-ul"
        label = _("Accordion")
        description = _("Questions and answers that open one by one.")
        label_format = "{title}"
        template = "pages/blocks/accordion.html"
        preview_value = {
            "title": _("Questions and answers"),
            "items": [
                {"title": _("Who can apply?"), "text": _("<p>Everybody who lives in the country.</p>")},
                {"title": _("What does it cost?"), "text": _("<p>Nothing.</p>")},
            ],
        }


class TimelineItem(Struct):
    essential = ("title",)

    date = Date(required=False, label=_("Date"), help_text=_("Where the day is known."))
    date_text = Char(
        required=False,
        max_length=80,
        label=_("Date in words"),
        help_text=_("Shown instead of the date, for example “Spring 2019”."),
    )
    title = Char(max_length=255, label=_("What happened"))
    text = RichText(required=False, label=_("Text"))

    def problems(self, value: Any) -> dict[str, Any]:
        if value["date"] or value["date_text"]:
            return {}
        return {"date": ValidationError(_("Give a date, or say in words when it was."))}

    class Meta:
        icon = "calendar"
        label = _("Entry")
        label_format = "{date} {date_text} {title}"


class TimelineBlock(Previewed, Struct):
    essential = ("items",)

    title = Char(required=False, max_length=200, label=_("Title"))
    items = List(TimelineItem(), min_num=1, max_num=100, label=_("Entries"))

    class Meta:
        group = GROUP
        icon = "history"
        label = _("Timeline")
        description = _("What happened when.")
        label_format = "{title}"
        template = "pages/blocks/timeline.html"
        preview_value = {
            "title": _("How it came about"),
            "items": [
                {"date": None, "date_text": _("Spring 2019"), "title": _("First centre opens"), "text": ""},
                {"date": date(2024, 3, 1), "date_text": "", "title": _("Eleventh centre opens"), "text": ""},
            ],
        }

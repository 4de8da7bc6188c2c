"""Blocks without children.

wagtail-localize offers every CharBlock and TextBlock for translation and skips all others: `Char` and
`LongText` are for words, `Key` is for names of things that are the same in every language.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.json_schema import DATE, FLAG, NUMBER, PROSE, TEXT, URL, Schema, ref
from cms.media import languages
from cms.pages.blocks.base import Readable
from cms.pages.elements import Element, Link, Picture, Prose
from cms.pages.fields.base import empty_to_none
from cms.pages.places import Place
from cms.pages.reading import JSON, Reading
from cms.pages.rich_text import FEATURES, elements_of_html

PHONE: Final = re.compile(r"^\+?[0-9 ()/.\-\u00a0]{3,}( ?(ext\.?|x) ?[0-9]+)?$")


class PlainText(Readable):
    def json(self, value: Any, reading: Reading) -> str | None:
        return empty_to_none(value)

    def json_schema(self) -> Schema:
        return TEXT


class Words(PlainText):
    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        if text := empty_to_none(value):
            yield Prose(place, text)

    def json_schema(self) -> Schema:
        return PROSE


class Char(Words, blocks.CharBlock):
    """One line of words."""


class LongText(Words, blocks.TextBlock):
    """Several lines of words, without markup."""


class Key(PlainText, blocks.FieldBlock):
    """One line that is never translated: an anchor, a phone number, a person who answers for something."""

    def __init__(
        self,
        required: bool = True,
        help_text: Any = None,
        max_length: int | None = 255,
        validators: Any = (),
        **kwargs: Any,
    ) -> None:
        self.field = forms.CharField(
            required=required, help_text=help_text, max_length=max_length, validators=validators
        )
        super().__init__(**kwargs)

    def get_prep_value(self, value: Any) -> str:
        return value or ""


class Email(PlainText, blocks.EmailBlock):
    pass


class Phone(Key):
    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value and not PHONE.match(value):
            raise ValidationError(_("Write the number with digits, for example +49 30 1234567."))
        return value


class Url(PlainText, blocks.URLBlock):
    """An address outside. A translation may have another one."""

    def json_schema(self) -> Schema:
        return URL


class AddressOutside(Url):
    """An address beside a `page` to choose, which is where a path of one's own site belongs."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError as refused:
            if not str(value).startswith("/"):
                raise
            raise ValidationError(
                _("An address outside begins with https://. Choose a page of your own sites under “Page”.")
            ) from refused


class RichText(Readable, blocks.RichTextBlock):
    """`{"html": …}`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        return elements_of_html(value.source or "" if value else "", place)

    def json(self, value: Any, reading: Reading) -> JSON | None:
        html = reading.rich_text(value.source or "") if value else None
        return {"html": html} if html else None

    def json_schema(self) -> Schema:
        return ref("RichText")


class Choice(PlainText, blocks.ChoiceBlock):
    """One of a few fixed keys."""


class LevelChoice(blocks.ChoiceBlock, Readable):
    """A choice whose keys are numbers."""

    def json(self, value: Any, reading: Reading) -> int | None:
        return int(value) if value not in (None, "") else None

    def json_schema(self) -> Schema:
        return {"type": "integer", "enum": [key for key, _label in self._constructor_kwargs["choices"]]}


class Language(Choice):
    """A BCP 47 tag."""

    choices = staticmethod(languages.choices)


class Flag(Readable, blocks.BooleanBlock):
    def json(self, value: Any, reading: Reading) -> bool:
        return bool(value)

    def json_schema(self) -> Schema:
        return FLAG


class Date(Readable, blocks.DateBlock):
    def json(self, value: date | None, reading: Reading) -> str | None:
        return value.isoformat() if value else None

    def json_schema(self) -> Schema:
        return DATE


class Number(Readable, blocks.DecimalBlock):
    def json(self, value: Decimal | None, reading: Reading) -> int | float | None:
        return number(value)

    def json_schema(self) -> Schema:
        return NUMBER


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


class Chosen(Readable):
    """Something chosen. What has come from the database once is not asked for again to be valid."""

    model_class: Any

    def clean(self, value: Any) -> Any:
        return value if isinstance(value, self.model_class) else super().clean(value)  # type: ignore[misc]


class Image(Chosen, ImageChooserBlock):
    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        if value:
            yield Picture(place, value.pk)

    def json(self, value: Any, reading: Reading) -> JSON | None:
        return reading.image(value.pk if value else None)

    def json_schema(self) -> Schema:
        return ref("Image")


class Document(Chosen, DocumentChooserBlock):
    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        if value:
            yield Link(place, "document", value.pk)

    def json(self, value: Any, reading: Reading) -> JSON | None:
        return reading.document(value.pk if value else None)

    def json_schema(self) -> Schema:
        return ref("Document")


class PageCard(Chosen, blocks.PageChooserBlock):
    """A page, shown as its card."""

    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        if value:
            yield Link(place, "page", value.pk)

    def json(self, value: Any, reading: Reading) -> JSON | None:
        return reading.card(value.pk if value else None)

    def json_schema(self) -> Schema:
        return ref("Card")

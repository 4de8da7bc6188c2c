"""Fields with one value, null where there is none."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.encoding import force_str
from django.utils.translation import override

from cms.json_schema import DATE, FLAG, PROSE, TEXT, TIME, URL, Schema, nullable, ref
from cms.pages.elements import Element, Picture, Prose
from cms.pages.elements import Link as LinkPiece
from cms.pages.fields.base import ContentField, empty_to_none, moment
from cms.pages.places import Place
from cms.pages.reading import JSON, Reading
from cms.pages.rich_text import elements_of_html


class Text(ContentField):
    """Plain text."""

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        if text := empty_to_none(self.value(page)):
            yield Prose(self.place(page, above), text)

    def json(self, page: Any, reading: Reading) -> str | None:
        return empty_to_none(self.value(page))

    def schema(self) -> Schema:
        return nullable(PROSE)


class Link(Text):
    """An address outside."""

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        return iter(())

    def schema(self) -> Schema:
        return nullable(URL)


class RichText(ContentField):
    """Wagtail's rich text: `{"html": …}`."""

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        return elements_of_html(self.value(page) or "", self.place(page, above))

    def json(self, page: Any, reading: Reading) -> JSON | None:
        html = reading.rich_text(self.value(page) or "")
        return {"html": html} if html else None

    def schema(self) -> Schema:
        return nullable(ref("RichText"))


class Flag(ContentField):
    """True or false, never null."""

    def json(self, page: Any, reading: Reading) -> bool:
        return bool(self.value(page))

    def schema(self) -> Schema:
        return FLAG


class Date(ContentField):
    """`YYYY-MM-DD`."""

    def json(self, page: Any, reading: Reading) -> str | None:
        value: date | None = self.value(page)
        return value.isoformat() if value else None

    def schema(self) -> Schema:
        return nullable(DATE)


class DateTime(ContentField):
    """A moment, in UTC."""

    def json(self, page: Any, reading: Reading) -> str | None:
        value: datetime | None = self.value(page)
        return moment(value)

    def schema(self) -> Schema:
        return nullable(TIME)


class Choice(ContentField):
    """A model field with choices, as a term whose label is in the reading's language."""

    def json(self, page: Any, reading: Reading) -> JSON | None:
        value = self.value(page)
        if value in (None, ""):
            return None
        with override(reading.locale):
            labels = dict(page._meta.get_field(self.source).flatchoices)
            return {"value": force_str(value), "label": force_str(labels.get(value, value))}

    def schema(self) -> Schema:
        return nullable(ref("Term"))


class Words(Choice):
    """A model field with choices, as its bare value: for fixed keys: nobody reads them, nor searches."""

    def json(self, page: Any, reading: Reading) -> Any:
        return empty_to_none(self.value(page))

    def schema(self) -> Schema:
        return nullable(TEXT)


class Term(ContentField):
    """A foreign key to a topic, an organisation or any `TermMixin`."""

    def json(self, page: Any, reading: Reading) -> JSON | None:
        return reading.term(reading.related(page, self.source))

    def schema(self) -> Schema:
        return nullable(ref("Term"))


class Reference(ContentField):
    """A foreign key that is never followed here: the reading is asked by its number."""

    target = ""

    def key(self, page: Any) -> int | None:
        *steps, last = self.source.split(".")
        for step in steps:
            page = getattr(page, step) if page is not None else None
        return getattr(page, f"{last}_id") if page is not None else None

    def schema(self) -> Schema:
        return nullable(ref(self.target))


class ImageRef(Reference):
    target = "Image"

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        if key := self.key(page):
            yield Picture(self.place(page, above), key)

    def json(self, page: Any, reading: Reading) -> JSON | None:
        return reading.image(self.key(page))


class DocumentRef(Reference):
    target = "Document"

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        if key := self.key(page):
            yield LinkPiece(self.place(page, above), "document", key)

    def json(self, page: Any, reading: Reading) -> JSON | None:
        return reading.document(self.key(page))


class Card(Reference):
    """A page, as its card."""

    target = "Card"

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        if key := self.key(page):
            yield LinkPiece(self.place(page, above), "page", key)

    def json(self, page: Any, reading: Reading) -> JSON | None:
        return reading.card(self.key(page))

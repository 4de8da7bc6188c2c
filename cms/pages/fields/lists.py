"""Fields with many values, `[]` where there are none."""

from collections.abc import Iterable, Iterator
from typing import Any

from cms.json_schema import Schema, array, record, ref
from cms.pages import vocabularies
from cms.pages.elements import Element
from cms.pages.fields.base import ContentField
from cms.pages.fields.single import Card, DocumentRef, Term, Text, Words
from cms.pages.places import Place, row_step
from cms.pages.reading import JSON, Reading


class Body(ContentField):
    """A StreamField of `cms.pages.blocks`: `[{"type", "id", "value"}]`."""

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        stream = self.value(page)
        found: Iterator[Element] = stream.stream_block.elements(stream, self.place(page, above))
        return found

    def json(self, page: Any, reading: Reading) -> list[JSON]:
        stream = self.value(page)
        found: list[JSON] = stream.stream_block.json(stream, reading)
        return found

    def schema(self) -> Schema:
        return array(ref("BodyBlock"))


class Codes(ContentField):
    """Codes of a vocabulary in an array field (`cms.pages.code_fields.CodesField`), as terms."""

    def __init__(self, name: str, vocabulary: str = "", *, card: bool = False, source: str = "") -> None:
        super().__init__(name, card=card, source=source)
        self.vocabulary = vocabulary or name

    def json(self, page: Any, reading: Reading) -> list[JSON]:
        terms = (vocabularies.term(self.vocabulary, code, reading.locale) for code in self.value(page) or [])
        return [term for term in terms if term]

    def schema(self) -> Schema:
        return array(ref("Term"))


class RelatedList(ContentField):
    """The rows of an orderable through-model, each read by one field; what gives None vanishes."""

    item: ContentField

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        for index, row in enumerate(self.value(page).all()):
            yield from self.item.elements(row, (*self.place(page, above), row_step(row, index)))

    def json(self, page: Any, reading: Reading) -> list[Any]:
        values = (self.item.json(row, reading) for row in self.value(page).all())
        return [value for value in values if value is not None]

    def schema(self) -> Schema:
        item = self.item.schema()
        # A row that gives nothing is left out, so null never stands in the list.
        return array(item["anyOf"][0] if "anyOf" in item else item)


class Terms(RelatedList):
    """Topics, organisations: `through` is the row's foreign key to a `TermMixin`."""

    def __init__(self, name: str, through: str, *, card: bool = False, source: str = "") -> None:
        super().__init__(name, card=card, source=source)
        self.item = Term(through)


class Cards(RelatedList):
    """Pages as cards: rows are `cms.pages.terms.PageRelation`, or have a foreign key called `through`."""

    def __init__(self, name: str, through: str = "target", *, card: bool = False, source: str = "") -> None:
        super().__init__(name, card=card, source=source)
        self.item = Card(through)


class Rows(ContentField):
    """Rows of an orderable through-model as objects, composed of content fields.

    A row stands only if at least one field of `needs` has a value (all fields, where `needs` is not
    given): a file that may not be shown takes its label with it.
    """

    def __init__(
        self,
        name: str,
        *parts: ContentField,
        needs: Iterable[str] = (),
        card: bool = False,
        source: str = "",
    ) -> None:
        super().__init__(name, card=card, source=source)
        self.parts = parts
        self.needs = tuple(needs) or tuple(part.name for part in parts)

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        for index, row in enumerate(self.value(page).all()):
            for part in self.parts:
                yield from part.elements(row, (*self.place(page, above), row_step(row, index)))

    def row(self, row: Any, reading: Reading) -> JSON | None:
        found = {part.name: part.json(row, reading) for part in self.parts}
        return found if any(found[name] not in (None, []) for name in self.needs) else None

    def json(self, page: Any, reading: Reading) -> list[JSON]:
        rows = (self.row(row, reading) for row in self.value(page).all())
        return [row for row in rows if row is not None]

    def schema(self) -> Schema:
        return array(record({part.name: part.schema() for part in self.parts}))


class Files(Rows):
    """Files to download: rows with a `document`, a `label` and a `language`; gone with the document."""

    def __init__(self, name: str, *more: ContentField, card: bool = False, source: str = "") -> None:
        parts = (DocumentRef("document"), Text("label"), Words("language"), *more)
        needs = ("document", *(field.name for field in more))
        super().__init__(name, *parts, needs=needs, card=card, source=source)

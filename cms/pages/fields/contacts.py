"""Contacts for the press."""

from typing import Any, Final

from cms.json_schema import Schema, array, ref
from cms.pages.fields.base import ContentField, empty_to_none
from cms.pages.reading import JSON, Reading
from cms.pages.terms import TermMixin

PARTS: Final = ("organisation", "name", "email", "phone")


class ContactList(ContentField):
    """Contacts, chosen or written on the spot, grouped by organisation.

    Each row of the through-model may point (`chosen`) to a snippet with `organisation`, `name`,
    `email` and `phone`, and may have any of the four itself: what the row says wins. `organisation`
    is text or a `TermMixin`. Groups stand in the order of their first contact.
    """

    def __init__(self, name: str, chosen: str = "contact", *, card: bool = False, source: str = "") -> None:
        super().__init__(name, card=card, source=source)
        self.chosen = chosen

    def json(self, page: Any, reading: Reading) -> list[JSON]:
        groups: dict[str | None, list[JSON]] = {}
        for row in self.value(page).all():
            snippet = reading.snippet(reading.related(row, self.chosen))
            contact = {part: said(row, part, reading) or said(snippet, part, reading) for part in PARTS}
            if any(contact[part] for part in ("name", "email", "phone")):
                groups.setdefault(contact["organisation"], []).append(contact)
        return [contact for group in groups.values() for contact in group]

    def schema(self) -> Schema:
        return array(ref("Contact"))


def said(holder: Any, part: str, reading: Reading) -> str | None:
    value = getattr(holder, part, None)
    if isinstance(value, TermMixin):
        term = reading.term(value)
        return term["label"] if term else None
    return empty_to_none(value)

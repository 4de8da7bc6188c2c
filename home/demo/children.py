"""What a page of the demonstration holds several of: topics, contacts, files, related pages and so on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from wagtail.models import TranslatableMixin

from cms.pages.models import BasePage
from home.accessible import VersionKind
from home.demo.content import identity

if TYPE_CHECKING:
    from home.demo.pages import Pages

Data = dict[str, Any]


def children(
    page: BasePage, key: str, fact: Data, text: Data, language: str, pages: Pages
) -> dict[str, list[Model]]:
    """Unsaved rows by the name of their relation; a page that the language does not have is left out."""
    library = pages.library

    def targets(keys: Iterable[str]) -> list[Data]:
        return [{"target": pages.made[other, language]} for other in keys if (other, language) in pages.made]

    def organisations(name: str) -> list[Data]:
        return [{"organisation": library.organisations[each]} for each in fact.get(name, [])]

    wanted: dict[str, list[Data]] = {
        "topics": [{"topic": library.topics[each]} for each in fact.get("topics", [])],
        "organisations": organisations("organisations"),
        "donors": organisations("donors"),
        "partners": organisations("partners"),
        "contacts": [contact(each, language, pages) for each in fact.get("contacts", [])],
        "related": targets(fact.get("related", [])),
        "featured": targets(fact.get("featured", [])),
        "accessible_versions": [
            {**row, "kind": VersionKind.PLAIN_LANGUAGE}
            for row in targets([fact["plain"]] if "plain" in fact else [])
        ],
        "authors": [{"name": name} for name in fact.get("authors", [])],
        "files": [file(each, language, pages) for each in fact.get("files", [])],
        "downloads": [file(each, language, pages) for each in fact.get("downloads", [])],
        "dateline_places": [{"name": name} for name in text.get("places", [])],
    }
    return {name: rows_of(page, name, key, rows) for name, rows in wanted.items() if rows}


def rows_of(page: BasePage, relation: str, key: str, values: list[Data]) -> list[Model]:
    """Rows that hold text have a language, and are translations of one another as the pages are."""
    model = page._meta.get_field(relation).related_model
    rows = []
    for index, value in enumerate(values):
        row = model(**value)
        if isinstance(row, TranslatableMixin):
            row.locale = page.locale
            row.translation_key = identity(relation, key, index)
        # Turns dates in words into dates: a revision takes the values as they are.
        row.full_clean(exclude=["page"], validate_unique=False, validate_constraints=False)
        rows.append(row)
    return rows


def contact(each: str | Data, language: str, pages: Pages) -> Data:
    """One from the list by its key, or one written on the spot."""
    if isinstance(each, str):
        return {"contact": pages.library.contacts[each]}
    return {**each, "organisation": each["organisation"][language]}


def file(each: str, language: str, pages: Pages) -> Data:
    """A document or, where there is none with that key, a picture."""
    library = pages.library
    if each in library.documents:
        return {"document": library.documents[each], "label": library.label(each, language)}
    return {"image": library.images[each]}

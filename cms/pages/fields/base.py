"""What all content fields share."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from cms.json_schema import Schema
from cms.pages.elements import Element
from cms.pages.places import Place, field_step
from cms.pages.reading import Reading
from cms.published.moments import utc


def empty_to_none(text: Any) -> str | None:
    """Text as the API gives it: trimmed, and null where nothing is left."""
    return str(text).strip() or None if text is not None else None


def moment(value: datetime | None) -> str | None:
    return utc(value) if value else None


class ContentField:
    """One field of a page's JSON.

    `name` is its key; `source` the attribute that it is read from, where that has another name;
    `card=True` puts it into the page's card too. `needed`: no page is published without it; a function of
    the page where that depends on what kind of page it is.
    """

    def __init__(
        self,
        name: str,
        *,
        card: bool = False,
        source: str = "",
        needed: bool | Callable[[Any], bool] = False,
    ) -> None:
        self.name = name
        self.card = card
        self.source = source or name
        self.needed = needed

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    def value(self, page: Any) -> Any:
        """What the page holds. Follows dots: `contact.email`; None where a step is None."""
        found = page
        for step in self.source.split("."):
            found = getattr(found, step) if found is not None else None
        return found

    def place(self, page: Any, above: Place = ()) -> Place:
        """Where editors fill it. `above`: where the page or row itself stands."""
        return (*above, field_step(page, self.source.split(".")[0]))

    def is_missing(self, page: Any) -> bool:
        """Whether the page needs it and it has nothing for readers."""
        if not (self.needed(page) if callable(self.needed) else self.needed):
            return False
        value = self.value(page)
        return not (value.strip() if isinstance(value, str) else value)

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        """What of it is to be looked at before readers see it (cms.pages.elements)."""
        return iter(())

    def json(self, page: Any, reading: Reading) -> Any:
        """The field's value as readers get it. Never `""`; `[]` for an empty list, else None."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """JSON Schema (2020-12) of what `json` gives."""
        raise NotImplementedError

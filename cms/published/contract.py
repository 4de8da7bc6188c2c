"""What readers can rely on: every page type with its JSON Schema, every block, every fixed list of values.

The read side knows no page type by itself. At start-up the projection registers them here, from the
same field and block objects that make the JSON; the OpenAPI document, the `fields` parameter and
the fixed lists that parameters are checked against follow from it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from cms.json_schema import Schema

Label = Callable[[str, str], str]  # the name of a value, in a language
COMPONENT_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class PageType:
    """One page type: its `fields` beside `id`, `type`, `meta` and `title`, which every page has."""

    label: str
    fields: Mapping[str, Schema]
    card_fields: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    description: str


@dataclass
class Contract:
    """All that has been registered. Registering again under the same name replaces it."""

    types: dict[str, PageType] = field(default_factory=dict)
    components: dict[str, Schema] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    # Labels of what else than pages is given as items, in the order of registration.
    item_types: tuple[str, ...] = ()
    # Rises with every registration, so that what is derived from the contract can be kept.
    revision: int = 0

    def register_type(
        self,
        label: str,
        fields: Mapping[str, Schema],
        *,
        card_fields: Iterable[str] = (),
        values: Mapping[str, Iterable[str]] | None = None,
        description: str = "",
    ) -> None:
        """Make a page type known.

        `label` is its Django label. `fields` maps each field's name to its JSON Schema (2020-12), in
        the order of the JSON; schemas may point to `#/components/schemas/<name>`. `card_fields` are
        those of them that the card has. `values` gives the fixed lists of filters: `{"kind": [...]}`.
        Raises ValueError for a card field that is no field, or a name that no component can have.
        """
        self._check_name(label)
        in_card = tuple(card_fields)
        if strange := set(in_card) - set(fields):
            raise ValueError(f"{label}: {', '.join(sorted(strange))} in the card but not among the fields")
        fixed = {name: tuple(listed) for name, listed in (values or {}).items()}
        self.types[label] = PageType(label, dict(fields), in_card, fixed, description)
        self.revision += 1

    def register_components(self, components: Mapping[str, Schema]) -> None:
        """Make named schemas known: blocks, and whatever fields share (`Image`, `Term`, `BodyBlock`).

        `Card`, `Page` and what is `SHARED` are made in `cms.published.schemas`: never register them.
        """
        for name in components:
            self._check_name(name)
        self.components.update(components)
        self.revision += 1

    def register_labels(self, labels: Mapping[str, Label]) -> None:
        """Make known what the values of filters are called: `{"country": lambda value, locale: …}`."""
        self.labels.update(labels)

    def register_item_types(self, *labels: str) -> None:
        """Make known what else than pages readers get as items, by Django labels: `home.Menu`."""
        self.item_types = tuple(dict.fromkeys((*self.item_types, *labels)))
        self.revision += 1

    def label(self, name: str, value: str, locale: str) -> str:
        """What a value of the filter `name` is called in a language; itself where it has no name."""
        named = self.labels.get(name)
        return named(value, locale) if named else value

    def values(self, name: str) -> tuple[str, ...]:
        """The fixed list of a filter over all types that have one, in the order of registration."""
        listed = (value for page_type in self.types.values() for value in page_type.values.get(name, ()))
        return tuple(dict.fromkeys(listed))

    def types_with(self, name: str) -> tuple[str, ...]:
        """The page types that have a fixed list of that filter: with kinds, those that are news."""
        return tuple(label for label, page_type in self.types.items() if page_type.values.get(name))

    @contextmanager
    def replaced(self) -> Iterator["Contract"]:
        """An empty contract for the length of a `with`: for tests that register types of their own."""
        kept = self.types, self.components, self.labels, self.item_types
        self.types, self.components, self.labels, self.item_types = {}, {}, {}, ()
        self.revision += 1
        try:
            yield self
        finally:
            self.types, self.components, self.labels, self.item_types = kept
            self.revision += 1

    @staticmethod
    def _check_name(name: str) -> None:
        if not COMPONENT_NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot name a schema in an OpenAPI document")


contract: Final = Contract()
register_type: Final = contract.register_type
register_components: Final = contract.register_components
register_labels: Final = contract.register_labels
register_item_types: Final = contract.register_item_types

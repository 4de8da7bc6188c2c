"""Tells the read side what the values of filters are called, in every language.

Topics and organisations are not among them: they are items with a title.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import override

from cms.media import languages
from cms.pages import vocabularies
from cms.pages.models import BasePage
from cms.published.contract import Label, register_labels


def register(page_types: Iterable[type[BasePage]], choices: Mapping[str, Mapping[str, Any]]) -> None:
    """`choices`: by filter, the names of its values, which Django translates when they are read."""
    types = {each._meta.label: each.name_for_readers or each._meta.verbose_name for each in page_types}
    register_labels(
        {
            **{name: named(labels) for name, labels in {"type": types, **choices}.items()},
            "country": partial(vocabularies.label, "countries"),
            "region": partial(vocabularies.label, "regions"),
            "sdg": partial(vocabularies.label, "sdgs"),
            "locale": languages.name,
        }
    )


def named(labels: Mapping[str, Any]) -> Label:
    def label(value: str, locale: str) -> str:
        with override(locale):
            return capfirst(force_str(labels[value])) if value in labels else value

    return label

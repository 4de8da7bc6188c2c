"""A model field for codes of a fixed vocabulary: countries, regions, SDGs."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cms.pages import vocabularies


class OrderedCodes(forms.SelectMultiple):
    """A list to pick from, and what was picked in an order that can be changed: the first counts most."""

    class Media:
        js = ["pages/ordered-codes.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        words = {
            "add": _("Add …"),
            "remove": _("Remove"),
            "up": _("Move up"),
            "first": _("primary"),
        }
        data = {f"data-{key}": str(text) for key, text in words.items()}
        return super().get_context(name, value, {**(attrs or {}), "data-ordered-codes": "", **data})

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        """Chosen options first, in their order: a browser sends a list's options as they stand."""
        groups = super().optgroups(name, value, attrs)
        place = {code: index for index, code in enumerate(value)}
        return sorted(groups, key=lambda group: place.get(str(group[1][0]["value"]), len(place)))


class CodesField(ArrayField):
    """A list of codes in the order chosen, `["EG", "SD"]`; empty is `[]`, never null.

    The vocabulary's choices are not in migrations: a new country is no change of the table.
    """

    def __init__(self, vocabulary: str = "countries", **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.pop("base_field", None)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(models.TextField(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["base_field"]
        return name, path, [*args], {**kwargs, "vocabulary": self.vocabulary}

    def get_internal_type(self) -> str:
        # By this name the management API knows what JSON such a field takes.
        return "ArrayField"

    def formfield(self, **kwargs: Any) -> forms.Field:
        widget = forms.CheckboxSelectMultiple if self.vocabulary == "sdgs" else OrderedCodes
        options = {key: value for key, value in kwargs.items() if key in {"label", "help_text", "required"}}
        return forms.MultipleChoiceField(
            **{
                "choices": lambda: vocabularies.choices(self.vocabulary),
                "required": not self.blank,
                "label": capfirst(self.verbose_name),
                "help_text": self.help_text,
                "widget": kwargs.get("widget", widget),
                **options,
            }
        )

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        vocabularies.check(self.vocabulary, value)

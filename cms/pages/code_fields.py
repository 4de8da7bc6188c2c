"""A model field for codes of a fixed vocabulary: countries, regions, SDGs."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cms.pages import vocabularies


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
        return name, path, args, {**kwargs, "vocabulary": self.vocabulary}

    def formfield(self, **kwargs: Any) -> forms.Field:
        widget = forms.CheckboxSelectMultiple if self.vocabulary == "sdgs" else forms.SelectMultiple
        return forms.MultipleChoiceField(
            **{
                "choices": lambda: vocabularies.choices(self.vocabulary),
                "required": not self.blank,
                "label": kwargs.pop("label", None) or self.verbose_name,
                "help_text": self.help_text,
                "widget": widget,
                **{key: value for key, value in kwargs.items() if key in {"widget", "help_text", "required"}},
            }
        )

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        vocabularies.check(self.vocabulary, value)

"""A model field for a time zone by its IANA name (`Africa/Cairo`)."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# Asked anew, the library walks through a folder of six hundred files.
available = cache(available_timezones)


@cache
def names() -> tuple[str, ...]:
    """Zones that people live in: `Area/Place`, and UTC. Not the aliases of old standards (`EST`, `Etc/…`)."""
    areas = (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
    return (
        "UTC",
        *sorted(name for name in available() if name.partition("/")[0] in areas and "/" in name),
    )


def of_the_installation() -> str:
    return settings.TIME_ZONE


def is_known(name: str) -> None:
    """ValidationError where no such zone exists."""
    if name not in available():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Example: Africa/Cairo."), params={"name": name}
        )


class TimeZoneField(models.CharField):
    """The zones are no `choices`: a new version of the zone database is no change of the table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("default", of_the_installation)
        kwargs["validators"] = [is_known]
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, list(args), kwargs

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        choices = [(name, name.replace("_", " ")) for name in names()]
        kwargs.setdefault("widget", forms.Select(choices=choices))
        return super().formfield(**kwargs)

"""Time zones by their IANA names (`Africa/Cairo`): a field for models, and each site's own."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import register_setting
from wagtail.models import Site

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


def by_area() -> Iterator[tuple[str, Any]]:
    """As a form lists them: under their area, where a city is found by its first letters."""
    for area, zones in groupby(names(), key=lambda name: name.partition("/")[0]):
        cities = [(name, name.partition("/")[2].replace("_", " ") or name) for name in zones]
        yield (area, cities) if len(cities) > 1 else cities[0]


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
        own = of_the_installation()
        first = ("", format_lazy(_("As the installation: {zone}"), zone=own)) if self.blank else (own, own)
        choices: list[tuple[str, Any]] = [first, *by_area()]
        kwargs.setdefault("widget", forms.Select(choices=choices))
        return super().formfield(**kwargs)


@register_setting(icon="time")
class SiteTimeZone(BaseSiteSetting):
    """Where a site's days and years begin.

    A setting, and not in the site's identity: of that there is one in each language.
    """

    time_zone = TimeZoneField(
        _("time zone"),
        blank=True,
        default="",
        help_text=_(
            "Readers who ask this site for a day or a year get it from midnight to midnight in this zone."
        ),
    )

    class Meta:
        verbose_name = _("time zone")

    def __str__(self) -> str:
        return self.time_zone or of_the_installation()


def of_sites() -> dict[int, str]:
    """The zone of each site, by its primary key: its own, else the installation's."""
    zones = Site.objects.values_list("pk", "sitetimezone__time_zone")
    return {pk: zone or of_the_installation() for pk, zone in zones}

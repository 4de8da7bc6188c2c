"""Statistics, charts, maps."""

from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.json_schema import Schema, record
from cms.pages.blocks.base import Previewed, Struct
from cms.pages.blocks.leaves import Char, Choice, LongText, Number, Url, number
from cms.pages.blocks.tables import GROUP, FigureTable
from cms.pages.reading import JSON, Reading

# Decimal places that are published for each precision: 1 degree is some 110 km, 0.01 about one.
PLACES: Final = {"country": 0, "region": 1, "city": 2, "exact": 5}


class StatisticBlock(Previewed, Struct):
    essential = ("value", "label")

    value = Number(
        max_digits=20,
        decimal_places=6,
        label=_("Figure"),
        help_text=_("The number alone. The design sets thousands and decimals as each language does."),
    )
    unit = Char(required=False, max_length=60, label=_("Unit"), help_text=_("For example “million” or “%”."))
    label = Char(max_length=255, label=_("What it counts"))
    source = Char(required=False, max_length=255, label=_("Source"))
    source_url = Url(required=False, label=_("Address of the source"))

    class Meta:
        group = GROUP
        icon = "decimal"
        label = _("Figure")
        description = _("One number that matters, with its unit and source.")
        label_format = "{value} {unit} {label}"
        template = "pages/blocks/statistic.html"
        preview_value = {
            "value": Decimal("117.3"),
            "unit": _("million"),
            "label": _("people displaced worldwide"),
            "source": _("Annual report"),
            "source_url": "",
        }


class ChartBlock(Previewed, Struct):
    essential = ("title", "type", "data")

    title = Char(max_length=255, label=_("Title"), help_text=_("What the chart shows."))
    type = Choice(
        choices=[
            ("bar", _("Bars, lying")),
            ("column", _("Columns, standing")),
            ("line", _("Lines")),
            ("area", _("Areas")),
            ("pie", _("Circle")),
        ],
        default="column",
        label=_("Type"),
    )
    data = FigureTable(
        label=_("Values"),
        help_text=_("The first row names the series, the first column what is counted; all else is numbers."),
    )
    unit = Char(required=False, max_length=60, label=_("Unit"))
    text = LongText(
        required=False,
        label=_("In words"),
        help_text=_("The main finding, for people who do not see the chart."),
    )
    source = Char(required=False, max_length=255, label=_("Source"))
    source_url = Url(required=False, label=_("Address of the source"))

    def json(self, value: Any, reading: Reading) -> JSON | None:
        found = super().json(value, reading)
        return {**found, **found.pop("data")} if found else None

    def json_schema(self) -> Schema:
        properties = super().json_schema()["properties"]
        return record({**properties, **properties.pop("data")["properties"]})

    def problems(self, value: Any) -> dict[str, Any]:
        rows = value["data"]["data"]
        if value["type"] == "pie" and len(rows[0]) > 2:
            return {"type": ValidationError(_("A circle shows one series only. Choose another type."))}
        return {}

    class Meta:
        group = GROUP
        icon = "order"
        label = _("Chart")
        description = _("Values in a table, drawn by the website.")
        label_format = "{title}"
        template = "pages/blocks/chart.html"
        preview_value = {
            "title": _("Arrivals by year"),
            "type": "column",
            "data": {
                "data": [
                    [_("Year"), _("By land"), _("By sea")],
                    ["2022", "120", "80"],
                    ["2023", "90", "110"],
                    ["2024", "60", "70"],
                ],
                "table_header_choice": "both",
            },
            "unit": _("thousand people"),
            "text": _("Fewer people came by land each year."),
            "source": "",
            "source_url": "",
        }


class MapBlock(Previewed, Struct):
    essential = ("title", "latitude", "longitude", "precision")

    title = Char(max_length=255, label=_("Name of the place"))
    latitude = Number(min_value=-90, max_value=90, label=_("Latitude"), help_text=_("For example 30.0444"))
    longitude = Number(
        min_value=-180, max_value=180, label=_("Longitude"), help_text=_("For example 31.2357")
    )
    precision = Choice(
        choices=[
            ("country", _("Country")),
            ("region", _("Region")),
            ("city", _("Town")),
            ("exact", _("Exact")),
        ],
        default="city",
        label=_("Precision"),
        help_text=_(
            "How exactly the place is published. Shelters, camps and people at risk are never shown "
            "exactly: coordinates are rounded before they leave this system."
        ),
    )
    text = LongText(
        required=False,
        label=_("In words"),
        help_text=_("Where the place lies, for people who do not see the map."),
    )

    def json(self, value: Any, reading: Reading) -> JSON | None:
        found = super().json(value, reading)
        if found is None:
            return None
        # An unknown precision is the coarsest: nothing is ever shown more exactly than was chosen.
        places = PLACES.get(found["precision"], 0)
        return {
            **found,
            "latitude": rounded(value["latitude"], places),
            "longitude": rounded(value["longitude"], places),
        }

    class Meta:
        group = GROUP
        icon = "site"
        label = _("Map")
        description = _("A place, as exactly as is safe.")
        label_format = "{title}"
        template = "pages/blocks/map.html"
        preview_value = {
            "title": _("Cairo"),
            "latitude": Decimal("30.0444"),
            "longitude": Decimal("31.2357"),
            "precision": "city",
            "text": _("On the Nile, some 160 km from the Mediterranean."),
        }


def rounded(degrees: Decimal, places: int) -> int | float | None:
    return number(round(degrees, places))

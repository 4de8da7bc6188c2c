"""Tables: Wagtail's spreadsheet of plain text, made safe for translation and for the management API.

(Wagtail's typed table has no form value that the management API could write.) Longer than other files:
the table in a text and the figures behind a chart share most of it.
"""

import json as json_format
import re
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.contrib.table_block.blocks import TableBlock as SpreadsheetBlock
from wagtail_localize.segments import StringSegmentValue

from cms.json_schema import ANY_PROSE, NUMBER, PROSE, Schema, array, nullable, record
from cms.pages.blocks.base import Previewed, Readable
from cms.pages.blocks.leaves import number
from cms.pages.fields.base import empty_to_none
from cms.pages.reading import JSON, Reading

GROUP = _("Data")
CAPTION: Final = "table_caption"
HEADERS: Final = {"row": "row", "column": "column", "col": "column", "both": "both"}
HAS_LETTER: Final = re.compile(r"[^\W\d_]")
SPACES: Final = str.maketrans("", "", " \u00a0\u202f\u2009")
PLAIN_NUMBER: Final = re.compile(r"[-−+]?\d+(?:[.,]\d+)?")
# 1.234 is a thousand for some readers and little more than one for others.
AMBIGUOUS: Final = re.compile(r"[-−+]?[1-9]\d{0,2}[.,]\d{3}")
# PostgreSQL's JSON has no U+0000; the fields of forms refuse it by themselves.
no_null = ProhibitNullCharactersValidator()

# What the spreadsheet's menu offers, by its own names.
LINE: Final = {"name": "---------"}
CONTEXT_MENU: Final = {
    "row_above": {"name": _("Insert row above")},
    "row_below": {"name": _("Insert row below")},
    "after_rows": LINE,
    "col_left": {"name": _("Insert column left")},
    "col_right": {"name": _("Insert column right")},
    "after_columns": LINE,
    "remove_row": {"name": _("Remove selected rows")},
    "remove_col": {"name": _("Remove selected columns")},
    "after_removals": LINE,
    "undo": {"name": _("Undo")},
    "redo": {"name": _("Redo")},
}

Rows = list[list[str]]


class Table(SpreadsheetBlock):
    """Its value: `{"data": rows of text, "table_caption", "table_header_choice"}`.

    The choice of headers is `row`, `column`, `both` or `neither`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The spreadsheet speaks only this one; Wagtail would ask it for that of the first import.
        self.table_options["language"] = "en-US"
        self.table_options["contextMenu"] = {"items": CONTEXT_MENU}

    def rows(self, value: Any) -> Rows:
        return value["data"] if value else []

    def to_python(self, value: Any) -> JSON | None:
        """Whatever was sent, in the one shape that the rest relies on: rows of equal length, all text."""
        if not isinstance(value, dict):
            return None
        sent = value.get("data")
        rows = [row for row in sent if isinstance(row, list)] if isinstance(sent, list) else []
        width = max((len(row) for row in rows), default=0)
        filled = [[cell_text(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
        caption = value.get(CAPTION)
        headers = value.get("table_header_choice")
        return super().to_python(  # type: ignore[no-any-return]
            {
                **value,
                "data": filled,
                CAPTION: caption if isinstance(caption, str) else "",
                "table_header_choice": headers if headers in (*HEADERS, "neither") else "",
            }
        )

    def normalize(self, value: Any) -> Any:
        return self.to_python(value)

    def value_from_form(self, value: Any) -> Any:
        try:
            return self.to_python(json_format.loads(value))
        except (TypeError, ValueError):
            return None

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        for text in (value[CAPTION], *(cell for row in value["data"] for cell in row)) if value else ():
            no_null(text)
        if not self.is_deferred_validation and not any(cell for row in self.rows(value) for cell in row):
            raise ValidationError(_("The table is empty."))
        return value

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """Caption and all cells that hold words, by place: `caption`, `0-2` (row, column)."""
        segments = [
            StringSegmentValue(f"{y}-{x}", cell)
            for y, row in enumerate(self.rows(value))
            for x, cell in enumerate(row)
            if HAS_LETTER.search(cell)
        ]
        caption = value.get(CAPTION) if value else ""
        return [StringSegmentValue("caption", caption), *segments] if caption else segments

    def restore_translated_segments(self, value: Any, segments: list[StringSegmentValue]) -> Any:
        restored = {**value, "data": [list(row) for row in self.rows(value)]}
        for segment in segments:
            if segment.path == "caption":
                restored[CAPTION] = segment.render_text()
            else:
                y, x = (int(part) for part in segment.path.split("-"))
                restored["data"][y][x] = segment.render_text()
        return restored


def cell_text(cell: Any) -> str:
    return "" if cell is None else str(cell)


class TableBlock(Readable, Previewed, Table):
    def json(self, value: Any, reading: Reading) -> JSON | None:
        rows = [[empty_to_none(cell) for cell in row] for row in self.rows(value)]
        if not any(cell for row in rows for cell in row):
            return None
        return {
            "caption": empty_to_none(value[CAPTION]),
            "headers": HEADERS.get(value["table_header_choice"], "none"),
            "rows": rows,
        }

    def json_schema(self) -> Schema:
        return record(
            {
                "caption": nullable(PROSE),
                "headers": {
                    "type": "string",
                    "enum": ["row", "column", "both", "none"],
                    "description": "Which cells head the others: the first row, the first column, or both.",
                },
                "rows": array(array(nullable(PROSE))),
            }
        )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation:
            if value["table_header_choice"] == "neither":
                raise ValidationError(
                    _("Say which cells are headers: without them, screen readers read out bare figures.")
                )
            if not value[CAPTION].strip():
                raise ValidationError(_("Give the table a caption that says what it shows."))
        return value

    class Meta:
        group = GROUP
        icon = "table"
        label = _("Table")
        description = _("Rows and columns of text, with a caption. Can be pasted from a spreadsheet.")
        template = "pages/blocks/table.html"
        preview_value = {
            "data": [
                [_("Year"), _("Applications"), pgettext_lazy("of applications", "Approved")],
                ["2023", "1 204", "1 020"],
                ["2024", "1 377", "1 195"],
            ],
            "table_caption": _("Applications by year"),
            "table_header_choice": "row",
        }


class FigureTable(Readable, Table):
    """Values of a chart: the first row names the series, the first column what is counted."""

    def clean(self, value: Any) -> Any:
        if value:
            value["table_header_choice"] = "both"
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        rows = self.rows(value)
        if len(rows) < 2 or len(rows[0]) < 2:
            raise ValidationError(
                _("A chart needs a first row with names of series, a first column with labels, and values.")
            )
        for y, row in enumerate(rows[1:], start=2):
            for x, cell in enumerate(row[1:], start=2):
                self.check_figure(cell, y, x)
        return value

    def check_figure(self, cell: str, row: int, column: int) -> None:
        where = {"row": row, "column": column, "value": cell}
        bare = cell.translate(SPACES)
        if bare and not PLAIN_NUMBER.fullmatch(bare):
            raise ValidationError(
                _("Row %(row)s, column %(column)s: “%(value)s” is not a number. Put the unit below."),
                params=where,
            )
        if AMBIGUOUS.fullmatch(bare):
            raise ValidationError(
                _(
                    "Row %(row)s, column %(column)s: “%(value)s” can be read in two ways. "
                    "Write thousands without a sign (1234) or with a space (1 234)."
                ),
                params=where,
            )

    def json(self, value: Any, reading: Reading) -> JSON | None:
        rows = self.rows(value)
        if len(rows) < 2 or len(rows[0]) < 2:
            return None
        return {
            "categories": [row[0] for row in rows[1:]],
            "series": [
                {"name": name, "values": [figure(row[column]) for row in rows[1:]]}
                for column, name in enumerate(rows[0][1:], start=1)
            ],
        }

    class Meta:
        # Headers and caption are settled here: admin.css hides what the spreadsheet asks about them.
        form_classname = "figures-only"

    def json_schema(self) -> Schema:
        values = array(nullable(NUMBER))
        return record(
            {
                "categories": array(ANY_PROSE),
                "series": array(record({"name": ANY_PROSE, "values": values})),
            }
        )


def figure(cell: str) -> int | float | None:
    """The number in a cell; None where it is empty or, in what bypassed the form, no number."""
    bare = cell.translate(SPACES)
    if not PLAIN_NUMBER.fullmatch(bare):
        return None
    return number(Decimal(bare.replace(",", ".").replace("−", "-")))

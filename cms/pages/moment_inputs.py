"""A day and a time, asked for with the browser's own fields.

These show and take them as their user writes them, 30.11.2026 as well as 11/30/2026. Wagtail's picker takes
ISO 8601 alone, and without a word puts today in place of a day that it cannot read.
"""

from django import forms


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeOfDayInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")

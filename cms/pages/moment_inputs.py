"""A day and a time, asked for with the browser's own fields, and what Wagtail's own picker does with them.

The browser's show and take them as their user writes them, 30.11.2026 as well as 11/30/2026. Wagtail's picker
shows ISO 8601 alone, and without a word puts today, or now, in place of what it cannot read.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeOfDayInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def install() -> None:
    """Where Wagtail's forms have its picker, what was typed stays. The form reads it in the person's
    language, or says that it cannot: a release typed for 05.12. must not go out now."""
    for widget in (AdminDateInput, AdminTimeInput, AdminDateTimeInput):
        widget.get_config = leaving_what_was_typed(widget.get_config)


def leaving_what_was_typed(get_config: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    @wraps(get_config)
    def config(widget: Any) -> dict[str, Any]:
        return {**get_config(widget), "validateOnBlur": False}

    return config

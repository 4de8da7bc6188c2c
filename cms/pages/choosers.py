"""Wagtail's choosers, which fail while they show a value that is no number."""

from typing import Any

from wagtail.admin.widgets import AdminPageChooser
from wagtail.images.widgets import AdminImageChooser


class OfNumbers:
    """What is no number was chosen by nobody: the field says so, and the chooser shows nothing chosen."""

    def get_value_data(self, value: Any) -> Any:
        wrong = isinstance(value, str) and not value.isdecimal()
        return super().get_value_data(None if wrong else value)  # type: ignore[misc]


class PageChooser(OfNumbers, AdminPageChooser):
    pass


class ImageChooser(OfNumbers, AdminImageChooser):
    pass

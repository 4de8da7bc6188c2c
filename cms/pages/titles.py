"""The field in which a page's title is written."""

from typing import Any

from wagtail.admin.widgets import AdminAutoHeightTextInput


class TitleInput(AdminAutoHeightTextInput):
    """As high as the title: the headline of a release is longer than one line, and is read as it is written.

    It stays one line of text: whatever breaks it, also what was pasted, is a space.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value if value is None else " ".join(value.splitlines())

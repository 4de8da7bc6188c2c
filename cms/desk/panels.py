"""What a room shows on the admin's first page: how much there is to do, the most urgent, the whole list.

A room says what in a subclass, and adds it through Wagtail's hook (docs/desk.md). This one knows no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.db.models import Count, QuerySet, Window
from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

# Entries that a panel shows.
SHOWN: Final = 3


@dataclass(frozen=True)
class Entry:
    """One line. `url`: an admin page that this person may open; `said`: why it stands here.

    `language`: the name of the language that it is in, where it is in one.
    """

    title: str
    url: str
    said: Any = ""
    language: str = ""


class DeskPanel(Component):
    """A panel of the first page. Wagtail's own stand at 210 (in the workflow) to 300 (locked pages)."""

    name: ClassVar[str]
    heading: ClassVar[Any]
    icon: ClassVar[str] = "warning"
    order: ClassVar[int] = 230
    nothing: ClassVar[Any]  # a sentence, for when there is nothing
    list_url_name: ClassVar[str]
    template_name = "desk/panel.html"

    def is_for(self, request: HttpRequest) -> bool:
        """Whether the person may open the list. Others see nothing of the panel."""
        raise NotImplementedError

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        """All that the person may see, most urgent first; a panel asks for it once, and counts in SQL."""
        raise NotImplementedError

    def entry(self, row: Any, request: HttpRequest) -> Entry:
        raise NotImplementedError

    @property
    def media(self) -> Media:
        return Media(css={"all": ["desk/desk.css"]})

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        if parent_context is None or not self.is_for(parent_context["request"]):
            return ""
        shown: str = super().render_html(parent_context)
        return shown

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"panel": self, **self.content(parent_context["request"])}

    def content(self, request: HttpRequest) -> dict[str, Any]:
        """What its template shows."""
        rows = list(self.rows(request).annotate(desk_total=Window(Count("*")))[:SHOWN])
        return {
            "total": rows[0].desk_total if rows else 0,
            "entries": [self.entry(row, request) for row in rows],
        }

    @property
    def list_url(self) -> str:
        return reverse(self.list_url_name)

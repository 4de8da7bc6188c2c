"""The embargo in Wagtail's *Status* beside the form, after the schedule, with the way to where it is set."""

from typing import Any

from wagtail.admin.ui.side_panels import PageStatusSidePanel

from cms.embargoes.views import may_look
from cms.pages.models import BasePage, Embargo

TEMPLATE = "embargoes/status.html"


def install() -> None:
    """Wagtail's views name the panel themselves; its templates and context are all that can be told it."""
    templates, context = PageStatusSidePanel.get_status_templates, PageStatusSidePanel.get_context_data

    def with_embargo(panel: Any, parent_context: Any) -> list[str]:
        found: list[str] = templates(panel, parent_context)
        if is_shown(panel):
            found.insert(1, TEMPLATE)
        return found

    def with_its_moment(panel: Any, parent_context: Any) -> dict[str, Any]:
        found: dict[str, Any] = context(panel, parent_context)
        if is_shown(panel):
            held = Embargo.of(panel.object)
            found["held"] = held if held and held.is_in_force else None
        return found

    PageStatusSidePanel.get_status_templates = with_embargo
    PageStatusSidePanel.get_context_data = with_its_moment


def is_shown(panel: Any) -> bool:
    """Of a page that is saved, to those who may open the embargo's page."""
    page = panel.object
    return bool(isinstance(page, BasePage) and page.pk and may_look(page, panel.request.user))

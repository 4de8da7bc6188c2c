"""Hints in Wagtail's *Checks* beside the form, above what it finds in the preview."""

from typing import Any

from wagtail.admin.ui.side_panels import ChecksSidePanel

from cms.pages.hints import hints_of
from cms.pages.models import BasePage


def install() -> None:
    """Wagtail's views name the panel themselves; its template and context are all that can be told it."""
    given = ChecksSidePanel.get_context_data

    def with_hints(panel: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = given(panel, parent_context)
        page = panel.object
        # The page as it was last saved; one that is new has nothing yet.
        if isinstance(page, BasePage) and page.pk and page.latest_revision_id:
            context["hints"] = hints_of(page.get_latest_revision_as_object())
        return context

    ChecksSidePanel.get_context_data = with_hints
    ChecksSidePanel.template_name = "pages/checks.html"

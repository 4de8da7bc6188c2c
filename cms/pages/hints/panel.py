"""In Wagtail's *Checks* beside the form: what will keep the page from being published, and hints.

In place of what Wagtail finds in its preview: it reads that out of its frame, and ours is another website's.
"""

from typing import Any

from wagtail.admin.ui.side_panels import ChecksSidePanel

from cms.pages.gates import problems_of
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
            draft = page.get_latest_revision_as_object()
            context["problems"] = problems_of(draft, panel.request.user, page.latest_revision_id)
            context["hints"] = hints_of(draft)
        return context

    ChecksSidePanel.get_context_data = with_hints
    ChecksSidePanel.template_name = "pages/checks.html"

"""The embargo as the form of a page shows it, with the way to where it is set."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from cms.pages.embargoes import Embargo


class EmbargoPanel(Panel):
    """Shows and writes nothing of the page itself: the embargo is the piece's, in all its languages."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Embargo"))
        kwargs.setdefault("icon", "time")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/embargo_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            held = Embargo.of(self.instance) if self.instance.pk else None
            return {**context, "page": self.instance, "held": held if held and held.is_in_force else None}

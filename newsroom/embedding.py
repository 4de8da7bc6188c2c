"""In the admin: where everybody puts together news for another website (docs/embeds.md)."""

from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

# A public page, here within the admin. Which languages it speaks is its own to know.
BUILDER: Final = "/embed/"
SPOKEN: Final = ("de", "en")


class EmbeddingView(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Embed news")
    header_icon = "link-external"
    template_name = "newsroom/embedding.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        spoken = (get_language() or "").partition("-")[0]
        lang = spoken if spoken in SPOKEN else "en"
        return super().get_context_data(**kwargs) | {"builder": f"{BUILDER}?lang={lang}"}

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        # Models exist only now, and the check reads them.
        from cms.pages.checks import page_types_are_complete  # noqa: PLC0415

        register(page_types_are_complete, "models")

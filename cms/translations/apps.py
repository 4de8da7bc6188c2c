from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    name = "cms.translations"
    label = "translations"
    verbose_name = _("Translations")

    def ready(self) -> None:
        # Models are loaded by now, and not before.
        from cms.translations import po_views, updating  # noqa: PLC0415

        updating.install()
        po_views.stand_for_localizes()

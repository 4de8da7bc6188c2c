from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EndingsConfig(AppConfig):
    name = "cms.endings"
    label = "endings"
    verbose_name = _("Ends of publication")

    def ready(self) -> None:
        # Models are loaded by now, and not before.
        from cms.endings.views import stand_for_unpublishing  # noqa: PLC0415

        stand_for_unpublishing()

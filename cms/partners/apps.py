from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "cms.partners"
    label = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        # Tasks and models are loaded by now, and not before.
        from cms.partners import nudging  # noqa: PLC0415

        nudging.listen()
